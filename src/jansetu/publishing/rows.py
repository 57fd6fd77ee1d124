"""Reads a delivery with all that one attempt needs, and holds what may not go out. Decides nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from jansetu.connectors import registry
from jansetu.engine import sql
from jansetu.publishing import journal
from jansetu.publishing.blocks import Condition
from jansetu.publishing.checks import Hold

# The rows are chosen and locked in a query of their own, or a planner may begin with all that is due.
SELECT = """
SELECT d.id, d.attempt_count, d.state, d.channel_id, d.key, d.approved_hash, d.fingerprint, d.progress,
       d.variant_id, d.repost_of_id, source.remote_id, d.post_id, p.unit_id, p.state, c.kind, c.practice,
       COALESCE(cr.renewed_at, cr.connected_at), v.text, v.language, sc.publish_at, v.title,
       d.subscriber_id, sub.state, sub.talk_until,
       d.urgent, CASE WHEN d.about = '' THEN p.kind ELSE d.about END, d.wanted_at, u.path, pu.path
FROM (SELECT * FROM publishing_delivery d WHERE {which}{lock}) AS d
JOIN channels_channel c ON c.id = d.channel_id
JOIN orgs_unit u ON u.id = c.unit_id
JOIN content_post p ON p.id = d.post_id
JOIN orgs_unit pu ON pu.id = p.unit_id
JOIN content_variant v ON v.id = d.variant_id
JOIN publishing_schedule sc ON sc.id = d.schedule_id
LEFT JOIN publishing_delivery source ON source.id = d.repost_of_id
LEFT JOIN channels_credential cr ON cr.channel_id = d.channel_id
LEFT JOIN channels_subscriber sub ON sub.id = d.subscriber_id
{condition}
"""


class Row(NamedTuple):
    """One delivery and all that its attempt needs."""

    delivery: int
    number: int  # of the last attempt
    state: str
    channel: int
    key: str
    approved_hash: str
    fingerprint: str
    progress: Any
    variant: int
    repost_of: int | None
    source: str | None
    post: int
    unit: int
    post_state: str
    kind: str
    practice: bool
    sealed_at: Any  # since when its tokens are what they are
    text: str
    language: str
    publish_at: Any
    title: str
    subscriber: int | None  # the one for whom it is, where the platform delivers to each
    subscriber_state: str | None
    talk_until: Any
    urgent: bool
    about: str  # the post's kind, as it was approved
    wanted_at: Any  # the hour for which somebody gave their word
    channel_path: str  # of the units in whose territory it would be said
    post_path: str

    @property
    def is_local(self) -> bool:
        """Settled in our own database."""
        return self.kind in registry.LOCAL_KINDS

    @property
    def saved_progress(self) -> dict[str, Any] | None:
        """What an earlier step left; SQLite brings JSON as text."""
        loaded = json.loads(self.progress) if isinstance(self.progress, str) else self.progress
        return loaded or None


def read_rows(
    which: str, parameters: Sequence[Any], condition: Condition | None = None, *, lock: str = ""
) -> list[Row]:
    """Deliveries with all that their attempts need."""
    text = f"WHERE {condition.text}" if condition else ""
    more = condition.parameters if condition else []
    return [
        Row(*row)
        for row in sql.fetch(SELECT.format(which=which, lock=lock, condition=text), [*parameters, *more])
    ]


def stop(stopped: list[tuple[Row, Hold]], now: datetime) -> None:
    """Hold or cancel rows that this transaction has locked, and say why."""
    if not stopped:
        return
    table = sql.table({"row_id": "bigint", "new_state": "text", "code": "text", "hi": "text", "en": "text"})
    values = [(row.delivery, hold.state, hold.code, hold.hi, hold.en) for row, hold in stopped]
    sql.change(
        "UPDATE publishing_delivery SET state = r.new_state, error_code = r.code, error_hi = r.hi, "  # noqa: S608
        f"error_en = r.en, owner = '', lease_until = NULL FROM {table} AS r "
        "WHERE publishing_delivery.id = r.row_id",
        [sql.rows(values)],
    )
    _give_time(stopped, now)
    one_by_one = [(row, hold) for row, hold in stopped if row.subscriber is None]
    journal.write(
        [(hold.verb, row.delivery, row.unit, {"code": hold.code}) for row, hold in one_by_one],
        now,
    )
    journal.write(_of_broadcasts((row, hold) for row, hold in stopped if row.subscriber is not None), now)


def _give_time(stopped: Sequence[tuple[Row, Hold]], now: datetime) -> None:
    """What asks a person does not expire before one can answer."""
    asking = [(row.delivery, sql.at(now + hold.waits)) for row, hold in stopped if hold.waits is not None]
    if asking:
        table = sql.table({"row_id": "bigint", "until": "timestamptz"})
        sql.change(
            f"UPDATE publishing_delivery SET expires_at = r.until FROM {table} AS r "  # noqa: S608 (ours)
            "WHERE publishing_delivery.id = r.row_id AND expires_at < r.until",
            [sql.rows(asking)],
        )


def _of_broadcasts(stopped: Iterable[tuple[Row, Hold]]) -> list[journal.Line]:
    """One line for all whom a broadcast does not reach for the same reason, at the first of them."""
    first: dict[tuple[int, int, str], tuple[Row, Hold]] = {}
    counted: Counter[tuple[int, int, str]] = Counter()
    for row, hold in stopped:
        place = (row.post, row.channel, hold.code)
        first.setdefault(place, (row, hold))
        counted[place] += 1
    return [
        (hold.verb, row.delivery, row.unit, {"code": hold.code, "count": counted[place]})
        for place, (row, hold) in first.items()
    ]
