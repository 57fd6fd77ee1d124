"""A pasted text as the officer is shown it, line by line. Proposes cuts; cuts only what is ticked."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import regex

from jansetu.core.text.debris import find_debris
from jansetu.core.text.paste import read_paste
from jansetu.core.text.spans import Span, cut

LINE = regex.compile(r"[^\n]+\n?|\n")
TITLE = Span(0, 0, "title", "शीर्षक; ऊपर शीर्षक में रखा गया।", "The headline; it stands in the title above.")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; `spot` says what is odd about it."""

    text: str
    spot: Span | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. `reason`: why it is proposed to be cut."""

    key: str  # "start-end": the value of its tick
    parts: tuple[Part, ...]
    reason: Span | None
    is_ticked: bool

    @property
    def spots(self) -> list[Span]:
        """What is odd in it."""
        return [part.spot for part in self.parts if part.spot]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pasted text seems to be, for a page."""

    mark: str  # of the text that was read
    lines: tuple[Line, ...]
    title: str
    place: str
    day: datetime.date | None


def read(text: str, ticked: Collection[str] | None = None) -> Reading:
    """Read it; `ticked`: keys that the officer has chosen already, instead of what is proposed."""
    found = read_paste(text)
    reasons = {span.start: span for span in found.furniture}
    whole = list(_lines(text))
    titles = [start for start, end in whole if text[start:end].strip() == found.title]
    reasons |= {start: TITLE for start in titles if start not in reasons}
    lines = tuple(_line(text, start, end, reasons, found.debris, ticked) for start, end in whole)
    return Reading(mark_of(text), lines, found.title, found.place, found.date)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in LINE.finditer(text):
        if match[0].strip():
            yield match.start(), match.end()


def _line(
    text: str,
    start: int,
    end: int,
    reasons: dict[int, Span],
    debris: Sequence[Span],
    ticked: Collection[str] | None,
) -> Line:
    key, reason = f"{start}-{end}", reasons.get(start)
    spots = [span for span in debris if start <= span.start < end]
    is_ticked = bool(reason) if ticked is None else key in ticked
    return Line(key, tuple(_parts(text, start, end, spots)), reason, is_ticked)


def _parts(text: str, start: int, end: int, spots: Sequence[Span]) -> Iterator[Part]:
    for spot in spots:
        if text[start : spot.start]:
            yield Part(text[start : spot.start])
        yield Part(text[spot.start : spot.end], spot)
        start = spot.end
    if text[start:end].rstrip():
        yield Part(text[start:end].rstrip())


def without(text: str, ticked: Collection[str]) -> str:
    """The text without the ticked lines."""
    spans = [Span(start, end, "", "", "") for start, end in _lines(text) if f"{start}-{end}" in ticked]
    return cut(text, spans).strip()


def mark_of(text: str) -> str:
    """Tells whether a text is still the one that was read."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def oddities(text: str) -> tuple[Span, ...]:
    """Spots to look at again before the text is sent."""
    return find_debris(text)
