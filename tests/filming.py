"""Real films of a second or two, made by ffmpeg: with a place in them, silent, or of a wrong kind."""

from __future__ import annotations

import subprocess
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

PLACE = "+23.1828+075.7772/"  # what must not be found in any byte of what is kept
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def film(
    folder: Path,
    *,
    name: str = "film.mp4",
    seconds: float = 1,
    size: str = "320x180",
    pictures: tuple[str, ...] = H264,
    sound: tuple[str, ...] | None = ("-c:a", "aac"),
    more: tuple[str, ...] = (),
) -> Path:
    """A film with a place, a title and an author in its metadata."""
    path = folder / name
    sounding = ("-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}") if sound else ()
    told = ("-metadata", f"location={PLACE}", "-metadata", f"title={PLACE}", "-metadata", f"artist={PLACE}")
    source = ("-f", "lavfi", "-i", f"testsrc=duration={seconds}:size={size}:rate=10")
    subprocess.run(
        [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            *source,
            *sounding,
            *pictures,
            *(sound or ()),
            *told,
            *more,
            str(path),
        ],
        check=True,
    )
    return path


def uploaded(path: Path) -> SimpleUploadedFile:
    """As a browser sends it."""
    return SimpleUploadedFile(path.name, path.read_bytes(), content_type="video/mp4")
