"""Tells text that was typed for Kruti Dev 010 or DevLys 010 from English, and reads it as Unicode.

The words of a line vote: one that makes better Hindi than English is the font's, the others are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from jansetu.core.text.legacy_glyphs import AA, BEFORE, BEFORE_WITH_REPH, GLYPHS, HALANT, NUKTA, REPH, SHORT_I
from jansetu.core.text.legacy_shapes import ENGLISH_PAIRS, ENGLISH_WORDS, HINDI_PAIRS, HINDI_WORDS
from jansetu.core.text.normalise import normalise

GLYPH = regex.compile("|".join(regex.escape(glyph) for glyph in sorted(GLYPHS, key=len, reverse=True)))
CONSONANT = r"[\u0915-\u0939]\u093c?"
CLUSTER = rf"{CONSONANT}(?:\u094d(?:{CONSONANT})?){{0,6}}+"  # no longer ones are written
VOWEL_SIGNS, NASALS = r"[\u093e-\u0949\u094b\u094c]", r"[\u0900-\u0903]"
RAN_OVER = regex.compile(rf"([{BEFORE}{BEFORE_WITH_REPH}])(\u0902?)({CLUSTER})")
LEFT_REPH = regex.compile(rf"(?P<cluster>{CLUSTER})(?P<signs>(?:{VOWEL_SIGNS}|{NASALS}){{0,4}}){REPH}{{1,4}}")
SIGN_RUN = regex.compile(rf"(?:{VOWEL_SIGNS}|{NASALS}|\u093c){{2,}}")
COLON = regex.compile(r"(?<![\u0900-\u097f])ः|ः(?=-)")  # one sign of the font draws both
JOINED_VOWELS = {
    "अा": "आ",
    "अो": "ओ",
    "अौ": "औ",
    "अॉ": "ऑ",
    "अॅ": "ॲ",
    "एे": "ऐ",
    "एॅ": "ऍ",
    "इ" + REPH: "ई",
}
MARKS = regex.compile(rf"[{BEFORE}{REPH}{BEFORE_WITH_REPH}]")
MARK_SIGNS = {BEFORE: SHORT_I, REPH: "र" + HALANT, BEFORE_WITH_REPH: "र" + HALANT + SHORT_I}

WORD = regex.compile(r"\S+")
PLAIN = regex.compile(r"[A-Z]?[a-z]+(?:['’](?:s|t|re|ll|ve|d))?|[A-Z]{2,}s?|[AI]")  # as English is written
LETTER = regex.compile(r"\p{L}")
CORE = regex.compile(r"[A-Za-z](?:.*[A-Za-z])?")
FONT_EDGES = regex.compile(r"^[¼¿^*Þ]+|(?<![½À\]\\&%*^ß\-])[½À\]\\&%*^ß\-]+$")
ONLY_IN_FONTS = regex.compile(r"[^\x00-\x7f“”‘’–—¼½¿ÀÞß]")
ODD_EDGE = regex.compile(
    r"^[^A-Za-z0-9(\"'“‘¼¿^*Þ$&#\-]|[>=|+~`{\[}<_/]$"
)  # no English word begins or ends so
# What is rare around English words, in half nats.
AROUND = dict.fromkeys("(\"':", 9) | dict.fromkeys(";#%)", 14) | dict.fromkeys(",.", 6)
ENCLOSED = regex.compile(r"\(([^()]+)\)[.,;:]?")
HINDI = regex.compile(r"[\u0904-\u0939\u0958-\u0961]")
KEPT = regex.compile(r"[\u0900-\u097f\ue000-\uf8ff]")  # what is Hindi already
HALF_READ = regex.compile(r"(?=.*[\u0900-\u097f])(?=.*[A-Za-z])(?!.*[A-Z]{2}|.*[@.])")  # by another converter
# No bare host with any ending: `.kh` is Cambodia's, and how the font writes णी.
ADDRESS = regex.compile(
    r"[^\s@]+@[^\s@]+\.[a-z]{2,}|https?:|www\.|@[A-Z]\w+$|[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:in|com|org|net|edu|info)(?![a-z])",
    regex.IGNORECASE,
)
TAG = regex.compile(r"#(?:[A-Z][a-z]{2,}){2,}")  # रु of the font begins no word like this
PIECE = regex.compile(rf"[\u0900-\u0963\u0970-\u097fA-Za-z{BEFORE}{REPH}{BEFORE_WITH_REPH}]+")
MALFORMED = regex.compile(
    rf"^(?:{VOWEL_SIGNS}|{NASALS}|[\u093c\u094d])|(?<![मत])\u094d$|\u094d[\u0904-\u0914]"
    rf"|[{BEFORE}{REPH}{BEFORE_WITH_REPH}]|{VOWEL_SIGNS}{{2}}|{NASALS}{{2}}|[^\u0915-\u0939\u093c]\u094d"
    rf"|[\u0904-\u0914]{VOWEL_SIGNS}|[\u0915-\u0939][अआऋ]|{NASALS}[अआऋ]|[A-Za-z]"
)
# All in half nats: how much likelier a word is in the one language than in the other.
RARE, SMALL_WORD, STRANGE_CASE, AT_MOST, AT_LEAST = 11, 10, 18, 16, 30
SURE = 7  # for a line of which nothing is known
IN_COMPANY = 3  # for a line among others half of which are the font's
TOLD = 10  # in favour of a word in a text that is known to be the font's


class Detection(NamedTuple):
    """What a text would be; `lines` are the numbers, from 0, of those that the font wrote."""

    text: str
    lines: tuple[int, ...]


def decode_krutidev(text: str, *, keeps_english: bool = True) -> str:
    """Text that is known to be the font's, as clean Unicode; addresses and what is surely English stay.

    Without `keeps_english` every word is read: for text whose font is written beside it.
    """
    clean = normalise(text)
    read = _decode_line if keeps_english else _read
    return normalise("\n".join(read(line) for line in clean.split("\n")))


def is_krutidev(text: str) -> bool:
    """Whether a line or a word was typed for the font."""
    return _line_evidence(text) >= SURE


def _line_evidence(text: str) -> float:
    hindi = len(HINDI.findall(text))
    if hindi and hindi > len(LETTER.findall(text)) / 2:
        return -AT_LEAST  # it is Unicode already, whatever stands among it
    return sum(_evidence(word[0]) for word in WORD.finditer(text))


def detect_krutidev(text: str) -> Detection | None:
    """The text with its Kruti Dev lines read; None where there is none."""
    lines = text.split("\n")
    evidence = [_line_evidence(line) for line in lines]
    sure = sum(one >= SURE for one in evidence)
    enough = IN_COMPANY if sure >= 2 and 2 * sure >= sum(one != 0 for one in evidence) else SURE
    found = tuple(number for number, one in enumerate(evidence) if one >= enough)
    if not sure:
        return None
    chosen = set(found)
    read = [decode_krutidev(line) if number in chosen else line for number, line in enumerate(lines)]
    return Detection("\n".join(read), found)


def _decode_line(line: str) -> str:
    words = list(WORD.finditer(line))
    english = _english_among([word[0] for word in words])
    parts, position = [], 0
    for word, stays in zip(words, english, strict=True):
        parts += [line[position : word.start()], _edges_read(word[0]) if stays else _read(word[0])]
        position = word.end()
    return "".join([*parts, line[position:]])


def _english_among(words: Sequence[str]) -> list[bool]:
    """Which words stay: a doubtful one goes with its neighbours."""
    evidence = [_evidence(word) for word in words]
    beside = [0.0, *evidence, 0.0]
    return [
        (_is_kept(word) and not HALF_READ.match(word))
        or own + TOLD + (beside[place] + beside[place + 2]) / 4 < 0
        for place, (word, own) in enumerate(zip(words, evidence, strict=True))
    ]


def _is_kept(word: str) -> bool:
    return bool(KEPT.search(word) or ADDRESS.match(word) or TAG.match(word))


def _edges_read(word: str) -> str:
    """A word that stays, without the font's brackets, commas and stops around it."""
    return word if _is_kept(word) else FONT_EDGES.sub(lambda edge: _read(edge[0]), word)


@lru_cache(maxsize=4096)
def _evidence(word: str) -> float:
    """Above 0 for Kruti Dev, below for English, 0 for what may be either."""
    pieces = [] if _is_kept(word) or not LETTER.search(word) else PIECE.findall(_shaped(word))
    if not pieces:
        return 0
    return max(-AT_LEAST, min(AT_MOST, _english_rarity(word) - _hindi_rarity(pieces)))


def _hindi_rarity(pieces: Sequence[str]) -> float:
    clean = [normalise(MARKS.sub(lambda mark: MARK_SIGNS[mark[0]], piece)) for piece in pieces]
    rarity = sum(SMALL_WORD if one in HINDI_WORDS else _rarity(one, HINDI_PAIRS) for one in clean)
    return rarity + 2 * RARE * sum(bool(MALFORMED.search(piece)) for piece in pieces)


def _english_rarity(word: str) -> float:
    enclosed = ENCLOSED.fullmatch(word)
    word = enclosed[1] if enclosed else word
    found = CORE.search(word)
    if not found or ONLY_IN_FONTS.search(word):
        return RARE * (len(word) + 4)
    core = found[0]
    small = core.lower()
    rarity = SMALL_WORD if small in ENGLISH_WORDS else _rarity(small, ENGLISH_PAIRS)
    rarity += sum(AROUND.get(sign, 0) for sign in {*word.replace(core, "", 1)})
    rarity += 2 * RARE * len(ODD_EDGE.findall(word))
    if PLAIN.fullmatch(core):
        return SMALL_WORD if core.isupper() else rarity
    return rarity + STRANGE_CASE


def _rarity(word: str, pairs: dict[str, dict[str, int]]) -> int:
    return sum(pairs.get(one, {}).get(after, RARE) for one, after in pairwise(f"^{word}$"))


def _read(word: str) -> str:
    shaped = MARKS.sub(lambda mark: MARK_SIGNS[mark[0]], _shaped(word))
    return COLON.sub(":", shaped)


def _shaped(word: str) -> str:
    """In Unicode's order; a mark that found no letter to go to is still a mark."""
    drawn = GLYPH.sub(lambda glyph: GLYPHS[glyph[0]], word)
    drawn = drawn.replace(HALANT + NUKTA, NUKTA + HALANT).replace(HALANT + AA, "")
    drawn = SIGN_RUN.sub(_in_order, drawn)
    for apart, whole in JOINED_VOWELS.items():
        drawn = drawn.replace(apart, whole)
    drawn = SIGN_RUN.sub(_in_order, RAN_OVER.sub(_behind, drawn))
    return LEFT_REPH.sub(lambda found: "र" + HALANT + found["cluster"] + found["signs"], drawn)


def _behind(found: regex.Match[str]) -> str:
    mark, nasal, cluster = found.groups()
    reph = "र" + HALANT if mark == BEFORE_WITH_REPH else ""
    return reph + cluster + SHORT_I + nasal


def _in_order(run: regex.Match[str]) -> str:
    """Nukta, vowel sign, nasal: whoever typed them in another order saw the same on paper."""
    signs = sorted(dict.fromkeys(run[0]), key=lambda sign: (sign != NUKTA, "\u0900" <= sign <= "\u0903"))
    joined = "".join(signs)
    return (
        joined.replace("\u093e\u0947", "\u094b")
        .replace("\u093e\u0948", "\u094c")
        .replace("\u093e\u0945", "\u0949")
    )
