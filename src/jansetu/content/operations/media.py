"""Takes photos and films in: checks that they are what they say, strips their location, keeps them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from jansetu.audit.operations import record
from jansetu.content import films, storage
from jansetu.content.models import Media
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor

LARGEST_FILE = 15 * 1024 * 1024  # bytes; a phone's best photo has eight
LARGEST_PICTURE = 80_000_000  # pixels; more is a decompression bomb
SUFFIXES = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png"), "WEBP": ("webp", "image/webp")}
CAMERA_JPEGS = ("JPEG", "MPO")  # many telephones put a preview or a depth map behind the photo
ORIENTATION = 0x0112  # the EXIF tag that says which side is up


def store_photo(file: IO[bytes], *, by: Actor, now: datetime) -> Media:
    """Keep one photo without its location, camera and owner; the same bytes twice are one photo of a unit.

    A Refusal for what is no photo, too large, broken, or where the disk is full; nothing is then kept.
    """
    by.tenure_or_refuse()
    content, width, height, form = _clean(file)
    suffix, mime = SUFFIXES[form]
    digest, name = storage.keep(content, suffix)
    facts = {"file": name, "mime": mime, "width": width, "height": height, "size": len(content)}
    return enter_file(digest, facts, by, now)


def store_film(file: UploadedFile[Any], *, by: Actor, now: datetime) -> Media:
    """Keep one MP4 without its location and titles; the same film twice is one film of a unit.

    A Refusal for what is no H.264 and AAC in MP4, too large, where the disk is full or ffmpeg is not
    installed; nothing is then kept.
    """
    by.tenure_or_refuse()
    if (file.size or 0) > settings.JANSETU_FILM_LIMIT:
        raise films.too_large(settings.JANSETU_FILM_LIMIT)
    with _on_disk(file) as path:
        film = films.look(path)
        digest, name, size = films.keep(path)
    facts = {"file": name, "mime": "video/mp4", "width": film.width, "height": film.height, "size": size}
    return enter_file(digest, facts | {"seconds": film.seconds}, by, now)


@contextmanager
def _on_disk(file: UploadedFile[Any]) -> Iterator[Path]:
    """Where the upload lies: a large one has a file already, a small one gets one for a moment."""
    known = getattr(file, "temporary_file_path", None)
    if known is not None:
        yield Path(known())
        return
    with NamedTemporaryFile(suffix=".mp4") as small:
        with storage.or_disk_full():
            for part in file.chunks():
                small.write(part)
            small.flush()
        yield Path(small.name)


def enter_file(digest: str, facts: dict[str, Any], by: Actor, now: datetime) -> Media:
    """The row of a stored file; the unit's own where it has that file already."""
    tenure = by.tenure_or_refuse()
    unit = tenure.position.unit
    with transaction.atomic():
        known = Media.objects.filter(digest=digest, unit=unit).first()
        if known is not None:
            return known
        media = Media.objects.create(digest=digest, **facts, unit=unit, uploaded_by=tenure, uploaded_at=now)
        record(
            "media.stored",
            by=by,
            subject=("content.media", media.pk),
            unit_id=unit.pk,
            detail={"digest": digest, "size": media.size},
            now=now,
        )
    return media


def _clean(file: IO[bytes]) -> tuple[bytes, int, int, str]:
    """The photo's bytes without metadata, its width, height and format."""
    raw = file.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        raise too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own bound is below
            with Image.open(io.BytesIO(raw), formats=list(SUFFIXES)) as opened:
                return _upright(opened)
    except Image.DecompressionBombError as error:
        raise too_large() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise not_a_photo() from error


def _upright(opened: Image.Image) -> tuple[bytes, int, int, str]:
    if opened.width * opened.height > LARGEST_PICTURE:
        raise too_large()
    form = "JPEG" if opened.format in CAMERA_JPEGS else opened.format or ""
    turned = opened.getexif().get(ORIENTATION, 1) != 1
    picture = ImageOps.exif_transpose(opened)
    picture.load()  # a file that was cut off fails here and not at the hour of publishing
    saved = io.BytesIO()
    colours = {"icc_profile": opened.info.get("icc_profile")}
    if form == "JPEG":
        kept = opened.format == "JPEG" and not turned  # with its own tables next to nothing is lost
        same = {"quality": "keep"} if kept else {"quality": 95}
        source = opened if kept else picture
        source.save(saved, "JPEG", exif=b"", comment=b"", **same, **colours)
    elif form == "PNG":
        picture.save(saved, "PNG", exif=b"", **colours)
    else:
        picture.save(saved, "WEBP", exif=b"", quality=95, **colours)
    return saved.getvalue(), picture.width, picture.height, form


def not_a_photo() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "not_a_photo",
        hi="यह फ़ाइल JPEG, PNG या WebP फ़ोटो नहीं है, या अधूरी है। कृपया दूसरी फ़ोटो चुनें।",
        en="This file is not a JPEG, PNG or WebP photo, or it is incomplete. Please choose another.",
    )


def too_large() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "photo_too_large",
        hi="फ़ोटो 15 MB या 8 करोड़ पिक्सेल से बड़ी है। कृपया छोटी फ़ोटो चुनें।",
        en="The photo is larger than 15 MB or 80 million pixels. Please choose a smaller one.",
    )
