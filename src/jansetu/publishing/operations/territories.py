"""Lays a hold over a territory with one act, and lifts it. What waited then still asks, one by one or all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing import holding
from jansetu.publishing.models import TerritoryHold


def hold_territory(
    unit: Unit,
    *,
    kind: str,
    reason: str,
    starts_at: datetime | None = None,
    until: datetime | None = None,
    by: Actor,
    now: datetime,
) -> TerritoryHold:
    """From now (or `starts_at`) what `holding` names for the kind waits in the unit and below, and asks."""
    _require(kind, unit, by, now)
    if kind not in holding.HOLDS:
        raise Refusal("kind_unknown", hi="कृपया चुनें कि रोक किसलिए है।", en="Please choose what the hold is for.")
    if not reason.strip():
        raise Refusal("reason_missing", hi="कृपया कारण लिखें।", en="Please write a reason.")
    if until is not None and until <= max(starts_at or now, now):
        raise Refusal("hour_past", hi="यह समय बीत चुका है।", en="This hour has passed.")
    with transaction.atomic():
        made = TerritoryHold.objects.create(
            kind=kind,
            unit=unit,
            starts_at=starts_at or now,
            until=until,
            reason=reason.strip(),
            by=by.tenure_or_refuse(),
            at=now,
        )
        _note("territory.held", made, by, now)
    return made


def lift_hold(given: TerritoryHold, *, by: Actor, now: datetime) -> None:
    """What comes due from now on goes out again; what waits already goes only on a person's word."""
    _require(given.kind, given.unit, by, now)
    with transaction.atomic():
        standing = TerritoryHold.objects.filter(pk=given.pk, lifted_at=None)
        if standing.update(lifted_by=by.tenure, lifted_at=now):
            _note("territory.released", given, by, now)


def _require(kind: str, unit: Unit, by: Actor, now: datetime) -> None:
    by.require(Capability.PAUSE, unit, now=now)
    rule = holding.HOLDS.get(kind)
    if rule is not None and rule.by_state:
        by.require(Capability.PAUSE, Unit.objects.get(pk=unit.path.split("/")[1]), now=now)


def _note(verb: str, given: TerritoryHold, by: Actor, now: datetime) -> None:
    record(
        verb,
        by=by,
        subject=("publishing.territoryhold", given.pk),
        unit_id=given.unit_id,
        detail={
            "kind": given.kind,
            "reason": given.reason,
            "until": given.until.isoformat() if given.until else None,
        },
        now=now,
    )
