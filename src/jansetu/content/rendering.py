"""Photos as each platform takes them: resized, JPEG, without location; made once from the original."""

from __future__ import annotations

import io
import math
from pathlib import Path

from django.db import transaction
from PIL import Image

from jansetu.connectors import registry
from jansetu.connectors.contracts import Picture, Video
from jansetu.content import films, storage
from jansetu.content.models import Media, Rendition, Variant, VariantPicture
from jansetu.core.errors import Refusal

Aspect = tuple[float, float]  # width by height: the narrowest and the widest that is taken
VERSION = "v1"  # of the way in which a rendition is made; another way is another derivation
QUALITIES = (88, 80, 70, 60, 45)  # tried in turn until the byte limit holds
PAGE_SIZES = {"page": (1280, 1_000_000), "small": (640, 200_000)}  # longest edge in pixels, bytes


def derivation_for(kind: str) -> str:
    """The name of how a photo is made for a platform; it enters the approval's hash."""
    limits = registry.limits_of(kind)
    shape = "" if limits.aspect is None else "{:g}-{:g}:".format(*limits.aspect)
    return f"jpeg:{limits.picture_edge}:{limits.picture_bytes}:{shape}{VERSION}"


def outgoing_pictures(variant: Variant) -> tuple[Picture, ...]:
    """The variant's photos, ready to be sent. Draws what was not drawn before.

    OSError where an original cannot be read, Refusal where none can be made small enough.
    """
    rows = VariantPicture.objects.photos().filter(variant=variant).select_related("media")
    return tuple(_picture(row, variant.kind) for row in rows.order_by("position"))


def outgoing_video(variant: Variant) -> Video | None:
    """The variant's film, ready to be sent: the stored file itself. Reads nothing of it."""
    row = VariantPicture.objects.films().filter(variant=variant).select_related("media").first()
    return video_of(row) if row else None


def video_of(row: VariantPicture) -> Video:
    """A film and the words for it, as connectors take them."""
    media = row.media
    return Video(
        digest=media.digest,
        path=storage.path_of(media.file),
        mime=media.mime,
        alt=row.alt,
        width=media.width,
        height=media.height,
        size=media.size,
        seconds=media.seconds or 0,
    )


def _picture(row: VariantPicture, kind: str) -> Picture:
    rendition = rendition_of(row.media, kind)
    return Picture(
        digest=rendition.digest,
        path=storage.path_of(rendition.file),
        mime=rendition.mime,
        alt=row.alt,
        width=rendition.width,
        height=rendition.height,
        size=rendition.size,
    )


def rendition_of(media: Media, kind: str) -> Rendition:
    """The photo as the platform takes it."""
    limits = registry.limits_of(kind)
    return _made(media, derivation_for(kind), limits.picture_edge, limits.picture_bytes, limits.aspect)


def rendition_for_pages(media: Media, size: str) -> Rendition:
    """The photo as our own pages show it: "page" for reading, "small" for lists on a phone."""
    edge, room = PAGE_SIZES[size]
    return _made(media, f"jpeg:{edge}:{room}:{VERSION}", edge, room)


def _made(media: Media, derivation: str, edge: int, room: int, aspect: Aspect | None = None) -> Rendition:
    known = Rendition.objects.filter(media=media, derivation=derivation).first()
    if known is not None and storage.path_of(known.file).exists():
        return known
    return _keep(media, derivation, *_draw(media, edge, room, aspect))


def _draw(media: Media, edge: int, room: int, aspect: Aspect | None) -> tuple[bytes, int, int]:
    """JPEG bytes, at most `room`, with their width and height, at most `edge`."""
    with Image.open(_original(media)) as original:
        picture = original.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")  # a transparent background would turn black
    flat = Image.alpha_composite(paper, picture).convert("RGB")
    flat.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    flat = _padded(flat, aspect)
    for quality in QUALITIES:
        drawn = io.BytesIO()
        flat.save(drawn, "JPEG", quality=quality, optimize=True, progressive=True)
        if drawn.tell() <= room:
            return drawn.getvalue(), flat.width, flat.height
    raise Refusal(
        "picture_too_large",
        hi="यह फ़ोटो मंच की सीमा तक छोटी नहीं हो सकी।",
        en="This photo could not be made small enough for the platform.",
    )


def _original(media: Media) -> Path | io.BytesIO:
    """The photo itself; of a film one picture out of it."""
    path = storage.path_of(media.file)
    return io.BytesIO(films.poster(path, media.seconds or 0)) if media.is_film else path


def _padded(picture: Image.Image, aspect: Aspect | None) -> Image.Image:
    """The whole picture on white paper just wide or high enough: nothing of a notice may be cut off."""
    narrowest, widest = aspect or (0, math.inf)
    width = max(picture.width, math.ceil(picture.height * narrowest))
    height = max(picture.height, math.ceil(picture.width / widest))
    if (width, height) == picture.size:
        return picture
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(picture, ((width - picture.width) // 2, (height - picture.height) // 2))
    return paper


def _keep(media: Media, derivation: str, content: bytes, width: int, height: int) -> Rendition:
    digest, file = storage.keep(content, "jpg")
    facts = {
        "digest": digest,
        "file": file,
        "mime": "image/jpeg",
        "width": width,
        "height": height,
        "size": len(content),
    }
    with transaction.atomic():
        rendition, _ = Rendition.objects.update_or_create(media=media, derivation=derivation, defaults=facts)
    return rendition
