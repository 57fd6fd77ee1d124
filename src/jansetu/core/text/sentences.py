"""Cuts a text into sentences with their spans; डॉ., एस. के., 4.5 and 12.08.2026 stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

# A dot after these ends no sentence, unless the line ends there.
TITLES = """
डॉ डा श्री श्रीमती सुश्री कु प्रो पं मो स्व वि.स कि.मी कि.ग्रा सेमी ग्रा किग्रा जि तह पो अति सहा संयु अधी ई.पू एड
इंजी dr mr mrs ms prof shri smt sri km kum pt hon st vs govt dept dist distt teh addl asst lt gen capt maj insp
adv er ca ltd pvt co e.g i.e eg ie viz u.p m.p
"""
BEFORE_NUMBERS = """
सं क्र नं पृ रु रू मा no nos rs inr fig vol pp sec jan feb mar apr jun jul aug sep sept oct nov dec
"""
BEFORE_SMALL = "etc a.m p.m inc approx jr"  # inside only where the sentence goes on with a small letter
# Latin letters as Hindi spells them: एस. के. मिश्रा, बी.ए., पी.एच.ई.
LETTER_NAMES = """
ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई जेड जैड
"""
SHORT = frozenset((TITLES + LETTER_NAMES).split())
ALSO_WORDS = frozenset(("आई", "जी"))  # letters beside another letter, else words that may end a sentence
SHORT_BEFORE_NUMBERS, SHORT_BEFORE_SMALL = (
    frozenset(words.split()) for words in (BEFORE_NUMBERS, BEFORE_SMALL)
)

CLOSERS = r"[”\"’')\]}»]*"
STOP = regex.compile(
    rf"(?P<danda>[।॥?!？！]+[।॥?!？！.…]*{CLOSERS})|(?P<dots>(?:\.{{2,}}|…){CLOSERS})(?=\s)|(?P<dot>\.{CLOSERS})(?=\s)|(?P<line>\n)"
)
BEFORE_DOT = regex.compile(r"(?r)(?:[\p{L}\p{M}\u200c\u200d]+\.)*[\p{L}\p{M}\u200c\u200d]+\Z")
NUMBER_OF_ITEM = regex.compile(r"\s*[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[क-ह])\Z")
NUMBER_NAME = regex.compile(r"(?r)(?:सं|क्र|नं|क्रमांक|संख्या|no|nos|rs|रु|रू)\.?\s*\d+\Z", regex.IGNORECASE)
NUMBER_FOLLOWS, SMALL_FOLLOWS = regex.compile(r"\s+[(\[]?\d"), regex.compile(r"\s+[a-z\d(]")
INITIAL_FOLLOWS = regex.compile(r"\s*[\p{L}\p{M}]{1,6}\.")
LONGEST_WORD = 40


class Sentence(NamedTuple):
    """Code points `start` up to `end` of the text, without the space around, and the words themselves."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """In the order of the text; what lies between them is white space. A line's end ends a sentence."""
    begun, found = 0, []
    for end in _ends(text):
        found += _trimmed(text, begun, end)
        begun = end
    return tuple(found + _trimmed(text, begun, len(text)))


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    words = text[start:end]
    bare = words.strip()
    if not bare:
        return []
    start += len(words) - len(words.lstrip())
    return [Sentence(start, start + len(bare), bare)]


def _ends(text: str) -> Iterator[int]:
    begun = 0
    for match in STOP.finditer(text):
        if match["dot"] and _is_inside(text, begun, match.start(), match.end()):
            continue
        begun = match.end()
        yield begun


def _is_inside(text: str, begun: int, dot: int, after: int) -> bool:
    """Whether the dot belongs to what it follows: a title, an initial, the number of an item."""
    before = text[max(begun, dot - LONGEST_WORD) : dot]
    if dot - begun <= LONGEST_WORD and NUMBER_OF_ITEM.match(before):
        return True
    word = BEFORE_DOT.search(before)
    if word is None:
        return bool(NUMBER_NAME.search(before)) and bool(SMALL_FOLLOWS.match(text, after))
    whole = word[0].lower()
    is_dotted = "." in whole
    last = whole if whole in SHORT_BEFORE_SMALL else whole.rpartition(".")[2]
    return (is_dotted and whole in SHORT) or _is_short(last, text, after, is_dotted)


def _is_short(word: str, text: str, after: int, is_dotted: bool) -> bool:
    if word in ALSO_WORDS:
        return is_dotted or bool(INITIAL_FOLLOWS.match(text, after))
    if word in SHORT_BEFORE_NUMBERS:
        return bool(NUMBER_FOLLOWS.match(text, after))
    if word in SHORT_BEFORE_SMALL:
        return bool(SMALL_FOLLOWS.match(text, after))
    return word in SHORT or (word.isascii() and len(word) == 1)
