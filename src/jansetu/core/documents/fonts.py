"""Which fonts are not what their letters say: those of Kruti Dev's layout, and others that we cannot read."""

from __future__ import annotations

import regex

SUBSET = regex.compile(r"^[A-Z]{6}\+")  # PDF puts a mark before a font of which it holds a part
SIGNS = regex.compile(r"[\W_]+")
# Kruti Dev 010 and the faces numbered after it (011, 016, 021, 040 …), DevLys 010 and its faces: one layout.
READ = regex.compile(r"^(?:krutidev|devlys)")
STRANGE = regex.compile(
    r"^(?:chanakya|walkmanchanakya|apsdv|apscdv|shusha|shreedev|shreelipi|dvtt|dvb|dvw|akruti|aakriti|"
    r"4cgandhi|agra|narad|naidunia|shivaji|preeti|kantipur|sutonny|webdunia|jagran|susha|richa)"
)


def plain_name(font: str) -> str:
    """The name without spaces, signs and a PDF's mark, in small letters."""
    return SIGNS.sub("", SUBSET.sub("", font.strip())).casefold()


def is_old(font: str) -> bool:
    """Whether it has the layout of Kruti Dev 010 or DevLys 010."""
    return bool(READ.match(plain_name(font)))


def is_strange(font: str) -> bool:
    """Whether it is an old font of another layout, which would be garbage in Unicode."""
    return bool(STRANGE.match(plain_name(font)))


def as_typed(text: str) -> str:
    """The keys of the font: some files keep them in the private area, as signs of a picture font."""
    return "".join(_key(sign) for sign in text)


def _key(sign: str) -> str:
    code = ord(sign)
    if not 0xF020 <= code <= 0xF0FF:
        return sign
    return bytes([code - 0xF000]).decode("cp1252", "ignore") or chr(code - 0xF000)
