"""How long and how large a film is, read out of the boxes of an MP4; decodes nothing."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

LONGEST_MOOV = 16 * 1024 * 1024  # bytes; more than any film's table of contents


class NotAFilm(Exception):
    """It does not begin as an MP4 begins, or tells nowhere how long it is."""


class Measures(NamedTuple):
    """A film's own word."""

    seconds: float
    width: int
    height: int


def measured(path: Path) -> Measures:
    """The film's length and the size of its picture; NotAFilm for anything else."""
    try:
        with path.open("rb") as file:
            return _measures(_moov(file))
    except struct.error as error:
        raise NotAFilm from error


def _moov(file: IO[bytes]) -> bytes:
    first = file.read(8)
    if first[4:] != b"ftyp":
        raise NotAFilm
    file.seek(0)
    while head := file.read(8):
        size, kind = struct.unpack(">I4s", head)
        left = struct.unpack(">Q", file.read(8))[0] - 16 if size == 1 else size - 8
        if kind == b"moov" and left <= LONGEST_MOOV:
            return file.read(left)
        if size == 0 or left < 0:
            break
        file.seek(left, 1)
    raise NotAFilm


def _measures(moov: bytes) -> Measures:
    found = dict(_boxes(moov))
    if b"mvhd" not in found:
        raise NotAFilm
    sizes = [size for kind, track in _boxes(moov) if kind == b"trak" for size in _sizes(track)]
    width, height = max(sizes, default=(0, 0))
    return Measures(_seconds(found[b"mvhd"]), width, height)


def _seconds(mvhd: bytes) -> float:
    """Version 1 has its times in eight bytes (ISO 14496-12, 8.2.2)."""
    scale, duration = struct.unpack_from(*((">IQ", mvhd, 20) if mvhd[0] else (">II", mvhd, 12)))
    return float(duration) / scale if scale else 0.0


def _sizes(track: bytes) -> Iterator[tuple[int, int]]:
    """Width and height close a track's head, as numbers with sixteen bits behind the point."""
    for kind, content in _boxes(track):
        if kind == b"tkhd":
            width, height = struct.unpack(">II", content[-8:])
            yield width >> 16, height >> 16


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        if size < 8:
            return
        yield kind, content[at + 8 : at + size]
        at += size
