"""Sender processes and their heartbeat: an absent one is noticed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.engine import workers
from jansetu.engine.models import Worker

pytestmark = pytest.mark.django_db


def test_a_silent_worker_is_absent(now: datetime) -> None:
    """postiz-app#1748, #2035, #1550: workers silently absent while everything looks healthy."""
    assert workers.are_absent(now)
    workers.begin("one", now)
    assert not workers.are_absent(now + timedelta(seconds=29))
    assert workers.are_absent(now + timedelta(seconds=31))
    workers.beat("one", now + timedelta(seconds=31))
    assert not workers.are_absent(now + timedelta(seconds=32))


def test_a_worker_that_stopped_is_absent_at_once(now: datetime) -> None:
    workers.begin("one", now)
    workers.end("one", now)
    assert workers.are_absent(now)


def test_workers_of_long_ago_are_forgotten(now: datetime) -> None:
    workers.begin("one", now)
    workers.begin("two", now + timedelta(days=29))
    workers.begin("three", now + timedelta(days=31))
    assert set(Worker.objects.values_list("name", flat=True)) == {"two", "three"}
