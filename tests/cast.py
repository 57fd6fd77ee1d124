"""The fixed cast of all tests: a small state with the offices and people that the main job needs.

Asha sends a note, Esha's district desk makes a post of it, Bilal approves, Chandra is the state desk,
Dev belongs to another department and sees nothing, Farid administers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

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


def make_cast() -> Cast:
    """Write the small state into the database."""
    Installation.objects.get_or_create(
        id=1, defaults={"kind": Installation.Kind.REAL, "term_pack": "MP", "created_at": LONG_AGO}
    )
    kind = Unit.Kind
    state = make_unit(kind.STATE, "mp", "मध्य प्रदेश", "Madhya Pradesh")
    pr = make_unit(kind.DEPARTMENT, "mp-pr", "जनसम्पर्क विभाग", "Public Relations Department", state)
    division = make_unit(kind.DIVISION, "mp-ujjain-division", "उज्जैन संभाग", "Ujjain Division", state)
    district = make_unit(kind.DISTRICT, "mp-ujjain", "उज्जैन", "Ujjain", division)
    pr_office = make_unit(
        kind.OFFICE, "mp-ujjain-pro", "जिला जनसम्पर्क कार्यालय, उज्जैन", "District PR Office, Ujjain", district
    )
    health = make_unit(kind.DEPARTMENT, "mp-health", "लोक स्वास्थ्य विभाग", "Health Department", state)
    health_office = make_unit(
        kind.OFFICE, "mp-ujjain-health", "मुख्य चिकित्सा कार्यालय, उज्जैन", "Chief Medical Office, Ujjain", district
    )
    forest_office = make_unit(
        kind.OFFICE, "mp-ujjain-forest", "वन मंडल कार्यालय, उज्जैन", "Forest Office, Ujjain", district
    )
    return Cast(
        state=state,
        pr_department=pr,
        division=division,
        district=district,
        pr_office=pr_office,
        health=health,
        health_office=health_office,
        forest_office=forest_office,
        asha=make_actor(
            health_office, name="asha", name_hi="आशा", rank="district_officer", roles=("sender",)
        ),
        bilal=make_actor(
            district, name="bilal", name_hi="बिलाल", rank="additional_collector", roles=("approver",)
        ),
        chandra=make_actor(
            pr, name="chandra", name_hi="चन्द्रा", rank="joint_director", roles=("state_desk",), over=state
        ),
        dev=make_actor(forest_office, name="dev", name_hi="देव", rank="district_officer", roles=("sender",)),
        esha=make_actor(
            pr_office, name="esha", name_hi="ईशा", rank="pro", roles=("desk_officer",), over=district
        ),
        farid=make_actor(
            state, name="farid", name_hi="फ़रीद", rank="system_analyst", roles=("administrator", "registrar")
        ),
    )


@pytest.fixture
def cast(db: None) -> Cast:
    """The small state, freshly written."""
    return make_cast()
