"""Looks on the platform what became of attempts whose outcome is unknown; only then does anything go again.

Absent means two complete reads, the later one begun when nothing of the attempt could be under way any more
and the platform's timeline had had its time to show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from jansetu.connectors.contracts import Progress
from jansetu.connectors.registry import CONNECTORS
from jansetu.engine import sql
from jansetu.publishing import reasons
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.awaiting import without_recipients
from jansetu.publishing.blocks import Condition, leave_out_exhausted
from jansetu.publishing.equipping import films_of, outgoing
from jansetu.publishing.jobs import Account, Search
from jansetu.publishing.models import Attempt, Delivery
from jansetu.publishing.rows import Row, read_rows
from jansetu.publishing.sent_texts import as_sent
from jansetu.publishing.sightings import give_up_looking, repeat
from jansetu.publishing.timing import Timing

UNFINISHED = timedelta(days=7)  # how long ago a thread that stands half on the platform may have been made
SKEW = timedelta(seconds=60)  # by which the platform's clock may be behind ours

DOUBTFUL = ("", "unknown", "absent")

UNKNOWN = """d.id IN (
  SELECT w.id FROM publishing_delivery w JOIN channels_channel c ON c.id = w.channel_id
  WHERE w.state = 'unknown' AND w.due_at <= %s AND w.waits_for_person = {false}
  AND (w.lease_until IS NULL OR w.lease_until <= %s) AND {condition} ORDER BY w.due_at LIMIT %s
) AND d.state = 'unknown'"""
LEASE = "UPDATE publishing_delivery SET lease_until = %s WHERE {which}"


class Span(NamedTuple):
    """When the attempts in doubt were made."""

    since: datetime
    quiet_at: datetime


def claim(
    room: int, *, now: datetime, timing: Timing, accounts: Accounts, start_before: float
) -> list[Search]:
    """Lease unknown deliveries whose next look is due; inside the caller's transaction."""
    condition = Condition()
    leave_out_exhausted(condition, "read", now)
    # Chosen among channels that can be read, or the doubts of one that cannot would hold back all others.
    which = UNKNOWN.format(false=sql.false(), condition=condition.text)
    parameters = [sql.at(now), sql.at(now), *condition.parameters, room]
    rows = read_rows(which, parameters, lock=sql.skip_locked("d"))
    rows = _without_reposts(without_recipients(rows, now), now)
    kinds = {row.delivery: CONNECTORS[row.kind] for row in rows}
    opened = accounts.of({row.channel: row.sealed_at for row in rows})
    rows = _readable(rows, opened, now)
    rows, spans = as_sent(rows), _spans(rows)
    films = films_of({row.variant for row in rows})
    known = _known(rows, min((span.since for span in spans.values()), default=now))
    sql.change(
        LEASE.format(which=sql.any_of("id")),
        [sql.at(now + timing.lease), sql.ids(row.delivery for row in rows)],
    )
    return [
        Search(
            delivery=row.delivery,
            number=row.number,
            post=row.post,
            unit=row.unit,
            account=opened[row.channel],
            outgoing=outgoing(row, film=films.get(row.variant)),
            progress=Progress.from_json(row.saved_progress),
            since=spans[row.delivery].since - SKEW,
            known=frozenset(known[row.channel]),
            began_at=now,
            quiet_at=spans[row.delivery].quiet_at + timing.timeline_lag(kinds[row.delivery].timeline_lag),
            start_before=start_before,
        )
        for row in rows
    ]


def _readable(rows: Sequence[Row], opened: Mapping[int, Account], now: datetime) -> list[Row]:
    """Those of accounts that open; of the others a person is asked."""
    for row in rows:
        if row.channel not in opened:
            give_up_looking(row.delivery, row.number, row.unit, reasons.CREDENTIALS_UNREADABLE, now)
    return [row for row in rows if row.channel in opened]


def _without_reposts(rows: Sequence[Row], now: datetime) -> list[Row]:
    """Repeating a repost is harmless, so it goes again without a look, through all the checks."""
    for row in rows:
        if row.repost_of is not None:
            repeat(row.delivery, row.number, now)
    return [row for row in rows if row.repost_of is None]


def _spans(rows: Sequence[Row]) -> dict[int, Span]:
    """From the first attempt that may have published, also one that nobody found, to the moment when the
    last one is surely over.
    """
    spans: dict[int, Span] = {}
    last = {row.delivery: row.number for row in rows}
    for attempt in Attempt.objects.filter(delivery_id__in=list(last)).order_by("number"):
        earlier = spans.get(attempt.delivery_id)
        if attempt.outcome in DOUBTFUL or attempt.number == last[attempt.delivery_id]:
            since = earlier.since if earlier else attempt.started_at
            spans[attempt.delivery_id] = Span(since, attempt.lease_until)
    return spans


def _known(rows: Sequence[Row], since: datetime) -> dict[int, set[str]]:
    """By channel: the remote ids that deliveries already account for, also of threads that are not whole."""
    known: dict[int, set[str]] = defaultdict(set)
    sent = Q(sent_at__gt=since - timedelta(days=1)) | Q(sent_at=None, created_at__gt=since - UNFINISHED)
    others = Delivery.objects.filter(sent, channel_id__in={row.channel for row in rows}, subscriber=None)
    for one in others.exclude(remote_id="").only("channel_id", "remote_id", "further_ids"):
        known[one.channel_id].update(one.parts_out)
    return known
