"""Who sits where: lists for pages, each in a fixed number of queries however long. Checks no right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from jansetu.orgs.models import Cell, CellMember, Person, Position, Tenure, Unit


@dataclass(frozen=True, slots=True)
class Seat:
    """A position and who holds it: nobody, one regular holder, or several."""

    position: Position
    holders: tuple[Tenure, ...]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return not self.holders


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person and every charge they hold, at whatever unit."""

    person: Person
    charges: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class CellSeats:
    """A cell, who runs it, who stands in for them, and who works there."""

    cell: Cell
    in_charge: Seat | None
    deputy: Seat | None
    members: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the tree and how much lies there: open units directly below, its positions, its people."""

    unit: Unit
    children: int
    positions: int
    people: int


def seats(positions: Iterable[Position], now: datetime) -> list[Seat]:
    """One a position, in the order given; one query besides theirs. Regular holders come first."""
    listed = list(positions)
    held: dict[int, list[Tenure]] = defaultdict(list)
    holders = Tenure.objects.active(now).filter(position__in=listed).with_names()
    for tenure in sorted(holders, key=lambda one: (one.kind != Tenure.Kind.REGULAR, one.starts_at, one.pk)):
        held[tenure.position_id].append(tenure)
    return [Seat(position, tuple(held[position.pk])) for position in listed]


def colleagues(people: Iterable[Person], now: datetime) -> list[Colleague]:
    """One a person, in the order given, with their charges; one query besides theirs."""
    listed = list(people)
    held: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in (
        Tenure.objects.active(now).filter(person__in=listed).with_names().order_by("starts_at", "pk")
    ):
        held[tenure.person_id].append(tenure)
    return [Colleague(person, tuple(held[person.pk])) for person in listed]


def cells_of(unit: Unit, now: datetime) -> list[CellSeats]:
    """The open cells of a unit with everybody in them; three queries."""
    cells = list(Cell.objects.open_at(unit))
    working = Q(until=None) | Q(until__gt=now)
    rows = CellMember.objects.filter(working, cell__in=cells, since__lte=now).select_related("position")
    members: dict[int, list[Position]] = defaultdict(list)
    for row in rows.order_by("since", "pk"):
        members[row.cell_id].append(row.position)
    named = [one for cell in cells for one in (cell.in_charge, cell.deputy, *members[cell.pk]) if one]
    found = {seat.position.pk: seat for seat in seats(named, now)}
    return [
        CellSeats(
            cell,
            found.get(cell.in_charge_id or 0),
            found.get(cell.deputy_id or 0),
            tuple(found[one.pk] for one in members[cell.pk]),
        )
        for cell in cells
    ]


def branches(units: Iterable[Unit], now: datetime) -> list[Branch]:
    """One a unit, in the order given, with counts; three queries besides theirs."""
    listed = list(units)
    below = Unit.objects.standing().filter(parent__in=listed).values_list("parent").annotate(n=Count("pk"))
    seated = Position.objects.standing().filter(unit__in=listed).values_list("unit").annotate(n=Count("pk"))
    held = Tenure.objects.active(now).filter(position__unit__in=listed).values_list(F("position__unit"))
    people = dict(held.annotate(n=Count("person", distinct=True)))
    children, positions = dict(below), dict(seated)
    return [
        Branch(unit, children.get(unit.pk, 0), positions.get(unit.pk, 0), people.get(unit.pk, 0))
        for unit in listed
    ]
