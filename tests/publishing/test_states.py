"""The table of moves: what it promises, and that real deliveries never leave it under any weather."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jansetu.core.errors import Refusal
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import ENDED, IN_DOUBT, MOVES, WAITING, may_move, require_move
from tests.publishing.steps import Steps

S = Delivery.State
anything = st.sampled_from(S)


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(S) == WAITING | IN_DOUBT | ENDED


@given(anything)
def test_what_is_sent_stays_sent(after: S) -> None:
    assert not may_move(S.SENT, after)


@given(st.sampled_from(sorted(IN_DOUBT)))
def test_a_doubt_never_turns_into_held_or_expired_by_way_of_sending(doubt: S) -> None:
    assert S.SENT in MOVES[doubt]
    assert S.SENDING not in MOVES[doubt]


@given(anything)
def test_only_what_is_due_is_ever_sent_to_a_platform(before: S) -> None:
    assert may_move(before, S.SENDING) == (before == S.DUE)


@given(anything)
def test_unknown_comes_only_from_an_attempt(before: S) -> None:
    assert may_move(before, S.UNKNOWN) == (before == S.SENDING)


@given(anything, anything)
def test_a_move_that_is_not_in_the_table_is_refused(before: S, after: S) -> None:
    if may_move(before, after):
        require_move(Delivery(state=before), after)
        return
    with pytest.raises(Refusal):
        require_move(Delivery(state=before), after)


WEATHER = st.sampled_from(["fair", "lose_answer", "drop", "500", "429", "refuse", "401", "html", "empty"])
DEEDS = st.sampled_from(["send", "look", "wait", "wait_long", "die"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WEATHER, DEEDS), min_size=1, max_size=8))
def test_under_any_weather_a_delivery_keeps_to_the_table_and_goes_out_once(
    steps: Steps, days: list[tuple[str, str]]
) -> None:
    with steps.life():
        steps.burst(steps.crowd())
        path = [steps.first().state]
        for weather, deed in days:
            steps.sandbox.calm()
            if weather != "fair":
                steps.sandbox.fault(weather, next=1, ms=20_000)
            path += steps.live(deed)
        assert all(before == after or may_move(before, after) for before, after in pairwise(path)), path
        assert steps.published() <= 1
        assert path[-1] != S.SENT or steps.published() == 1
