"""What an editor is told: each platform's rule, where words come from, who reposts."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.channels.models import Channel
from jansetu.content.editing import first_text, planned, platform_name, platform_rules
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import BODY, begin, save, send, text


def test_only_x_refuses_the_same_text_twice_and_every_platform_has_a_limit() -> None:
    rules = platform_rules()
    assert [kind for kind, rule in rules.items() if rule.refuses_repeats] == ["x"]
    assert all(rule.limit > 0 for rule in rules.values())
    assert [kind for kind, rule in rules.items() if rule.pictures == 0] == ["youtube"]
    assert (rules["x"].counts, rules["x"].limit) == ("x", 280)
    assert rules["bluesky"].limit_bytes == 3000


def test_the_portal_is_named_in_hindi_and_a_platform_by_its_own_name() -> None:
    assert platform_name("portal") == "पोर्टल"
    assert platform_name("mastodon") == "Mastodon"


def test_a_plan_of_typed_words_says_who_reposts_and_saves_nothing(
    cast: Cast, collector: Channel, office: Channel, now: datetime
) -> None:
    post = begin(cast, now)
    first, second = planned([office, collector], [text("पाठ")])
    assert (first.channel, first.source) == (office, None)
    assert (second.source, second.delay_minutes) == (office, 5)
    assert not post.placements.exists()


def test_a_channel_with_its_own_typed_words_reposts_nothing(
    cast: Cast, collector: Channel, office: Channel
) -> None:
    places = planned([collector, office], [text("पाठ"), text("अपना", channel=office.pk)])
    assert [place.source for place in places] == [None, None]


def test_a_plan_names_the_channel_that_has_no_words(collector: Channel) -> None:
    with pytest.raises(Refusal) as refusal:
        planned([collector], [text("पाठ", kind="facebook")])
    assert refusal.value.code == "text_missing"
    assert "@collectorujjain" in refusal.value.hi


def test_a_text_begins_with_what_was_written_for_its_platform_else_with_the_note(
    cast: Cast, office: Channel, now: datetime
) -> None:
    post = begin(cast, now, send(cast.asha, now))
    save(post, [text("मेरा लिखा")], by=cast.esha, now=now)
    assert first_text(post, "x", "hi", office.pk) == "मेरा लिखा"
    assert first_text(post, "portal", "hi", None) == BODY
    assert first_text(post, "portal", "en", None) == ""
    assert first_text(begin(cast, now), "portal", "hi", None) == ""
