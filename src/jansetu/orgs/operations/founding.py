"""Says once what this installation is, and gives a real state its root and its first administrator."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Installation, Person, Unit
from jansetu.orgs.operations.grants import grant_role
from jansetu.orgs.operations.people import add_person
from jansetu.orgs.operations.positions import add_position
from jansetu.orgs.operations.tenures import begin_tenure
from jansetu.orgs.operations.units import add_unit
from jansetu.orgs.rights import Actor, not_allowed
from jansetu.orgs.terms import pack

FIRST_ROLES = ("administrator", "registrar")


@transaction.atomic
def found_state(
    *,
    term_pack: str,
    name_hi: str,
    name_en: str,
    lgd_code: str = "",
    administrator_email: str,
    administrator_hi: str,
    administrator_en: str,
    by: Actor,
    now: datetime,
) -> Person:
    """Found a real state; returns its first administrator, who has no password yet.

    Only the system does this, and once: refused (`founded_already`) where an installation, units or people
    are. Raises UnknownTermError for a state whose words are not known.
    """
    if not by.is_system:
        raise not_allowed()
    if Installation.objects.exists() or Unit.objects.exists() or Person.objects.exists():
        raise Refusal(
            "founded_already",
            hi="यह स्थापना पहले से किसी राज्य की है।",
            en="This installation already belongs to a state.",
        )
    code = pack(term_pack).code
    Installation(kind=Installation.Kind.REAL, term_pack=code, created_at=now).save(force_insert=True)
    facts = {"code": code.lower(), "name_hi": name_hi, "name_en": name_en, "lgd_code": lgd_code}
    state = add_unit(parent=None, kind=Unit.Kind.STATE, **facts, by=by, now=now)
    person = add_person(
        email=administrator_email, name_hi=administrator_hi, name_en=administrator_en, by=by, now=now
    )
    _seat(person, state, by, now)
    detail = {"term_pack": code}
    record("installation.founded", by=by, subject=("orgs.installation", 1), detail=detail, now=now)
    return person


def _seat(person: Person, state: Unit, by: Actor, now: datetime) -> None:
    """Give the first administrator a position with rights over the whole state."""
    position = add_position(
        unit=state,
        code=f"{state.code}-administrator",
        rank="system_analyst",
        title_hi="प्रशासक",
        title_en="Administrator",
        by=by,
        now=now,
    )
    for role in FIRST_ROLES:
        grant_role(position, role=role, unit=state, by=by, now=now)
    begin_tenure(person=person, position=position, starts_at=now, by=by, now=now)
