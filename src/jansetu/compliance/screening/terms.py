"""Reads the list of words and keeps it ready to be looked up. Never sees a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import Literal, cast, get_args

import regex

from jansetu.compliance.screening.fold import FINGER, LETTERS, fold, squeeze

Tier = Literal["watch", "hold", "block"]
TIERS: tuple[Tier, ...] = get_args(Tier)  # from mild to grave
WORD = regex.compile(rf"{FINGER}|[{LETTERS}]+")
HEADING = regex.compile(r"\[(\w+)(?: (\w+))?\]")
CHOICE = regex.compile(r"\{([^{}]*)\}")
SHORTEST = 4  # letters of a word that is looked for in disguise: shorter ones meet by chance
OWN = "own"  # the kind of the words that a state added


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded word by word."""

    words: tuple[str, ...]
    tier: Tier
    kind: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words as they are looked up."""
        return tuple(map(squeeze, self.words))


class Terms:
    """All terms and innocent phrases by their first word, and the single words by themselves."""

    def __init__(self, terms: Iterable[Term], innocent: Iterable[tuple[str, ...]] = ()) -> None:
        """The gravest of equal forms stands."""
        self.by_head: defaultdict[str, list[Term]] = defaultdict(list)
        self.alone: defaultdict[str, list[Term]] = defaultdict(list)
        self.by_letter: defaultdict[str, list[Term]] = defaultdict(list)
        self.innocent: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for term in sorted(terms, key=lambda one: -TIERS.index(one.tier)):
            self._add(term)
        for phrase in innocent:
            self.innocent[phrase[0]].append(phrase)

    def _add(self, term: Term) -> None:
        self.by_head[term.keys[0]].append(term)
        if len(term.words) == 1:
            self.alone[term.keys[0]].append(term)
            if term.tier != "watch" and len(term.words[0]) >= SHORTEST:
                self.by_letter[term.words[0][0]].append(term)


def expand(form: str) -> Iterator[str]:
    """`a{b,c}` as `ab` and `ac`."""
    parts = CHOICE.split(form)
    choices = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def folded_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, folded; none where it has no letter."""
    return tuple(fold(word) for word in WORD.findall(phrase))


def sections(listing: str) -> Iterator[tuple[str, str, str]]:
    """Each form of a list in our notation, with the two words of its heading."""
    first, second = "", ""
    for line in listing.splitlines():
        heading = HEADING.fullmatch(line)
        if heading:
            first, second = heading[1], heading[2] or ""
        elif line and not line.startswith("#"):
            yield from ((first, second, form) for part in line.split("|") for form in expand(part.strip()))


@cache
def shipped() -> tuple[tuple[Term, ...], tuple[tuple[str, ...], ...]]:
    """Our terms and the innocent phrases."""
    terms: dict[Term, None] = {}
    innocent: dict[tuple[str, ...], None] = {}
    listing = (files("jansetu.compliance.lists") / "words.txt").read_text(encoding="utf-8")
    for tier, kind, form in sections(listing):
        words = folded_words(form)
        if tier == "innocent":
            innocent[words] = None
        else:
            terms[Term(words, cast(Tier, tier), kind)] = None
    return tuple(terms), tuple(innocent)


@lru_cache(maxsize=8)
def terms_with(own: tuple[str, ...] = ()) -> Terms:
    """Ours and the state's: `word`, which is held, or `word | block`, `word | watch`, `phrase | innocent`."""
    terms, innocent = shipped()
    added: list[Term] = []
    excused: list[tuple[str, ...]] = []
    for entry in own:
        form, _, tier = (part.strip() for part in entry.partition("|"))
        words = folded_words(form)
        if words and tier == "innocent":
            excused.append(words)
        elif words:
            added.append(Term(words, tier if tier in TIERS else "hold", OWN))
    return Terms((*terms, *added), (*innocent, *excused))
