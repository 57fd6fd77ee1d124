"""Seats and units as pages show them: ranks and kinds in the state's own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jansetu.fields.words import in_language
from jansetu.orgs.directory import Branch, Seat, branches, seats
from jansetu.orgs.models import Grant, Position, Unit
from jansetu.orgs.terms import TermPack, pack_in_use


@dataclass(frozen=True, slots=True)
class Place:
    """A position, who sits there, its rank in words and what it may do where."""

    seat: Seat
    rank: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Twig:
    """A unit of the tree with its kind in words."""

    branch: Branch
    kind: str


def places(positions: Iterable[Position], now: datetime) -> list[Place]:
    """One a position; three queries besides theirs."""
    listed = seats(positions, now)
    held: dict[int, list[Grant]] = defaultdict(list)
    running = Grant.objects.filter(position__in=[seat.position for seat in listed], ended_at=None)
    for grant in running.select_related("unit").order_by("pk"):
        held[grant.position_id].append(grant)
    pack = pack_in_use()
    return [
        Place(seat, in_language(*pack.term(seat.position.rank)), tuple(held[seat.position.pk]))
        for seat in listed
    ]


def twigs(units: Iterable[Unit], now: datetime) -> list[Twig]:
    """One a unit, departments before districts; four queries besides theirs."""
    pack = pack_in_use()
    order = list(Unit.Kind)
    found = sorted(branches(units, now), key=lambda one: order.index(Unit.Kind(one.unit.kind)))
    return [Twig(branch, kind_of(branch.unit, pack)) for branch in found]


def kind_of(unit: Unit, pack: TermPack) -> str:
    """संचालनालय or निदेशालय, as the state says it."""
    return in_language(*pack.term(unit.kind))
