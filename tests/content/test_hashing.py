"""The hash that binds an approval changes with everything that goes out, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from jansetu.connectors.x import X
from jansetu.content import rendering
from jansetu.content.hashing import hashes_of, variant_hash
from jansetu.content.models import Media, Placement, Post, Variant, VariantPicture
from jansetu.content.operations.approvals import approve, request_approval
from jansetu.content.operations.media import store_photo
from jansetu.core.text.normalise import normalise
from tests.cast import Cast
from tests.content.acts import TITLE, begin, jpeg, keep_photo, picture, ready, save, text

WORDS = some.text(alphabet="कखगमािीे०१ \n#@.:/?=&abcXYZ09🎉।", min_size=1, max_size=60)
IN_ONE_DATABASE = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def media(cast: Cast, now: datetime) -> Media:
    return keep_photo(cast.esha, now)


@pytest.fixture
def post(cast: Cast, collector: Channel, media: Media, now: datetime) -> Post:
    """On X, with a photo, a link and one channel."""
    made = begin(cast, now)
    pictures = (picture(media, "पहली"),)
    said = text("पाठ https://mp.gov.in/a", pictures=pictures)
    save(made, [said], [collector], by=cast.esha, now=now)
    return made


@given(one=WORDS, other=WORDS)
@IN_ONE_DATABASE
def test_two_texts_have_one_hash_only_where_they_are_the_same_text(
    post: Post, cast: Cast, now: datetime, one: str, other: str
) -> None:
    variant = post.variants.get()
    hashes = []
    for words in (one, other):
        Variant.objects.filter(pk=variant.pk).update(text=normalise(words).strip())
        hashes.append(variant_hash(variant))
    assert (hashes[0] == hashes[1]) == (normalise(one).strip() == normalise(other).strip())


@given(one=WORDS, other=WORDS)
@IN_ONE_DATABASE
def test_two_descriptions_of_a_photo_have_one_hash_only_where_they_are_the_same(
    post: Post, one: str, other: str
) -> None:
    assume(one != other)
    variant = post.variants.get()
    hashes = []
    for words in (one, other, one):
        VariantPicture.objects.filter(variant=variant).update(alt=words)
        hashes.append(variant_hash(variant))
    assert hashes[0] == hashes[2] != hashes[1]


@given(first=WORDS, second=WORDS)
@IN_ONE_DATABASE
def test_words_do_not_wander_between_text_and_description_unseen(post: Post, first: str, second: str) -> None:
    """What is joined must be told apart: "ab" + "c" is not "a" + "bc"."""
    assume(second)
    variant = post.variants.get()
    hashes = []
    for body, alt in ((first, second), (first + second[0], second[1:])):
        Variant.objects.filter(pk=variant.pk).update(text=body)
        VariantPicture.objects.filter(variant=variant).update(alt=alt)
        hashes.append(variant_hash(variant))
    assert hashes[0] != hashes[1]


Change = Callable[[Post, Cast, datetime], object]


def another_link(post: Post, _cast: Cast, _now: datetime) -> None:
    post.variants.update(text="पाठ https://mp.gov.in/b")


def another_photo(post: Post, cast: Cast, now: datetime) -> None:
    other = store_photo(jpeg(colour="blue"), by=cast.esha, now=now)
    VariantPicture.objects.update(media=other)


def one_photo_more(post: Post, cast: Cast, now: datetime) -> None:
    other = store_photo(jpeg(colour="blue"), by=cast.esha, now=now)
    VariantPicture.objects.create(variant=post.variants.get(), media=other, position=1, alt="पहली")


def no_photo(post: Post, _cast: Cast, _now: datetime) -> None:
    VariantPicture.objects.all().delete()


def one_channel_more(post: Post, cast: Cast, now: datetime) -> None:
    other = Channel.objects.create(
        kind="x", unit=cast.pr_office, handle="@another", name_hi="दूसरा", created_at=now
    )
    Placement.objects.create(post=post, channel=other, variant=post.variants.get())


def another_channel(post: Post, cast: Cast, now: datetime) -> None:
    other = Channel.objects.create(
        kind="x", unit=cast.pr_office, handle="@another", name_hi="दूसरा", created_at=now
    )
    Placement.objects.update(channel=other)


def no_channel(post: Post, _cast: Cast, _now: datetime) -> None:
    Placement.objects.all().delete()


def another_language(post: Post, _cast: Cast, _now: datetime) -> None:
    post.variants.update(language="en")


@pytest.mark.parametrize(
    "change",
    [
        another_link,
        another_photo,
        one_photo_more,
        no_photo,
        one_channel_more,
        another_channel,
        no_channel,
        another_language,
    ],
)
def test_whatever_goes_out_changes_the_hash(post: Post, cast: Cast, now: datetime, change: Change) -> None:
    before = variant_hash(post.variants.get())
    change(post, cast, now)
    assert variant_hash(post.variants.get()) != before


def test_another_order_of_photos_changes_the_hash(post: Post, cast: Cast, now: datetime) -> None:
    one_photo_more(post, cast, now)
    before = variant_hash(post.variants.get())
    first, second = VariantPicture.objects.order_by("position")
    VariantPicture.objects.filter(pk=first.pk).update(position=2)
    assert second.position == 1
    assert variant_hash(post.variants.get()) != before


def test_another_way_of_drawing_photos_changes_the_hash(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    variant = post.variants.get()
    before = variant_hash(variant)
    monkeypatch.setattr(X, "limits", replace(X.limits, picture_edge=X.limits.picture_edge // 2))
    smaller = variant_hash(variant)
    monkeypatch.setattr(rendering, "VERSION", "v-next")
    assert len({before, smaller, variant_hash(variant)}) == 3


def other_hour(post: Post, cast: Cast, now: datetime) -> None:
    for hours in (1, 5):
        request_approval(post, publish_at=now + timedelta(hours=hours), by=cast.esha, now=now)
        Post.objects.filter(pk=post.pk).update(state=Post.State.DRAFT)
    Placement.objects.update(delay_minutes=55)


def other_title(post: Post, _cast: Cast, _now: datetime) -> None:
    Post.objects.update(title="भीतरी शीर्षक", kind="scheme")


def renamed_channel(post: Post, _cast: Cast, _now: datetime) -> None:
    Channel.objects.update(name_hi="नया नाम", recovery_phone="1234567")


@pytest.mark.parametrize("change", [other_hour, other_title, renamed_channel])
def test_neither_the_hour_nor_what_stays_inside_changes_the_hash(
    post: Post, cast: Cast, now: datetime, change: Change
) -> None:
    before = variant_hash(post.variants.get())
    change(post, cast, now)
    assert variant_hash(post.variants.get()) == before


def test_saving_the_same_again_keeps_the_approval_valid(
    collector: Channel, cast: Cast, now: datetime
) -> None:
    post = ready(cast, collector, now)
    [approval] = approve(post, seen_revision=2, by=cast.bilal, now=now)
    save(post, [text("बच्चों को टीके लगे")], [collector], by=cast.esha, now=now, title=TITLE)
    assert Post.objects.get(pk=post.pk).state == Post.State.APPROVED
    assert variant_hash(approval.variant) == approval.hash


def test_many_hashes_take_three_queries(
    post: Post, cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    save(post, [text("पाठ"), text("पाठ", kind="portal"), text("Text", language="en")], by=cast.esha, now=now)
    wanted = [*post.variants.values_list("pk", flat=True)]
    with django_assert_num_queries(3):
        found = hashes_of([*wanted, 0])
    assert set(found) == set(wanted)
    assert len(set(found.values())) == 3
