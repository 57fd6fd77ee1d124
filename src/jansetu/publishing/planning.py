"""In which order due deliveries are taken: what is urgent first, then units take turns, and their channels.

A plan is only a hint, read without a lock; the claim looks at every row again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain, zip_longest
from typing import NamedTuple

from jansetu.connectors import registry
from jansetu.engine import buckets, sql
from jansetu.engine.clock import elapsed
from jansetu.publishing.blocks import Condition, open_channels

SIZE = 5000  # rows: a state's whole burst is ordered once, not for every claim
BROADCAST = 500  # rows of one list in a plan: its platform takes few a second, the rest would be in vain
SHORTEST = 0.25  # seconds that a plan lasts at least, and between two looks for newcomers
PART = 20  # a plan lasts so many times longer than it took to make
NEWCOMERS = 50  # rows of a unit that is not in the plan are put before it: one post on all its channels
COMMITS = timedelta(seconds=2)  # a row may be seen so long after the hour that it names, or later only anew
OVERTAKING = 500  # urgent rows that are put before a plan at once

ANY = "SELECT 1 FROM publishing_delivery WHERE state = 'due' AND due_at <= %s LIMIT 1"
URGENT = """
SELECT id FROM publishing_delivery
WHERE state = 'due' AND urgent AND subscriber_id IS NULL AND due_at <= %s ORDER BY due_at, id LIMIT {size}
"""
JOINS = """
FROM publishing_delivery d
JOIN channels_channel c ON c.id = d.channel_id
JOIN orgs_unit u ON u.id = c.unit_id
JOIN content_post p ON p.id = d.post_id
JOIN orgs_unit pu ON pu.id = p.unit_id
"""
# Of single posts; those of broadcasts are looked up list by list, or one list's thousands would be sorted.
ORDER = """
SELECT id, unit_id, urgent, unit_turn, due_at FROM (
  SELECT id, unit_id, urgent, due_at,
         row_number() OVER (PARTITION BY unit_id ORDER BY urgent DESC, turn, due_at, id) AS unit_turn
  FROM (
    SELECT d.id, d.due_at, d.urgent, c.unit_id,
           row_number() OVER (PARTITION BY d.channel_id ORDER BY d.urgent DESC, d.due_at, d.id) AS turn
    {joins}
    WHERE d.state = 'due' AND d.subscriber_id IS NULL AND d.due_at <= %s AND d.expires_at > %s
      AND {condition}
  ) AS by_channel
) AS by_unit {further}
ORDER BY urgent DESC, unit_turn, due_at, id LIMIT {size}
"""
LISTS = """
SELECT c.id, c.unit_id FROM channels_channel c WHERE {which} AND EXISTS (
  SELECT 1 FROM publishing_delivery d WHERE d.channel_id = c.id AND d.urgent = {urgent}
  AND d.state = 'due' AND d.subscriber_id IS NOT NULL AND d.due_at <= %s)
"""
OF_LIST = """
SELECT d.id, d.due_at {joins}
WHERE d.channel_id = %s AND d.urgent = {urgent} AND d.state = 'due' AND d.subscriber_id IS NOT NULL
  AND d.due_at <= %s AND d.expires_at > %s AND {condition}
ORDER BY d.due_at, d.id LIMIT {size}
"""


class Place(NamedTuple):
    """One row in the order: `turn` counts within its unit, or within its list."""

    delivery: int
    unit: int
    urgent: bool
    turn: int
    due_at: str | datetime


class Plan:
    """Ids of due deliveries in fair order; made anew when it is used up or old."""

    def __init__(self, clock: Callable[[], float] = elapsed) -> None:
        self._clock = clock
        self._ids: deque[tuple[int, int]] = deque()  # with their units
        self._good_until = 0.0
        self._look_at = 0.0
        self._looked: datetime | None = None
        self._brought_something = False
        self._urgent: set[int] = set()  # those that this plan has seen

    def is_wanted(self, now: datetime) -> bool:
        """Whether there may be something to claim; makes the plan anew where that is due."""
        used_up = self._brought_something and not self._ids
        if used_up or self._clock() >= self._good_until:
            if sql.fetch(ANY, [sql.at(now)]):
                self._make(now)
        elif self._ids:
            self._overtake(now)
            self._welcome(now)
        return bool(self._ids)

    def take(self, count: int) -> list[int]:
        """The next ids, at most `count`; they are not offered again before the next plan."""
        return [self._ids.popleft()[0] for _ in range(min(count, len(self._ids)))]

    def _make(self, now: datetime) -> None:
        began = self._clock()
        condition = open_channels(now)
        places = in_order(_singles(condition, now), _of_lists(condition, now))
        self._ids = deque((one.delivery, one.unit) for one in places)
        self._urgent = {one.delivery for one in places if one.urgent}
        self._brought_something = bool(self._ids)
        ended = self._clock()
        opens = buckets.next_reset(now)  # a number that may send again in a moment waits for no old plan
        lasts = PART * (ended - began)
        lasts = min(lasts, (opens - now).total_seconds()) if opens is not None else lasts
        self._good_until = ended + max(SHORTEST, lasts)
        self._look_at, self._looked = ended + SHORTEST, now

    def _overtake(self, now: datetime) -> None:
        """Urgent rows that this plan has not seen come before all that is left of it."""
        asked = {row[0] for row in sql.fetch(URGENT.format(size=OVERTAKING), [sql.at(now)])}
        if asked <= self._urgent:
            return
        condition = open_channels(now)
        condition.add("d.urgent")
        fresh = [one for one in _singles(condition, now) if one.delivery not in self._urgent]
        self._urgent |= asked | {one.delivery for one in fresh}  # the paused ones are asked for no more
        self._put_first(fresh)

    def _welcome(self, now: datetime) -> None:
        """Single posts that have come meanwhile, of units that wait for nothing in this plan."""
        if self._clock() < self._look_at or self._looked is None:
            return
        condition = open_channels(now)
        condition.add("d.due_at > %s", sql.at(self._looked - COMMITS))
        condition.add(f"NOT ({sql.any_of('c.unit_id')})", sql.ids({unit for _, unit in self._ids}))
        self._put_first(_singles(condition, now, f"WHERE unit_turn <= {NEWCOMERS}"))
        self._look_at, self._looked = self._clock() + SHORTEST, now

    def _put_first(self, places: Sequence[Place]) -> None:
        self._ids.extendleft((one.delivery, one.unit) for one in reversed(places))


def in_order(singles: Sequence[Place], of_lists: Sequence[Place]) -> list[Place]:
    """Urgent single posts, then every second place to urgent broadcasts, the rest by turns."""
    first = [one for one in singles if one.urgent]
    calm = [one for one in chain(singles, of_lists) if not one.urgent]
    urgent = sorted((one for one in of_lists if one.urgent), key=_by_turn)
    rest = sorted(calm, key=_by_turn) if of_lists else calm
    woven: Iterable[Place | None] = chain.from_iterable(zip_longest(urgent, rest)) if urgent else rest
    return [*first, *(one for one in woven if one is not None)]


def _by_turn(one: Place) -> tuple[int, str | datetime, int]:
    return one.turn, one.due_at, one.delivery


def _singles(condition: Condition, now: datetime, further: str = "") -> list[Place]:
    query = ORDER.format(joins=JOINS, condition=condition.text, further=further, size=SIZE)
    moments = [sql.at(now), sql.at(now)]
    return [Place(*row) for row in sql.fetch(query, [*moments, *condition.parameters])]


def _of_lists(condition: Condition, now: datetime) -> list[Place]:
    """The next of each list that has anything to send."""
    kinds = sql.ids(kind for kind, _ in registry.kinds() if registry.limits_of(kind).one_each)
    found = []
    for flag, urgent in ((True, sql.true()), (False, sql.false())):
        lists = LISTS.format(which=sql.any_of("c.kind"), urgent=urgent)
        query = OF_LIST.format(joins=JOINS, urgent=urgent, condition=condition.text, size=BROADCAST)
        for channel, unit in sql.fetch(lists, [kinds, sql.at(now)]):
            rows = sql.fetch(query, [channel, sql.at(now), sql.at(now), *condition.parameters])
            found += [Place(pk, unit, flag, turn, due) for turn, (pk, due) in enumerate(rows, start=1)]
    return found
