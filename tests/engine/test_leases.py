"""A duty is held by one owner at a time, by the clock that is passed in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.engine import leases

pytestmark = pytest.mark.django_db


def test_a_free_duty_is_taken(now: datetime) -> None:
    assert leases.hold("sealer", "a", now, 10)


def test_a_duty_that_is_held_is_refused_to_another(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    assert not leases.hold("sealer", "b", now + timedelta(seconds=9), 10)


def test_its_owner_prolongs_it(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    assert leases.hold("sealer", "a", now + timedelta(seconds=9), 10)
    assert not leases.hold("sealer", "b", now + timedelta(seconds=11), 10)


def test_a_lapsed_duty_is_taken_over(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    assert leases.hold("sealer", "b", now + timedelta(seconds=10), 10)
    assert not leases.hold("sealer", "a", now + timedelta(seconds=11), 10)


def test_a_released_duty_is_free_at_once(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    leases.release("sealer", "a")
    assert leases.hold("sealer", "b", now, 10)


def test_nobody_releases_what_another_has_taken_over(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    leases.hold("sealer", "b", now + timedelta(seconds=10), 10)
    leases.release("sealer", "a")
    assert not leases.hold("sealer", "c", now + timedelta(seconds=11), 10)


def test_duties_are_independent(now: datetime) -> None:
    leases.hold("sealer", "a", now, 10)
    assert leases.hold("dispatcher", "b", now, 10)


def test_where_nobody_else_can_be_alive_the_dead_hold_nothing(now: datetime) -> None:
    leases.hold("sealer", "dead", now, 60)
    leases.hold("sweep", "alive", now, 60)
    leases.take_from_the_dead("alive")
    assert leases.hold("sealer", "alive", now, 60)
    assert not leases.hold("sweep", "dead", now, 60)
