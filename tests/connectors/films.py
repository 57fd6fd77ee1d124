"""Films for tests that publish: true boxes of MP4 around a filling in which no two parts are alike."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path

from jansetu.connectors.contracts import Video

WIDTH, HEIGHT, SCALE = 640, 360, 1000
PIECE = 1024 * 1024  # bytes in memory at one time
ALT = "पुल का उद्घाटन, ऊपर से दिखता हुआ"
UNITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def film(folder: Path, size: int = 50_000, seconds: float = 12.0) -> Video:
    """A film of exactly so many bytes; written once a folder."""
    path = folder / f"film-{size}.mp4"
    if not path.exists():
        with path.open("wb") as file:
            for piece in pieces(size, seconds):
                file.write(piece)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Video(
        digest=digest,
        path=path,
        mime="video/mp4",
        alt=ALT,
        width=WIDTH,
        height=HEIGHT,
        size=size,
        seconds=seconds,
        public_url="https://desk.example/m/film/",
    )


def pieces(size: int, seconds: float) -> Iterator[bytes]:
    """The boxes that say what it is, then the filling: eight bytes for each place, its own number."""
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + moov(int(seconds * SCALE))
    filling = size - len(head) - 8
    yield head + struct.pack(">I", filling + 8) + b"mdat"
    for start in range(0, filling, PIECE):
        length = min(PIECE, filling - start)
        first, count = start // 8, length // 8 + 1
        yield struct.pack(f">{count}Q", *range(first, first + count))[:length]


def moov(duration: int) -> bytes:
    """How long it is, and one track of its size."""
    mvhd = struct.pack(">5I", 0, 0, 0, SCALE, duration) + b"\0\1\0\0\1\0" + bytes(10) + UNITY + bytes(24)
    tkhd = struct.pack(">6I", 7, 0, 0, 1, 0, duration) + bytes(16) + UNITY
    tkhd += struct.pack(">II", WIDTH << 16, HEIGHT << 16)
    return box(b"moov", box(b"mvhd", mvhd + struct.pack(">I", 2)) + box(b"trak", box(b"tkhd", tkhd)))


def box(kind: bytes, content: bytes) -> bytes:
    """One box of the file."""
    return struct.pack(">I", 8 + len(content)) + kind + content
