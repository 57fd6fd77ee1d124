"""What of a text goes out as which part: a platform with threads or first comments gets them one by one.

Sends nothing, and divides nothing where the platform takes one text only.
"""

from __future__ import annotations

from jansetu.connectors import registry
from jansetu.core.text.count import Measure, measure
from jansetu.core.text.parts import parts_of


def takes_parts(kind: str) -> bool:
    """Whether anything may follow the first text there."""
    return registry.limits_of(kind).further > 0


def parts_on(kind: str, text: str) -> tuple[str, ...]:
    """The first text and those that follow it there; the whole text where nothing follows."""
    return parts_of(text) if takes_parts(kind) else (text,)


def lengths_on(kind: str, text: str) -> list[Measure]:
    """How long each part is there, as the platform counts."""
    limits = registry.limits_of(kind)
    return [measure(part, limits.counts, limits.text, limits.text_bytes) for part in parts_on(kind, text)]
