"""In which order due deliveries are taken: units take turns, and within a unit its channels.

A plan is only a hint, read without a lock; the claim looks at every row again.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime

from jansetu.engine import buckets, sql
from jansetu.engine.clock import elapsed
from jansetu.publishing.blocks import open_channels

SIZE = 5000  # rows: a state's whole burst is ordered once, not for every claim
BROADCAST = 500  # rows of one list in a plan: its platform takes few a second, the rest would be in vain
SHORTEST = 0.25  # seconds that a plan lasts at least
PART = 20  # a plan lasts so many times longer than it took to make

ANY = "SELECT 1 FROM publishing_delivery WHERE state = 'due' AND due_at <= %s LIMIT 1"
ORDER = """
SELECT id FROM (
  SELECT id, due_at, turn, row_number() OVER (PARTITION BY unit_id ORDER BY turn, due_at, id) AS unit_turn
  FROM (
    SELECT d.id, d.due_at, d.subscriber_id, c.unit_id,
           row_number() OVER (PARTITION BY d.channel_id ORDER BY d.due_at, d.id) AS turn
    FROM publishing_delivery d
    JOIN channels_channel c ON c.id = d.channel_id
    JOIN orgs_unit u ON u.id = c.unit_id
    JOIN content_post p ON p.id = d.post_id
    JOIN orgs_unit pu ON pu.id = p.unit_id
    WHERE d.state = 'due' AND d.due_at <= %s AND d.expires_at > %s AND {condition}
  ) AS by_channel WHERE subscriber_id IS NULL OR turn <= {broadcast}
) AS by_unit
ORDER BY unit_turn, due_at, id LIMIT {size}
"""


class Plan:
    """Ids of due deliveries in fair order; made anew when it is used up or old."""

    def __init__(self) -> None:
        self._ids: deque[int] = deque()
        self._good_until = 0.0
        self._brought_something = False

    def is_wanted(self, now: datetime) -> bool:
        """Whether there may be something to claim; makes the plan anew where that is due."""
        used_up = self._brought_something and not self._ids
        if (used_up or elapsed() >= self._good_until) and sql.fetch(ANY, [sql.at(now)]):
            self._make(now)
        return bool(self._ids)

    def take(self, count: int) -> list[int]:
        """The next ids, at most `count`; they are not offered again before the next plan."""
        return [self._ids.popleft() for _ in range(min(count, len(self._ids)))]

    def _make(self, now: datetime) -> None:
        began = elapsed()
        condition = open_channels(now)
        query = ORDER.format(condition=condition.text, size=SIZE, broadcast=BROADCAST)
        moments = [sql.at(now), sql.at(now)]
        self._ids = deque(row[0] for row in sql.fetch(query, [*moments, *condition.parameters]))
        self._brought_something = bool(self._ids)
        ended = elapsed()
        opens = buckets.next_reset(now)  # a number that may send again in a moment waits for no old plan
        lasts = PART * (ended - began)
        lasts = min(lasts, (opens - now).total_seconds()) if opens is not None else lasts
        self._good_until = ended + max(SHORTEST, lasts)
