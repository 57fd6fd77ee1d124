"""An attempt in doubt, on each platform where one can look: looked up there, never doubled, never lost."""

from __future__ import annotations

import pytest

from jansetu.connectors.capabilities import Finds
from jansetu.connectors.registry import CONNECTORS
from jansetu.publishing.models import Delivery
from tests.publishing.steps import Steps

S = Delivery.State
# Mail has no timeline of its own; its doubts are proved in test_broadcast_by_mail.
SEARCHED = sorted(
    kind
    for kind, connector in CONNECTORS.items()
    if issubclass(connector, Finds) and not connector.limits.one_each
)
pytestmark = pytest.mark.parametrize("kind", SEARCHED)


def test_a_lost_answer_is_found_on_the_platform(steps: Steps, kind: str) -> None:
    steps.burst(steps.crowd(kinds=(kind,)))
    steps.sandbox.fault("lose_answer", next=1)
    assert steps.send().state == S.UNKNOWN
    steps.later(3)
    found = steps.look()
    assert (found.state, steps.published()) == (S.SENT, 1)
    assert found.remote_id == steps.sandbox.ledger()[0]["remote_id"]


def test_what_never_arrived_goes_again_once_that_is_sure(steps: Steps, kind: str) -> None:
    steps.burst(steps.crowd(kinds=(kind,)))
    steps.sandbox.fault("drop", next=1)
    assert steps.send().state == S.UNKNOWN
    for _ in range(12):
        steps.later(80)
        if steps.look().state != S.UNKNOWN:
            break
    assert steps.first().state == S.DUE
    assert (steps.send().state, steps.published()) == (S.SENT, 1)
