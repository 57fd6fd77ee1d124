"""Which election freezes stand, as plain facts for whoever asks what rests. Writes nothing."""

from __future__ import annotations

from datetime import datetime

from jansetu.compliance.freeze import Freeze
from jansetu.publishing.models import TerritoryHold

ELECTION = "election"


def freezes(now: datetime) -> list[Freeze]:
    """Those that stand, newest first; one query, however many units are then asked about."""
    return [
        Freeze(
            path=hold.unit.path,
            announced_at=hold.starts_at,
            ends_at=hold.until,
            hi=hold.reason,
            en=hold.reason,
        )
        for hold in TerritoryHold.objects.standing(now).filter(kind=ELECTION)
    ]
