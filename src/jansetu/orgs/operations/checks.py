"""What every operation on the organisation asks first: the right, sense, and that nothing is one's own."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import translation

from jansetu.core.errors import Refusal
from jansetu.orgs.models import Person, Position, Tenure, Unit
from jansetu.orgs.rights import Actor, not_allowed, units_with
from jansetu.orgs.roles import Capability


def require_people(by: Actor, *units: Unit, now: datetime) -> None:
    """Refuse whoever may not order people and offices over every one of `units`."""
    for unit in units:
        by.require(Capability.PEOPLE, unit, now=now)


def require_people_somewhere(by: Actor, now: datetime) -> None:
    """Refuse whoever may not order people anywhere."""
    if not units_with(by, Capability.PEOPLE, now).exists():
        raise not_allowed()


def refuse_own_position(by: Actor, position: Position, now: datetime) -> None:
    """Refuse changes to a position that the actor holds or will hold in any charge."""
    if by.person is None:
        return
    own = Tenure.objects.filter(person=by.person, position=position).exclude(ends_at__lte=now)
    if own.exists():
        raise own_rights()


def refuse_oneself(by: Actor, person: Person) -> None:
    """Refuse changes to the actor's own charges."""
    if by.person is not None and by.person.pk == person.pk:
        raise own_rights()


def own_rights() -> Refusal:
    """Said to whoever reaches for their own rights."""
    return Refusal(
        "own_rights",
        hi="अपने ही अधिकार या प्रभार कोई स्वयं नहीं बदल सकता; किसी दूसरे प्रशासक से कहें।",
        en="Nobody changes their own rights or charges; ask another administrator.",
    )


def refuse_closed(*units: Unit) -> None:
    """Refuse new things at a unit that is closed."""
    for unit in units:
        if unit.closed_at is not None:
            raise Refusal(
                "unit_closed",
                hi=f"इकाई बंद हो चुकी है: {unit.name_hi}",
                en=f"The unit is closed: {unit.name_en}",
            )


def refuse_abolished(position: Position) -> None:
    """Refuse new things at a position that exists no more."""
    if position.abolished_at is not None:
        raise Refusal(
            "position_abolished",
            hi=f"पद समाप्त हो चुका है: {position.title_hi}",
            en=f"The position was abolished: {position.title_en}",
        )


def clean(row: Model) -> None:
    """Refuse a row whose fields make no sense, naming each field, in both languages."""
    empty = {
        field.name
        for field in row._meta.fields
        if (field.null or field.has_default()) and getattr(row, field.attname) in (None, "")
    }
    try:
        row.full_clean(exclude=empty, validate_constraints=False)
    except ValidationError as error:
        raise Refusal("invalid", hi=_said(error, "hi"), en=_said(error, "en")) from error


def _said(error: ValidationError, language: str) -> str:
    with translation.override(language):
        return " ".join(
            f"{field}: {' '.join(str(message) for message in messages)}"
            for field, messages in error.message_dict.items()
        )
