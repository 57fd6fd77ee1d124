"""Words written so that a list does not find them: split, masked, spelled out, in two scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from jansetu.compliance.screening.fold import (
    INVISIBLE,
    LETTERS,
    fold,
    is_mixed,
    romanise,
    squeeze,
    unleet,
)
from jansetu.compliance.screening.terms import SHORTEST, WORD, Term, Terms, Tier

# A piece of a word, with digits and signs that may stand for letters; what may split a word; both bounded.
PIECE = regex.compile(rf"[{LETTERS}\p{{N}}@$!|+€£]{{1,60}}")
SPLITTER = regex.compile(r"[^\p{L}\p{M}\p{N}\s]{0,3}")
SPELLED = regex.compile(r"[^\p{L}\p{M}\p{N}]{1,4}")
LETTER = regex.compile(rf"[{INVISIBLE}]*\P{{M}}[\p{{M}}{INVISIBLE}]*|[क-ह]्[{INVISIBLE}]*[क-ह]\p{{M}}*")
MASK = r"(?:[*#@$%&!?^~×•●\p{Sc}]{1,12}|(?<!\p{Nd})\p{Nd}(?!\p{Nd}))"  # one digit: codes have several
MASKED = regex.compile(rf"[{LETTERS}]{{1,30}}(?:{MASK}[{LETTERS}]{{1,30}}){{1,6}}")
CUT = regex.compile(rf"(?<!\*)(?<![{LETTERS}])([{LETTERS}]{{3,20}})\*{{2,12}}(?![{LETTERS}])")
HASHTAG = regex.compile(r"#([A-Za-z]{4,80})")
HUMP = regex.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
LONGEST = 24  # pieces that one word is split into


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that stands in a text from code point `start` to `end`."""

    start: int
    end: int
    tier: Tier
    kind: str


def find_disguised(text: str, terms: Terms) -> Iterator[Hit]:
    """Every single word of the list that stands in the text in disguise."""
    yield from _split(text, terms)
    yield from _masked(text, terms)
    yield from _cut(text, terms)
    yield from _glued(text, terms)


def _split(text: str, terms: Terms) -> Iterator[Hit]:
    """Pieces with nothing but signs between (मा.दर-चोद), or single letters with spaces between."""
    pieces = list(PIECE.finditer(text))
    single = [LETTER.fullmatch(piece[0]) is not None for piece in pieces]
    read = [unleet(piece[0]) if WORD.search(piece[0]) else "" for piece in pieces]
    for first, piece in enumerate(pieces):
        whole = _known(read[first], terms.single)
        if whole:
            yield Hit(*piece.span(), whole.tier, whole.kind)
        word = read[first]
        for last in range(first + 1, min(first + LONGEST, len(pieces))):
            if not (read[last] and _goes_on(word, terms) and _joins(text, pieces, single, last, first)):
                break
            word = fold(word + read[last])
            term = _known(word, terms.exact) if len(squeeze(word)) >= SHORTEST else None
            if term:
                yield Hit(piece.start(), pieces[last].end(), term.tier, term.kind)


def _goes_on(word: str, terms: Terms) -> bool:
    return terms.may_begin(word) or (not word.isascii() and any(letter.isascii() for letter in word))


def _joins(text: str, pieces: list[regex.Match[str]], single: list[bool], last: int, first: int) -> bool:
    between = (pieces[last - 1].end(), pieces[last].start())
    if SPLITTER.fullmatch(text, *between):
        return True
    return all(single[first : last + 1]) and SPELLED.fullmatch(text, *between) is not None


def _known(folded: str, known: Callable[[str], Term | None]) -> Term | None:
    """As it stands, or where it has two scripts as Hinglish."""
    return known(folded) or (known(romanise(folded)) if is_mixed(folded) else None)


def _masked(text: str, terms: Terms) -> Iterator[Hit]:
    """Letters hidden by signs or a digit: f*ck, भो**के. A longer mask is a guess: never more than held."""
    for found in MASKED.finditer(text):
        hidden = regex.findall(MASK, found[0])
        shown = fold("".join(WORD.findall(found[0])))
        if len(shown) < 2 or sum(map(len, hidden)) > 2 * len(shown) or sum(map(str.isdigit, hidden)) > 1:
            continue
        shape = _shape(found[0])
        sure = len(hidden) == 1 and len(hidden[0]) == 1
        for term in terms.by_ends.get((shown[0], shown[-1]), ()):
            if shape.fullmatch(term.words[0]):
                yield Hit(*found.span(), term.tier if sure else "hold", term.kind)
                break


def _shape(masked: str) -> regex.Pattern[str]:
    """What a masked word may stand for: a sign for one letter, in Hindi with its vowel sign and halant."""
    signs_of_one = 1 if masked.isascii() else 3
    parts = regex.split(f"({MASK})", masked)
    shown_or_hidden = (
        f".{{{len(part)},{signs_of_one * len(part)}}}" if at % 2 else regex.escape(fold(part))
        for at, part in enumerate(parts)
    )
    return regex.compile("".join(shown_or_hidden))


def _cut(text: str, terms: Terms) -> Iterator[Hit]:
    """A beginning with stars for the rest: चूति***."""
    for found in CUT.finditer(text):
        begun = fold(found[1])
        for term in terms.by_letter.get(begun[:1], ()):
            if term.words[0].startswith(begun) and len(begun) < len(term.words[0]) <= 2 * len(begun):
                yield Hit(*found.span(), "hold", term.kind)
                break


def _glued(text: str, terms: Terms) -> Iterator[Hit]:
    """Words in a hashtag's humps: #SomethingLikeThis."""
    for tag in HASHTAG.finditer(text):
        for hump in HUMP.finditer(tag[1]):
            term = terms.single(fold(hump[0]))
            if term:
                yield Hit(tag.start(1) + hump.start(), tag.start(1) + hump.end(), term.tier, term.kind)
