"""What platforms' limits allow: reserved before the call, given back when unused, taught by answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jansetu.engine import buckets
from jansetu.engine.buckets import Level
from jansetu.engine.models import Bucket

pytestmark = pytest.mark.django_db
KEY = "x:account:1:publish"


def teach(now: datetime, *, remaining: int, limit: int = 100, minutes: int = 15, key: str = KEY) -> None:
    """An answer told it."""
    resets_at = now + timedelta(minutes=minutes)
    buckets.teach([Level(key=key, limit=limit, remaining=remaining, resets_at=resets_at)])


def left() -> int:
    """What the row still allows."""
    return Bucket.objects.get(key=KEY).remaining


def test_an_unknown_limit_grants_everything(now: datetime) -> None:
    assert buckets.reserve({KEY: 500}, now) == {KEY: 500}


def test_no_more_is_granted_than_remains(now: datetime) -> None:
    teach(now, remaining=3)
    assert buckets.reserve({KEY: 5}, now) == {KEY: 3}
    assert buckets.reserve({KEY: 1}, now) == {KEY: 0}
    assert buckets.exhausted(now) == {KEY}


def test_what_is_not_used_comes_back_and_never_more_than_the_limit(now: datetime) -> None:
    teach(now, remaining=99)
    buckets.reserve({KEY: 2}, now)
    buckets.give_back({KEY: 2}, now)
    assert left() == 99
    buckets.give_back({KEY: 50}, now)
    assert left() == 100


def test_within_one_window_the_lower_figure_is_believed(now: datetime) -> None:
    teach(now, remaining=40)
    teach(now, remaining=60)
    assert left() == 40


def test_a_new_window_brings_its_own_figure(now: datetime) -> None:
    teach(now, remaining=0)
    teach(now, remaining=100, minutes=30)
    assert left() == 100


def test_an_ended_window_without_news_is_full_for_a_while(now: datetime) -> None:
    teach(now, remaining=0)
    later = now + timedelta(minutes=16)
    assert not buckets.exhausted(later)
    assert buckets.reserve({KEY: 5}, later) == {KEY: 5}
    assert left() == 95


def test_too_fast_without_figures_holds_until_it_said(now: datetime) -> None:
    teach(now, limit=0, remaining=0, minutes=1)
    assert buckets.reserve({KEY: 1}, now) == {KEY: 0}
    assert buckets.reserve({KEY: 7}, now + timedelta(minutes=2)) == {KEY: 7}


def test_a_429_keeps_the_limit_that_was_known(now: datetime) -> None:
    teach(now, remaining=50)
    teach(now, limit=0, remaining=0)
    assert Bucket.objects.get(key=KEY).limit == 100


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 40), max_size=12))
def test_a_window_never_grants_more_than_it_had(now: datetime, wanted: list[int]) -> None:
    Bucket.objects.all().delete()
    teach(now, remaining=100)
    granted = sum(buckets.reserve({KEY: one}, now)[KEY] for one in wanted)
    assert granted == min(100, sum(wanted))


def test_a_refusal_for_a_second_does_not_close_a_window_of_a_quarter_of_an_hour(now: datetime) -> None:
    """Found by `jansetu bench faults`: posts waited fifteen minutes after a refusal of two seconds."""
    teach(now, remaining=90)
    until = now + timedelta(seconds=2)
    buckets.teach([Level(key=KEY, limit=0, remaining=0, resets_at=until)])
    assert buckets.exhausted(now) == {KEY}
    assert buckets.exhausted(until) == set()
    assert buckets.reserve({KEY: 1}, until) == {KEY: 1}


def test_a_refusal_in_a_used_up_window_waits_for_its_end(now: datetime) -> None:
    teach(now, remaining=0)
    buckets.teach([Level(key=KEY, limit=0, remaining=0, resets_at=now + timedelta(seconds=2))])
    assert buckets.exhausted(now + timedelta(minutes=14)) == {KEY}


def test_an_account_of_which_nothing_is_known_begins_with_what_its_platform_publishes(now: datetime) -> None:
    def first(key: str) -> Level | None:
        return Level(key=key, limit=100, remaining=100, resets_at=now + timedelta(minutes=15))

    assert buckets.reserve({KEY: 70}, now, first) == {KEY: 70}
    assert buckets.reserve({KEY: 70}, now, first) == {KEY: 30}
    assert buckets.reserve({KEY: 1, "x:account:2:publish": 1}, now, first) == {
        KEY: 0,
        "x:account:2:publish": 1,
    }


def test_what_was_told_counts_for_more_than_what_the_platform_publishes(now: datetime) -> None:
    teach(now, remaining=3)
    published = Level(key=KEY, limit=100, remaining=100, resets_at=now + timedelta(days=1))
    assert buckets.reserve({KEY: 50}, now, lambda _key: published) == {KEY: 3}
