"""What each platform's limits still allow, in rows. Keys are the app's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from jansetu.engine import sql

# A window that ended without news: assume a full bucket for this long, until an answer tells better.
PROVISIONAL = timedelta(seconds=60)
TABLE = "engine_bucket"


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """What an answer told of one bucket."""

    key: str
    limit: int  # 0: nobody knows, so the bucket says nothing once it has reset
    remaining: int
    resets_at: datetime


First = Callable[[str], Level | None]


def running(keys: Iterable[str], now: datetime) -> dict[str, Level]:
    """What is known of these buckets' present windows, by key; one query, and nothing is taken."""
    query = (
        f'SELECT key, "limit", remaining, resets_at FROM {TABLE} '  # noqa: S608
        f"WHERE {sql.any_of('key')} AND resets_at > %s ORDER BY key"
    )
    return {
        key: Level(key=key, limit=limit, remaining=remaining, resets_at=sql.moment(resets_at))
        for key, limit, remaining, resets_at in sql.fetch(query, [sql.ids(set(keys)), sql.at(now)])
    }


def exhausted(now: datetime) -> set[str]:
    """Keys from which nothing can be had now."""
    query = f"SELECT key FROM {TABLE} WHERE remaining <= 0 AND resets_at > %s"  # noqa: S608
    return {key for (key,) in sql.fetch(query, [sql.at(now)])}


def next_reset(now: datetime) -> datetime | None:
    """When the first of them can be had from again; None where none is used up."""
    query = f"SELECT MIN(resets_at) FROM {TABLE} WHERE remaining <= 0 AND resets_at > %s"  # noqa: S608
    [(at,)] = sql.fetch(query, [sql.at(now)])
    return sql.moment(at) if at is not None else None


def reserve(wanted: Mapping[str, int], now: datetime, first: First = lambda _key: None) -> dict[str, int]:
    """Take up to `wanted` from each bucket, inside the caller's transaction; what was granted.

    A key without a row begins with what `first` knows of it; where that is nothing it grants everything.
    """
    granted = dict(wanted)
    changed, found = _take(wanted, granted, now)
    begun = [level for key in sorted(wanted.keys() - found) if (level := first(key)) is not None]
    if begun:  # another worker may begin them at the same moment: whose row it is, both take from it
        _begin(begun)
        changed += _take({level.key: wanted[level.key] for level in begun}, granted, now)[0]
    if changed:
        _write(changed)
    return granted


def _take(
    wanted: Mapping[str, int], granted: dict[str, int], now: datetime
) -> tuple[list[tuple[str, int, str]], set[str]]:
    """What to write for those that have a row, and which these are."""
    query = (
        f'SELECT key, "limit", remaining, resets_at FROM {TABLE} b '  # noqa: S608
        f"WHERE {sql.any_of('key')} ORDER BY key{sql.locked('b')}"
    )
    changed: list[tuple[str, int, str]] = []
    found: set[str] = set()
    for key, limit, remaining, resets_at in sql.fetch(query, [sql.ids(wanted)]):
        found.add(key)
        until = sql.moment(resets_at)
        if until <= now and not limit:
            continue
        if until <= now:
            remaining, until = limit, now + PROVISIONAL
        granted[key] = max(0, min(wanted[key], remaining))
        changed.append((key, remaining - granted[key], sql.at(until)))
    return changed, found


def _write(changed: list[tuple[str, int, str]]) -> None:
    table = sql.table({"k": "text", "remaining": "integer", "resets_at": "timestamptz"})
    sql.change(
        f"UPDATE {TABLE} AS b SET remaining = r.remaining, resets_at = r.resets_at "  # noqa: S608
        f"FROM {table} AS r WHERE b.key = r.k",
        [sql.rows(changed)],
    )


def give_back(unused: Mapping[str, int], now: datetime) -> None:
    """Return what was reserved and not used, where the same window still runs."""
    if not unused:
        return
    table = sql.table({"k": "text", "unused": "integer"})
    sql.change(
        f'UPDATE {TABLE} AS b SET remaining = CASE WHEN b.remaining + r.unused > b."limit" '  # noqa: S608
        f'THEN b."limit" ELSE b.remaining + r.unused END '
        f"FROM {table} AS r WHERE b.key = r.k AND b.resets_at > %s",
        [sql.rows(sorted(unused.items())), sql.at(now)],
    )


def _begin(levels: Iterable[Level]) -> None:
    """Write buckets of which nothing is known yet; those that have a row stay as they are."""
    columns = {"k": "text", "l": "integer", "remaining": "integer", "resets_at": "timestamptz"}
    rows = sorted((one.key, one.limit, one.remaining, sql.at(one.resets_at)) for one in levels)
    sql.change(
        f'INSERT INTO {TABLE} (key, "limit", remaining, resets_at) '  # noqa: S608
        f"SELECT k, l, remaining, resets_at FROM {sql.table(columns)} AS r WHERE true ORDER BY k "
        "ON CONFLICT (key) DO NOTHING",
        [sql.rows(rows)],
    )


def teach(levels: Iterable[Level]) -> None:
    """Believe the platform: within one window the lower figure, else the newer one."""
    latest: dict[str, Level] = {}
    for level in levels:
        known = latest.get(level.key)
        if known is None or (level.resets_at, -level.remaining) > (known.resets_at, -known.remaining):
            latest[level.key] = level
    if not latest:
        return
    columns = {"k": "text", "l": "integer", "remaining": "integer", "resets_at": "timestamptz"}
    rows = [(one.key, one.limit, one.remaining, sql.at(one.resets_at)) for one in latest.values()]
    lowest = "LEAST" if sql.is_postgresql() else "MIN"
    sql.change(
        f'INSERT INTO {TABLE} (key, "limit", remaining, resets_at) '  # noqa: S608
        f"SELECT k, l, remaining, resets_at FROM {sql.table(columns)} AS r WHERE true ORDER BY k "
        f'ON CONFLICT (key) DO UPDATE SET "limit" = CASE WHEN excluded."limit" = 0 '
        f'THEN {TABLE}."limit" ELSE excluded."limit" END, '
        f"remaining = CASE WHEN excluded.resets_at > {TABLE}.resets_at THEN excluded.remaining "
        f"ELSE {lowest}({TABLE}.remaining, excluded.remaining) END, "
        # A bare refusal while the window has room is of another limit: only its own end counts.
        f"resets_at = CASE WHEN excluded.resets_at > {TABLE}.resets_at "
        f'OR (excluded."limit" = 0 AND {TABLE}.remaining > 0) '
        f"THEN excluded.resets_at ELSE {TABLE}.resets_at END",
        [sql.rows(sorted(rows))],
    )
