"""Holds a trial's rows against the practice platforms' own ledger, and believes the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jansetu.connectors.capabilities import Finds
from jansetu.connectors.registry import CONNECTORS
from jansetu.publishing.models import Delivery
from jansetu.sandbox.process import Sandbox

S = Delivery.State
Place = tuple[str, str, str]  # platform, account, text: what tells one delivery from every other


class Row(NamedTuple):
    """One delivery as it stands at the end."""

    kind: str
    account: str
    text: str
    state: str
    remote_id: str
    waits_for_person: bool
    reason: str

    @property
    def place(self) -> Place:
        """Where the ledger has it."""
        return self.kind, self.account, self.text

    @property
    def is_said(self) -> bool:
        """Whether somebody is told that it stands still, and why."""
        told = self.waits_for_person if self.state == S.UNKNOWN else self.state in (S.FAILED, S.EXPIRED)
        return told and bool(self.reason)


class Ledger:
    """What the platforms published, read a little further each time."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox, self._read = sandbox, 0
        self.published: dict[Place, list[str]] = {}

    def read_on(self) -> Mapping[Place, Sequence[str]]:
        """The remote ids of all publications, by place."""
        entries = self._sandbox.ledger(since=self._read)
        self._read += len(entries)
        for entry in entries:
            if entry["act"] == "publish":
                place = (entry["platform"], entry["account"], entry["text"])
                self.published.setdefault(place, []).append(entry["remote_id"])
        return self.published


def can_be_asked(kind: str) -> bool:
    """Whether the platform itself can be asked what became of an attempt."""
    return issubclass(CONNECTORS[kind], Finds)


def rows() -> list[Row]:
    """All deliveries."""
    names = ("kind", "handle")
    columns = [f"channel__{name}" for name in names]
    found = Delivery.objects.values_list(
        *columns, "variant__text", "state", "remote_id", "waits_for_person", "error_code"
    )
    return [Row(*one) for one in found]


def restless() -> list[str]:
    """What is neither sent nor, where no platform can be asked, a person's: each in a few words."""
    waiting = Delivery.objects.exclude(state=S.SENT).values_list(
        "channel__kind", "state", "waits_for_person", "error_code", "attempt_count", "due_at"
    )
    return [
        f"{kind} {state} {code} after {tries} attempts, due {due_at:%H:%M:%S}"
        for kind, state, for_person, code, tries, due_at in waiting
        if can_be_asked(kind) or not (for_person or state in (S.FAILED, S.EXPIRED))
    ]


def verdict(ledger: Ledger, refused_duplicates: int) -> dict[str, Any]:
    """What was lost, doubled, left in doubt; by platform too."""
    published = ledger.read_on()
    every = rows()
    doubled = Counter({place: len(ids) - 1 for place, ids in published.items()})
    return {
        "platforms": {kind: _of_kind(kind, every, published) for kind in sorted({one.kind for one in every})},
        "misled": sum(
            one.state == S.SENT and one.remote_id not in published.get(one.place, ()) for one in every
        ),
        "refused_duplicates": refused_duplicates,
        "lost": sum(_is_lost(one, published) for one in every),
        "duplicated": doubled.total() + refused_duplicates,
        "unknown_left": sum(one.state in (S.UNKNOWN, S.SENDING) for one in every if can_be_asked(one.kind)),
    }


def _is_lost(row: Row, published: Mapping[Place, Sequence[str]]) -> bool:
    """Never published; where nobody can ask the platform, a person who is told of it loses nothing."""
    if row.place in published:
        return False
    return can_be_asked(row.kind) or not row.is_said


def _of_kind(kind: str, every: Sequence[Row], published: Mapping[Place, Sequence[str]]) -> dict[str, Any]:
    mine = [one for one in every if one.kind == kind]
    ids = [published[one.place] for one in mine if one.place in published]
    return {
        "can_be_asked": can_be_asked(kind),
        "deliveries": len(mine),
        "published": len(ids),
        "sent": sum(one.state == S.SENT for one in mine),
        "for_a_person": sum(one.waits_for_person for one in mine),
        "lost": sum(_is_lost(one, published) for one in mine),
        "duplicated": sum(len(found) - 1 for found in ids),
    }
