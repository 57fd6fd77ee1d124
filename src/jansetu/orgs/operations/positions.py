"""Adds positions to units and abolishes them. Puts nobody into one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Position, Tenure, Unit
from jansetu.orgs.operations.checks import (
    clean,
    refuse_abolished,
    refuse_closed,
    refuse_own_position,
    require_people,
)
from jansetu.orgs.rights import Actor


@transaction.atomic
def add_position(
    *,
    unit: Unit,
    code: str,
    rank: str,
    title_hi: str,
    title_en: str,
    is_head: bool = False,
    by: Actor,
    now: datetime,
) -> Position:
    """Add a position at a unit. Refuses an unknown rank, a taken code and a second head."""
    require_people(by, unit, now=now)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    refuse_closed(unit)
    if is_head:
        _refuse_second_head(unit)
    position = Position(
        unit=unit, code=code, rank=rank, title_hi=title_hi, title_en=title_en, is_head=is_head
    )
    clean(position)
    position.save()
    _record("position.added", position, by, now, code=code, rank=rank, is_head=is_head)
    return position


@transaction.atomic
def abolish_position(position: Position, *, by: Actor, now: datetime) -> Position:
    """Abolish a position and end its grants. Refuses while somebody holds or will hold it."""
    require_people(by, position.unit, now=now)
    refuse_own_position(by, position, now)
    position = Position.objects.select_for_update().get(pk=position.pk)
    refuse_abolished(position)
    if Tenure.objects.filter(position=position).exclude(ends_at__lte=now).exists():
        raise Refusal(
            "position_held",
            hi="इस पद पर कोई पदस्थ है; पहले पदस्थापना समाप्त करें।",
            en="Somebody holds this position; end the tenure first.",
        )
    Grant.objects.filter(position=position, ended_at=None).update(ended_at=now)
    position.abolished_at = now
    position.save(update_fields=["abolished_at"])
    _record("position.abolished", position, by, now)
    return position


def _refuse_second_head(unit: Unit) -> None:
    head = Position.objects.filter(unit=unit, is_head=True, abolished_at=None).first()
    if head is not None:
        raise Refusal(
            "second_head",
            hi=f"इस इकाई का प्रमुख पद पहले से है: {head.title_hi}",
            en=f"This unit already has a head: {head.title_en}",
        )


def _record(verb: str, position: Position, by: Actor, now: datetime, **detail: object) -> None:
    subject = ("orgs.position", position.pk)
    record(verb, by=by, subject=subject, unit_id=position.unit_id, detail=detail, now=now)
