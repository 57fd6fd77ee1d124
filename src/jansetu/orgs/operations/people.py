"""Enters people and lets them go. Gives nobody a right: rights come with a tenure."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Installation, Person, Tenure, TenureQuerySet, Unit
from jansetu.orgs.operations.checks import (
    clean,
    refuse_oneself,
    require_people,
    require_people_somewhere,
)
from jansetu.orgs.rights import Actor


@transaction.atomic
def add_person(
    *,
    email: str,
    name_hi: str,
    name_en: str,
    employee_code: str = "",
    phone: str = "",
    language: str = Person.Language.HI,
    by: Actor,
    now: datetime,
) -> Person:
    """Enter a person, without a password: they set their own from the reset mail. Refuses a known e-mail."""
    require_people_somewhere(by, now)
    person = Person(
        email=email.strip().lower(),
        employee_code=employee_code.strip() or None,
        name_hi=name_hi,
        name_en=name_en,
        phone=phone.strip(),
        language=language,
        is_demonstration=Installation.objects.filter(kind=Installation.Kind.DEMONSTRATION).exists(),
    )
    person.set_unusable_password()
    clean(person)
    person.save()
    personal: dict[str, object] = {"email": person.email, "phone": person.phone}
    record("person.added", by=by, subject=("orgs.person", person.pk), detail={}, personal=personal, now=now)
    return person


@transaction.atomic
def deactivate_person(person: Person, *, by: Actor, now: datetime) -> Person:
    """Close a person's login and end their sessions. Refuses while they hold or will hold a position."""
    _require_over(person, by, now)
    refuse_oneself(by, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if _tenures_left(person, now).exists():
        raise Refusal(
            "person_in_position",
            hi=f"{person.name_hi} अभी किसी पद पर हैं; पहले पदस्थापना समाप्त करें।",
            en=f"{person.name_en} still holds a position; end the tenure first.",
        )
    person.is_active = False
    person.save(update_fields=["is_active"])
    renew_salt(person)
    record("person.deactivated", by=by, subject=("orgs.person", person.pk), now=now)
    return person


@transaction.atomic
def end_sessions(person: Person, *, by: Actor, now: datetime) -> None:
    """Log a person out everywhere: their own wish after a lost phone, or an administrator's."""
    if by.person is None or by.person.pk != person.pk:
        _require_over(person, by, now)
    renew_salt(person)
    record("person.sessions_ended", by=by, subject=("orgs.person", person.pk), now=now)


def renew_salt(person: Person) -> None:
    """End every session of a person, in the caller's transaction."""
    person.session_salt = secrets.token_hex(16)
    Person.objects.filter(pk=person.pk).update(session_salt=person.session_salt)


def _tenures_left(person: Person, now: datetime) -> TenureQuerySet:
    return Tenure.objects.filter(person=person).exclude(ends_at__lte=now)


def _require_over(person: Person, by: Actor, now: datetime) -> None:
    """Over every unit where they sit; whoever sits nowhere is anybody's who orders people."""
    require_people_somewhere(by, now)
    require_people(by, *Unit.objects.filter(positions__tenures__in=_tenures_left(person, now)), now=now)
