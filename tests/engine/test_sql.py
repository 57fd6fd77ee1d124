"""Moments travel through raw SQL unchanged, on both databases and wherever the server's wall clock hangs."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from jansetu.engine import sql
from jansetu.engine.models import Bucket

pytestmark = pytest.mark.django_db


def test_a_moment_read_raw_is_the_moment_that_was_written(now: datetime) -> None:
    """postiz-app#1954: every post shifted by the office's distance from Greenwich."""
    assert time.timezone != 0, "Django has set the office's clock, or this test could not fail"
    Bucket.objects.create(key="x:account:1:publish", limit=1, remaining=1, resets_at=now)
    [[raw]] = sql.fetch("SELECT resets_at FROM engine_bucket", [])
    assert sql.moment(raw) == now


def test_a_moment_of_another_zone_is_the_same_moment(now: datetime) -> None:
    there = now.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert sql.moment(there) == now
    assert sql.moment("2026-11-24 05:00:00") == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def test_many_rows_travel_as_one_parameter() -> None:
    table = sql.table({"number": "integer", "word": "text"})
    rows = sql.rows([(2, "दो"), (1, "एक")])
    found = sql.fetch(f"SELECT number, word FROM {table} AS r ORDER BY number", [rows])  # noqa: S608
    assert found == [(1, "एक"), (2, "दो")]
