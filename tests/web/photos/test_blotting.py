"""Parts of a photo are blotted out on a page, with a pointer or without, and the note gets the new photo."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import regex
from django.test import Client
from pytest_django import Settings

from jansetu.content.models import Draft, Media, Submission
from jansetu.content.operations.media import store_photo
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.core.documents.pictures_of_text import notice
from tests.web.conftest import AsPerson
from tests.web.notes.forms import KEY, NEW, text_of, typed

BOX = {
    "left": ["10", "", "50.5"],
    "top": ["10", "", "50"],
    "width": ["20", "", "40"],
    "height": ["5", "", "30"],
}


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> None:
    settings.JANSETU_MEDIA = tmp_path / "media"


@pytest.fixture
def asha(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.asha)


@pytest.fixture
def photo(cast: Cast) -> Media:
    return store_photo(notice(), by=cast.asha, now=utcnow())


def test_from_the_note_to_the_photo_and_back_with_the_new_one_in_its_place(
    asha: Client, photo: Media
) -> None:
    fields = typed(photo=[photo.pk], **{f"alt-{photo.pk}": "सूचना पट्ट"})
    went = asha.post(NEW, {**fields, "action": f"blot:{photo.pk}"})
    assert went.status_code == 302
    page = text_of(asha.get(went["Location"]))
    hidden = dict(regex.findall(r'type="hidden" name="(form|back)" value="([^"]*)"', page))
    assert hidden == {"form": KEY, "back": f"/desk/notes/new/?form={KEY}"}
    done = asha.post(f"/desk/photos/{photo.pk}/blot/", {**hidden, **BOX})
    assert done["Location"] == hidden["back"]
    made = Media.objects.exclude(pk=photo.pk).get()
    values = Draft.objects.get().values
    assert (values["photo"], values[f"alt-{made.pk}"]) == ([str(made.pk)], "सूचना पट्ट")
    form = text_of(asha.get(hidden["back"]))
    assert f'name="photo" value="{made.pk}"' in form
    assert f'name="photo" value="{photo.pk}"' not in form
    asha.post(NEW, typed(photo=[made.pk], **{f"alt-{made.pk}": "सूचना पट्ट"}))
    assert [row.media.digest for row in Submission.objects.get().photos.all()] == [made.digest]


NO_NUMBER = {"left": "a", "top": "1", "width": "1", "height": "1"}


@pytest.mark.parametrize("typed_boxes", [{}, NO_NUMBER, {**NO_NUMBER, "left": "1", "width": "900"}])
def test_without_a_place_it_is_asked_for_and_nothing_is_made(
    asha: Client, photo: Media, typed_boxes: dict[str, str]
) -> None:
    answer = asha.post(f"/desk/photos/{photo.pk}/blot/", typed_boxes)
    assert answer.status_code == 422
    assert "जगहें चुनें" in text_of(answer)
    assert Media.objects.count() == 1


def test_it_leads_back_to_the_desk_only(asha: Client, photo: Media) -> None:
    for back in ("https://elsewhere.example/", "//elsewhere.example/desk/", "/portal/"):
        page = text_of(asha.get(f"/desk/photos/{photo.pk}/blot/", {"back": back}))
        assert 'name="back" value=""' in page, back


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_the_machine_proposes_numbers_and_keeps_what_was_typed(asha: Client, photo: Media) -> None:
    page = text_of(asha.post(f"/desk/photos/{photo.pk}/blot/", {**BOX, "suggest": "1"}))
    assert regex.findall(r'name="left"[^>]*value="([\d.]+)"', page)[:2] == ["10", "50.5"]
    assert len(regex.findall(r'name="left"[^>]*value="[\d.]+"', page)) > 2
    assert Media.objects.count() == 1


def test_other_offices_find_no_such_photo(photo: Media, stranger: Client) -> None:
    assert stranger.get(f"/desk/photos/{photo.pk}/blot/").status_code == 404
