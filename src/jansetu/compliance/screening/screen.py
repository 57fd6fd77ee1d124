"""Screens one text: how grave it is and where. Words that were seen before cost one look each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from jansetu.compliance.screening.disguises import LETTER, Hit, find_disguised
from jansetu.compliance.screening.fold import covers, fold, is_mixed, squeeze
from jansetu.compliance.screening.terms import TIERS, WORD, Terms, Tier, terms_with

Severity = Literal["clean", "watch", "hold", "block"]
REMEMBERED = 100_000  # words; then the memory begins anew
LONGEST_REMEMBERED = 60  # code points; what is longer is always looked at closely
LONGEST_LETTER = 8  # code points, of one letter with its signs
PUNCTUATION = ".,।:;'\"()[]“”‘’-–—/"
PLAIN, SINGLE, SINGLE_SUSPECT, SUSPECT, DISGUISED = GRAVER = ".syxd"  # `i` is a head and a letter
NOT_OURS = PLAIN + SINGLE
NOTHING = ""  # signs and numbers do not part letters that are spelled out


@dataclass(frozen=True, slots=True)
class Screening:
    """The gravest that stands in the text, and all places in their order, none inside another."""

    severity: Severity
    spans: tuple[Hit, ...]


CLEAN = Screening("clean", ())


class Verdicts(dict[str, str]):
    """What a piece of text between spaces may be: plain, one letter, a word of the list, one in disguise."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def __missing__(self, piece: str) -> str:
        if len(piece) > LONGEST_REMEMBERED:
            return DISGUISED
        if len(self) >= REMEMBERED:
            self.clear()
        verdict = self[piece] = self._judge(piece)
        return verdict

    def _judge(self, piece: str) -> str:
        bare = piece.strip(PUNCTUATION)
        if WORD.fullmatch(bare):
            return self._judge_word(bare)
        if not WORD.search(bare):
            return NOTHING
        if next(find_disguised(piece, self.terms), None):
            return DISGUISED
        return max((self._judge_word(word) for word in WORD.findall(piece)), key=GRAVER.index)

    def _judge_word(self, word: str) -> str:
        folded = fold(word)
        if is_mixed(folded):
            return DISGUISED
        is_single = len(word) <= LONGEST_LETTER and LETTER.fullmatch(word)
        if self.terms.knows(folded):
            return SINGLE_SUSPECT if is_single else SUSPECT
        return SINGLE if is_single else PLAIN


class Screener:
    """One list, ready to look through texts."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.verdicts = Verdicts(terms)

    def screen(self, text: str) -> Screening:
        """What the list finds in the text; spans are code points of the text as given."""
        verdicts = "".join(map(self.verdicts.__getitem__, text.split()))
        is_spelled = SINGLE * 3 in verdicts.replace(SINGLE_SUSPECT, SINGLE)
        is_disguised = is_spelled or DISGUISED in verdicts
        if not is_disguised and SUSPECT not in verdicts and SINGLE_SUSPECT not in verdicts:
            return CLEAN
        spans = _gravest(self._excused(text, is_disguised), len(text))
        if not spans:
            return CLEAN
        return Screening(max((one.tier for one in spans), key=TIERS.index), spans)

    def _excused(self, text: str, is_disguised: bool) -> list[Hit]:
        """The hits that do not stand in an innocent phrase."""
        words = list(WORD.finditer(text))
        folded = [fold(word[0]) for word in words]
        hits = [
            Hit(words[first].start(), words[last].end(), tier, kind)
            for first, last, tier, kind in self._standing([word[0] for word in words], folded)
        ]
        if is_disguised:
            hits += find_disguised(text, self.terms)
        if not hits:
            return hits
        reach = [0] * (len(text) + 1)  # how far an innocent phrase reaches that began at or before each place
        for first, last in self._innocent(folded):
            start, end = words[first].start(), words[last].end()
            reach[start] = max(reach[start], end)
        reach = list(accumulate(reach, max))
        return [hit for hit in hits if reach[hit.start] < hit.end]

    def _standing(self, words: list[str], folded: list[str]) -> Iterator[tuple[int, int, Tier, str]]:
        """First and last word of each term, its tier and kind."""
        for at, form in enumerate(folded):
            if self.verdicts[words[at]] in NOT_OURS:
                continue
            single = self.terms.single(form)
            if single:
                yield at, at, single.tier, single.kind
            halved = self.terms.halves.get((form, folded[at + 1])) if at + 1 < len(folded) else None
            if halved:  # by a space, perhaps by chance
                yield at, at + 1, "hold", halved.kind
            for place, term in self.terms.phrases.get(squeeze(form), ()):
                first, after = at - place, at - place + len(term.words)
                if first >= 0 and after <= len(folded) and all(map(covers, folded[first:after], term.words)):
                    yield first, after - 1, term.tier, term.kind

    def _innocent(self, folded: list[str]) -> Iterator[tuple[int, int]]:
        for at, form in enumerate(folded):
            for phrase in self.terms.innocent.get(form, ()):
                if tuple(folded[at : at + len(phrase)]) == phrase:
                    yield at, at + len(phrase) - 1


def screen(text: str, own: tuple[str, ...] = ()) -> Screening:
    """Screen with our list, and with the state's own entries (`terms_with` tells how they are written)."""
    return _screener(own).screen(text)


@lru_cache(maxsize=8)
def _screener(own: tuple[str, ...]) -> Screener:
    return Screener(terms_with(own))


def _gravest(hits: list[Hit], length: int) -> tuple[Hit, ...]:
    """Of hits that overlap the gravest, then the longest, then the first."""
    kept: list[Hit] = []
    taken = bytearray(length)
    for hit in sorted(hits, key=lambda one: (-TIERS.index(one.tier), one.start - one.end, one.start)):
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = b"1" * (hit.end - hit.start)
            kept.append(hit)
    return tuple(sorted(kept, key=lambda one: one.start))
