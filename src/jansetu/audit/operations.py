"""Writing events: always inside the transaction that did what they tell. Refuses to be called outside one."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from jansetu.audit.models import Event


class AuditActor(Protocol):
    """Who did it, as far as the trail needs to know."""

    @property
    def actor_id(self) -> int | None:
        """The person's id; None is the system itself."""
        ...

    @property
    def actor_label(self) -> str:
        """Name and position as they were at that moment."""
        ...

    @property
    def tenure_id(self) -> int | None:
        """In which charge they acted."""
        ...


class OutsideTransactionError(RuntimeError):
    """An event was recorded outside the transaction of what it tells; it could survive a rollback."""


def record(
    verb: str,
    *,
    by: AuditActor,
    subject: tuple[str, object],
    now: datetime,
    unit_id: int | None = None,
    detail: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> Event:
    """Write one event. `detail` holds neither personal nor secret facts; `personal` can be erased later."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(verb)
    event = prepare(verb, by=by, subject=subject, now=now, unit_id=unit_id, detail=detail, personal=personal)
    event.save(force_insert=True)
    return event


def prepare(
    verb: str,
    *,
    by: AuditActor,
    subject: tuple[str, object],
    now: datetime,
    unit_id: int | None = None,
    detail: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> Event:
    """An event not yet written, for callers that write many at once inside their own transaction."""
    return Event(
        at=now,
        verb=verb,
        actor_id=by.actor_id,
        actor_label=by.actor_label[:200],
        tenure_id=by.tenure_id,
        subject_type=subject[0],
        subject_id=str(subject[1]),
        unit_id=unit_id,
        detail=detail or {},
        personal=personal,
        personal_digest=salted_digest(personal) if personal else "",
    )


def salted_digest(personal: dict[str, Any]) -> str:
    """What enters the chain instead of personal fields, so that they can be erased and the chain still holds."""
    salt = secrets.token_hex(16)
    text = json.dumps(personal, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{salt}:{hashlib.sha256((salt + text).encode()).hexdigest()}"
