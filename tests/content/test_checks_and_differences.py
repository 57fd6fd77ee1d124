"""What stands against a post is said in both languages; a correction shows only what is different."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.carrying import needs_title
from jansetu.content.checks import findings, is_blocked
from jansetu.content.differences import differences, last_approved, marks, pending_changes
from jansetu.content.models import Post
from jansetu.content.operations.approvals import approve, request_approval
from jansetu.content.placing import needs_film
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import TITLE, begin, keep_photo, picture, save, text

ELSEWHERE = [
    kind
    for kind, _ in registry.kinds()
    if kind not in registry.LOCAL_KINDS and not needs_film(kind) and not needs_title(kind)
    if not registry.limits_of(kind).one_each
]


def codes(post: Post, severity: str = "block") -> list[str]:
    return [one.code for one in findings(post) if one.severity == severity]


def connected(channel: Channel) -> Channel:
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.CONNECTED)
    return channel


def test_a_sound_post_has_nothing_against_it(collector: Channel, cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    photo = picture(keep_photo(cast.esha, now))
    save(post, [text("ठीक पाठ", pictures=(photo,))], [connected(collector)], by=cast.esha, now=now)
    assert findings(post) == []


def test_a_post_without_a_channel_is_blocked(cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ")], by=cast.esha, now=now)
    assert codes(post) == ["no_channel"]
    with pytest.raises(Refusal, match="no_channel"):
        request_approval(post, publish_at=None, by=cast.esha, now=now)


@pytest.mark.parametrize("words", ["🎉🎉", "2026!!", ""])
def test_a_text_without_words_is_blocked(collector: Channel, cast: Cast, now: datetime, words: str) -> None:
    post = begin(cast, now)
    save(post, [text(words)], [connected(collector)], by=cast.esha, now=now)
    [found] = findings(post)
    assert (found.code, found.kind, found.language) == ("no_words", "x", "hi")
    assert is_blocked([found])


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_a_text_is_too_long_by_one_sign_as_its_platform_counts(
    cast: Cast, now: datetime, collector: Channel, kind: str
) -> None:
    most = registry.limits_of(kind).text
    needed = tuple(
        picture(keep_photo(cast.esha, now)) for _ in range(registry.limits_of(kind).pictures_needed)
    )
    Channel.objects.filter(pk=collector.pk).update(kind=kind, state=Channel.State.CONNECTED)
    post = begin(cast, now)
    for length, expected in ((most, []), (most + 1, ["too_long"])):
        said = text("a" * length, kind=kind, pictures=needed)
        save(post, [said], [collector], by=cast.esha, now=now)
        assert codes(post) == expected


def on_instagram(collector: Channel) -> Channel:
    Channel.objects.filter(pk=collector.pk).update(kind="instagram", state=Channel.State.CONNECTED)
    return collector


def test_a_text_alone_is_blocked_where_a_platform_needs_a_photo(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ", kind="instagram")], [on_instagram(collector)], by=cast.esha, now=now)
    [found] = findings(post)
    assert (found.severity, found.code, found.kind) == ("block", "picture_needed", "instagram")
    assert "फ़ोटो" in found.hi
    with pytest.raises(Refusal, match="picture_needed"):
        request_approval(post, publish_at=None, by=cast.esha, now=now)


@pytest.mark.parametrize(
    ("sign", "most", "code"), [("#टैग", 30, "too_many_hashtags"), ("@name", 20, "too_many_mentions")]
)
def test_one_tag_more_than_the_platform_takes_is_blocked(
    collector: Channel, cast: Cast, now: datetime, sign: str, most: int, code: str
) -> None:
    post, photo = begin(cast, now), picture(keep_photo(cast.esha, now))
    for count, expected in ((most, []), (most + 1, [code])):
        words = "पाठ " + " ".join(f"{sign}{number}" for number in range(count))
        said = text(words, kind="instagram", pictures=(photo,))
        save(post, [said], [on_instagram(collector)], by=cast.esha, now=now)
        assert codes(post) == expected


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_one_photo_more_than_the_platform_takes_is_blocked(
    cast: Cast, now: datetime, collector: Channel, kind: str
) -> None:
    Channel.objects.filter(pk=collector.pk).update(kind=kind, state=Channel.State.CONNECTED)
    photos = tuple(
        picture(keep_photo(cast.esha, now, width=20 + number))
        for number in range(registry.limits_of(kind).pictures + 1)
    )
    post = begin(cast, now)
    for several, expected in ((photos[1:], []), (photos, ["too_many_pictures"])):
        save(post, [text("पाठ", kind=kind, pictures=several)], [collector], by=cast.esha, now=now)
        assert codes(post) == expected


@pytest.mark.parametrize("alt", ["", " ", "123", "🙂"])
def test_a_photo_without_words_for_who_cannot_see_it_is_blocked(
    collector: Channel, cast: Cast, now: datetime, alt: str
) -> None:
    post = begin(cast, now)
    photo = picture(keep_photo(cast.esha, now), alt)
    save(post, [text("पाठ", pictures=(photo,))], [collector], by=cast.esha, now=now)
    assert codes(post) == ["alt_missing"]


def test_debris_and_a_channel_that_is_not_connected_are_pointed_out_and_do_not_block(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("कार्यक्रम ;गद्ध में @DmDausaफॉलो हुआ")], [collector], by=cast.esha, now=now)
    warned = codes(post, "warn")
    assert "not_connected" in warned
    assert len(warned) == 3
    assert not is_blocked(findings(post))


def test_a_text_that_goes_nowhere_is_not_looked_at(collector: Channel, cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ"), text("", kind="mastodon")], [connected(collector)], by=cast.esha, now=now)
    assert findings(post) == []


def test_every_finding_speaks_both_languages(collector: Channel, cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    photos = (picture(keep_photo(cast.esha, now), ""),) * 5
    save(post, [text("😀" * 300, pictures=photos)], [collector], by=cast.esha, now=now)
    found = findings(post)
    assert len(found) == 5
    assert all(any("\u0900" <= sign <= "\u097f" for sign in one.hi) and one.en.isascii() for one in found)


def test_the_check_of_a_whole_post_takes_three_queries(
    collector: Channel,
    office: Channel,
    cast: Cast,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    post = begin(cast, now)
    texts = [text("पाठ"), text("अपना", channel=office.pk)]
    save(post, texts, [collector, office], by=cast.esha, now=now)
    with django_assert_num_queries(3):
        findings(post)


def approved(cast: Cast, channel: Channel, now: datetime) -> Post:
    post = begin(cast, now)
    save(post, [text("पहले दिन 12,450 बच्चों को टीके लगे।")], [channel], by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)
    approve(post, seen_revision=2, by=cast.bilal, now=now)
    return post


def test_before_the_first_approval_everything_is_new(collector: Channel, cast: Cast, now: datetime) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ")], [collector], by=cast.esha, now=now)
    found = {(one.part, one.kind): one.marks for one in pending_changes(post)}
    assert found["title", ""] == (("new", TITLE),)
    assert found["text", "x"] == (("new", "पाठ"),)
    assert found["channels", "x"] == (("new", "@collectorujjain"),)


def test_a_correction_shows_only_its_difference(collector: Channel, cast: Cast, now: datetime) -> None:
    post = approved(cast, collector, now)
    assert pending_changes(post) == []
    save(post, [text("पहले दिन 12,540 बच्चों को टीके लगे।")], [collector], by=cast.esha, now=now)
    [found] = pending_changes(post)
    assert (found.part, found.kind, found.language) == ("text", "x", "hi")
    changed = [(what, piece) for what, piece in found.marks if what != "same"]
    assert changed == [("gone", "12,450"), ("new", "12,540")]


def test_another_channel_photo_or_description_is_a_difference_of_its_own(
    collector: Channel, office: Channel, cast: Cast, now: datetime
) -> None:
    post = approved(cast, collector, now)
    said = text("पहले दिन 12,450 बच्चों को टीके लगे।", pictures=(picture(keep_photo(cast.esha, now)),))
    save(post, [said], [collector, office], by=cast.esha, now=now)
    assert [one.part for one in pending_changes(post)] == ["pictures", "channels"]
    added = pending_changes(post)[1].marks
    assert "@proujjain ↻" in "".join(piece for what, piece in added if what == "new")


def test_a_text_that_was_taken_out_is_shown_as_gone(collector: Channel, cast: Cast, now: datetime) -> None:
    post = approved(cast, collector, now)
    before = last_approved(post)
    assert before is not None
    after = before.snapshot | {"variants": [], "placements": []}
    assert [(one.part, one.marks[0][0]) for one in differences(before.snapshot, after)] == [
        ("text", "gone"),
        ("channels", "gone"),
    ]


def test_marks_put_together_are_the_two_texts_and_split_no_word() -> None:
    before, after = "कल शिविर लगा। सब आए।", "आज शिविर लगा।\n\nसब  आए।"
    found = marks(before, after)
    assert "".join(piece for what, piece in found if what != "new") == before
    assert "".join(piece for what, piece in found if what != "gone") == after
    assert ("gone", "कल") in found
    assert ("new", "आज") in found
