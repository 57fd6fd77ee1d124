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

from jansetu.compliance.screening.fold import FINGER, LETTERS, covers, fold, squeeze

Tier = Literal["watch", "hold", "block"]
TIERS: tuple[Tier, ...] = get_args(Tier)  # from mild to grave
# Words so common that no phrase is looked up by them.
COMMON = (
    "का के की को से में मे है हैं भी ने पर ही हो जा कर दो लो ले दे गया गए गई हुआ हुई रहे दिया दिए वाले वाली वाला जाए "
    "जाओ जाएं होते जाती लगा सी कहीं तेरे तेरी तुम्हारी अपनी आदमी बच्चे देंगे दूंगा दूँगा मार फिल्म फोटो वीडियो तस्वीर छोटी "
    "डॉक्टर घर मारने कोर्ट न्यायालय अदालत संसद विधानसभा हिन्दू हिंदू मुसलमान सिख ईसाई तुम्हें तुमको इस ज़मीन "
    "of with be as are is will to the this your you him her them these all go off up down for on my should "
    "must need needs going want we i in and people house office officer officers government fellow fellows "
    "video photo court judge station building doctor been made law take "
    "ke ka ki ko hai hain kar do de le lo se me mein tum wale ghar"
)
WORD = regex.compile(rf"{FINGER}|[{LETTERS}]+")
HEADING = regex.compile(r"\[(\w+)(?: (\w+))?\]")
NO_BREAK = regex.compile(r"\u094d|.\p{M}")
CHOICE = regex.compile(r"\{([^{}]*)\}")
SHORTEST = 4  # letters of a word that is looked for in disguise: shorter ones meet by chance
STEM_START = 3  # letters by which a stem is looked for first
LONG, LONG_LATIN = 6, 7  # code points of a word whose two halves are known when a space divides them
OWN = "own"  # the kind of the words that a state added


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded word by word."""

    words: tuple[str, ...]
    tier: Tier
    kind: str
    is_stem: bool = False  # found anywhere within a word

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words as they are looked up."""
        return tuple(map(squeeze, self.words))


class Terms:
    """All terms, ready to be looked up: a phrase by its longest word that is not common."""

    def __init__(self, terms: Iterable[Term], innocent: Iterable[tuple[str, ...]] = ()) -> None:
        """The gravest of equal forms stands."""
        self.phrases: defaultdict[str, list[tuple[int, Term]]] = defaultdict(list)
        self.alone: defaultdict[str, list[Term]] = defaultdict(list)
        self.by_letter: defaultdict[str, list[Term]] = defaultdict(list)
        self.by_ends: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
        self.innocent: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.stems: dict[str, Term] = {}
        self.halves: dict[tuple[str, str], Term] = {}
        for term in sorted(terms, key=lambda one: -TIERS.index(one.tier)):
            self._add(term)
        for phrase in innocent:
            self.innocent[phrase[0]].append(phrase)
        self._beginnings = frozenset(key[:end] for key in self.alone for end in range(1, len(key) + 1))
        self._stem_starts = frozenset(stem[:STEM_START] for stem in self.stems)
        self._stem = regex.compile("|".join(map(regex.escape, self.stems)) or r"(?!)")
        self._first_halves = frozenset(first for first, _ in self.halves)

    def knows(self, folded: str) -> bool:
        """Whether this word, alone or with those around it, may be a term."""
        key = squeeze(folded)
        return (
            key in self.alone
            or key in self.phrases
            or folded in self._first_halves
            or self._stem_in(key) is not None
        )

    def _stem_in(self, key: str) -> Term | None:
        if self._stem_starts.isdisjoint(map("".join, zip(key, key[1:], key[2:], strict=False))):
            return None
        stem = self._stem.search(key)
        return self.stems[stem[0]] if stem else None

    def single(self, folded: str) -> Term | None:
        """The term that this one word is, or whose stem it has."""
        return self.exact(folded) or self._stem_in(squeeze(folded))

    def may_begin(self, folded: str) -> bool:
        """Whether a single word of the list begins so."""
        return squeeze(folded) in self._beginnings

    def exact(self, folded: str) -> Term | None:
        """The term that this one word is."""
        for term in self.alone.get(squeeze(folded), ()):
            if covers(folded, term.words[0]):
                return term
        return None

    def _add(self, term: Term) -> None:
        if term.is_stem:
            self.stems.setdefault(term.keys[0], term)
            return
        if len(term.words) > 1:
            at = max(range(len(term.words)), key=lambda place: _rarity(term.words[place]))
            self.phrases[term.keys[at]].append((at, term))
            return
        self.alone[term.keys[0]].append(term)
        if term.tier != "watch" and len(term.words[0]) >= SHORTEST:
            self.by_letter[term.words[0][0]].append(term)
            self.by_ends[term.words[0][0], term.words[0][-1]].append(term)
            self._halve(term)

    def _halve(self, term: Term) -> None:
        """The two parts of a grave, long word that a space may divide, between letters with their signs."""
        word = term.words[0]
        shortest, least = (LONG_LATIN, 3) if word.isascii() else (LONG, 2)
        if term.tier == "block" and len(word) >= shortest:
            for at in range(least, len(word) - 1):
                if not NO_BREAK.match(word, at - 1) and word[:at] not in _common():
                    self.halves.setdefault((word[:at], word[at:]), term)


def _rarity(word: str) -> tuple[bool, int]:
    return word not in _common(), len(word)


@cache
def _common() -> frozenset[str]:
    return frozenset(folded_words(COMMON))


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
            terms[Term(words, cast(Tier, tier), kind, form.startswith("*"))] = None
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
