"""The editor takes one film, a title where there is one, and parts; the approver sees all of it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import Channel
from jansetu.content.models import Media, Post
from jansetu.content.operations.media import store_film
from jansetu.content.operations.posts import PostInput, VariantInput, save_post
from jansetu.publishing.models import Delivery, Incident, Removal
from tests.cast import Cast
from tests.content.acts import picture
from tests.filming import film, uploaded
from tests.web.posts.test_editor import edit, fields

SEEN = "शिविर में कतार, नर्स टीका लगाती है"


def up(post: Post) -> str:
    return f"/desk/posts/{post.pk}/film/"


@pytest.fixture
def kept(cast: Cast, draft: Post, tmp_path: Path) -> Media:
    """A film of the desk's."""
    return store_film(uploaded(film(tmp_path)), by=cast.esha, now=draft.created_at)


def test_a_film_is_taken_in_and_nothing_typed_is_lost(esha: Client, draft: Post, tmp_path: Path) -> None:
    sent = fields(**{"do": "film", "film-x-hi": "on"}) | {"film_file": uploaded(film(tmp_path))}
    page = esha.post(up(draft), sent).content.decode()
    media = Media.objects.get()
    assert media.is_film
    assert f'name="film" value="{media.pk}"' in page
    assert f"/desk/photos/{media.pk}/film/" in page
    assert "मेरा अपना लिखा पाठ" in page
    assert draft.revisions.count() == 1


def test_the_film_its_words_and_the_title_are_saved(esha: Client, draft: Post, kept: Media) -> None:
    sent = {"film": str(kept.pk), f"alt_hi-{kept.pk}": SEEN, "film-facebook-hi": "on"}
    sent |= {"variants": "facebook-hi", "text-facebook-hi": "पाठ", "title-facebook-hi": "टीके का दिन"}
    esha.post(edit(draft), fields(**sent))
    variant = draft.variants.get(kind="facebook")
    assert variant.title == "टीके का दिन"
    assert [(one.media, one.alt) for one in variant.pictures.all()] == [(kept, SEEN)]


def test_where_no_title_is_none_is_asked_for_or_kept(esha: Client, draft: Post) -> None:
    assert 'name="title-x-hi"' not in esha.get(edit(draft)).content.decode()
    esha.post(edit(draft), fields(**{"title-x-hi": "शीर्षक"}))
    assert draft.variants.get(kind="x").title == ""


def test_a_film_of_another_kind_is_named_and_nothing_typed_is_lost(esha: Client, draft: Post) -> None:
    wrong = SimpleUploadedFile("क्लिप.mp4", b"not a film", content_type="video/mp4")
    answer = esha.post(up(draft), fields(do="film") | {"film_file": wrong})
    assert answer.status_code == 422
    assert "क्लिप.mp4" in answer.content.decode()
    assert "H.264" in answer.content.decode()
    assert "मेरा अपना लिखा पाठ" in answer.content.decode()
    assert not Media.objects.exists()


def test_the_film_is_taken_out_again(esha: Client, draft: Post, kept: Media) -> None:
    page = esha.post(edit(draft), fields(do="dropfilm", film=str(kept.pk))).content.decode()
    assert 'name="film" value' not in page


def test_only_the_films_page_takes_a_request_of_a_films_size_and_only_from_the_desk(
    esha: Client, client: Client, draft: Post, settings: Settings
) -> None:
    settings.JANSETU_UPLOAD_LIMIT = 1000

    def large() -> dict[str, object]:
        return fields(do="film") | {"film_file": SimpleUploadedFile("क.mp4", b"x" * 5000)}

    assert esha.post(edit(draft), large()).status_code == 413
    assert esha.post(up(draft), large()).status_code == 422
    assert client.post(up(draft), large()).status_code == 413


class Full(FileUploadHandler):
    """Where files arrive there is no room."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        raise OSError(errno.ENOSPC, "no room")

    def file_complete(self, file_size: int) -> None:
        return None


def test_a_disk_that_fills_while_the_film_arrives_is_told_and_nothing_is_kept(
    esha: Client, draft: Post, settings: Settings
) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"{__name__}.Full"]
    answer = esha.post(up(draft), fields(do="film") | {"film_file": SimpleUploadedFile("क.mp4", b"x" * 50)})
    assert answer.status_code == 507
    assert "डिस्क भर गई" in answer.content.decode()
    assert not Media.objects.exists()


def test_somebody_elses_desk_takes_no_film_for_it(stranger: Client, draft: Post, tmp_path: Path) -> None:
    sent = fields(do="film") | {"film_file": uploaded(film(tmp_path))}
    assert stranger.post(up(draft), sent).status_code in (403, 404)
    assert not Media.objects.exists()


def test_a_part_is_added_and_each_is_counted(esha: Client, draft: Post) -> None:
    page = esha.post(edit(draft), fields(**{"do": "part:x-hi", "text-x-hi": "पहला"})).content.decode()
    assert "पहला\n---\n" in page
    parts = {"do": "look", "text-x-hi": f"पहला\n---\n{'क' * 290}"}
    page = esha.post(edit(draft), fields(**parts)).content.decode()
    assert "290 / 280" in page
    assert 'class="counter is-over"' in page


def test_the_approver_sees_film_title_and_numbered_parts(
    esha: Client, draft: Post, collector: Channel, cast: Cast, kept: Media
) -> None:
    said = VariantInput(
        kind="x", language="hi", text="पहला भाग\n---\nदूसरा भाग", pictures=(picture(kept, SEEN),)
    )
    content = PostInput(title="टीका", kind="press_note", variants=[said], channels=[collector.pk])
    save_post(draft, content, expected_revision=1, by=cast.esha, now=draft.created_at)
    page = esha.get(f"/desk/posts/{draft.pk}/").content.decode()
    assert "<b>2</b> / 2" in page
    assert f'src="/desk/photos/{kept.pk}/film/"' in page
    assert SEEN in page


def test_what_stands_of_a_thread_that_stopped_is_shown_and_taken_back(bilal: Client, scheduled: Post) -> None:
    one = Delivery.objects.filter(post=scheduled).first()
    assert one is not None
    Delivery.objects.filter(pk=one.pk).update(
        state="expired", remote_id="77001", further_ids=["77002"], error_hi="समय पर नहीं जा सकी।"
    )
    page = bilal.get(f"/desk/posts/{scheduled.pk}/").content.decode()
    assert "77001" in page
    assert "77002" in page
    answer = bilal.post(f"/desk/posts/{scheduled.pk}/deliveries/{one.pk}/parts/", {"reason": "अधूरी कड़ी"})
    assert answer.headers["Location"] == f"/desk/incidents/{Incident.objects.get().pk}/"
    assert Removal.objects.get().delivery == one
