"""What every rule takes and gives, as plain facts: the matter to be said, and what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Severity = Literal["warn", "hold", "block"]
SEVERITIES: tuple[Severity, ...] = ("warn", "hold", "block")  # from mild to grave
# What is said: a post of the desk, paid reach for one, a share of another's, our word beneath one, an answer.
Use = Literal["post", "paid", "share", "comment", "reply"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """One piece of text. `place` names it: "text", "title", "alt:0", "picture:0" (what was read off it)."""

    place: str
    text: str  # NFC, as it would be published
    language: str = "hi"  # BCP 47


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What is known of one picture or film of the matter."""

    place: str  # "picture:0", "film"
    alt: str = ""
    is_film: bool = False
    is_read: bool = True  # whether what is written on it was read; False: not yet, or it cannot be
    is_ai_made: bool = False
    has_ai_label: bool = False
    has_captions: bool = False  # a film's
    people: tuple[str, ...] = ()  # who is seen, as the desk declared: names or offices


@dataclass(frozen=True, kw_only=True, slots=True)
class Neighbour:
    """What another account of ours on the same platform says, or said lately."""

    account: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """All that the rules may know of one text on one platform. What is unknown stays at its default."""

    platform: str  # "x", "portal"
    use: Use = "post"
    kind: str = ""  # what it is about: content's own kinds, "scheme", "order", "achievement"
    language: str = "hi"
    passages: tuple[Passage, ...]
    seen: tuple[Seen, ...] = ()
    counterpart: Passage | None = None  # the same in the other language
    neighbours: tuple[Neighbour, ...] = ()
    declared: frozenset[str] = frozenset()  # what an author answers for: see `declarations.py`
    at: datetime  # when it would go out; laws are dated
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the state's own, by their code


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Where it was found: code points `start` to `end` of the passage at `place`."""

    place: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one rule found: why, in both languages, and exactly where."""

    rule: str
    severity: Severity
    hi: str
    en: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A law, an order or a platform's own rule."""

    hi: str
    en: str
    since: date  # from when it holds, or when it was read where it has no date
    until: date | None = None
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A text that the rule finds, or one that it must leave alone; shown on the rule's page and tested."""

    matter: Matter
    severity: Severity | None  # None: clean
    note_hi: str = ""
    note_en: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One question of the law. `look` is pure: the same matter, the same findings."""

    code: str
    hi: str  # its title
    en: str
    why_hi: str  # two or three sentences for whoever asks what is wanted of them
    why_en: str
    severity: Severity  # the gravest that it says
    sources: tuple[Source, ...]
    look: Callable[[Matter], Iterable[Finding]]
    examples: tuple[Example, ...]
