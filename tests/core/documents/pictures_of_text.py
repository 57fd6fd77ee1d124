"""Pictures with Hindi on them, drawn with the font that the desk itself uses."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONT = next(Path(str(files("fontpkg_noto_sans_devanagari"))).rglob("*.ttf"))
NOTICE = ("जिला पंचायत उज्जैन", "टीकाकरण अभियान 24 नवम्बर 2026", "संपर्क: 98260 12345", "Health Department")


def notice(
    lines: Sequence[str] = NOTICE, *, size: int = 44, blur: float = 0, form: str = "JPEG"
) -> io.BytesIO:
    """Black letters on white paper."""
    paper = Image.new("RGB", (1000, 60 + 2 * size * len(lines)), "white")
    pen, font = ImageDraw.Draw(paper), ImageFont.truetype(str(FONT), size)
    for number, line in enumerate(lines):
        pen.text((40, 30 + number * 2 * size), line, fill="black", font=font)
    return saved(paper.filter(ImageFilter.GaussianBlur(blur)) if blur else paper, form)


def leaves(seed: int = 1) -> io.BytesIO:
    """A photo on which nothing is written: blots of many colours and sizes."""
    drawn = random.Random(seed)  # noqa: S311 - a repeatable picture, no secret
    paper = Image.new("RGB", (1200, 900), "darkgreen")
    pen = ImageDraw.Draw(paper)
    for _ in range(700):
        x, y, size = drawn.randrange(1200), drawn.randrange(900), drawn.randrange(8, 120)
        colour = tuple(drawn.randrange(256) for _ in range(3))
        pen.ellipse((x, y, x + size, y + size // drawn.randrange(1, 4) + 2), fill=colour)
    return saved(paper.filter(ImageFilter.GaussianBlur(2)), "JPEG")


def saved(picture: Image.Image, form: str) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, form)
    file.seek(0)
    return file
