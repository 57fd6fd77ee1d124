"""Writes what became of attempts, in batches, fenced by owner and attempt number.

With claims.py the one place where deliveries are read and written as raw SQL, for speed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction

from jansetu.connectors.contracts import Progress, Receipt
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.engine import sql
from jansetu.publishing import checks, consequences, journal, reasons
from jansetu.publishing.awaiting import PATIENCE, only_reports_tell
from jansetu.publishing.jobs import Job, Result, Unsent
from jansetu.publishing.models import Delivery
from jansetu.publishing.timing import Timing

S = Delivery.State
RENEWING = timedelta(minutes=1)  # until a token that had run out is tried again, renewed

# A receipt is the truth even when it comes after the lease: it counts unless a newer attempt was made.
SENT = """
UPDATE publishing_delivery SET state = 'sent', remote_id = r.remote_id, url = r.url, sent_at = %s,
  further_ids = r.further_ids, progress = NULL, owner = '', lease_until = NULL, waits_for_person = {false},
  error_code = '', error_hi = '', error_en = ''
FROM {table} AS r
WHERE publishing_delivery.id = r.row_id AND attempt_count = r.number
  AND state NOT IN ('sent', 'failed')
RETURNING publishing_delivery.id
"""
MOVED = """
UPDATE publishing_delivery SET state = r.new_state, due_at = COALESCE(r.next_at, due_at),
  owner = '', lease_until = NULL, error_code = r.code, error_hi = r.hi, error_en = r.en
FROM {table} AS r
WHERE publishing_delivery.id = r.row_id AND attempt_count = r.number AND owner = %s AND state = 'sending'
RETURNING publishing_delivery.id
"""
ENDED = """
UPDATE publishing_attempt SET finished_at = %s, outcome = r.outcome, code = r.code, status = r.status
FROM {table} AS r WHERE delivery_id = r.row_id AND publishing_attempt.number = r.number
"""
SENT_COLUMNS = {
    "row_id": "bigint",
    "number": "integer",
    "remote_id": "text",
    "url": "text",
    "further_ids": "jsonb",
}
MOVED_COLUMNS = {
    "row_id": "bigint",
    "number": "integer",
    "new_state": "text",
    "next_at": "timestamptz",
    "code": "text",
    "hi": "text",
    "en": "text",
}
ENDED_COLUMNS = {
    "row_id": "bigint",
    "number": "integer",
    "outcome": "text",
    "code": "text",
    "status": "integer",
}


class Move(NamedTuple):
    """Where an attempt that published nothing, or maybe something, leaves its delivery."""

    state: str
    outcome: str
    next_at: datetime | None = None
    code: str = ""
    hi: str = ""
    en: str = ""
    status: int | None = None


Rule = Callable[[Job, Any, datetime, Timing], Move]


def _unsent(_job: Job, _outcome: Unsent, now: datetime, _timing: Timing) -> Move:
    return Move(S.DUE, "unsent", now)


def _rejected(_job: Job, error: Rejected, _now: datetime, _timing: Timing) -> Move:
    return Move(S.FAILED, "rejected", None, error.code, error.hi, error.en, error.status)


def _not_authorized(job: Job, error: NotAuthorized, now: datetime, _timing: Timing) -> Move:
    if consequences.waits_for_renewal(job.account, error.code, now):
        return Move(S.DUE, "not_authorized", now + RENEWING, *reasons.TOKEN_RENEWING, error.status)
    held = checks.UNAUTHORIZED
    return Move(S.HELD, "not_authorized", None, held.code, held.hi, held.en, error.status)


def _limited(job: Job, error: RateLimited, now: datetime, timing: Timing) -> Move:
    # Never before the platform said, and never all at the same moment.
    spread = timing.wait_before(1, job.outgoing.key) - timing.wait_before(1, "0000")
    return Move(
        S.DUE, "limited", max(error.until, now) + spread, error.code, error.hi, error.en, error.status
    )


def _unavailable(job: Job, error: Unavailable, now: datetime, timing: Timing) -> Move:
    again = now + timing.wait_before(job.number, job.outgoing.key)
    return Move(S.DUE, "unavailable", again, error.code, error.hi, error.en, error.status)


def _unknown(job: Job, error: OutcomeUnknown, now: datetime, timing: Timing) -> Move:
    if job.reposts:  # repeating a repost is harmless: nothing need be looked up
        return _unavailable(job, Unavailable(error.code, status=error.status), now, timing)
    waits = only_reports_tell(job.account.kind, for_one=bool(job.outgoing.recipient))
    look_at = now + (PATIENCE if waits else timing.after(timing.first_look))
    return Move(S.UNKNOWN, "unknown", look_at, error.code, error.hi, error.en, error.status)


RULES: dict[type, Rule] = {
    Unsent: _unsent,
    Rejected: _rejected,
    NotAuthorized: _not_authorized,
    RateLimited: _limited,
    Unavailable: _unavailable,
    OutcomeUnknown: _unknown,
}


def settle(results: Sequence[Result], *, owner: str, now: datetime, timing: Timing) -> None:
    """Write all that has ended; inside the caller's transaction. Saved steps are `stepping.proceed`'s."""
    receipts = [(one.job, one.outcome) for one in results if isinstance(one.outcome, Receipt)]
    others = [(one.job, one.outcome) for one in results if not isinstance(one.outcome, Receipt | Progress)]
    _settle_receipts(receipts, now)
    _settle_others(others, owner, now, timing)


def _settle_receipts(receipts: list[tuple[Job, Receipt]], now: datetime) -> None:
    if not receipts:
        return
    try:
        with transaction.atomic():
            written = _write_receipts(receipts, now)
    except IntegrityError:
        if len(receipts) > 1:
            for one in receipts:
                _settle_receipts([one], now)
            return
        return _report_taken(*receipts[0], now)
    _end_attempts([(job, Move(S.SENT, "sent")) for job, _ in receipts], now)
    _report_overtaken([(job, receipt) for job, receipt in receipts if job.delivery not in written], now)
    ended = [(job, receipt) for job, receipt in receipts if job.delivery in written]
    consequences.after_sent(
        [(job.delivery, job.post, job.unit, {"remote_id": receipt.remote_id}) for job, receipt in ended], now
    )


def _report_overtaken(receipts: list[tuple[Job, Receipt]], now: datetime) -> None:
    """A receipt after a newer attempt was made: there may be two posts, and somebody must be told which."""
    rows = Delivery.objects.in_bulk([job.delivery for job, _ in receipts])
    doubled = [
        (job, receipt)
        for job, receipt in receipts
        if rows[job.delivery].attempt_count > job.number and rows[job.delivery].remote_id != receipt.remote_id
    ]
    lines = [
        (
            "delivery.overtaken",
            job.delivery,
            job.unit,
            {"attempt": job.number, "remote_id": receipt.remote_id},
        )
        for job, receipt in doubled
    ]
    journal.write(lines, now)


def _write_receipts(receipts: list[tuple[Job, Receipt]], now: datetime) -> set[int]:
    values = [
        (job.delivery, job.number, receipt.remote_id, receipt.url, json.dumps(receipt.further_ids))
        for job, receipt in receipts
    ]
    query = SENT.format(table=sql.table(SENT_COLUMNS), false=sql.false())
    return {row[0] for row in sql.fetch(query, [sql.at(now), sql.rows(values)])}


def _report_taken(job: Job, receipt: Receipt, now: datetime) -> None:
    """The platform answered with the id of another delivery: only a person can say what that means."""
    Delivery.objects.filter(pk=job.delivery, attempt_count=job.number, state=S.SENDING).update(
        state=S.UNKNOWN,
        waits_for_person=True,
        error_code="remote_id_taken",
        error_hi=f"मंच ने वही पहचान लौटाई जो दूसरे वितरण की है: {receipt.remote_id}"[:500],
        error_en=f"The platform answered with an id that another delivery has: {receipt.remote_id}"[:500],
    )
    _end_attempts([(job, Move(S.UNKNOWN, "unknown", None, "remote_id_taken"))], now)
    journal.write([("delivery.undecided", job.delivery, job.unit, {"code": "remote_id_taken"})], now)


def _settle_others(others: list[tuple[Job, Any]], owner: str, now: datetime, timing: Timing) -> None:
    if not others:
        return
    moves = [(job, RULES[type(outcome)](job, outcome, now, timing)) for job, outcome in others]
    values = [
        (
            job.delivery,
            job.number,
            move.state,
            move.next_at and sql.at(move.next_at),
            move.code,
            move.hi,
            move.en,
        )
        for job, move in moves
    ]
    query = MOVED.format(table=sql.table(MOVED_COLUMNS))
    written = {row[0] for row in sql.fetch(query, [sql.rows(values), owner])}
    _end_attempts([(job, move) for job, move in moves if job.delivery in written], now)
    _tell(
        [
            (job, outcome, move)
            for (job, outcome), (_, move) in zip(others, moves, strict=True)
            if job.delivery in written
        ],
        now,
    )


def _tell(settled: list[tuple[Job, Any, Move]], now: datetime) -> None:
    """The audit trail, and the channels whose permission has ended."""
    journal.write(
        [
            (f"delivery.{move.outcome}", job.delivery, job.unit, {"code": move.code, "attempt": job.number})
            for job, _, move in settled
            if move.outcome != "unsent"
        ],
        now,
    )
    refused = {job.delivery: move.code for job, outcome, move in settled if isinstance(outcome, Rejected)}
    consequences.recipients_lost(refused, now)
    lost = [(job.account, outcome) for job, outcome, _ in settled if isinstance(outcome, NotAuthorized)]
    for account, outcome in {account.channel: (account, outcome) for account, outcome in lost}.values():
        consequences.channel_lost(account, outcome.code, now)


def _end_attempts(ended: list[tuple[Job, Move]], now: datetime) -> None:
    values = [(job.delivery, job.number, move.outcome, move.code, move.status) for job, move in ended]
    sql.change(ENDED.format(table=sql.table(ENDED_COLUMNS)), [sql.at(now), sql.rows(values)])
