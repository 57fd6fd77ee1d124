"""Who answers for a channel at this minute. Custody belongs to positions, so nobody's leaving orphans it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from jansetu.channels.models import Channel, Keeper
from jansetu.orgs.models import Tenure, TenureQuerySet


def custodians(channel: Channel, now: datetime) -> list[Tenure]:
    """Holders of its custodian positions; where all stand empty, the nearest head of an office above."""
    kept = list(_holders(now).filter(position__in=_positions(channel, now)))
    return kept or _nearest_heads(channel, now)


def is_vacant(channel: Channel, now: datetime) -> bool:
    """Whether nobody holds a custodian position of its own: custody has fallen upward, and shows red."""
    return not _holders(now).filter(position__in=_positions(channel, now)).exists()


def _positions(channel: Channel, now: datetime) -> list[int]:
    running = Q(until__isnull=True) | Q(until__gt=now)
    kept = Keeper.objects.filter(running, channel=channel, duty=Keeper.Duty.CUSTODIAN, since__lte=now)
    return list(kept.values_list("position_id", flat=True))


def _holders(now: datetime) -> TenureQuerySet:
    active = Tenure.objects.current(now).filter(person__is_active=True, position__abolished_at=None)
    return active.select_related("person", "position__unit")


def _nearest_heads(channel: Channel, now: datetime) -> list[Tenure]:
    """One query; the unit's own head first, then upward to the state's."""
    above = _holders(now).filter(position__is_head=True, position__unit__in=channel.unit.lineage)
    heads = sorted(above, key=lambda tenure: -len(tenure.position.unit.path))
    return [head for head in heads if head.position.unit.path == heads[0].position.unit.path]
