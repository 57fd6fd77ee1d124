"""Writes events, in the transaction of what they tell. Never changes one, save to erase what is personal."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from django.db import transaction

from jansetu.audit.canonical import canonical, digest
from jansetu.audit.models import Event


class AuditActor(Protocol):
    """Who did it: a label that stays readable when the person is gone, and ids."""

    @property
    def actor_id(self) -> int | None:
        """The person's id; None is the system itself."""
        ...

    @property
    def actor_label(self) -> str:
        """Name and position as they were then."""
        ...

    @property
    def tenure_id(self) -> int | None:
        """In which charge."""
        ...


class OutsideTransactionError(RuntimeError):
    """An event is written in the transaction of what it tells, or one of the two could be lost."""


def record(
    verb: str,
    *,
    by: AuditActor,
    subject: tuple[str, object],
    unit_id: int | None = None,
    detail: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
    now: datetime,
) -> Event:
    """Write one event. `detail` is for ever: nothing personal or secret in it; `personal` can be erased.

    `verb` is "noun.past_participle", `subject` is ("app.model", id), `unit_id` says whose desk may see it.
    """
    event = compose(verb, by=by, subject=subject, unit_id=unit_id, detail=detail, personal=personal, now=now)
    record_all([event])
    return event


def compose(
    verb: str,
    *,
    by: AuditActor,
    subject: tuple[str, object],
    unit_id: int | None = None,
    detail: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
    now: datetime,
) -> Event:
    """The event that `record` would write, not yet written: for many at once with `record_all`."""
    event = Event(
        at=now,
        verb=verb,
        actor_id=by.actor_id,
        actor_label=by.actor_label,
        tenure_id=by.tenure_id,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        unit_id=unit_id,
        detail=dict(detail or {}),
    )
    canonical(event.detail)
    if personal:
        event.personal = dict(personal)
        event.personal_salt = secrets.token_hex(16)
        event.personal_digest = digest(event.personal_salt.encode(), canonical(event.personal))
    return event


def record_all(events: Iterable[Event]) -> list[Event]:
    """Write composed events in one statement."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError("audit.record outside transaction.atomic()")
    return Event.objects.bulk_create(list(events))
