"""The few words of SQL in which SQLite and PostgreSQL differ; many rows travel as one JSON parameter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection


def is_postgresql() -> bool:
    """Whether several sender processes may share the rows."""
    return connection.vendor == "postgresql"


def any_of(column: str) -> str:
    """A condition that takes one parameter, made by `ids`."""
    if is_postgresql():
        return f"{column} = ANY(%s)"
    return f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 (names of ours)


def ids(values: Iterable[Any]) -> Any:
    """The parameter of `any_of`."""
    return list(values) if is_postgresql() else json.dumps(list(values))


def table(columns: Mapping[str, str]) -> str:
    """A derived table of `columns` (name: PostgreSQL type) that takes one parameter, made by `rows`."""
    if is_postgresql():
        parts = [f"(v->>{place})::{kind} AS {name}" for place, (name, kind) in enumerate(columns.items())]
        return f"(SELECT {', '.join(parts)} FROM jsonb_array_elements(%s::jsonb) AS t(v))"  # noqa: S608
    parts = [f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(columns)]
    return f"(SELECT {', '.join(parts)} FROM json_each(%s))"  # noqa: S608


def rows(values: Iterable[Sequence[Any]]) -> str:
    """The parameter of `table`: arrays in the order of its columns, moments made by `at`."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def at(moment: datetime) -> str:
    """A moment as both databases store or cast it."""
    if is_postgresql():
        return moment.isoformat()
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def moment(value: Any) -> datetime:
    """A moment as a raw row of either database brings it."""
    known = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert isinstance(known, datetime)  # noqa: S101 (the driver's own type)
    # SQLite's are UTC and do not say so; Python would take them for the time of the wall.
    return known.replace(tzinfo=UTC) if known.tzinfo is None else known.astimezone(UTC)


def skip_locked(alias: str) -> str:
    """Rows that another worker is claiming are passed over; SQLite's transactions are exclusive anyway."""
    return f" FOR UPDATE OF {alias} SKIP LOCKED" if is_postgresql() else ""


def locked(alias: str) -> str:
    """Rows are read to be changed; SQLite's transactions are exclusive anyway."""
    return f" FOR UPDATE OF {alias}" if is_postgresql() else ""


def true() -> str:
    """The literal."""
    return "true" if is_postgresql() else "1"


def false() -> str:
    """The literal."""
    return "false" if is_postgresql() else "0"


def fetch(query: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def change(query: str, parameters: Sequence[Any]) -> int:
    """How many rows a statement changed."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        count: int = cursor.rowcount
    return count
