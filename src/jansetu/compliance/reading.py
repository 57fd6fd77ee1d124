"""How rules read a passage: whole words in any spelling, sentences, what stands near what. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta, timezone
from functools import lru_cache

import regex

from jansetu.compliance.contracts import Finding, Matter, Passage, Severity, Span

Extent = tuple[int, int]  # code points: the first, and the one behind the last

NASAL = r"(?:[\u0902\u0901]|[ङञणनम]\u094d)"
NASAL_TYPED = regex.compile(r"[\u0902\u0901]|[ङञणनम]\u094d(?=[क-ह])")
NUKTA = "\u093c"
CONSONANT = regex.compile(r"[क-ह]")
BEFORE, BEHIND = r"(?<![\p{L}\p{M}\p{Nd}])", r"(?![\p{L}\p{M}])"
REST = r"[\p{L}\p{M}]*"
# A full stop ends a sentence; those of डॉ., श्री. and No. do not, nor the last of एच.आई.वी. or that of 3.5.
SHORT = r"\b(?:डॉ|प्रो|स्व|श्री|मा|चि|सु|कु|मो|रु|नं|क्र|पं|Dr|Mr|Mrs|Ms|No|Rs|Smt|Km|Sh)|\.[\p{L}\p{M}]{1,3}"
ENDING = regex.compile(rf"[।॥!?\n]+|(?<!{SHORT})\.(?=\s|$)")
INDIA = timezone(timedelta(hours=5, minutes=30))
PICTURED = ("alt", "picture", "film")  # places whose words stand for what is seen


def lexicon(*words: str) -> regex.Pattern[str]:
    """Finds the words whole, in any spelling: हिंदी as हिन्दी, with nukta or without, `*` for any ending."""
    return regex.compile(BEFORE + alternatives(*words) + BEHIND, regex.IGNORECASE)


def alternatives(*words: str) -> str:
    """The same as part of a larger pattern; it looks at nothing around it."""
    found = "|".join(_spelled(word) for word in sorted(words, key=len, reverse=True))
    return f"(?:{found})"


def _spelled(word: str) -> str:
    pattern, at = "", 0
    while at < len(word):
        nasal = NASAL_TYPED.match(word, at)
        piece = nasal[0] if nasal else word[at]
        at += len(piece)
        pattern += NASAL if nasal else _sign(piece)
    return pattern


def _sign(sign: str) -> str:
    if CONSONANT.match(sign):
        return f"{sign}{NUKTA}?"
    special = {NUKTA: "", "*": REST, " ": r"[\s\-–]+", "-": r"[\s\-–]*"}
    return special.get(sign, regex.escape(sign))


def sentences(text: str) -> Iterator[Extent]:
    """Each sentence or line."""
    start = 0
    for ending in ENDING.finditer(text):
        if text[start : ending.start()].strip():
            yield start, ending.end()
        start = ending.end()
    if text[start:].strip():
        yield start, len(text)


def sentence_of(text: str, at: int) -> Extent:
    """The sentence in which a code point stands."""
    return next(((start, end) for start, end in _sentences(text) if start <= at < end), (0, len(text)))


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[Extent, ...]:
    return tuple(sentences(text))


def near(
    text: str, one: Extent, words: regex.Pattern[str], *, before: int = 0, after: int = 0
) -> Extent | None:
    """The first of the words that stands so many code points before or after, in the same sentence."""
    start, end = sentence_of(text, one[0])
    window = words.finditer(text, max(start, one[0] - before), min(end, one[1] + after))
    return next((found.span() for found in window), None)


def is_picture(passage: Passage) -> bool:
    """Whether its words stand for what is seen, or were read off it."""
    return passage.place.partition(":")[0] in PICTURED


def day_of(matter: Matter) -> date:
    """The day in India on which it would go out; laws begin there at midnight."""
    return matter.at.astimezone(INDIA).date()


def whole(matter: Matter, place: str) -> Span:
    """All of a picture or film: what was read off it, or nothing where there are no words."""
    words = next((len(one.text) for one in matter.passages if one.place == place), 0)
    return Span(place=place, start=0, end=words)


def spans(passage: Passage, extents: Iterable[Extent]) -> tuple[Span, ...]:
    """The same extents of that passage, in order; those that overlap are one."""
    merged: list[Extent] = []
    for start, end in sorted(extents):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(Span(place=passage.place, start=start, end=end) for start, end in merged)


def find(matter: Matter, words: regex.Pattern[str]) -> tuple[Span, ...]:
    """Every one of the words, in all passages."""
    return tuple(
        span
        for passage in matter.passages
        for span in spans(passage, (one.span() for one in words.finditer(passage.text)))
    )


def one_finding(
    code: str, severity: Severity, said: tuple[str, str], found: Iterable[Span]
) -> Iterator[Finding]:
    """One finding over all spans; none where there are none."""
    all_spans = tuple(found)
    if all_spans:
        yield Finding(rule=code, severity=severity, hi=said[0], en=said[1], spans=all_spans)
