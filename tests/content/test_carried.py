"""What each platform asks of films, titles and parts is said before an approval; the approval holds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.connectors.contracts import VideoLimits
from jansetu.connectors.mastodon import Mastodon
from jansetu.content.checks import findings
from jansetu.content.differences import pending_changes
from jansetu.content.hashing import variant_hash
from jansetu.content.models import Media, Post, Variant, VariantPicture
from jansetu.content.operations.media import store_film
from jansetu.content.placing import place
from jansetu.core.errors import Refusal
from tests.cast import Cast
from tests.content.acts import begin, keep_photo, picture, save, text
from tests.filming import film, uploaded


class Cinema(Mastodon):
    """A platform that takes nothing but films with a title, and a thread of two."""

    limits = replace(
        Mastodon.limits,
        text=20,
        video=VideoLimits(size=10 * 1024 * 1024, seconds=60, shortest=0.5, needed=True),
        title=10,
        further=1,
        follows_as="thread",
    )


class Words(Mastodon):
    """A platform that takes one text and photos only."""

    limits = replace(Mastodon.limits, video=None, title=None, further=0, follows_as="")


@pytest.fixture
def cinema(collector: Channel, monkeypatch: pytest.MonkeyPatch) -> Channel:
    """A channel there."""
    return _on(collector, monkeypatch, Cinema)


@pytest.fixture
def words(collector: Channel, monkeypatch: pytest.MonkeyPatch) -> Channel:
    """A channel there."""
    return _on(collector, monkeypatch, Words)


def _on(channel: Channel, monkeypatch: pytest.MonkeyPatch, platform: type[Mastodon]) -> Channel:
    monkeypatch.setitem(registry.CONNECTORS, "mastodon", platform)
    Channel.objects.filter(pk=channel.pk).update(kind="mastodon", state=Channel.State.CONNECTED)
    channel.refresh_from_db()
    return channel


@pytest.fixture
def media(cast: Cast, now: datetime, tmp_path: Path) -> Media:
    """A film of a second."""
    return store_film(uploaded(film(tmp_path)), by=cast.esha, now=now)


def codes(post: Post) -> list[str]:
    return [one.code for one in findings(post) if one.severity == "block"]


def written(cast: Cast, now: datetime, channel: Channel, said: str, **more: Any) -> Post:
    post = begin(cast, now)
    save(post, [text(said, kind="mastodon", **more)], [channel], by=cast.esha, now=now)
    return post


def test_a_film_with_a_title_and_words_has_nothing_against_it(
    cast: Cast, now: datetime, cinema: Channel, media: Media
) -> None:
    post = written(cast, now, cinema, "पाठ", title="शिविर", pictures=(picture(media),))
    assert findings(post) == []


def test_where_only_films_go_out_a_text_alone_is_blocked(cast: Cast, now: datetime, cinema: Channel) -> None:
    assert codes(written(cast, now, cinema, "पाठ", title="शिविर")) == ["film_needed"]


@pytest.mark.parametrize(("title", "code"), [("", "title_needed"), ("अ" * 11, "title_too_long")])
def test_a_title_is_asked_for_and_counted(
    cast: Cast, now: datetime, cinema: Channel, media: Media, title: str, code: str
) -> None:
    assert codes(written(cast, now, cinema, "पाठ", title=title, pictures=(picture(media),))) == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"seconds": 61}, "film_too_long"),
        ({"seconds": 0.4}, "film_too_short"),
        ({"size": 11 * 1024 * 1024}, "film_too_large"),
    ],
)
def test_a_film_of_another_length_or_size_is_blocked(
    cast: Cast, now: datetime, cinema: Channel, media: Media, change: dict[str, float], code: str
) -> None:
    post = written(cast, now, cinema, "पाठ", title="शिविर", pictures=(picture(media),))
    Media.objects.filter(pk=media.pk).update(**change)
    assert codes(post) == [code]


def test_a_film_and_photos_do_not_go_together_and_each_is_described(
    cast: Cast, now: datetime, cinema: Channel, media: Media
) -> None:
    both = (picture(media, ""), picture(keep_photo(cast.esha, now)))
    found = codes(written(cast, now, cinema, "पाठ", title="शिविर", pictures=both))
    assert found == ["film_and_photos", "alt_missing"]


def test_a_platform_without_films_titles_and_threads_says_so(
    cast: Cast, now: datetime, words: Channel, media: Media
) -> None:
    post = written(cast, now, words, "एक\n---\nदो", title="शिविर", pictures=(picture(media),))
    assert codes(post) == ["no_parts_here", "film_not_taken", "title_not_taken"]


def test_each_part_is_counted_by_itself_and_parts_are_counted_too(
    cast: Cast, now: datetime, cinema: Channel, media: Media
) -> None:
    fitting = "क" * 20 + "\n---\n" + "ख" * 20
    post = written(cast, now, cinema, fitting, title="शिविर", pictures=(picture(media),))
    assert findings(post) == []
    Variant.objects.update(text=fitting + "ग\n---\nतीन")
    found = [one for one in findings(post) if one.severity == "block"]
    assert [one.code for one in found] == ["too_many_parts", "too_long"]
    assert "भाग 2" in found[1].hi


def test_an_approval_holds_the_film_its_words_the_title_and_every_part(
    cast: Cast, now: datetime, cinema: Channel, media: Media
) -> None:
    post = written(cast, now, cinema, "एक\n---\nदो", title="शिविर", pictures=(picture(media),))
    variant = post.variants.get()
    marks = {variant_hash(variant)}
    VariantPicture.objects.update(alt="कुछ और")
    marks.add(variant_hash(variant))
    Variant.objects.update(title="मेला")
    marks.add(variant_hash(variant))
    Variant.objects.update(text="एक\n---\nतीन")
    marks.add(variant_hash(variant))
    VariantPicture.objects.all().delete()
    marks.add(variant_hash(variant))
    assert len(marks) == 5


def test_a_changed_title_is_shown_to_whoever_approves(
    cast: Cast, now: datetime, cinema: Channel, media: Media
) -> None:
    post = written(cast, now, cinema, "पाठ", title="शिविर", pictures=(picture(media),))
    assert "heading" in [one.part for one in pending_changes(post)]


def test_a_post_of_a_note_begins_without_a_text_where_only_films_go_out_and_placing_says_why(
    cast: Cast, now: datetime, cinema: Channel
) -> None:
    post = begin(cast, now)
    with pytest.raises(Refusal, match="film_missing") as told:
        place([cinema], post.variants.all())
    assert "वीडियो" in told.value.hi
