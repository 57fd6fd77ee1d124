"""The fixed cast of all tests: a small state with the offices and people that the main job needs.

Asha sends a note, Esha's district desk makes a post of it, Bilal approves, Chandra is the state desk,
Dev belongs to another department and sees nothing, Farid administers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from jansetu.orgs.models import Grant, Installation, Person, Position, Tenure, Unit
from jansetu.orgs.rights import Actor

LONG_AGO = datetime(2026, 1, 1, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Units and the people who act in them."""

    state: Unit
    pr_department: Unit
    division: Unit
    district: Unit
    pr_office: Unit  # the district's public-relations office: the desk
    health: Unit  # a department
    health_office: Unit  # its office in the district: Asha's
    forest_office: Unit  # of another department: Dev's
    asha: Actor
    bilal: Actor
    chandra: Actor
    dev: Actor
    esha: Actor
    farid: Actor


def make_unit(kind: Unit.Kind, code: str, name_hi: str, name_en: str, parent: Unit | None = None) -> Unit:
    """A unit with its path."""
    unit = Unit(kind=kind, code=code, name_hi=name_hi, name_en=name_en, parent=parent, path=f"/new-{code}/")
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def make_actor(
    unit: Unit, *, name: str, name_hi: str, rank: str, roles: tuple[str, ...] = (), over: Unit | None = None
) -> Actor:
    """A person in a position of their own with roles over `over` (their unit unless told otherwise)."""
    position = Position.objects.create(
        unit=unit,
        code=f"{unit.code}-{name}",
        rank=rank,
        title_hi=f"{name_hi} का पद",
        title_en=f"{name}'s position",
    )
    person = Person(email=f"{name}@example.in", name_hi=name_hi, name_en=name.title())
    person.set_unusable_password()
    person.save()
    for role in roles:
        Grant.objects.create(position=position, role=role, unit=over or unit, granted_at=LONG_AGO)
    return Actor.of(Tenure.objects.create(person=person, position=position, starts_at=LONG_AGO))


def make_units() -> dict[str, Unit]:
    """The units by the names that Cast gives them."""
    kind = Unit.Kind
    state = make_unit(kind.STATE, "mp", "मध्य प्रदेश", "Madhya Pradesh")
    division = make_unit(kind.DIVISION, "mp-ujjain-division", "उज्जैन संभाग", "Ujjain Division", state)
    district = make_unit(kind.DISTRICT, "mp-ujjain", "उज्जैन", "Ujjain", division)

    def department(code: str, name_hi: str, name_en: str) -> Unit:
        return make_unit(kind.DEPARTMENT, code, name_hi, name_en, state)

    def office(code: str, name_hi: str, name_en: str) -> Unit:
        return make_unit(kind.OFFICE, code, f"{name_hi}, उज्जैन", f"{name_en}, Ujjain", district)

    return {
        "state": state,
        "pr_department": department("mp-pr", "जनसम्पर्क विभाग", "Public Relations Department"),
        "division": division,
        "district": district,
        "pr_office": office("mp-ujjain-pro", "जिला जनसम्पर्क कार्यालय", "District PR Office"),
        "health": department("mp-health", "लोक स्वास्थ्य विभाग", "Health Department"),
        "health_office": office("mp-ujjain-health", "मुख्य चिकित्सा कार्यालय", "Chief Medical Office"),
        "forest_office": office("mp-ujjain-forest", "वन मंडल कार्यालय", "Forest Office"),
    }


def make_people(units: dict[str, Unit]) -> dict[str, Actor]:
    """Everybody in their charge, by the names that Cast gives them."""
    rows = (
        # name, Hindi name, unit, rank, roles, over which unit
        ("asha", "आशा", "health_office", "district_officer", ("sender",), "health_office"),
        ("bilal", "बिलाल", "district", "additional_collector", ("approver",), "district"),
        ("chandra", "चन्द्रा", "pr_department", "joint_director", ("state_desk",), "state"),
        ("dev", "देव", "forest_office", "district_officer", ("sender",), "forest_office"),
        ("esha", "ईशा", "pr_office", "pro", ("desk_officer",), "district"),
        ("farid", "फ़रीद", "state", "system_analyst", ("administrator", "registrar"), "state"),
    )
    return {
        name: make_actor(units[unit], name=name, name_hi=name_hi, rank=rank, roles=roles, over=units[over])
        for name, name_hi, unit, rank, roles, over in rows
    }


def make_cast() -> Cast:
    """Write the small state into the database."""
    Installation.objects.get_or_create(
        id=1, defaults={"kind": Installation.Kind.REAL, "term_pack": "MP", "created_at": LONG_AGO}
    )
    units = make_units()
    named: dict[str, Any] = {**units, **make_people(units)}
    return Cast(**named)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small state, freshly written."""
    return make_cast()
