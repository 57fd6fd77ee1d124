"""Once a second: what the dead left behind, what grew too old, what may go on. All may be repeated."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.engine import sql
from jansetu.publishing import journal

# A dead owner's attempt may have published: unknown, never due.
LAPSED = """
UPDATE publishing_delivery SET state = 'unknown', due_at = %s, error_code = 'worker_lost', lease_until = NULL
WHERE state = 'sending' AND ({dead}) RETURNING id
"""
LAPSED_ATTEMPTS = """
UPDATE publishing_attempt SET outcome = 'unknown', code = 'worker_lost', finished_at = %s
WHERE outcome = '' AND {which}
"""
# Two statements, so that each finds its own partial index.
EXPIRED_HELD = """
UPDATE publishing_delivery SET state = 'expired', error_code = 'expired'
WHERE state = 'held' AND expires_at <= %s RETURNING id
"""
EXPIRED_DUE = """
UPDATE publishing_delivery SET state = 'expired', error_code = 'expired'
WHERE state = 'due' AND due_at <= %s AND expires_at <= %s RETURNING id
"""
RECONNECTED = """
UPDATE publishing_delivery SET state = 'due', due_at = %s, error_code = '', error_hi = '', error_en = ''
WHERE state = 'held' AND error_code = 'channel_unauthorized' AND expires_at > %s AND channel_id IN (
  SELECT id FROM channels_channel WHERE state = 'connected') RETURNING id
"""
ORPHANED = """
UPDATE publishing_delivery SET state = 'cancelled', error_code = 'source_not_published'
WHERE state = 'held' AND error_code = 'awaiting_source' AND repost_of_id IN (
  SELECT id FROM publishing_delivery WHERE state IN ('cancelled', 'expired')) RETURNING id
"""
REMOVALS_LAPSED = """
UPDATE publishing_removal SET state = 'due', due_at = %s, owner = '', lease_until = NULL
WHERE state = 'sending' AND ({dead})
"""
REMOVALS_NEEDLESS = """
UPDATE publishing_removal SET state = 'done', done_at = %s, error_code = 'never_published'
WHERE state = 'due' AND delivery_id IN (
  SELECT id FROM publishing_delivery WHERE state IN ('cancelled', 'expired', 'failed'))
"""
UNITS = (
    "SELECT d.id, p.unit_id FROM publishing_delivery d JOIN content_post p ON p.id = d.post_id WHERE {which}"
)


def sweep(now: datetime) -> None:
    """Everything that time alone changes."""
    with transaction.atomic():
        _lapse("lease_until <= %s", [sql.at(now)], now)
        moment = sql.at(now)
        _move(EXPIRED_HELD, [moment], "delivery.expired", now)
        _move(EXPIRED_DUE, [moment, moment], "delivery.expired", now)
        _move(RECONNECTED, [moment, moment], "delivery.released", now)
        _move(ORPHANED, [], "delivery.cancelled", now)
        sql.change(REMOVALS_NEEDLESS, [moment])


def bury(owner: str, now: datetime) -> None:
    """The only sender there can be has started: every other owner is dead, whatever its lease says."""
    with transaction.atomic():
        _lapse("owner <> %s", [owner], now)


def _lapse(dead: str, parameters: list[str], now: datetime) -> None:
    lapsed = _move(LAPSED.format(dead=dead), [sql.at(now), *parameters], "delivery.unknown", now)
    if lapsed:
        sql.change(LAPSED_ATTEMPTS.format(which=sql.any_of("delivery_id")), [sql.at(now), sql.ids(lapsed)])
    sql.change(REMOVALS_LAPSED.format(dead=dead), [sql.at(now), *parameters])


def _move(statement: str, parameters: list[str], verb: str, now: datetime) -> list[int]:
    moved = [row[0] for row in sql.fetch(statement, parameters)]
    if moved:
        units = sql.fetch(UNITS.format(which=sql.any_of("d.id")), [sql.ids(moved)])
        journal.write([(verb, delivery, unit, {}) for delivery, unit in units], now)
    return moved
