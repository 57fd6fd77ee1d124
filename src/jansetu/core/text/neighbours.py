"""Finds texts that are nearly the same: forwards with a changed greeting, another spelling, the other script.

A text is read as its skeleton (core.text.fold), cut into overlapping pieces; a signature keeps the least hash
of the pieces in each of 64 bins (one-permutation MinHash), so that two agree about as often as their texts.
They are the same on every machine and may be stored. Decides nothing: a person or a rule does.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from jansetu.core.text.fold import fold_words, skeleton_of

BINS, PIECE = 64, 5
ROWS = 2  # bins in one band key: half-alike texts share one of 32 keys all but surely, strangers seldom
SIMILAR = 0.4  # from here on two signatures are the same text, as measured in docs/hindi.md

Signature = tuple[int, ...]


def signature(text: str) -> Signature:
    """64 numbers of 32 bits; none for a text with fewer than five letters of Hindi or Latin consonants."""
    bones = "".join(skeleton_of(word) for word in fold_words(text))
    least: dict[int, int] = {}
    for piece in {bones[at : at + PIECE] for at in range(len(bones) - PIECE + 1)}:
        hashed = _hash(piece)
        place, value = hashed % BINS, hashed // BINS
        if value < least.get(place, 1 << 32):
            least[place] = value
    return tuple(_filled(least)) if least else ()


def similarity(one: Signature, other: Signature) -> float:
    """From 0 to 1: about the share of pieces that both texts have. 0 where either text is too short."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / BINS


def band_keys(signed: Signature) -> tuple[str, ...]:
    """32 short keys for an index table: texts that share none are not alike, those that share one may be."""
    bands = (signed[at : at + ROWS] for at in range(0, len(signed), ROWS))
    return tuple(f"{place:02x}{_key(band)}" for place, band in enumerate(bands))


def _filled(least: dict[int, int]) -> list[int]:
    """An empty bin borrows from a full one found by its number alone, so that both texts borrow alike."""
    filled = []
    for place in range(BINS):
        source, tries = place, 0
        while source not in least:
            tries += 1
            source = _borrowed_from(place, tries)
        filled.append((least[source] + tries * 0x9E3779B1) & 0xFFFFFFFF)
    return filled


@lru_cache(maxsize=8192)
def _borrowed_from(place: int, tries: int) -> int:
    return _hash(f"{place}/{tries}") % BINS


def _hash(piece: str) -> int:
    return int.from_bytes(blake2b(piece.encode(), digest_size=4).digest(), "big")


def _key(band: Signature) -> str:
    return blake2b(",".join(map(str, band)).encode(), digest_size=5).hexdigest()
