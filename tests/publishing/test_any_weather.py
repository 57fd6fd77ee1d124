"""Real deliveries through days of any weather: they keep to the table, go out once, and can be taken back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.publishing import operations
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import may_move
from tests.publishing.steps import Steps, officer

S = Delivery.State
PASSING = ["fair", "lose_answer", "drop", "500", "503", "429", "html", "empty", "lag"]
WEATHER = st.sampled_from([*PASSING, "refuse", "401", "duplicate"])
DEEDS = st.sampled_from(["send", "look", "wait", "wait_long", "die"])
DAYS = st.lists(st.tuples(WEATHER, DEEDS), min_size=1, max_size=8)
PASSING_DAYS = st.lists(st.tuples(st.sampled_from(PASSING), DEEDS), min_size=1, max_size=8)
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def live_through(steps: Steps, days: list[tuple[str, str]]) -> list[str]:
    """The states that one delivery goes through."""
    path = [steps.first().state]
    for weather, deed in days:
        steps.sandbox.calm()
        if weather == "lag":
            steps.sandbox.fault("lag", ms=20_000)
        elif weather != "fair":
            steps.sandbox.fault(weather, next=1, ms=20_000)
        path += steps.live(deed)
    steps.sandbox.calm()
    return path


def fair_days(steps: Steps) -> None:
    """Everything works again, for three quarters of an hour."""
    for _ in range(8):
        for deed in ("wait_long", "look", "send"):
            steps.live(deed)
        steps.turn(steps.removals)


def balance(steps: Steps) -> int:
    """How many posts the public can read."""
    counted = steps.sandbox.count()
    return counted["publish"] - counted["delete"]


@FEW
@given(DAYS)
def test_under_any_weather_a_delivery_keeps_to_the_table_and_goes_out_once(
    steps: Steps, days: list[tuple[str, str]]
) -> None:
    with steps.life():
        steps.burst(steps.crowd())
        path = live_through(steps, days)
        assert all(before == after or may_move(before, after) for before, after in pairwise(path)), path
        assert steps.published() <= 1
        assert path[-1] != S.SENT or steps.published() == 1


@FEW
@given(PASSING_DAYS)
def test_after_passing_trouble_it_is_out_and_only_once(steps: Steps, days: list[tuple[str, str]]) -> None:
    with steps.life():
        steps.burst(steps.crowd())
        live_through(steps, days)
        fair_days(steps)
        assert (steps.first().state, steps.published()) == (S.SENT, 1)


@FEW
@given(DAYS, DAYS)
def test_whatever_happened_before_and_after_a_withdrawal_leaves_nothing_public(
    steps: Steps, before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    with steps.life():
        crowd = steps.crowd()
        steps.burst(crowd)
        live_through(steps, before)
        operations.withdraw(Post.objects.get(), reason="ग़लत", by=officer(crowd), now=steps.now)
        live_through(steps, after)
        Channel.objects.update(state=Channel.State.CONNECTED)
        fair_days(steps)
        assert balance(steps) == 0
