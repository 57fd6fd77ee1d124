"""Shows a pasted text that was typed for Kruti Dev read beside the original; reads none without consent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jansetu.core.text.legacy import Detection, detect_krutidev
from jansetu.web.notes.reading import mark_of

READ, KEPT = "krutidev", "kept"  # what an officer answers, with the mark of the text that was asked about


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the font, as it came and as it would be read."""

    number: int  # from 1, blank lines counted
    original: str
    read: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What is asked before anything else is read."""

    rows: tuple[Row, ...]
    others: int  # lines with words that stay as they are
    accept: str
    decline: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The text to go on with, or the offer that must be answered first."""

    text: str
    offer: Offer | None = None


def ask(text: str, answer: str) -> Asked:
    """`answer` counts only for the text that it was given for."""
    mark = mark_of(text)
    if answer == f"{KEPT}-{mark}":
        return Asked(text)
    found = detect_krutidev(text)
    if found is None or answer == f"{READ}-{mark}":
        return Asked(found.text if found else text)
    rows = tuple(_rows(text, found))
    others = sum(bool(line.strip()) for line in text.split("\n")) - len(rows)
    return Asked(text, Offer(rows, others, f"{READ}-{mark}", f"{KEPT}-{mark}"))


def _rows(text: str, found: Detection) -> Iterator[Row]:
    originals, read = text.split("\n"), found.text.split("\n")
    for number in found.lines:
        yield Row(number + 1, originals[number].strip(), read[number].strip())
