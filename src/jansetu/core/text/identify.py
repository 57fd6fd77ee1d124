"""Tells language and script of a line: Hindi, Marathi, English, Hinglish, or another. Needs no model.

The small words decide, as grammar does; a text without any is judged by how its words are spelt.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from jansetu.core.text.identify_words import (
    ENGLISH_SMALL,
    ENGLISH_SPELT,
    HINDI,
    HINDI_ENDS_SAME,
    HINGLISH_SMALL,
    HINGLISH_SPELT,
    MARATHI,
    OTHER_DEVANAGARI,
)

Language = Literal["hi", "mr", "en", "hinglish", "other"]
Script = Literal["Deva", "Latn", "Mixed", "Other"]


class Identity(NamedTuple):
    """The language, and the script in which most of it is written; `Mixed` where a sixth is in the other."""

    language: Language
    script: Script


ADDRESS = regex.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#][A-Za-z0-9_]+")
WORDS = regex.compile(
    r"(?P<deva>[\u0900-\u0963\u0971-\u097f\u200c\u200d]+)|(?P<latin>[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?)|(?P<other>\p{L}[\p{L}\p{M}]*)"
)
SIXTH = 1 / 6
MOST, RARE = 6.0, -8.0  # what one word may weigh; a pair of letters that no listed word has
# What a Marathi or a Nepali word may end with and a Hindi word may not.
MARATHI_ENDS = regex.compile(
    r"(?:ांनी|ांना|ांचा|ांची|ांचे|च्या|ातील|मध्ये|साठी|ण्यात|ण्याची|ण्याचा|ण्याचे|ण्यास|पासून|ाकडे|ांकडे|ायचा|ायची"
    r"|ायचे|णार|्यावर|्याने|्याला|ातून|्यावा|्यावी|्यावे)$"
)
MARATHI_LETTER = "ळ"
OTHER_ENDS = regex.compile(r"(?:हरू|हरूले|हरूको|हरूलाई|ंलाई|सरकारले|ौंमा|न्छ|न्छन्|रेको|एको|इरहेको|म्)$")


def identify(text: str) -> Identity:
    """Latin hashtags, names of accounts and addresses do not count while other words remain."""
    words = _words_of(ADDRESS.sub(" ", text)) or _words_of(text)
    deva, latin, other = (sum(map(len, words.get(kind, ()))) for kind in ("deva", "latin", "other"))
    if not deva + latin or other > deva + latin:
        return Identity("other", "Other")
    share = deva / (deva + latin)
    script: Script = "Deva" if share > 1 - SIXTH else "Latn" if share < SIXTH else "Mixed"
    if share < SIXTH or (share < 1 / 2 and not _has_grammar(words["deva"])):
        return Identity(_of_latin(words["latin"]), script)
    return Identity(_of_devanagari(words["deva"]), script)


def _words_of(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in WORDS.finditer(text):
        found.setdefault(match.lastgroup or "", []).append(match[0])
    return found


def _has_grammar(words: list[str]) -> bool:
    return any(word in HINDI or word in MARATHI for word in words)


def _of_devanagari(words: list[str]) -> Language:
    """Hindi where nothing speaks for another, for a short line is the office's own language."""
    hindi = sum(word in HINDI for word in words)
    marathi = sum(word in MARATHI or _is_marathi(word) for word in words)
    other = sum(word in OTHER_DEVANAGARI or _is_other(word) for word in words)
    if other > hindi and other >= marathi:
        return "other"
    return "mr" if marathi > hindi else "hi"


def _is_marathi(word: str) -> bool:
    return word not in HINDI and (MARATHI_LETTER in word or bool(MARATHI_ENDS.search(word)))


def _is_other(word: str) -> bool:
    return word not in HINDI_ENDS_SAME and bool(OTHER_ENDS.search(word))


def _of_latin(words: list[str]) -> Language:
    """By small words; without them by spelling, in which names count only where there is nothing else."""
    hinglish = sum(word.lower() in HINGLISH_SMALL for word in words)
    english = sum(word.lower() in ENGLISH_SMALL for word in words)
    english += any(word.lower() == "the" for word in words[:-1])  # as the last word it is थे
    if not english and not all(map(str.isascii, words)):
        return "other"
    if hinglish != english:
        return "hinglish" if hinglish > english else "en"
    common = [word for word in words if word.islower()] or [word.lower() for word in words]
    return "hinglish" if sum(map(_leaning, common)) > 0 else "en"


@lru_cache(maxsize=20_000)
def _leaning(word: str) -> float:
    """Above nought where the letters follow each other as in Hinglish, below as in English."""
    hinglish, english = _spellings()
    if word in HINGLISH_SPELT or word in ENGLISH_SPELT:
        return MOST * ((word in HINGLISH_SPELT) - (word in ENGLISH_SPELT))
    leaning = sum(hinglish.get(pair, RARE) - english.get(pair, RARE) for pair in _pairs(word))
    return max(-MOST, min(MOST, leaning))


@cache
def _spellings() -> tuple[dict[str, float], dict[str, float]]:
    return _spelling(HINGLISH_SPELT), _spelling(ENGLISH_SPELT)


def _spelling(words: frozenset[str]) -> dict[str, float]:
    """How rare each pair of letters is, as a logarithm."""
    counted = Counter(pair for word in words for pair in _pairs(word))
    return {pair: math.log(number / counted.total()) for pair, number in counted.items()}


def _pairs(word: str) -> list[str]:
    padded = f"^{word}$"
    return [*(padded[at : at + 2] for at in range(len(padded) - 1)), padded[-3:]]
