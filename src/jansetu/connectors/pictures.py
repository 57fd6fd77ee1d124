"""Reading a picture's bytes off the disk without holding up the other deliveries."""

from __future__ import annotations

import asyncio

from jansetu.connectors.contracts import Picture
from jansetu.connectors.errors import Unavailable
from jansetu.connectors.words import say


async def bytes_of(picture: Picture, platform: str) -> bytes:
    """The file's bytes; Unavailable where it cannot be read, for nothing has been sent yet."""
    try:
        return await asyncio.to_thread(picture.path.read_bytes)
    except OSError as error:
        hi, en = say("picture_unreadable", platform)
        raise Unavailable("picture_unreadable", hi=hi, en=en) from error
