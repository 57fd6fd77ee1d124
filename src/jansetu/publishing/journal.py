"""What the worker did, as audit events: many in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jansetu.audit import many
from jansetu.orgs.rights import Actor

WORKER = Actor.system("worker")
Line = tuple[str, int, int, Mapping[str, Any]]  # verb, delivery, unit, detail


def write(lines: Sequence[Line], now: datetime) -> None:
    """Record what happened to deliveries (verb, delivery, unit, detail), in the caller's transaction."""
    if lines:
        rows = (many.Line(*line) for line in lines)
        many.record_many(rows, by=WORKER, subject_type="publishing.delivery", now=now)
