"""Stored photos are read in the background by one job; nobody takes an unread one for a read one."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.config.kinds_of_jobs import KINDS_OF_JOBS
from jansetu.config.wiring import HANDLERS
from jansetu.content import storage
from jansetu.content.models import Media, MediaReading
from jansetu.content.operations.media import store_photo
from jansetu.content.reading_photos import READ_PHOTOS, hear_of_photo, read_photos, seen_on, written_on
from jansetu.core.errors import Refusal
from jansetu.jobs.models import Job, Turn
from jansetu.jobs.progress import Progress
from tests.cast import Cast
from tests.content.acts import begin, picture, save, text
from tests.core.documents.pictures_of_text import NOTICE, notice

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
Run = Callable[[], Job]


@pytest.fixture
def photo(cast: Cast, now: datetime) -> Media:
    return store_photo(notice(), by=cast.asha, now=now)


@pytest.fixture
def run(now: datetime) -> Run:
    """One attempt of the waiting job, as its process would carry it."""

    def carry() -> Job:
        job = Job.objects.get(kind=READ_PHOTOS, state=Job.State.WAITING)
        job.state, job.attempt, job.owner = Job.State.RUNNING, 1, "here"
        job.save()
        read_photos(job, Progress(job, Turn(job.pk, 1, "here"), clock=lambda: now))
        return Job.objects.get(pk=job.pk)

    return carry


def again(media: Media) -> Media:
    """As it stands in the database now."""
    return Media.objects.get(pk=media.pk)


def hear(media: Media) -> None:
    hear_of_photo(Event.objects.get(verb="media.stored", subject_id=str(media.pk)))


def test_of_many_stored_photos_one_job_is_asked(cast: Cast, photo: Media, now: datetime) -> None:
    for one in (photo, photo, store_photo(notice(size=30), by=cast.asha, now=now)):
        hear(one)
    assert Job.objects.filter(kind=READ_PHOTOS).count() == 1
    assert hear_of_photo in HANDLERS["media.stored"]
    assert KINDS_OF_JOBS[READ_PHOTOS].run is read_photos


@needs_tesseract
def test_a_photo_is_read_once_and_its_text_is_told(photo: Media, run: Run) -> None:
    hear(photo)
    assert written_on(again(photo)) == ("", False)
    assert run().result == {"photos": 1}
    reading = MediaReading.objects.get(media=photo)
    assert (reading.state, reading.text) == ("read", "\n".join(NOTICE))
    assert reading.words[0][0] == "जिला"
    assert reading.program.startswith("tesseract")
    assert written_on(again(photo)) == ("\n".join(NOTICE), True)
    hear(photo)
    assert run().result == {"photos": 0}


@needs_tesseract
def test_what_cannot_be_read_is_no_clean_photo(cast: Cast, photo: Media, run: Run, now: datetime) -> None:
    lost = store_photo(notice(size=30), by=cast.asha, now=now)
    storage.path_of(lost.file).unlink()
    empty = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(empty, "PNG")
    empty.seek(0)
    blank = store_photo(empty, by=cast.asha, now=now)
    hear(photo)
    run()
    assert written_on(again(lost)) == ("", False)
    assert MediaReading.objects.get(media=lost).trouble == "file_missing"
    assert written_on(again(blank)) == ("", True)


def test_without_the_program_all_wait_for_it(
    photo: Media, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(photo)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="tesseract_missing"):
        run()
    assert not MediaReading.objects.exists()


def test_rules_see_what_is_written_on_a_variants_photos_and_which_nobody_read(
    cast: Cast, photo: Media, collector: Channel, now: datetime
) -> None:
    unread = store_photo(notice(size=30), by=cast.esha, now=now)
    own = store_photo(notice(size=40), by=cast.esha, now=now)
    MediaReading.objects.create(media=own, state="read", text="संपर्क 98260 12345", read_at=now)
    post = begin(cast, now)
    pictures = [picture(own, "पट्ट"), picture(unread)]
    save(post, [text("बैठक", pictures=pictures)], [collector], by=cast.esha, now=now)
    seen, passages = seen_on(post.variants.get())
    assert [(one.place, one.is_read, one.alt) for one in seen] == [
        ("picture:0", True, "पट्ट"),
        ("picture:1", False, "टीका लगाती हुई नर्स"),
    ]
    assert [(one.place, one.text) for one in passages] == [("picture:0", "संपर्क 98260 12345")]
