"""Finds personal data in one text. Pure: what is an office's own number is told to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from jansetu.compliance.personal.kinds import KINDS, NEAR, Kind, digits_of

LAST_DIGITS = 10  # of a telephone number, which is written with or without its country
_DIGITS = {ord(sign): str(at % 10) for at, sign in enumerate("०१२३४५६७८९０１２３４５６７８９")}
_LETTERS = {lower: chr(lower - 32) for lower in range(ord("a"), ord("z") + 1)}
ADDRESS = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One number or address from code point `start` to `end`."""

    kind: Kind
    start: int
    end: int


def find_personal(text: str, public: tuple[str, ...] = ()) -> tuple[Found, ...]:
    """In their order, none inside another. `public`: numbers and addresses of offices, which pass."""
    seen = _flat(text)
    passes = {_same(one) for one in public}
    kept: list[Found] = []
    taken = bytearray(len(text))
    for found in _all(seen):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"1" * (found.end - found.start)
            kept.append(found)
    return tuple(
        sorted(
            (one for one in kept if _same(seen[one.start : one.end]) not in passes),
            key=lambda one: one.start,
        )
    )


def _flat(text: str) -> str:
    """Digits as ASCII, Latin letters as capitals, web addresses blank; every place is kept."""
    flat = text.translate(_DIGITS).translate(_LETTERS)
    return ADDRESS.sub(lambda found: " " * len(found[0]), flat)


def _same(written: str) -> str:
    """What two ways of writing one number or address have in common."""
    flat = _flat(written).strip()
    return flat if "@" in flat else digits_of(flat)[-LAST_DIGITS:]


def _all(seen: str) -> Iterator[Found]:
    for kind in KINDS:
        for match in kind.pattern.finditer(seen):
            if kind.accepts(match[1]) and _fits(kind, seen, match):
                yield Found(kind, *match.span(1))


def _fits(kind: Kind, seen: str, match: regex.Match[str]) -> bool:
    """Whether what stands around it lets it be of this kind."""
    before = seen[max(0, match.start(1) - NEAR) : match.start(1)].rpartition("\n")[2]
    if kind.after and not kind.after.search(before):
        return False
    if kind.sure and kind.sure.search(before):
        return True
    if kind.never_after and kind.never_after.search(before):
        return False
    return not (kind.never_before and kind.never_before.match(seen, match.end(1)))
