"""The table of moves: what it promises and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.errors import Refusal
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import ENDED, IN_DOUBT, MOVES, WAITING, may_move, require_move

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
