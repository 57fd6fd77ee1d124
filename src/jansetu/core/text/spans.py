"""Spots in a text that are pointed out to a person, with the reason. Cuts only what it is told to cut."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

BLANK_LINES = regex.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+\n")


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
