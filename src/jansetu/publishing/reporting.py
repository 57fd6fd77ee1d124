"""What platforms report of messages at their recipients: accepted, delivered, read, failed.

Reports come twice, late and in any order; what is told of a message only ever grows. A failure says nothing
against an earlier or later word that it arrived.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from jansetu.channels.models import Channel
from jansetu.connectors.contracts import Report
from jansetu.engine import sql
from jansetu.publishing import consequences, journal
from jansetu.publishing.consequences import ENDS, end_subscription
from jansetu.publishing.models import Attempt, Delivery

S = Delivery.State
AT_ONCE = 400  # parameters of one question; SQLite takes no endless list
KNOWN_BY = 200  # characters of a remote id
ARRIVED = ("accepted", "delivered", "read")
CHANGED = (
    "state",
    "remote_id",
    "sent_at",
    "delivered_at",
    "read_at",
    "error_code",
    "error_hi",
    "error_en",
)
# Every change leaves it sent or failed: nothing of an attempt goes on.
UPDATE = """
UPDATE publishing_delivery SET state = r.new_state, remote_id = r.remote_id, sent_at = r.sent_at,
  delivered_at = r.delivered_at, read_at = r.read_at, progress = NULL, owner = '', lease_until = NULL,
  waits_for_person = {false}, error_code = r.code, error_hi = r.hi, error_en = r.en
FROM {table} AS r WHERE publishing_delivery.id = r.row_id
"""
COLUMNS = {
    "row_id": "bigint",
    "new_state": "text",
    "remote_id": "text",
    "sent_at": "timestamptz",
    "delivered_at": "timestamptz",
    "read_at": "timestamptz",
    "code": "text",
    "hi": "text",
    "en": "text",
}


def note_reports(channel: Channel, reports: Sequence[Report], now: datetime) -> int:
    """Settle or annotate the deliveries that the reports are about; how many changed.

    An attempt in doubt is decided: accepted, delivered and read mean sent, failed means failed. A dead
    address ends the subscription. Reports on what is not ours change nothing.
    """
    changed = 0
    for start in range(0, len(reports), AT_ONCE):
        with transaction.atomic():
            changed += _note(channel, reports[start : start + AT_ONCE], now)
    return changed


def _note(channel: Channel, reports: Sequence[Report], now: datetime) -> int:
    rows = _rows(channel, reports)
    before = {row.pk: _facts(row) for row in rows.values()}
    taken = {row.remote_id for row in rows.values() if row.remote_id}
    dead: dict[int, Report] = {}
    touched: dict[int, Delivery] = {}
    for report in reports:
        row = rows.get(report.key) or rows.get(report.remote_id)
        if row is None:
            continue
        touched[row.pk] = row
        if report.state in ARRIVED:
            _arrived(row, report, taken, now)
        elif report.state == "failed":
            _failed(row, report)
        if report.address_is_dead or report.code in ENDS:
            dead[row.pk] = report
    changed = [row for row in touched.values() if _facts(row) != before[row.pk]]
    _write(changed)
    _tell([row for row in changed if row.state != before[row.pk][0]], now)
    _end_subscriptions([(touched[pk], report) for pk, report in dead.items()], now)
    return len(changed)


def _write(changed: Sequence[Delivery]) -> None:
    if not changed:
        return
    values = [
        (
            row.pk,
            row.state,
            row.remote_id,
            *(at and sql.at(at) for at in (row.sent_at, row.delivered_at, row.read_at)),
            row.error_code,
            row.error_hi,
            row.error_en,
        )
        for row in changed
    ]
    sql.change(UPDATE.format(table=sql.table(COLUMNS), false=sql.false()), [sql.rows(values)])


def _rows(channel: Channel, reports: Sequence[Report]) -> dict[str, Delivery]:
    """By key and by remote id, locked; two queries, so that each uses its own index."""
    keys = {one.key for one in reports if one.key}
    ids = {one.remote_id[:KNOWN_BY] for one in reports if one.remote_id}
    mine = Delivery.objects.select_for_update(of=("self",)).filter(channel=channel, attempt_count__gt=0)
    mine = mine.select_related("post", "subscriber__channel").defer("subscriber__sealed").order_by("pk")
    by_key = {row.key: row for row in mine.filter(key__in=keys)} if keys else {}
    known = {row.pk: row for row in by_key.values()}
    by_id = mine.filter(remote_id__in=ids).exclude(remote_id="") if ids else mine.none()
    return by_key | {row.remote_id: known.get(row.pk, row) for row in by_id}


def _facts(row: Delivery) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in CHANGED)


def _arrived(row: Delivery, report: Report, taken: set[str], now: datetime) -> None:
    if row.state != S.SENT:
        row.state, row.sent_at = S.SENT, min(report.at, now)
        _clear(row)
    if not row.remote_id and report.remote_id and report.remote_id not in taken:
        row.remote_id = report.remote_id[:KNOWN_BY]
        taken.add(row.remote_id)
    if report.state in ("delivered", "read"):
        row.delivered_at = _earlier(row.delivered_at, report.at)
        _clear(row)
    if report.state == "read":
        row.read_at = _earlier(row.read_at, report.at)


def _failed(row: Delivery, report: Report) -> None:
    """Of what is in doubt: it failed. Of what the platform had taken: why it did not arrive."""
    if row.state in (S.SENDING, S.UNKNOWN):
        row.state = S.FAILED
    elif row.state != S.SENT or row.delivered_at is not None:
        return
    row.error_code = (report.code or "not_delivered")[:60]
    row.error_hi = (report.hi or "मंच यह संदेश पहुँचा नहीं सका।")[:500]
    row.error_en = (report.en or "The platform could not deliver this message.")[:500]


def _clear(row: Delivery) -> None:
    row.error_code = row.error_hi = row.error_en = ""


def _earlier(known: datetime | None, told: datetime) -> datetime:
    return told if known is None else min(known, told)


def _tell(moved: Sequence[Delivery], now: datetime) -> None:
    """The trail, and what follows from a publication."""
    Attempt.objects.filter(Q(outcome__in=["", "unknown"]), delivery__in=[row.pk for row in moved]).update(
        outcome="reported", finished_at=now
    )
    sent = [row for row in moved if row.state == S.SENT]
    consequences.after_sent(
        [
            (row.pk, row.post_id, row.post.unit_id, {"remote_id": row.remote_id, "reported": True})
            for row in sent
        ],
        now,
    )
    failed = [row for row in moved if row.state == S.FAILED]
    lines = [
        ("delivery.rejected", row.pk, row.post.unit_id, {"code": row.error_code, "reported": True})
        for row in failed
    ]
    journal.write(lines, now)


def _end_subscriptions(dead: Sequence[tuple[Delivery, Report]], now: datetime) -> None:
    for row, report in dead:
        if row.subscriber is not None:
            end_subscription(row.subscriber, report.code or "dead", now)
