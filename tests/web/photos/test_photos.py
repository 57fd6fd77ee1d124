"""Photos as they are chosen: taken in or refused in words, and shown to whoever may see them alone."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from jansetu.content.models import Media
from jansetu.content.operations.media import LARGEST_FILE
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.content.acts import keep_photo, send
from tests.content.test_photos import no_room_beyond
from tests.web.conftest import AsPerson
from tests.web.notes.forms import photo_file, text_of

PHOTOS = "/desk/photos/"


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.JANSETU_MEDIA = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def asha(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.asha)


def test_photos_come_back_as_parts_of_the_form(cast: Cast, asha: Client) -> None:
    answer = asha.post(PHOTOS, {"files": [photo_file(), photo_file(colour="green")]})
    assert answer.status_code == 200
    for photo in Media.objects.all():
        assert photo.unit == cast.health_office
        assert f'name="photo" value="{photo.pk}"' in text_of(answer)
        assert f'name="alt-{photo.pk}"' in text_of(answer)
    assert Media.objects.count() == 2


def test_a_bad_file_among_good_ones_hinders_none_of_them(asha: Client) -> None:
    fake = SimpleUploadedFile("fake.jpg", b"<svg onload='x'>", "image/jpeg")
    answer = asha.post(PHOTOS, {"files": [fake, photo_file()]})
    assert answer.status_code == 200
    assert "fake.jpg" in text_of(answer)
    assert Media.objects.count() == 1


def test_what_is_no_photo_is_refused_in_the_readers_language(asha: Client) -> None:
    fake = SimpleUploadedFile("<b>.jpg", b"MZ", "image/jpeg")
    answer = asha.post(PHOTOS, {"files": [fake]})
    assert answer.status_code == 422
    assert "&lt;b&gt;.jpg" in text_of(answer)
    assert "JPEG, PNG या WebP" in text_of(answer)
    asha.cookies["language"] = "en"
    fake.seek(0)
    assert "not a JPEG, PNG or WebP photo" in text_of(asha.post(PHOTOS, {"files": [fake]}))
    assert not Media.objects.exists()


def test_a_file_over_the_limit_of_one_photo_is_refused(asha: Client) -> None:
    large = SimpleUploadedFile("large.jpg", b"\xff" * (LARGEST_FILE + 1), "image/jpeg")
    answer = asha.post(PHOTOS, {"files": [large]})
    assert answer.status_code == 422
    assert "15 MB" in text_of(answer)


def test_300_megabytes_are_refused_with_a_message_for_the_script(asha: Client) -> None:
    told = {"CONTENT_LENGTH": str(300 * 1024 * 1024), "wsgi.input": io.BytesIO(), "HTTP_HX_REQUEST": "true"}
    answer = asha.post(PHOTOS, {"files": [photo_file()]}, **told)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "MB से बड़ी हैं" in text_of(answer)
    assert "<html" not in text_of(answer)


def test_a_full_disk_is_told_and_nothing_half_written_stays(asha: Client, media_folder: Path) -> None:
    noise = Image.frombytes("RGB", (500, 500), random.Random(7).randbytes(750_000))  # noqa: S311
    file = io.BytesIO()
    noise.save(file, "JPEG", quality=95)
    large = SimpleUploadedFile("large.jpg", file.getvalue(), "image/jpeg")
    with no_room_beyond(200_000):
        answer = asha.post(PHOTOS, {"files": [large]})
    assert answer.status_code == 422
    assert "डिस्क भर गई" in text_of(answer)
    assert not Media.objects.exists()
    assert [file for file in media_folder.rglob("*") if file.is_file()] == []


def test_whoever_writes_nothing_uploads_nothing(cast: Cast, as_person: AsPerson) -> None:
    assert as_person(cast.bilal).post(PHOTOS, {"files": [photo_file()]}).status_code == 403
    assert not Media.objects.exists()


def test_a_photo_is_shown_small_and_only_to_those_who_may_see_it(
    cast: Cast, asha: Client, as_person: AsPerson, stranger: Client
) -> None:
    photo = keep_photo(cast.asha, utcnow(), width=2000, height=1500)
    address = f"{PHOTOS}{photo.pk}/"
    answer = asha.get(address)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    shown = Image.open(io.BytesIO(answer.content))
    assert max(shown.size) == 640
    esha = as_person(cast.esha)
    assert esha.get(address).status_code == 404  # its note has not been sent
    send(cast.asha, utcnow(), photos=[photo])
    assert esha.get(address).status_code == 200
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_large_view_is_asked_for_by_name(cast: Cast, asha: Client) -> None:
    photo = keep_photo(cast.asha, utcnow(), width=2000, height=1500)
    answer = asha.get(f"{PHOTOS}{photo.pk}/?size=page")
    shown = Image.open(io.BytesIO(answer.content))
    assert max(shown.size) == 1280
