"""Looks into uploaded pictures, so that what is no picture is refused as the platforms refuse it."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from jansetu.sandbox.world import Account, Media, World

MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


class NotAPicture(Exception):
    """The bytes are no JPEG, PNG, GIF or WebP picture."""


def keep_picture(world: World, account: Account, media_id: str, content: bytes, alt: str = "") -> Media:
    """Keep an uploaded picture; NotAPicture where it is none."""
    try:
        with Image.open(BytesIO(content)) as image:
            mime, (width, height) = MIMES.get(image.format or ""), image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    if mime is None:
        raise NotAPicture
    return world.keep(
        Media(
            id=media_id,
            platform=account.platform,
            account=account.name,
            mime=mime,
            size=len(content),
            width=width,
            height=height,
            alt=alt,
            content=content,
        )
    )
