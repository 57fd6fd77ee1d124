"""Actors and events for the audit's tests, and hands that get past the triggers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from jansetu.audit import protection
from jansetu.audit.models import Event
from jansetu.audit.operations import record

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Somebody:
    actor_id: int | None = 7
    actor_label: str = "सुनीता वर्मा, जनसम्पर्क अधिकारी"
    tenure_id: int | None = 3


def happen(verb: str = "post.approved", **facts: object) -> Event:
    personal = facts.pop("personal", None)
    assert personal is None or isinstance(personal, dict)
    return record(
        verb, by=Somebody(), subject=("content.post", 5), unit_id=1, detail=facts, personal=personal, now=NOW
    )


def tamper(statement: str, *values: str | int | None) -> None:
    """As somebody would who owns the database: without the triggers."""
    protection.lift(None, connection.schema_editor(atomic=False))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
