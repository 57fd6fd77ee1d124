"""What a form says about its photos: which were chosen, what they show, which files came with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from jansetu.content.models import Media
from jansetu.content.operations.media import LARGEST_FILE, store_film, store_photo
from jansetu.content.operations.submissions import MOST_PHOTOS
from jansetu.content.photos import own_photos
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.web.access import DeskRequest

MEGABYTE = 1024 * 1024
MOST_READ = 50  # one over the limit is refused with words; thousands are not looked up


@dataclass(frozen=True, slots=True)
class Chosen:
    """A photo in a form and what its author says it shows."""

    media: Media
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that could not be kept, and why, in the reader's language."""

    name: str
    said: str


def chosen_photos(request: DeskRequest) -> list[Chosen]:
    """From the fields `photo` (ids, in their order) and `alt-<id>`; only the charge's own office's photos."""
    return photos_from(request, request.POST.getlist("photo"), request.POST.dict())


def photos_from(request: DeskRequest, ids: Sequence[str], values: dict[str, str]) -> list[Chosen]:
    """The same from a saved draft's values."""
    numbers = [int(one) for one in ids if one.isascii() and one.isdigit()]
    return [
        Chosen(media, values.get(f"alt-{media.pk}", media.alt_hi))
        for media in own_photos(request.actor, numbers[:MOST_READ])
    ]


def take_files(request: DeskRequest) -> tuple[list[Chosen], list[Trouble]]:
    """Keep what came in the file field `files`; a file that is no photo hinders none of the others."""
    taken: list[Chosen] = []
    troubles: list[Trouble] = []
    files = request.FILES.getlist("files")
    for file in files[:MOST_PHOTOS]:
        name = file.name or ""
        try:
            media = store_photo(file, by=request.actor, now=request.now)
            taken.append(Chosen(media, media.alt_hi))
        except Refusal as refusal:
            troubles.append(Trouble(name, in_language(refusal.hi, refusal.en)))
    for file in files[MOST_PHOTOS:]:
        said = in_language(f"एक बार में अधिकतम {MOST_PHOTOS} फ़ोटो।", f"At most {MOST_PHOTOS} photos at once.")
        troubles.append(Trouble(file.name or "", said))
    return taken, troubles


def take_film(request: DeskRequest) -> tuple[Media | None, Trouble | None]:
    """Keep what came in the file field `film_file`; why it could not be kept."""
    file = request.FILES.get("film_file")
    if file is None:
        return None, None
    try:
        return store_film(file, by=request.actor, now=request.now), None
    except Refusal as refusal:
        return None, Trouble(file.name or "", in_language(refusal.hi, refusal.en))


def film_limits() -> dict[str, int]:
    """What the page tells the browser before a film is uploaded."""
    return {"bytes": settings.JANSETU_FILM_LIMIT, "megabytes": settings.JANSETU_FILM_LIMIT // MEGABYTE}


def photo_limits() -> dict[str, int]:
    """What the page tells the browser before anything is uploaded."""
    return {"bytes": LARGEST_FILE, "megabytes": LARGEST_FILE // MEGABYTE, "many": MOST_PHOTOS}
