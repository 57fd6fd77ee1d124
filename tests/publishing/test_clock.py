"""Clocks that jump: what is leased by one and ended by another neither gets lost nor goes out twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jansetu.engine.clock import elapsed
from jansetu.publishing import sweeping
from jansetu.publishing.models import Delivery
from tests.publishing.office import Office
from tests.publishing.steps import Steps

S = Delivery.State
HOUR = timedelta(hours=1)
JUMPS = pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["an_hour_forward", "an_hour_back"])


def go_on(steps: Steps, rounds: int = 8) -> None:
    """A worker's life from here on, in steps of a quarter of an hour."""
    for _ in range(rounds):
        steps.later(900)
        steps.look()
        steps.deliveries = steps.fresh_deliveries()
        steps.turn(steps.deliveries)


@JUMPS
def test_a_jump_while_a_call_is_under_way_neither_loses_nor_repeats_it(steps: Steps, jump: timedelta) -> None:
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    steps.now += jump
    sweeping.sweep(steps.now)
    steps.deliveries.cycle([steps.run(steps.deliveries, job)], 0)
    go_on(steps)
    assert (steps.first().state, steps.published()) == (S.SENT, 1)


@JUMPS
def test_a_jump_after_a_death_sends_it_once_all_the_same(steps: Steps, jump: timedelta) -> None:
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    steps.run(steps.deliveries, job)  # the platform acted, and the worker is gone
    steps.now += jump
    go_on(steps)
    assert (steps.first().state, steps.published()) == (S.SENT, 1)


@JUMPS
def test_a_jump_after_a_lost_answer_finds_what_is_there(steps: Steps, jump: timedelta) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("lose_answer", next=1)
    assert steps.send().state == S.UNKNOWN
    steps.now += jump
    go_on(steps)
    assert (steps.first().state, steps.published()) == (S.SENT, 1)


@JUMPS
def test_a_jump_before_the_hour_leaves_the_hour_what_it_was(office: Office, jump: timedelta) -> None:
    """A clock put right meanwhile changes when we look, never for when it was approved."""
    hour = office.now + 3 * HOUR
    office.approve(office.post(office.channels(1)), publish_at=hour)
    office.steps.now += jump
    office.send()
    assert office.acts() == []
    office.steps.now = hour
    office.send()
    assert (office.states(), Delivery.objects.get().due_at) == ([S.SENT], hour)


def test_an_hour_that_another_lands_summer_repeats_is_one_hour_here(office: Office) -> None:
    """Half past two twice, in the night in which Berlin's clocks go back: only the right one is due."""
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2027, 10, 31, 2, 30, tzinfo=berlin, fold=fold) for fold in (0, 1))
    office.steps.now = first.astimezone(UTC) - HOUR
    office.approve(office.post(office.channels(1)), publish_at=second)
    office.steps.now = first.astimezone(UTC)
    office.send()
    assert office.states() == [S.DUE]
    office.steps.now = second.astimezone(UTC)
    office.send()
    assert office.states() == [S.SENT]


def test_the_deadline_before_the_first_byte_asks_no_clock_that_can_be_set(steps: Steps) -> None:
    """The wall's clock stands an hour back; the time that passed since the claim is what counts."""
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    assert 0 < job.start_before - elapsed() <= 2
    steps.now -= HOUR
    frozen = type(job)(
        **{name: getattr(job, name) for name in job.__slots__} | {"start_before": elapsed() - 1}
    )
    steps.deliveries.cycle([steps.run(steps.deliveries, frozen)], 0)
    assert (steps.first().state, steps.published()) == (S.DUE, 0)
