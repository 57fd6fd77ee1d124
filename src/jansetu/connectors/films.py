"""A film's bytes, read from the disk while they are sent: never whole in memory, never more than asked."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import IO

from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import Payload

from jansetu.connectors.contracts import Video
from jansetu.connectors.errors import Unavailable
from jansetu.connectors.words import say

PIECE = 64 * 1024  # bytes that are in memory at one time


class FilmPart(Payload):
    """`length` bytes of a file from `start` on, as a part of a form or as a whole body."""

    def __init__(self, path: Path, start: int, length: int, *, mime: str) -> None:
        super().__init__(path, content_type=mime, filename=path.name)
        self._path, self._start = path, start
        self._size = length

    async def write(self, writer: AbstractStreamWriter) -> None:
        """All of it."""
        await self.write_with_length(writer, None)

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        """At most so many bytes; OSError where the file is shorter than it was."""
        left = self.size or 0
        if content_length is not None:
            left = min(left, content_length)
        # Opened and closed here and not in a thread: a call that is given up in between would leave it open.
        file = self._opened()
        try:
            while left:
                piece = await asyncio.to_thread(file.read, min(PIECE, left))
                if not piece:
                    raise OSError(f"{self._path.name} has become shorter")
                await writer.write(piece)
                left -= len(piece)
        finally:
            file.close()

    def _opened(self) -> IO[bytes]:
        file = self._path.open("rb")
        file.seek(self._start)
        return file

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """A film is no text."""
        raise TypeError("a film is no text")


async def part_of(film: Video, platform: str, start: int = 0, end: int | None = None) -> FilmPart:
    """The bytes from `start` up to `end`; Unavailable where the file is not there as it was promised."""
    try:
        size = (await asyncio.to_thread(film.path.stat)).st_size
    except OSError:
        size = -1
    if size != film.size:
        hi, en = say("film_unreadable", platform)
        raise Unavailable("film_unreadable", hi=hi, en=en)
    end = film.size if end is None else min(end, film.size)
    return FilmPart(film.path, start, max(end - start, 0), mime=film.mime)
