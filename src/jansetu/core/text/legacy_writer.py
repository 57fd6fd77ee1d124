"""Writes Unicode for Kruti Dev 010, for newspapers that take nothing else; tells what it cannot draw."""

from __future__ import annotations

from typing import NamedTuple

import regex

from jansetu.core.text.legacy_glyphs import (
    FIGURES,
    HALANT,
    HALVES,
    JOINED,
    JOINED_HALVES,
    LETTERS,
    NUKTA,
    PUNCTUATION,
    SHORT_I,
    SIGNS,
    VOWELS,
)
from jansetu.core.text.normalise import normalise

CONSONANT = r"[\u0915-\u0939]\u093c?"
SYLLABLE = regex.compile(
    rf"(?P<reph>र\u094d(?={CONSONANT}))?(?P<cluster>{CONSONANT}(?:\u094d\u200d?{CONSONANT})*+)"
    r"(?P<halant>\u094d[\u200c\u200d]?)?(?P<signs>[\u093e-\u0949\u094b\u094c]*)(?P<nasals>[\u0900-\u0903]*)"
)
UNIT = regex.compile(rf"({CONSONANT})(\u094d\u200d?)?")
# Each of these is drawn with several keys.
BUILT = {
    "आ": "vk",
    "ई": "bZ",
    "ऐ": ",s",
    "ओ": "vks",
    "औ": "vkS",
    "ऑ": "vkW",
    "ऍ": ",W",
    "ॲ": "vW",
    "\u0949": "kW",
    "\u094b": "ks",
    "\u094c": "kS",
}
SINGLE = {
    **{mark: glyph for glyph, mark in PUNCTUATION.items() if glyph not in "ñ•" and len(mark) == 1},
    **{figure: glyph for glyph, figure in FIGURES.items()},
    **{vowel: glyph for glyph, vowel in VOWELS.items() if glyph != "Ã"},
    **{sign: glyph for glyph, sign in SIGNS.items() if len(sign) == 1},
    **BUILT,
    "—": "µ",
    "“": "Þ",
    "”": "ß",
    "‘": "^",
    "’": "*",
    ":": "%",
    "।": "A",
    "\u200c": "",
    "\u200d": "",
}
SAME = frozenset(" \t\n!0123456789")  # drawn as they are typed
BELOW = "टठडढछ"  # a र beneath these is an angle, not a stroke
TWO_STOREYS = {"र\u0941": "#", "र\u0942": ":", "ह\u0943": "â"}


class Missing(NamedTuple):
    """A sign that the font has no picture for, and where it stands in the clean Unicode text."""

    start: int
    sign: str


class Written(NamedTuple):
    """The text for the font. What is missing stands in it as it came."""

    text: str
    missing: tuple[Missing, ...]


def encode_krutidev(text: str) -> Written:
    """Write it as a typist of Kruti Dev 010 would; ः and : share one key, – and — too."""
    clean = normalise(text)
    parts: list[str] = []
    missing: list[Missing] = []
    position = 0
    while position < len(clean):
        syllable = SYLLABLE.match(clean, position)
        written = _syllable(syllable) if syllable else None
        if syllable and written is not None:
            parts.append(written)
            position = syllable.end()
            continue
        sign = clean[position]
        if sign not in SINGLE and sign not in SAME:
            missing.append(Missing(position, sign))
        parts.append(SINGLE.get(sign, sign))
        position += 1
    return Written("".join(parts), tuple(missing))


def _syllable(found: regex.Match[str]) -> str | None:
    """None where the font lacks one of its letters."""
    cluster, signs = found["cluster"], found["signs"]
    has_short_i = SHORT_I in signs
    rest = signs.replace(SHORT_I, "")
    halant = "~" if found["halant"] else ""
    storey = None if found["reph"] or halant else TWO_STOREYS.get(cluster + signs)
    if storey is not None:
        drawn, rest = storey, ""
    else:
        letters = _cluster(cluster)
        if letters is None:
            return None
        drawn = letters + halant
    after = "".join(SINGLE[sign] for sign in rest)
    nasals = "".join(SINGLE.get(sign, "a") for sign in found["nasals"])
    return ("f" if has_short_i else "") + drawn + after + ("Z" if found["reph"] else "") + nasals


def _cluster(cluster: str) -> str | None:
    parts: list[str] = []
    units = [(unit[1], bool(unit[2])) for unit in UNIT.finditer(cluster)]
    place = 0
    while place < len(units):
        letter, is_half = units[place]
        pair = f"{letter}{HALANT}{units[place + 1][0]}" if is_half and place + 1 < len(units) else ""
        joined = _joined(pair, units[place + 1][1]) if pair else None
        if joined is not None:
            parts.append(joined)
            place += 2
            continue
        below = place > 0 and letter == "र"
        drawn = _stroke(units[place - 1][0], is_half) if below else _letter(letter, is_half)
        if drawn is None:
            return None
        follows_ra = place + 1 < len(units) and units[place + 1][0] == "र"
        parts.append(_letter(letter, False) or "" if is_half and follows_ra and not below else drawn)
        place += 1
    return "".join(parts)


def _joined(pair: str, is_half: bool) -> str | None:
    if is_half:
        return JOINED_HALVES.get(pair, JOINED[pair] + "~" if pair in JOINED and pair != "क्ष" else None)
    return JOINED.get(pair)


def _stroke(above: str, is_half: bool) -> str:
    return ("ª" if above[0] in BELOW else "z") + ("~" if is_half else "")


def _letter(letter: str, is_half: bool) -> str | None:
    plain, nukta = letter[0], "+" if NUKTA in letter else ""
    if is_half and plain in HALVES:
        return HALVES[plain] + nukta
    if plain not in LETTERS:
        return None
    return LETTERS[plain] + nukta + ("~" if is_half else "")
