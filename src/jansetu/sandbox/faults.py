"""What goes wrong, how often and for whom; with a seeded chance, so that a bad day can be repeated."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from jansetu.sandbox.exchange import Json

Verb = Literal["publish", "correct", "read", "delete", "upload", "session"]
# Of the kinds these are told in the platform's own words; the others are troubles of the line.
SPOKEN = ("401", "403", "429", "500", "503", "refuse", "duplicate")
KINDS = (*SPOKEN, "lose_answer", "drop", "lag", "html", "empty", "stall")
ACTING = ("lose_answer", "stall")  # these kinds act first unless `acts` says otherwise


class BadFault(Exception):
    """The fault that was asked for does not exist."""


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong.

    `rate` is a chance from 0 to 1, `next` a number of calls; with neither, every call is hit.
    `ms` is the length of a lag, of a stall, of the wait that a 429 asks for; `acts` means that the
    platform did what was asked all the same. After `seconds` it is over; without, it lasts until the calm.
    """

    kind: str
    platform: str | None = None
    account: str | None = None
    calls: Verb | Literal["all"] = "publish"
    rate: float | None = None
    next: int | None = None
    ms: int = 0
    acts: bool | None = None
    seed: int = 0
    seconds: float | None = None

    def __post_init__(self) -> None:
        self.kind = str(self.kind)
        if self.kind not in KINDS or self.calls not in (*get_args(Verb), "all"):
            raise BadFault(
                f"kind is one of {', '.join(KINDS)}; calls one of {', '.join(get_args(Verb))}, all"
            )
        self.acts = self.kind in ACTING if self.acts is None else self.acts


class Faults:
    """The faults in force; the first that fits a call and fires wins."""

    def __init__(self) -> None:
        self.active: list[tuple[Fault, random.Random, float]] = []  # and on our own clock, until when
        self.fired: dict[str, int] = {}

    def add(self, **wanted: Any) -> Fault:
        """Put a fault in force; `lag_ms` and `stall_ms` are accepted for `ms`."""
        for other in ("lag_ms", "stall_ms"):
            wanted["ms"] = wanted.pop(other, wanted.get("ms", 0))
        try:
            fault = Fault(**wanted)
        except TypeError as error:
            raise BadFault(str(error)) from error
        until = time.monotonic() + fault.seconds if fault.seconds is not None else float("inf")
        self.active.append((fault, random.Random(fault.seed), until))  # noqa: S311 - chance, not secrecy
        return fault

    def clear(self) -> None:
        """All goes well again."""
        self.active.clear()

    def listed(self) -> list[Json]:
        """The faults in force, as they were asked for."""
        return [asdict(fault) for fault, _ in self._present()]

    def _present(self) -> Iterator[tuple[Fault, random.Random]]:
        now = time.monotonic()
        return ((fault, chance) for fault, chance, until in self.active if now < until)

    def pick(self, platform: str, account: str, verb: Verb) -> Fault | None:
        """The fault that hits this call, if any."""
        for fault, chance in self._present():
            if fault.kind != "lag" and fits(fault, platform, account, verb) and fires(fault, chance):
                self.fired[fault.kind] = self.fired.get(fault.kind, 0) + 1
                return fault
        return None

    def lag(self, platform: str, account: str) -> float:
        """How many seconds late this account's timeline is."""
        late = (f.ms for f, _ in self._present() if f.kind == "lag" and fits(f, platform, account, f.calls))
        return max(late, default=0) / 1000

    def hid(self) -> None:
        """A timeline was read and did not show yet what stands there."""
        self.fired["lag"] = self.fired.get("lag", 0) + 1


def fits(fault: Fault, platform: str, account: str, verb: str) -> bool:
    """Is this fault meant for that call?"""
    return (
        fault.platform in (None, platform)
        and fault.account in (None, account)
        and fault.calls in ("all", verb)
    )


def fires(fault: Fault, chance: random.Random) -> bool:
    """Does it happen this time? Counts down `next`."""
    if fault.next is not None:
        fault.next -= 1
        return fault.next >= 0
    return fault.rate is None or chance.random() < fault.rate
