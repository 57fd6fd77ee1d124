"""What the worker did, as audit events: many in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from jansetu.audit.operations import compose, record_all
from jansetu.orgs.rights import Actor

WORKER = Actor.system("worker")
Line = tuple[str, int, int, dict[str, Any]]  # verb, delivery, unit, detail


def write(lines: Sequence[Line], now: datetime) -> None:
    """Record what happened to deliveries, in the caller's transaction."""
    if lines:
        record_all(
            compose(
                verb,
                by=WORKER,
                subject=("publishing.delivery", delivery),
                unit_id=unit,
                detail=detail,
                now=now,
            )
            for verb, delivery, unit, detail in lines
        )
