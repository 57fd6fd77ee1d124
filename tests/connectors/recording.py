"""What is recorded of a platform for the contract suite, and which troubles are to strike at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest

from jansetu.connectors import capabilities as protocols
from jansetu.connectors.contracts import Absent, Connector, Outgoing, Progress, Sighting
from jansetu.connectors.errors import ConnectorError, OutcomeUnknown, Unavailable
from tests.connectors.stage import BLUNDERS, LINE, Reply

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # the moment at which every recorded answer was given
PATIENT, IMPATIENT = 30.0, 0.7  # seconds
MOST_STEPS = 12
TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। हेल्पलाइन 1912"
OUTGOING = Outgoing(key="0" * 31 + "7", text=TEXT, language="hi", created_at=NOW)
REFUSALS = ("401", "403", "429", "500", "503")
# What must be recorded of a connector that has the capability; the first of each is struck by troubles,
# and so are those of STRUCK.
NEEDED = {
    "Publishes": ("published", "published with pictures"),
    "Finds": ("found", "absent"),
    "Reads": ("read", "gone"),
    "Deletes": ("deleted", "gone"),
    "Corrects": ("corrected",),
    "Reposts": ("reposted",),
    "Identifies": ("identified",),
    "Measures": ("account", "posts"),
    "Listens": ("heard", "nothing new"),
    "Replies": ("replied", "reply found", "reply absent"),
    "Hides": ("hidden", "shown again"),
    "Lists": ("listed", "nothing new"),
    "TellsQuota": ("told",),
    "KeepsTemplates": ("templates",),
    "Refreshes": ("renewed",),
    "Subscribes": ("subscribed",),
}
# What must be recorded beside it of a connector whose limits say that it takes such a thing.
PICTURED = ("Publishes", "published with pictures")
FILM = ("Publishes", "published with a film")
THREAD = (("Publishes", "published as a thread"), ("Finds", "first part found"))
COMMENTED = (("Publishes", "published with a comment"), ("Finds", "comment found"))
LOOKED_FOR = {("Replies", "reply found"), ("Replies", "reply absent")}
STRUCK = {("Measures", "posts"), ("Replies", "reply found")}
DOUBT: dict[str, tuple[type[ConnectorError], ...]] = {
    "Publishes": (OutcomeUnknown,),
    "Reposts": (OutcomeUnknown,),
    "Corrects": (OutcomeUnknown, Unavailable),  # repeating them is harmless
    "Deletes": (OutcomeUnknown, Unavailable),
    "Finds": (Unavailable,),
    "Reads": (Unavailable,),
    "Identifies": (Unavailable,),
    "Measures": (Unavailable,),
    "Listens": (Unavailable,),
    "Replies": (OutcomeUnknown,),
    "Hides": (Unavailable,),
    "Lists": (Unavailable,),
    "TellsQuota": (Unavailable,),
    "KeepsTemplates": (Unavailable,),
    "Refreshes": (OutcomeUnknown,),  # the old grant may be used up
    "Subscribes": (Unavailable,),  # repeating it is harmless
}


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One thing asked of a connector, what the platform answered, and what the connector makes of it.

    `answers` are found by "METHOD /path" patterns (fnmatch) and used in their order, the last one of a
    pattern again and again. `gives` is called with the server's base URL. Troubles strike at `decides`, the
    call that does the thing, and at `prepares`, a call that publishes nothing; "" is struck by none.
    `means` names the error of a trouble that means something else here; `fine` are troubles that are a
    success on this platform. A look begins with `begun`, what the attempt had saved, and says `passed_over`
    where the post that it finds is another delivery's.
    """

    capability: str
    name: str
    answers: tuple[tuple[str, Reply], ...]
    gives: Callable[[str], Any]
    decides: str = ""
    decides_at: int = 1  # which of the calls that fit `decides` it is
    prepares: str = ""
    remote_id: str = ""
    gone: tuple[str, ...] = ()  # remote ids that are asked for beside it and are not there
    cursor: Mapping[str, Any] = field(default_factory=dict)
    pictures: int = 0
    film: bool = False
    further: tuple[str, ...] = ()
    means: Mapping[str, type[ConnectorError]] = field(default_factory=dict)
    fine: frozenset[str] = frozenset()
    begun: Progress = field(default_factory=Progress)
    passed_over: Sighting = field(default_factory=Absent)

    @property
    def by_steps(self) -> bool:
        """Whether it is done by steps, the last of which publishes."""
        return self.capability == "Publishes" or (self.capability == "Replies" and not self.looks)

    @property
    def looks(self) -> bool:
        """Whether it looks for an earlier attempt."""
        return self.capability == "Finds" or self.name.startswith("reply ")


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """Everything recorded of one platform.

    `refusals` has the platform's own words for each of REFUSALS; the 429 asks to wait until `resets_at`.
    `before` are calls that may precede any other (a session), not counted as steps; `secrets` are those
    that the platform gave us in its answers, besides the secret fields of the credentials. `token_path` is
    the beginning of every address where the platform itself wants the token there.
    """

    credentials: Mapping[str, str]
    refusals: Mapping[str, Reply]
    resets_at: datetime
    talks: tuple[Talk, ...]
    before: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    token_path: str = ""
    outgoing: Outgoing = OUTGOING


@dataclass(frozen=True, slots=True)
class Strike:
    """One trouble at one call of one talk; `talk` is None where nothing was recorded."""

    capability: str
    talk: Talk | None
    at: str = ""
    prepares: bool = False
    trouble: str = ""


def capabilities(connector: type[Connector]) -> list[str]:
    """What it has, by the names of the protocols."""
    return [name for name in NEEDED if issubclass(connector, getattr(protocols, name))]


def needed_of(connector: type[Connector]) -> list[tuple[str, str]]:
    """What must be recorded of it: a capability and a name."""
    has = capabilities(connector)
    needed = [(capability, name) for capability in has for name in NEEDED[capability]]
    if "Finds" not in has:  # what cannot look for a post cannot look for a reply
        needed = [one for one in needed if one not in LOOKED_FOR]
    if connector.limits.pictures == 0 and PICTURED in needed:
        needed.remove(PICTURED)
    needed += [FILM] if connector.limits.video else []
    follows: dict[str, tuple[tuple[str, str], ...]] = {"thread": THREAD, "comment": COMMENTED, "": ()}
    return [*needed, *follows[connector.limits.follows_as]]


def doubt_of(talk: Talk) -> tuple[type[ConnectorError], ...]:
    """What a lost answer means; a look publishes nothing."""
    return DOUBT["Finds" if talk.looks else talk.capability]


def missing(what: str) -> NoReturn:
    """Fail, and never skip."""
    pytest.fail(f"no recorded answers: {what}")


def strikes_of(has: list[str], talks: tuple[Talk, ...]) -> Iterator[Strike]:
    """Every trouble at every call that can be struck; a capability without any is struck by nothing."""
    for capability in has:
        mine = [talk for talk in talks if talk.capability == capability]
        if not mine:
            yield Strike(capability, None)
        for talk in mine:
            for at, prepares in ((talk.decides, False), (talk.prepares, True)):
                for trouble in (*REFUSALS, *BLUNDERS, *LINE) if at else ():
                    yield Strike(capability, talk, at, prepares, trouble)
