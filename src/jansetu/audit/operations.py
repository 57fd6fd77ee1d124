"""Writes events, in the transaction of what they tell. Never changes one, save to erase what is personal."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from django.db import transaction

from jansetu.audit.canonical import check
from jansetu.audit.chain import personal_digest
from jansetu.audit.models import Event, EventQuerySet
from jansetu.engine import news

ERASED = "event.personal_erased"


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
    """Write one event, and wake the workers on commit: whatever people make due is told here.

    `detail` is for ever: nothing personal or secret in it; `personal` can be erased.

    `verb` is "noun.past_participle", `subject` is ("app.model", id), `unit_id` says whose desk may see it.
    """
    event = compose(verb, by=by, subject=subject, unit_id=unit_id, detail=detail, personal=personal, now=now)
    record_all([event])
    news.tell()
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
    check(event.detail)
    if personal:
        event.personal = dict(personal)
        check(event.personal)
        event.personal_salt = secrets.token_hex(16)
        event.personal_digest = personal_digest(event.personal_salt, event.personal)
    return event


def record_all(events: Iterable[Event]) -> list[Event]:
    """Write composed events in one statement."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError("audit.record outside transaction.atomic()")
    return Event.objects.bulk_create(list(events))


def erase_personal(events: EventQuerySet, *, by: AuditActor, reason: str, now: datetime) -> int:
    """Erase the personal part of `events` for ever, and record that it was done; returns how many had one.

    The chain goes on holding: it covers only the salted digest, and the salt is erased as well. The caller
    has checked the right to do this.
    """
    with transaction.atomic():
        having = list(events.filter(personal__isnull=False).order_by("pk").select_for_update())
        record_all(
            compose(
                ERASED,
                by=by,
                subject=("audit.event", event.pk),
                unit_id=event.unit_id,
                detail={"reason": reason},
                now=now,
            )
            for event in having
        )
        return Event.objects.filter(pk__in=[event.pk for event in having]).forget_personal()
