"""Between two steps of one publication: save how far it is, renew the lease, read all checks again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from jansetu.connectors.contracts import Progress
from jansetu.engine import sql
from jansetu.publishing import parts, questions, recipients
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.blocks import open_channels
from jansetu.publishing.checks import Hold, verdict
from jansetu.publishing.jobs import Job
from jansetu.publishing.keepable import plain
from jansetu.publishing.models import Delivery
from jansetu.publishing.rows import Row, read_rows, stop
from jansetu.publishing.timing import Timing

SAVE = """
UPDATE publishing_delivery SET progress = r.progress, lease_until = %s
FROM {table} AS r
WHERE publishing_delivery.id = r.row_id AND attempt_count = r.number AND owner = %s AND state = 'sending'
RETURNING publishing_delivery.id
"""
RENEW = """
UPDATE publishing_attempt SET lease_until = %s FROM {table} AS r
WHERE delivery_id = r.row_id AND publishing_attempt.number = r.number
"""
INTERRUPT = """
UPDATE publishing_attempt SET finished_at = %s, outcome = 'interrupted'
WHERE outcome = '' AND {which}
"""
SAVE_COLUMNS = {"row_id": "bigint", "number": "integer", "progress": "jsonb"}
PAUSED = Hold(
    Delivery.State.DUE,
    "paused",
    hi="रोक लगी है; हटने पर आगे भेजी जाएगी।",
    en="Paused; it goes on when the pause is lifted.",
)


def proceed(
    steps: Sequence[tuple[Job, Progress]], *, owner: str, now: datetime, timing: Timing, accounts: Accounts
) -> list[Row]:
    """The deliveries whose next step may be taken now; inside the caller's transaction."""
    if not steps:
        return []
    saved = _save(steps, owner, now, timing)
    which = f"{sql.any_of('d.id')} AND d.state = 'sending' AND d.owner = %s"
    rows = read_rows(which, [sql.ids(saved), owner], lock=sql.locked("d"))
    may = {
        row.delivery for row in read_rows(which, [sql.ids(saved), owner], open_channels(now, limits=False))
    }
    verdicts = recipients.verdict(rows, now) | questions.verdict(rows, now) | verdict(rows)
    opened = accounts.of({row.channel: row.sealed_at for row in rows})
    stopped = [
        (row, verdicts.get(row.delivery, PAUSED))
        for row in rows
        if row.delivery in verdicts or row.delivery not in may or row.channel not in opened
    ]
    stop(stopped, now)
    _interrupt([row.delivery for row, _ in stopped], now)
    halted = {row.delivery for row, _ in stopped}
    return [row for row in rows if row.delivery not in halted]


def _save(steps: Sequence[tuple[Job, Progress]], owner: str, now: datetime, timing: Timing) -> list[int]:
    table, until = sql.table(SAVE_COLUMNS), sql.at(now + timing.lease)
    values = sql.rows(
        [
            (job.delivery, job.number, json.dumps(plain(progress.as_json()), ensure_ascii=False))
            for job, progress in steps
        ]
    )
    saved = [row[0] for row in sql.fetch(SAVE.format(table=table), [until, values, owner])]
    sql.change(RENEW.format(table=table), [until, values])
    parts.keep(steps, saved)
    return saved


def _interrupt(deliveries: list[int], now: datetime) -> None:
    if deliveries:
        sql.change(INTERRUPT.format(which=sql.any_of("delivery_id")), [sql.at(now), sql.ids(deliveries)])
