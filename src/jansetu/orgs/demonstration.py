"""Loads the demonstration state with invented people. Never where anything real is, and only once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.demonstration_state import PositionRow, UnitRow, positions, units
from jansetu.orgs.models import Cell, Grant, Installation, Person, Position, Tenure, Unit
from jansetu.orgs.operations.units import key_of
from jansetu.orgs.rights import Actor


@dataclass(frozen=True)
class DemoLogin:
    """An invented person with the password that this installation made up for them."""

    person: Person
    email: str
    password: str
    role: str


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist. An empty role means: sits there, does not log in."""

    role: str
    name_hi: str
    name_en: str
    position: str
    additional: str = ""  # a second position, held as an additional charge


# The first six are the roles that every walk through the desk needs, in this order.
PEOPLE = (
    Invented("sender", "डॉ. अनीता वर्मा", "Dr Anita Verma", "mp-ujjain-health-head"),
    Invented("desk_officer", "राकेश सोलंकी", "Rakesh Solanki", "mp-ujjain-pro-head"),
    Invented("approver", "सुनीता जोशी", "Sunita Joshi", "mp-ujjain-division-pro-head"),
    Invented("state_desk", "प्रदीप तिवारी", "Pradeep Tiwari", "mp-pr-state-desk"),
    Invented("reviewer", "मीनाक्षी राव", "Meenakshi Rao", "mp-osd-media"),
    Invented("administrator", "इमरान खान", "Imran Khan", "mp-pr-administrator"),
    Invented("state_approver", "हेमलता शर्मा", "Hemlata Sharma", "mp-pr-director"),
    Invented("two_charges", "गोपाल परमार", "Gopal Parmar", "mp-dewas-pro-head", "mp-agar-malwa-pro-head"),
    Invented("", "विजयलक्ष्मी नायर", "Vijayalakshmi Nair", "mp-chief-secretary"),
    Invented("", "अरविंद मिश्रा", "Arvind Mishra", "mp-pr-commissioner"),
    Invented("", "नीलिमा सिंह", "Neelima Singh", "mp-ujjain-collector"),
)


CELLS = (
    ("mp-pr", Cell.Kind.WING, "mp-pr-state-desk"),
    ("mp-health", Cell.Kind.SOCIAL_MEDIA_CELL, "mp-health-head"),
    ("mp-science", Cell.Kind.IT_CELL, "mp-science-head"),
    ("mp-science", Cell.Kind.SOCIAL_MEDIA_CELL, "mp-science-head"),
)


@transaction.atomic
def load(*, now: datetime) -> list[DemoLogin]:
    """Write the state and its people; returns the logins, and nothing where it was loaded before.

    Refuses (`real_installation`) where this installation serves a real state, or where units or people were
    entered before it was said what it is. One audit event stands for the whole load.
    """
    if not _may_load(now):
        return []
    made = _write_units(list(units()))
    seats = _write_positions(list(positions()), made, now)
    _open_cells(made, seats, now)
    logins = [_invite(someone, seats, now) for someone in PEOPLE]
    detail = {"units": len(made), "positions": len(seats), "people": len(PEOPLE)}
    by, subject = Actor.system("demonstration"), ("orgs.installation", 1)
    record("demonstration.loaded", by=by, subject=subject, detail=detail, now=now)
    return [login for login in logins if login.role]


def _may_load(now: datetime) -> bool:
    fresh = Installation(kind=Installation.Kind.DEMONSTRATION, term_pack="MP", created_at=now)
    found = Installation.objects.select_for_update().first()
    if found is not None and found.is_demonstration:
        return False
    if found is not None or Unit.objects.exists() or Person.objects.exists():
        raise Refusal(
            "real_installation",
            hi="यह स्थापना वास्तविक है; इसमें प्रदर्शन के लोग नहीं डाले जा सकते।",
            en="This installation is real; demonstration people cannot be loaded into it.",
        )
    fresh.save(force_insert=True)
    return True


def _write_units(rows: list[UnitRow]) -> dict[str, Unit]:
    """Level by level, since a path needs its parent's id; returns the units by code."""
    made: dict[str, Unit] = {}
    waiting = rows
    while waiting:
        level = [row for row in waiting if not row.parent or row.parent in made]
        waiting = [row for row in waiting if row.parent and row.parent not in made]
        for unit in Unit.objects.bulk_create([_unit(row, made.get(row.parent)) for row in level]):
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
            made[unit.code] = unit
        Unit.objects.bulk_update([made[row.code] for row in level], ["path"])
    return made


def _unit(row: UnitRow, parent: Unit | None) -> Unit:
    return Unit(
        parent=parent,
        kind=row.kind,
        code=row.code,
        name_hi=row.name_hi,
        name_en=row.name_en,
        lgd_code=row.lgd_code,
        search_key=key_of(row.name_hi, row.name_en),
        path=f"/new-{row.code}/",
    )


def _write_positions(rows: list[PositionRow], made: dict[str, Unit], now: datetime) -> dict[str, Position]:
    written = Position.objects.bulk_create(
        Position(
            unit=made[row.unit],
            code=row.code,
            rank=row.rank,
            title_hi=row.title_hi,
            title_en=row.title_en,
            is_head=row.is_head,
        )
        for row in rows
    )
    by_code = {position.code: position for position in written}
    Grant.objects.bulk_create(
        Grant(position=by_code[row.code], role=role, unit=made[row.over or row.unit], granted_at=now)
        for row in rows
        for role in row.roles
    )
    return by_code


def _open_cells(made: dict[str, Unit], seats: dict[str, Position], now: datetime) -> None:
    """The wing that runs the state's desk, a department's cell, and one beside an IT cell (row 4.13)."""
    Cell.objects.bulk_create(
        Cell(
            unit=made[unit],
            kind=kind,
            in_charge=seats[position],
            order_number=f"प्रदर्शन-{number}/{now.year}",
            order_date=now.date(),
        )
        for number, (unit, kind, position) in enumerate(CELLS, start=1)
    )


def _invite(someone: Invented, by_code: dict[str, Position], now: datetime) -> DemoLogin:
    """The person in their position, with a password made up here and kept nowhere in clear."""
    password = secrets.token_urlsafe(12)
    name = someone.role or someone.position
    email = f"{name.replace('_', '-')}@demo.example"
    person = Person(email=email, name_hi=someone.name_hi, name_en=someone.name_en, is_demonstration=True)
    if someone.role:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    Tenure.objects.create(person=person, position=by_code[someone.position], starts_at=now)
    if someone.additional:
        kind = Tenure.Kind.ADDITIONAL
        Tenure.objects.create(person=person, position=by_code[someone.additional], kind=kind, starts_at=now)
    return DemoLogin(person, email, password, someone.role)
