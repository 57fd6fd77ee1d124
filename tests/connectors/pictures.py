"""Real pictures for tests that publish."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from jansetu.connectors.contracts import Picture

COLOURS = ("#ff9933", "#ffffff", "#138808", "#000080", "#7f7f7f")
ALTS = ("पुल का नया रास्ता", "", "तिरंगा", "जल संयंत्र", "मेला")  # the second has none


def pictures(folder: Path, count: int) -> tuple[Picture, ...]:
    """So many small JPEG pictures, each another one."""
    return tuple(one_picture(folder, number) for number in range(count))


def one_picture(folder: Path, number: int) -> Picture:
    """One of them; written once a folder."""
    path = folder / f"picture-{number}.jpg"
    if not path.exists():
        Image.new("RGB", (64, 48), COLOURS[number]).save(path, "JPEG")
    content = path.read_bytes()
    return Picture(
        digest=hashlib.sha256(content).hexdigest(),
        path=path,
        mime="image/jpeg",
        alt=ALTS[number],
        width=64,
        height=48,
        size=len(content),
        public_url=f"https://desk.example/m/{number}/",
    )
