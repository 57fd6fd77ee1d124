"""Reads Hindi and English off one picture with tesseract, a program of the machine. Keeps nothing.

Debian: `tesseract-ocr tesseract-ocr-hin`. It runs behind everything else, with a bound of time.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

import regex
from PIL import Image, ImageOps

from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise

LANGUAGES = "eng+hin"  # in the other order the Hindi model takes the figure 1 for a danda
WAY = "v1"  # of preparing and judging; another way is another reading
SECONDS = 90  # for one picture
SMALL, LARGE = 1400, 2600  # pixels of the longer edge that it reads best between
NOISE, SURE = 35.0, 60.0  # of its own confidence, 0 to 100: below the first are leaves and folds of cloth
FEW = 3  # letters of a doubtful word, and doubtful words, below which nothing is made of them
LETTERS, NUMBER = regex.compile(r"[\p{L}\p{N}]"), regex.compile(r"\p{N}{3}")
PAGE, SCATTERED = "3", "11"  # how it looks for text; the second finds single words on photos, and noise
WORD_ROW = "5"  # the level of words in tesseract's table


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its place in the picture's own pixels."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureText:
    """All that was read. `is_clear`: False where something is written that cannot be made out."""

    words: tuple[Word, ...]
    is_clear: bool

    @property
    def text(self) -> str:
        """Line by line."""
        lines: dict[tuple[str, ...], list[str]] = {}
        for word in self.words:
            lines.setdefault(word.line, []).append(word.text)
        return "\n".join(" ".join(words) for words in lines.values())

    @property
    def confidence(self) -> float:
        """The mean of its words; 0 where there are none."""
        return fmean(word.confidence for word in self.words) if self.words else 0


def read_picture(file: Path | io.BytesIO) -> PictureText:
    """Read it; a Refusal where the program is missing, took too long or could not."""
    prepared, scale = _prepared(file)
    found = judged(_read(prepared, scale, PAGE))
    return found if found.words else judged(_read(prepared, scale, SCATTERED))


def judged(words: Iterable[Word]) -> PictureText:
    """Without noise. Unclear: a number beside sure words that is doubtful, or many doubtful words."""
    read = list(words)
    sure = {word.line for word in read if word.confidence >= SURE}
    kept = tuple(word for word in read if _is_kept(word, beside_sure=word.line in sure))
    doubtful = [word for word in kept if word.confidence < SURE]
    has_doubtful_number = any(NUMBER.search(word.text) and word.line in sure for word in doubtful)
    are_many = len(doubtful) >= FEW and len(doubtful) * 3 > len(kept)
    return PictureText(kept, not has_doubtful_number and not are_many)


def _is_kept(word: Word, *, beside_sure: bool) -> bool:
    letters = len(LETTERS.findall(word.text))
    if word.confidence >= SURE:
        return letters > 0
    return letters >= FEW and (beside_sure or word.confidence >= NOISE)


@cache
def program() -> str:
    """Which program reads, for the row: "tesseract 5.3.0 eng+hin v1"."""
    told = _run("--version", content=b"").decode("utf-8", "replace").split("\n")[0].strip()
    return f"{told} {LANGUAGES} {WAY}"[:60]


def _prepared(file: Path | io.BytesIO) -> tuple[bytes, float]:
    """A grey picture of a size that it reads well, and by how much it was scaled."""
    with Image.open(file) as opened:
        grey = ImageOps.autocontrast(opened.convert("L"))
    longest = max(grey.size)
    scale = LARGE / longest if longest > LARGE else min(3.0, max(1.0, SMALL / longest))
    if scale != 1:
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    prepared = io.BytesIO()
    grey.save(prepared, "PNG", compress_level=1)
    return prepared.getvalue(), scale


def _read(prepared: bytes, scale: float, how: str) -> Iterator[Word]:
    answer = _run("stdin", "stdout", "-l", LANGUAGES, "--psm", how, "tsv", content=prepared)
    return _words(answer.decode("utf-8", "replace"), scale)


def _words(table: str, scale: float) -> Iterator[Word]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        text = normalise(row["text"] or "").strip()
        if row["level"] == WORD_ROW and text:
            left, top, width, height = (
                round(int(row[name]) / scale) for name in ("left", "top", "width", "height")
            )
            line = (row["block_num"], row["par_num"], row["line_num"])
            yield Word(text, left, top, width, height, float(row["conf"]), line)


def _run(*arguments: str, content: bytes) -> bytes:
    found, nice = shutil.which("tesseract"), shutil.which("nice")
    if found is None or nice is None:
        raise no_program()
    try:
        answer = subprocess.run(  # noqa: S603 (fixed programs; no shell; the picture comes by standard input)
            [nice, "-n", "10", found, *arguments],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise not_read("picture_too_slow") from error
    if answer.returncode:
        raise no_program() if b"traineddata" in answer.stderr else not_read("picture_not_read")
    return answer.stdout


def no_program() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "tesseract_missing",
        hi="इस सर्वर पर चित्र पढ़ने का प्रोग्राम नहीं है; चित्र का पाठ स्वयं देखें। "
        "प्रशासक इसे लगाएँ: apt install tesseract-ocr tesseract-ocr-hin",
        en="This server has no program that reads pictures; look at the picture's text yourself. "
        "An administrator: apt install tesseract-ocr tesseract-ocr-hin",
    )


def not_read(code: str) -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        code,
        hi="इस चित्र का पाठ पढ़ा नहीं जा सका; उसे स्वयं देखें।",
        en="The text of this picture could not be read; look at it yourself.",
    )
