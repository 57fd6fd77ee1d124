"""Films are served in the ranges that players and platforms ask for, to whoever may see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from jansetu.content import storage
from jansetu.content.handing import address_of
from jansetu.content.models import Media
from jansetu.content.operations.media import store_film
from jansetu.orgs.rights import Actor
from tests.cast import Cast
from tests.filming import film, uploaded

PUBLIC = "http://testserver"
AsPerson = Callable[[Actor], Client]


@pytest.fixture
def kept(cast: Cast, now: datetime, tmp_path: Path, settings: Settings) -> Media:
    """A film of Asha's office."""
    settings.JANSETU_MEDIA = tmp_path / "media"
    settings.JANSETU_PUBLIC_URL = PUBLIC
    return store_film(uploaded(film(tmp_path)), by=cast.asha, now=now)


def content_of(media: Media) -> bytes:
    return storage.path_of(media.file).read_bytes()


def handed(media: Media) -> str:
    return address_of(media.digest, "mp4").removeprefix(PUBLIC)


def test_the_whole_film_is_handed_out_with_the_word_that_parts_can_be_had(
    client: Client, kept: Media
) -> None:
    answer = client.get(handed(kept))
    assert (answer.status_code, answer.getvalue()) == (200, content_of(kept))
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(kept.size)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=5-999999999", 5, None),
    ],
)
def test_one_range_is_served_exactly(
    client: Client, kept: Media, asked: str, first: int, last: int | None
) -> None:
    answer = client.get(handed(kept), headers={"Range": asked})
    whole = content_of(kept)
    wanted = whole[first:] if last is None else whole[first : last + 1]
    begins = len(whole) + first if first < 0 else first
    assert (answer.status_code, answer.getvalue()) == (206, wanted)
    assert answer.headers["Content-Range"] == f"bytes {begins}-{begins + len(wanted) - 1}/{len(whole)}"
    assert answer.headers["Content-Length"] == str(len(wanted))


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=9-3", "bytes=-0"])
def test_what_lies_beyond_the_end_is_not_satisfiable(client: Client, kept: Media, asked: str) -> None:
    answer = client.get(handed(kept), headers={"Range": asked})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{kept.size}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "nonsense"])
def test_what_nobody_asks_for_gets_the_whole(client: Client, kept: Media, asked: str) -> None:
    assert client.get(handed(kept), headers={"Range": asked}).status_code == 200


def test_a_range_of_another_version_gets_the_whole(client: Client, kept: Media) -> None:
    old = {"Range": "bytes=0-9", "If-Range": '"another"'}
    assert client.get(handed(kept), headers=old).status_code == 200
    same = {"Range": "bytes=0-9", "If-Range": f'"{kept.digest}"'}
    assert client.get(handed(kept), headers=same).status_code == 206


def test_a_films_address_opens_no_picture_and_a_pictures_no_film(client: Client, kept: Media) -> None:
    assert client.get(address_of(kept.digest).removeprefix(PUBLIC)).status_code == 404


def test_its_office_sees_the_film_and_one_picture_of_it_and_a_stranger_neither(
    as_person: AsPerson, stranger: Client, cast: Cast, kept: Media
) -> None:
    own = as_person(cast.asha)
    shown = own.get(f"/desk/photos/{kept.pk}/film/", headers={"Range": "bytes=0-9"})
    assert (shown.status_code, shown.getvalue()) == (206, content_of(kept)[:10])
    poster = own.get(f"/desk/photos/{kept.pk}/")
    assert (poster.status_code, poster.headers["Content-Type"]) == (200, "image/jpeg")
    for path in ("film/", ""):
        assert stranger.get(f"/desk/photos/{kept.pk}/{path}").status_code == 404
