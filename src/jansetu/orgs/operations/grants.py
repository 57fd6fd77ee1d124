"""Gives roles to positions and takes them back. Nobody gives beyond their own reach or to themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Position, Unit
from jansetu.orgs.operations.checks import (
    clean,
    refuse_abolished,
    refuse_closed,
    refuse_own_position,
    require_people,
)
from jansetu.orgs.rights import Actor


@transaction.atomic
def grant_role(position: Position, *, role: str, unit: Unit, by: Actor, now: datetime) -> Grant:
    """Give a position a role over `unit` and all below it. Refuses it twice."""
    position = Position.objects.select_for_update().select_related("unit").get(pk=position.pk)
    require_people(by, unit, position.unit, now=now)
    refuse_own_position(by, position, now)
    refuse_abolished(position)
    refuse_closed(unit)
    if Grant.objects.filter(position=position, role=role, unit=unit, ended_at=None).exists():
        raise Refusal(
            "granted_already",
            hi="इस पद को यह भूमिका यहाँ पहले से मिली हुई है।",
            en="This position already has this role here.",
        )
    grant = Grant(position=position, role=role, unit=unit, granted_at=now)
    clean(grant)
    grant.save()
    _record("grant.given", grant, by, now)
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, by: Actor, now: datetime) -> Grant:
    """Take a role back, at once. Refuses one that has ended already."""
    grant = Grant.objects.select_for_update().select_related("unit", "position__unit").get(pk=grant.pk)
    require_people(by, grant.unit, grant.position.unit, now=now)
    refuse_own_position(by, grant.position, now)
    if grant.ended_at is not None:
        raise Refusal("grant_over", hi="यह भूमिका पहले ही ली जा चुकी है।", en="This role was already taken back.")
    grant.ended_at = now
    grant.save(update_fields=["ended_at"])
    _record("grant.ended", grant, by, now)
    return grant


def _record(verb: str, grant: Grant, by: Actor, now: datetime) -> None:
    detail = {"position": grant.position_id, "role": grant.role}
    subject = ("orgs.grant", grant.pk)
    record(verb, by=by, subject=subject, unit_id=grant.unit_id, detail=detail, now=now)
