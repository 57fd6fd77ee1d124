"""Looks into films with ffprobe, and writes them anew without location and titles; changes no picture.

Both are programs of the machine (Debian's package `ffmpeg`). A film is never read into memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jansetu.content import storage
from jansetu.core.errors import Refusal

PART = 1024 * 1024  # bytes read at once
LOOK = 60  # seconds that a look into a film may take
REWRITE = 600  # seconds; copying 512 MB takes a few on any disk
# Only MP4's own reader and only this file: a crafted "film" could name other files and addresses to be read.
READS = ("-f", "mov", "-protocol_whitelist", "file")
QUIETLY = ("-v", "error", "-nostdin", "-hide_banner")
COLOURS = ("yuv420p", "yuvj420p")  # what browsers and every platform play


@dataclass(frozen=True, slots=True)
class Film:
    """What a film is, upright."""

    width: int
    height: int
    seconds: float


def look(path: Path) -> Film:
    """What the file is; a Refusal where it is no MP4 of H.264 and AAC, with what to do."""
    with path.open("rb") as file:
        if file.read(12)[4:8] != b"ftyp":
            raise not_a_film()
    told = _told_of(path)
    streams = [one for one in told.get("streams", []) if not _is_cover(one)]
    pictures = [one for one in streams if one.get("codec_type") == "video"]
    sounds = [one for one in streams if one.get("codec_type") == "audio"]
    if not pictures or told["format"].get("tags", {}).get("major_brand", "").strip() == "qt":
        raise not_a_film()
    first, seconds = pictures[0], float(told["format"].get("duration") or 0)
    if first.get("codec_name") != "h264" or first.get("pix_fmt") not in COLOURS:
        raise not_a_film()
    if any(one.get("codec_name") != "aac" for one in sounds) or seconds <= 0:
        raise not_a_film()
    width, height = int(first["width"]), int(first["height"])
    return Film(height, width, seconds) if _lies_on_its_side(first) else Film(width, height, seconds)


def _told_of(path: Path) -> dict[str, Any]:
    shown = ("-print_format", "json", "-show_format", "-show_streams")
    answer = _run("ffprobe", *QUIETLY[:2], "-hide_banner", *READS, *shown, str(path), seconds=LOOK)
    if answer.returncode:
        raise not_a_film()
    told: dict[str, Any] = json.loads(answer.stdout)
    return told


def _is_cover(stream: dict[str, Any]) -> bool:
    return bool(stream.get("disposition", {}).get("attached_pic"))


def _lies_on_its_side(stream: dict[str, Any]) -> bool:
    turns = [int(one.get("rotation", 0)) for one in stream.get("side_data_list", [])]
    return any(turn % 180 for turn in turns)


def keep(path: Path) -> tuple[str, str, int]:
    """The film without metadata in our media folder: its SHA-256, its name there, its bytes.

    Written beside its place and moved when whole. A Refusal `disk_full` where there is no room.
    """
    with _beside() as bare:
        _reserve(bare, path.stat().st_size)
        dropped = (
            "-map",
            "0:V:0",
            "-map",
            "0:a:0?",
            "-dn",
            "-sn",
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1",
        )
        # Bit-exact: the same film twice is the same file, and the time of its making is not written.
        form = ("-c", "copy", "-movflags", "+faststart", "-fflags", "+bitexact", "-f", "mp4", "-y", str(bare))
        answer = _run("ffmpeg", *QUIETLY, *READS, "-i", str(path), *dropped, *form, seconds=REWRITE)
        if answer.returncode:
            _reserve(bare, path.stat().st_size)
            raise not_a_film()
        return _moved(bare)


def poster(path: Path, film_seconds: float) -> bytes:
    """One JPEG out of the film, a tenth of the way in: the beginning is often black."""
    place = ("-ss", f"{film_seconds / 10:.3f}", *READS, "-i", str(path))
    drawn = ("-frames:v", "1", "-q:v", "3", "-f", "image2pipe", "-c:v", "mjpeg", "-")
    answer = _run("ffmpeg", *QUIETLY, *place, *drawn, seconds=LOOK)
    if answer.returncode or not answer.stdout:
        raise not_a_film()
    return answer.stdout


@contextmanager
def _beside() -> Iterator[Path]:
    """A file of ours in the media folder, gone afterwards unless it was moved."""
    folder = storage.path_of(".films")
    with storage.or_disk_full():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".part-", suffix=".mp4")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _reserve(path: Path, size: int) -> None:
    """Ask the disk for the room beforehand, in our own words: ffmpeg says a full disk only in its own."""
    with storage.or_disk_full(), path.open("r+b") as file:
        os.posix_fallocate(file.fileno(), 0, size + PART)


def _moved(bare: Path) -> tuple[str, str, int]:
    digest, size = hashlib.sha256(), bare.stat().st_size
    with bare.open("rb") as file:
        while part := file.read(PART):
            digest.update(part)
        os.fsync(file.fileno())
    name = storage.name_of(digest.hexdigest(), "mp4")
    storage.place(bare, name)
    return digest.hexdigest(), name, size


def _run(program: str, *arguments: str, seconds: int) -> subprocess.CompletedProcess[bytes]:
    found = shutil.which(program)
    if found is None:
        raise not_installed()
    try:
        return subprocess.run(  # noqa: S603 (a fixed program; no shell; the file's name is ours)
            [found, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise not_a_film() from error


def not_installed() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "ffmpeg_missing",
        hi="इस सर्वर पर ffmpeg नहीं है, इसलिए वीडियो अभी नहीं लिया जा सकता। प्रशासक इसे लगाएँ: apt install ffmpeg",
        en="This server has no ffmpeg, so it can take no films yet. An administrator: apt install ffmpeg",
    )


def not_a_film() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "not_a_film",
        hi="यह MP4 वीडियो (H.264 चित्र, AAC ध्वनि) नहीं है, या अधूरा है। "
        "फ़ोन के कैमरे में “अधिक संगत” या H.264 चुनें, या किसी ऐप से MP4 (H.264) बनाकर फिर चुनें।",
        en="This is not an MP4 film (H.264 pictures, AAC sound), or it is incomplete. "
        "Choose “most compatible” or H.264 in the phone's camera, or export it as MP4 (H.264) and try again.",
    )


def too_large(limit: int) -> Refusal:
    """The sentence that a person reads."""
    most = limit // (1024 * 1024)
    return Refusal(
        "film_too_large",
        hi=f"वीडियो {most} MB से बड़ा है। उसे छोटा करके या काटकर फिर चुनें।",
        en=f"The film is larger than {most} MB. Make it smaller or shorter and choose it again.",
    )
