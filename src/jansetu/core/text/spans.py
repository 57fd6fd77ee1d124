"""Spots in a text that are pointed out to a person, with the reason. Cuts only what it is told to cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import regex

BLANK_LINES = regex.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+\n")


class Extent(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """The first code point."""
        ...

    @property
    def end(self) -> int:
        """The one behind the last."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` up to `end`, a stable reason code, and the reason in Hindi and English."""

    start: int
    end: int
    code: str
    hi: str
    en: str


def cut(text: str, spans: Iterable[Span]) -> str:
    """The text without the spans, at most one blank line where lines are gone; spans may overlap."""
    kept, position = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        kept.append(text[position : max(span.start, position)])
        position = max(position, span.end)
    if not kept:
        return text
    rest = "".join([*kept, text[position:]])
    return BLANK_LINES.sub("\n\n", rest).strip()


def meets(extents: Sequence[Extent]) -> Callable[[int, int], bool]:
    """Tells whether offsets `start` up to `end` touch one of the extents, which are in order and apart."""
    starts = [extent.start for extent in extents]

    def is_met(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and extents[before - 1].end > start

    return is_met
