"""What the worker did, as audit events: many in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from jansetu.audit.many import Line, record_many
from jansetu.orgs.rights import Actor

WORKER = Actor.system("worker")


def write(lines: Sequence[tuple[str, int, int, Mapping[str, Any]]], now: datetime) -> None:
    """Record what happened to deliveries (verb, delivery, unit, detail), in the caller's transaction."""
    if lines:
        record_many((Line(*line) for line in lines), by=WORKER, subject_type="publishing.delivery", now=now)
