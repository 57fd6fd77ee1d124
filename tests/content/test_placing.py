"""One text on several accounts: X gets it once and reposts follow, staggered; elsewhere each publishes."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.channels.models import Channel
from jansetu.content.hashing import variant_hash
from jansetu.content.models import Placement
from jansetu.content.placing import STAGGER
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import begin, channel_of, save, text


def placed(post_pk: int) -> list[tuple[str, str, str | None, int]]:
    """Handle, text, whose post it reposts, and the delay."""
    rows = Placement.objects.filter(post=post_pk).select_related("channel", "variant", "repost_of__channel")
    return [
        (
            row.channel.handle,
            row.variant.text,
            row.repost_of.channel.handle if row.repost_of else None,
            row.delay_minutes,
        )
        for row in rows.order_by("pk")
    ]


def test_the_same_text_on_three_x_accounts_is_published_once_and_reposted_staggered(
    collector: Channel, office: Channel, forest: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("एक पाठ")], [office, collector, forest], by=cast.esha, now=now)
    assert placed(post.pk) == [
        ("@proujjain", "एक पाठ", None, 0),
        ("@collectorujjain", "एक पाठ", "@proujjain", STAGGER),
        ("@forestujjain", "एक पाठ", "@proujjain", 2 * STAGGER),
    ]


def test_an_account_with_its_own_text_publishes_that(
    collector: Channel, office: Channel, forest: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    own = text("कलेक्टर का अपना पाठ", channel=collector.pk)
    save(post, [text("एक पाठ"), own], [office, collector, forest], by=cast.esha, now=now)
    assert placed(post.pk) == [
        ("@proujjain", "एक पाठ", None, 0),
        ("@collectorujjain", "कलेक्टर का अपना पाठ", None, 0),
        ("@forestujjain", "एक पाठ", "@proujjain", STAGGER),
    ]


@pytest.mark.parametrize("same", ["एक पाठ", " एक  पाठ ", "एक\nपाठ"])
def test_a_text_of_its_own_that_reads_the_same_is_reposted_all_the_same(
    collector: Channel, office: Channel, cast: Cast, now: datetime, same: str
) -> None:
    post = begin(cast, now)
    own = text(same, channel=collector.pk)
    save(post, [text("एक पाठ"), own], [office, collector], by=cast.esha, now=now)
    assert [row[2:] for row in placed(post.pk)] == [(None, 0), ("@proujjain", STAGGER)]


def test_where_a_platform_allows_it_every_account_publishes(cast: Cast, now: datetime) -> None:
    one = channel_of(cast, cast.district, "@ujjain", now, kind="mastodon")
    two = channel_of(cast, cast.pr_office, "@pro", now, kind="mastodon")
    post = begin(cast, now)
    save(post, [text("एक पाठ", kind="mastodon")], [one, two], by=cast.esha, now=now)
    assert [row[2:] for row in placed(post.pk)] == [(None, 0), (None, 0)]


def test_a_channel_carries_its_own_language_where_it_was_written(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    english = channel_of(cast, cast.pr_office, "@proenglish", now, language="en")
    post = begin(cast, now)
    texts = [text("हिन्दी पाठ"), text("English text", language="en")]
    save(post, texts, [collector, english], by=cast.esha, now=now)
    assert [row[1:3] for row in placed(post.pk)] == [("हिन्दी पाठ", None), ("English text", None)]
    save(post, texts[:1], [collector, english], by=cast.esha, now=now)
    assert [row[1:3] for row in placed(post.pk)] == [("हिन्दी पाठ", None), ("हिन्दी पाठ", "@collectorujjain")]


def test_a_channel_without_any_text_is_named(
    collector: Channel, portal: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    with pytest.raises(Refusal, match="text_missing") as refused:
        save(post, [text("पाठ")], [collector, portal], by=cast.esha, now=now)
    assert "portal" in refused.value.hi
    assert not post.placements.exists()


def test_who_publishes_and_who_reposts_is_part_of_what_is_approved(
    collector: Channel, office: Channel, cast: Cast, now: datetime
) -> None:
    post = begin(cast, now)
    save(post, [text("पाठ")], [collector, office], by=cast.esha, now=now)
    before = variant_hash(post.variants.get())
    save(post, [text("पाठ")], [office, collector], by=cast.esha, now=now)
    assert variant_hash(post.variants.get()) != before
