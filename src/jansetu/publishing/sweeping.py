"""Once a second: what the dead left behind, what grew too old, what may go on. All may be repeated."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from jansetu.engine import sql
from jansetu.publishing import journal, reasons
from jansetu.publishing.reasons import Reason

AWAY = timedelta(minutes=10)  # how long a doubt waits for its channel before a person is asked

# A dead owner's attempt may have published: unknown, never due.
LAPSED = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s,
  state = 'unknown', due_at = %s, lease_until = NULL
WHERE state = 'sending' AND ({dead}) RETURNING id
"""
LAPSED_ATTEMPTS = """
UPDATE publishing_attempt SET outcome = 'unknown', code = 'worker_lost', finished_at = %s
WHERE outcome = '' AND {which}
"""
# Two statements, so that each finds its own partial index.
EXPIRED_HELD = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, state = 'expired'
WHERE state = 'held' AND expires_at <= %s RETURNING id
"""
EXPIRED_DUE = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, state = 'expired'
WHERE state = 'due' AND due_at <= %s AND expires_at <= %s RETURNING id
"""
RECONNECTED = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, state = 'due', due_at = %s
WHERE state = 'held' AND error_code = 'channel_unauthorized' AND expires_at > %s AND channel_id IN (
  SELECT id FROM channels_channel WHERE state = 'connected') RETURNING id
"""
# What waits for a template goes through the checks again once the platform's templates were read anew.
TEMPLATES_READ = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, state = 'due', due_at = %s
WHERE state = 'held' AND error_code = 'no_template' AND expires_at > %s AND EXISTS (
  SELECT 1 FROM channels_messagetemplate t WHERE t.channel_id = publishing_delivery.channel_id
  AND t.read_at > publishing_delivery.due_at AND lower(t.state) = 'approved') RETURNING id
"""
# From here on EXISTS and not IN: a planner begins with the few rows that wait, never with all that was sent.
ORPHANED = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, state = 'cancelled'
WHERE state = 'held' AND expires_at > %s AND error_code = 'awaiting_source' AND EXISTS (
  SELECT 1 FROM publishing_delivery s WHERE s.id = publishing_delivery.repost_of_id
  AND s.state IN ('cancelled', 'expired')) RETURNING id
"""
# Nobody can look while the channel is away: after a while a person is asked, until it is back.
AWAY_TOO_LONG = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s, waits_for_person = {true}
WHERE state = 'unknown' AND waits_for_person = {false} AND due_at <= %s AND EXISTS (
  SELECT 1 FROM channels_channel c WHERE c.id = channel_id AND c.state <> 'connected') RETURNING id
"""
BACK_AGAIN = """
UPDATE publishing_delivery SET error_code = %s, error_hi = %s, error_en = %s,
  waits_for_person = {false}, due_at = %s
WHERE state = 'unknown' AND due_at <= %s AND error_code = 'channel_away' AND EXISTS (
  SELECT 1 FROM channels_channel c WHERE c.id = channel_id AND c.state = 'connected') RETURNING id
"""
REMOVALS_LAPSED = """
UPDATE publishing_removal SET state = 'due', due_at = %s, owner = '', lease_until = NULL
WHERE state = 'sending' AND ({dead})
"""
REMOVALS_NEEDLESS = """
UPDATE publishing_removal SET error_code = %s, error_hi = %s, error_en = %s, state = 'done', done_at = %s
WHERE state = 'due' AND due_at <= %s AND EXISTS (
  SELECT 1 FROM publishing_delivery d WHERE d.id = delivery_id AND d.remote_id = ''
  AND d.state IN ('cancelled', 'expired', 'failed'))
"""
UNITS = (
    "SELECT d.id, p.unit_id FROM publishing_delivery d JOIN content_post p ON p.id = d.post_id WHERE {which}"
)


def sweep(now: datetime) -> None:
    """Everything that time alone changes."""
    with transaction.atomic():
        _lapse("lease_until <= %s", [sql.at(now)], now)
        moment = sql.at(now)
        _move(EXPIRED_HELD, reasons.EXPIRED, [moment], "delivery.expired", now)
        _move(EXPIRED_DUE, reasons.EXPIRED, [moment, moment], "delivery.expired", now)
        _move(RECONNECTED, reasons.NONE, [moment, moment], "delivery.released", now)
        _release_broadcasts(now)
        _move(ORPHANED, reasons.SOURCE_NOT_PUBLISHED, [moment], "delivery.cancelled", now)
        _move(_with(AWAY_TOO_LONG), reasons.CHANNEL_AWAY, [sql.at(now - AWAY)], "delivery.undecided", now)
        _move(_with(BACK_AGAIN), reasons.NONE, [moment, moment], "delivery.released", now)
        sql.change(REMOVALS_NEEDLESS, [*reasons.NEVER_PUBLISHED, moment, moment])


def _release_broadcasts(now: datetime) -> None:
    """Without a line in the trail for each of thousands: the reading of the templates is there."""
    sql.fetch(TEMPLATES_READ, [*reasons.NONE, sql.at(now), sql.at(now)])


def bury(owner: str, now: datetime) -> None:
    """The only sender there can be has started: every other owner is dead, whatever its lease says."""
    with transaction.atomic():
        _lapse("owner <> %s", [owner], now)


def _with(statement: str) -> str:
    return statement.format(true=sql.true(), false=sql.false())


def _lapse(dead: str, parameters: list[str], now: datetime) -> None:
    statement, moments = LAPSED.format(dead=dead), [sql.at(now), *parameters]
    lapsed = _move(statement, reasons.WORKER_LOST, moments, "delivery.unknown", now)
    if lapsed:
        sql.change(LAPSED_ATTEMPTS.format(which=sql.any_of("delivery_id")), [sql.at(now), sql.ids(lapsed)])
    sql.change(REMOVALS_LAPSED.format(dead=dead), [sql.at(now), *parameters])


def _move(statement: str, reason: Reason, parameters: list[str], verb: str, now: datetime) -> list[int]:
    moved = [row[0] for row in sql.fetch(statement, [*reason, *parameters])]
    if moved:
        units = sql.fetch(UNITS.format(which=sql.any_of("d.id")), [sql.ids(moved)])
        journal.write([(verb, delivery, unit, {"code": reason.code}) for delivery, unit in units], now)
    return moved
