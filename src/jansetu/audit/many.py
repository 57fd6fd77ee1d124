"""Writes many events of one actor and one moment in one statement: a burst of deliveries leaves thousands.

`operations.record` is for everybody else. Takes nothing personal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from jansetu.audit.canonical import check
from jansetu.audit.operations import AuditActor, OutsideTransactionError
from jansetu.engine import sql

COLUMNS = {"verb": "text", "subject_id": "text", "unit_id": "bigint", "detail": "jsonb"}
INSERT = """
INSERT INTO audit_event
  (at, verb, actor_id, actor_label, tenure_id, subject_type, subject_id, unit_id, detail,
   personal_salt, personal_digest, sealed)
SELECT {moment}, verb, {number}, %s, {number}, %s, subject_id, unit_id, detail, '', '', {false}
FROM {table} AS r
"""


class Line(NamedTuple):
    """One event, where actor, moment and kind of subject are the same for all."""

    verb: str
    subject: int
    unit: int | None
    detail: Mapping[str, object]


def record_many(lines: Iterable[Line], *, by: AuditActor, subject_type: str, now: datetime) -> None:
    """Write the events, inside the caller's transaction; the same rows as `record` would write."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError("audit.record_many outside transaction.atomic()")
    values = [(line.verb, str(line.subject), line.unit, _as_text(line.detail)) for line in lines]
    if not values:
        return
    casts = ("%s::timestamptz", "%s::bigint") if sql.is_postgresql() else ("%s", "%s")
    query = INSERT.format(moment=casts[0], number=casts[1], false=sql.false(), table=sql.table(COLUMNS))
    sql.change(
        query, [sql.at(now), by.actor_id, by.actor_label, by.tenure_id, subject_type, sql.rows(values)]
    )


def _as_text(detail: Mapping[str, object]) -> str:
    facts = dict(detail)
    check(facts)
    return json.dumps(facts)
