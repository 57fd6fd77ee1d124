"""A text in several parts: what follows the first is the rest of a thread, or the first comment.

A line of three dashes or more, alone, divides; so texts, their differences and their hashes stay whole.
"""

from __future__ import annotations

import regex

DIVIDER = "---"
DIVIDES = regex.compile(r"^[ \t]*[-–—]{3,}[ \t]*$", regex.MULTILINE)


def parts_of(text: str) -> tuple[str, ...]:
    """The parts, trimmed, without empty ones; one part at least, which may be empty."""
    parts = [part.strip() for part in DIVIDES.split(text)]
    return tuple(part for part in parts if part) or ("",)


def joined(parts: tuple[str, ...]) -> str:
    """The one text of these parts."""
    return f"\n{DIVIDER}\n".join(parts)
