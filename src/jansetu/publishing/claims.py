"""Claims due deliveries: checks them, reserves their limits and commits their attempts in one transaction.

With settling.py the one place where deliveries are read and written as raw SQL, for speed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from jansetu.engine import buckets, sql
from jansetu.publishing import consequences, limits, portal, questions, recipients
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.blocks import open_channels
from jansetu.publishing.checks import SEALED, verdict
from jansetu.publishing.models import Delivery
from jansetu.publishing.rows import Row, read_rows, stop
from jansetu.publishing.timing import Timing
from jansetu.publishing.windows import first_of

SEALED_WAIT = timedelta(minutes=5)
# The state is written so that the index of all that is due cannot be used: the ids are known already.
# A broadcast says the same to each, and nothing is looked up by its words.
DUE = """d.state || '' = 'due' AND d.due_at <= %s AND d.expires_at > %s
AND (d.subscriber_id IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM publishing_delivery o WHERE o.channel_id = d.channel_id AND o.subscriber_id IS NULL
  AND o.fingerprint = d.fingerprint AND o.state IN ('sending', 'unknown')))"""
TAKE = """
UPDATE publishing_delivery SET state = 'sending', owner = %s, lease_until = %s,
  attempt_count = attempt_count + 1, waits_for_person = {false}, error_code = '', error_hi = '', error_en = ''
WHERE {which}
"""
ATTEMPT = """
INSERT INTO publishing_attempt
  (delivery_id, number, owner, fingerprint, started_at, lease_until, outcome, code)
SELECT id, attempt_count, owner, fingerprint, %s, %s, '', '' FROM publishing_delivery WHERE {which}
"""
LOCAL = """
UPDATE publishing_delivery SET state = 'sent', remote_id = key, sent_at = %s, url = r.url
FROM {table} AS r WHERE publishing_delivery.id = r.row_id
"""


def claim(ids: Sequence[int], *, owner: str, now: datetime, timing: Timing, accounts: Accounts) -> list[Row]:
    """Take what may go out of `ids`, with a committed attempt each; inside the caller's transaction.

    Local deliveries are settled here and do not come back.
    """
    which = f"{sql.any_of('d.id')} AND {DUE}"
    moments = [sql.at(now), sql.at(now)]
    rows = read_rows(which, [sql.ids(ids), *moments], open_channels(now), lock=sql.skip_locked("d"))
    place = {delivery: number for number, delivery in enumerate(ids)}
    rows = _hold_what_may_not(sorted(rows, key=lambda row: place[row.delivery]), now)
    settle_local([row for row in rows if row.is_local], now)
    remote = _without_twins(row for row in rows if not row.is_local)
    reserved = _reserved(_openable(remote, accounts, now), now)
    attempted = _attempted(reserved, owner, now, timing)
    kept = {row.delivery for row in attempted}
    limits.give_back_keys((_keys(row) for row in reserved if row.delivery not in kept), now)
    return attempted


def _hold_what_may_not(rows: list[Row], now: datetime) -> list[Row]:
    """The rows that may go out; the others are held or cancelled, with the reason."""
    verdicts = recipients.verdict(rows, now) | questions.verdict(rows, now) | verdict(rows)
    stopped = [(row, verdicts[row.delivery]) for row in rows if row.delivery in verdicts]
    stop(stopped, now)
    recipients.note_waiting(stopped, now)
    return [row for row in rows if row.delivery not in verdicts]


def settle_local(rows: list[Row], now: datetime) -> None:
    """A local channel needs no platform: the row itself is the publication."""
    if not rows:
        return
    table = sql.table({"row_id": "bigint", "url": "text"})
    addresses = [(row.delivery, portal.permalink(row.post)) for row in rows]
    sql.change(LOCAL.format(table=table), [sql.at(now), sql.rows(addresses)])
    consequences.after_sent([(row.delivery, row.post, row.unit, {}) for row in rows], now)


def _without_twins(rows: Iterable[Row]) -> list[Row]:
    """Of equal texts on one channel only the first: the other waits until its outcome is known."""
    first: dict[tuple[int, str, int | None], Row] = {}
    for row in rows:
        first.setdefault((row.channel, row.fingerprint, row.subscriber), row)
    return list(first.values())


def _openable(rows: list[Row], accounts: Accounts, now: datetime) -> list[Row]:
    """Those whose credentials open; the others wait for the administrator's missing key."""
    opened = accounts.of({row.channel: row.sealed_at for row in rows})
    sealed = [row for row in rows if row.channel not in opened]
    if sealed:
        stop([(row, SEALED) for row in sealed], now)
        postponed = [row.delivery for row in sealed]
        Delivery.objects.filter(pk__in=postponed).update(due_at=now + SEALED_WAIT)
    return [row for row in rows if row.channel in opened]


def _reserved(rows: list[Row], now: datetime) -> list[Row]:
    """Those whose account's and app's limits allow one more call; the rest stays due."""
    if not rows:
        return []
    keys = {row.delivery: _keys(row) for row in rows}
    told = {key for row in rows if row.practice for key in keys[row.delivery]}  # practice tells its own
    wanted = Counter(key for pair in keys.values() for key in pair)
    granted = Counter(buckets.reserve(wanted, now, lambda key: None if key in told else first_of(key, now)))
    taken = []
    for row in rows:
        pair = keys[row.delivery]
        if all(granted[key] > 0 for key in pair):
            granted.subtract(pair)
            taken.append(row)
    buckets.give_back(+granted, now)
    return taken


def _keys(row: Row) -> tuple[str, str]:
    return limits.keys(row.kind, row.channel, bool(row.practice), "publish")


def _attempted(rows: list[Row], owner: str, now: datetime, timing: Timing) -> list[Row]:
    """Rows whose attempt is written. A twin that another worker took meanwhile stays due."""
    if not rows:
        return []
    try:
        with transaction.atomic():
            _write_attempts(rows, owner, now, timing)
    except IntegrityError:
        if len(rows) == 1:
            return []
        return [kept for row in rows for kept in _attempted([row], owner, now, timing)]
    return [row._replace(number=row.number + 1) for row in rows]


def _write_attempts(rows: list[Row], owner: str, now: datetime, timing: Timing) -> None:
    which, until = sql.any_of("id"), sql.at(now + timing.lease)
    chosen = sql.ids(row.delivery for row in rows)
    sql.change(TAKE.format(which=which, false=sql.false()), [owner, until, chosen])
    sql.change(ATTEMPT.format(which=which), [sql.at(now), until, chosen])
