"""Blots parts of a photo out for good: a new photo whose pixels there are gone. The original is left."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from PIL import Image, ImageDraw

from jansetu.audit.operations import record
from jansetu.compliance.personal.find import find_personal
from jansetu.content import storage
from jansetu.content.models import Media
from jansetu.content.operations.media import enter_file
from jansetu.core.documents.pictures import PictureText, Word, read_picture
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor, not_allowed

MOST = 40  # boxes of one photo
INK = (0, 0, 0)
BLOCK = 8  # pixels of JPEG's squares
QUALITY = 92
MARGIN = 0.15  # of a word's height, around what is proposed


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a photo, as fractions of its width and height from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def is_inside(self) -> bool:
        """Whether it covers anything of the photo."""
        sizes = (self.left, self.top, self.width, self.height)
        return all(math.isfinite(one) and 0 <= one <= 1 for one in sizes) and min(self.width, self.height) > 0

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right and bottom, all within, out to JPEG's own blocks: so none holds both sides."""
        left, right = _blocks(self.left, self.left + self.width, width)
        top, bottom = _blocks(self.top, self.top + self.height, height)
        return left, top, right, bottom


def _blocks(start: float, end: float, size: int) -> tuple[int, int]:
    """The first and the last pixel that are covered."""
    first = math.floor(start * size) // BLOCK * BLOCK
    last = math.ceil(math.ceil(end * size) / BLOCK) * BLOCK - 1
    return min(first, size - 1), min(last, size - 1)


def redact(media: Media, boxes: Sequence[Box], *, by: Actor, now: datetime) -> Media:
    """A copy with black in place of the boxes, written anew: no pixel, thumbnail or EXIF of there is kept.

    A Refusal where there is nothing to blot out or too much; only a photo of the charge's own office.
    """
    if by.tenure_or_refuse().position.unit_id != media.unit_id or media.is_film:
        raise not_allowed()
    if not boxes or len(boxes) > MOST or not all(box.is_inside for box in boxes):
        raise no_boxes()
    written, size = _blotted(media, boxes)
    digest, name = storage.keep(written, "jpg")
    facts = {"width": size[0], "height": size[1], "size": len(written)}
    words = {"alt_hi": media.alt_hi, "alt_en": media.alt_en}
    detail = {"from": media.digest, "boxes": len(boxes)}
    with transaction.atomic():
        made = enter_file(digest, {"file": name, "mime": "image/jpeg", **facts, **words}, by, now)
        subject = ("content.media", made.pk)
        record("media.redacted", by=by, subject=subject, unit_id=made.unit_id, detail=detail, now=now)
    return made


def _blotted(media: Media, boxes: Sequence[Box]) -> tuple[bytes, tuple[int, int]]:
    """The bytes of a JPEG without the boxes, and its size."""
    with Image.open(storage.path_of(media.file)) as original:
        picture = Image.new("RGB", original.size, "white")
        whole = original.convert("RGBA")
        picture.paste(whole, mask=whole.getchannel("A"))
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        pen.rectangle(box.pixels(*picture.size), fill=INK)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return written.getvalue(), picture.size


def proposed_boxes(media: Media) -> list[Box]:
    """Around every personal number or address that is read on it; a Refusal where nothing can read."""
    found = read_picture(storage.path_of(media.file))
    return [_around(word, media) for word in _personal_words(found)][:MOST]


def _personal_words(found: PictureText) -> list[Word]:
    """The words that hold any part of personal data. Lines are looked at one by one."""
    lines: dict[tuple[str, ...], list[Word]] = {}
    for word in found.words:
        lines.setdefault(word.line, []).append(word)
    chosen: list[Word] = []
    for words in lines.values():
        spans = [(one.start, one.end) for one in find_personal(" ".join(word.text for word in words))]
        place = 0
        for word in words:
            end = place + len(word.text)
            if any(start < end and place < stop for start, stop in spans):
                chosen.append(word)
            place = end + 1
    return chosen


def _around(word: Word, media: Media) -> Box:
    room = MARGIN * word.height
    left, top = max(0.0, word.left - room), max(0.0, word.top - room)
    right = min(media.width, word.left + word.width + room)
    bottom = min(media.height, word.top + word.height + room)
    wide, high = media.width, media.height
    return Box(left / wide, top / high, (right - left) / wide, (bottom - top) / high)


def no_boxes() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "no_boxes",
        hi=f"ढकने के लिए फ़ोटो के भीतर एक से {MOST} तक जगहें चुनें।",
        en=f"Choose between one and {MOST} places within the photo to blot out.",
    )
