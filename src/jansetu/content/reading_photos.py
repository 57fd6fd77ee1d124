"""Has every stored photo read in the background, and tells what is written on it, or that none knows."""

from __future__ import annotations

from django.db import transaction

from jansetu.audit.models import Event
from jansetu.compliance.contracts import Passage, Seen
from jansetu.content import storage
from jansetu.content.models import Media, Variant
from jansetu.content.models.readings import MediaReading
from jansetu.core.documents.pictures import PictureText, not_read, program, read_picture
from jansetu.core.errors import Refusal
from jansetu.jobs.models import Job
from jansetu.jobs.operations import ask
from jansetu.jobs.progress import Itself, Progress

READ_PHOTOS = "content.read_photos"
MOST = 200  # photos of one job; what is left is the next one's
MOST_WORDS = 2_000  # kept of one photo
LONGEST = 20_000  # characters kept of one photo


def hear_of_photo(event: Event) -> None:
    """A photo was stored: one waiting job is enough for all that are unread."""
    if not Job.objects.filter(kind=READ_PHOTOS, state=Job.State.WAITING).exists():
        ask(READ_PHOTOS, params={}, unit_id=None, by=Itself(), now=event.at)


def read_photos(_job: Job, progress: Progress) -> None:
    """The kind's callable: the newest first. Without the program nothing is written: all wait for it."""
    named = program()
    waiting = list(MediaReading.objects.of_photos_unread()[:MOST])
    for number, media in enumerate(waiting):
        progress.note(number, len(waiting))
        _keep(media, named, progress)
    progress.finish({"photos": len(waiting)})


def _keep(media: Media, named: str, progress: Progress) -> None:
    facts = _facts(media) | {"program": named, "read_at": progress.clock()}
    with transaction.atomic():
        MediaReading.objects.update_or_create(media=media, defaults=facts)


def _facts(media: Media) -> dict[str, object]:
    try:
        found = _read(media)
    except Refusal as refusal:
        if refusal.code == "tesseract_missing":
            raise
        return {"state": MediaReading.State.FAILED, "trouble": refusal.code}
    state = MediaReading.State.READ if found.is_clear else MediaReading.State.UNCLEAR
    words = [[one.text, one.left, one.top, one.width, one.height] for one in found.words]
    whole = len(words) <= MOST_WORDS and len(found.text) <= LONGEST
    return {
        "state": state if whole else MediaReading.State.UNCLEAR,  # a part alone was not read
        "text": found.text[:LONGEST],
        "words": words[:MOST_WORDS],
        "confidence": found.confidence,
        "trouble": "",
    }


def _read(media: Media) -> PictureText:
    try:
        return read_picture(storage.path_of(media.file))
    except FileNotFoundError as error:
        raise not_read("file_missing") from error


def seen_on(variant: Variant) -> tuple[tuple[Seen, ...], tuple[Passage, ...]]:
    """A variant's pictures as the rules see them, and what is written on those that were read.

    A photo that is unread, unclear or failed, and any film, is seen as not read. Nothing is asked where the
    variant came with its pictures.
    """
    seen: list[Seen] = []
    passages: list[Passage] = []
    pictures = sorted(variant.pictures.all(), key=lambda picture: picture.position)
    for number, picture in enumerate(pictures):
        place = "film" if picture.media.is_film else f"picture:{number}"
        text, is_certain = written_on(picture.media)
        seen.append(Seen(place=place, alt=picture.alt, is_film=picture.media.is_film, is_read=is_certain))
        if text:
            passages.append(Passage(place=place, text=text, language=variant.language))
    return tuple(seen), tuple(passages)


def written_on(media: Media) -> tuple[str, bool]:
    """What is written on a photo or film, and whether that is surely all. Unread and films: it is not."""
    reading: MediaReading | None = getattr(media, "reading", None)
    return (reading.text, reading.is_certain) if reading else ("", False)
