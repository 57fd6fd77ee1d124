"""Makes the matters of which rules' examples are told, in few words. Examples are of an invented state."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.compliance.contracts import Example, Matter, Passage, Seen, Severity

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # a Tuesday morning


def said(text: str, *, alt: str = "", declared: tuple[str, ...] = (), **more: Any) -> Matter:
    """One text on X, with a picture where words for one are given."""
    passages = [Passage(place="text", text=text, language=more.get("language", "hi"))]
    seen = [Seen(place="picture:0", alt=alt)] if alt else []
    if alt:
        passages.append(Passage(place="alt:0", text=alt, language=more.get("language", "hi")))
    facts: dict[str, Any] = {"platform": "x", "at": AT, "seen": tuple(seen)} | more
    return Matter(passages=tuple(passages), declared=frozenset(declared), **facts)


def finds(severity: Severity, text: str, note: tuple[str, str] = ("", ""), **more: Any) -> Example:
    """A text in which the rule finds something."""
    return Example(matter=said(text, **more), severity=severity, note_hi=note[0], note_en=note[1])


def leaves(text: str, note: tuple[str, str] = ("", ""), **more: Any) -> Example:
    """A text that the rule leaves alone."""
    return Example(matter=said(text, **more), severity=None, note_hi=note[0], note_en=note[1])
