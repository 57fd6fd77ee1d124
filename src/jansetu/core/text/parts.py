"""A text in several parts: what follows the first is the rest of a thread, or the first comment.

A line of three dashes or more, alone, divides; so texts, their differences and their hashes stay whole.
"""

from __future__ import annotations

import regex

from jansetu.core.text.fingerprint import fingerprint

DIVIDER = "---"
DIVIDES = regex.compile(r"^[ \t]*[-–—]{3,}[ \t]*$", regex.MULTILINE)


def parts_of(text: str) -> tuple[str, ...]:
    """The parts, trimmed, without empty ones; one part at least, which may be empty."""
    parts = [part.strip() for part in DIVIDES.split(text)]
    return tuple(part for part in parts if part) or ("",)


def mark_of(text: str) -> str:
    """The fingerprint by which a timeline shows the text: that of its first part, whatever follows."""
    return fingerprint(parts_of(text)[0])


def joined(parts: tuple[str, ...]) -> str:
    """The one text of these parts."""
    return f"\n{DIVIDER}\n".join(parts)
