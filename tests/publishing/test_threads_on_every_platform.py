"""A thread on each platform that has them: a part in doubt is looked up there, and none stands twice."""

from __future__ import annotations

import random

import pytest

from jansetu.connectors.registry import CONNECTORS
from jansetu.content.hashing import variant_hash
from jansetu.content.models import Variant
from jansetu.core.text.parts import joined, mark_of
from jansetu.publishing.models import Delivery
from tests.publishing.steps import Steps

S = Delivery.State
PARTS = ("पहला: कल जलप्रदाय बंद।", "दूसरा: टैंकर https://ujjain.nic.in/tanker देखें", "तीसरा: हेल्पलाइन 1912")
THREADED = sorted(kind for kind, connector in CONNECTORS.items() if connector.limits.follows_as == "thread")
pytestmark = pytest.mark.parametrize("kind", THREADED)


def thread(steps: Steps, kind: str) -> None:
    """An approved thread that is due now."""
    steps.burst(steps.crowd(kinds=(kind,)))
    Variant.objects.update(text=joined(PARTS))
    variant = Variant.objects.get()
    Delivery.objects.update(approved_hash=variant_hash(variant), fingerprint=mark_of(variant.text))
    revision = Delivery.objects.select_related("schedule__revision").get().schedule.revision
    revision.snapshot["variants"] = [{"id": variant.pk, "text": variant.text}]
    revision.save()


def luck(whole: int) -> int:
    """A seed by which so many calls go well and the next one does not."""

    def happens(seed: int) -> list[bool]:
        chance = random.Random(seed)  # noqa: S311 -- chance, not secrecy
        return [chance.random() < 0.5 for _ in range(whole + 1)]

    return next(seed for seed in range(1000) if happens(seed) == [False] * whole + [True])


def go_on(steps: Steps) -> Delivery:
    """As a worker that begins anew."""
    steps.deliveries = steps.fresh_deliveries()
    return steps.send()


def assert_whole(steps: Steps, sent: Delivery) -> None:
    acts = [entry for entry in steps.sandbox.ledger() if entry["act"] == "publish"]
    assert [entry["text"] for entry in acts] == list(PARTS)
    assert [sent.remote_id, *sent.further_ids] == [entry["remote_id"] for entry in acts]
    assert [entry["reply_to"] for entry in acts] == ["", *sent.parts_out[:2]]


def test_all_parts_go_out_in_order(steps: Steps, kind: str) -> None:
    thread(steps, kind)
    sent = steps.send()
    assert sent.state == S.SENT
    assert_whole(steps, sent)


@pytest.mark.parametrize("whole", [0, 1, 2])
def test_the_part_in_doubt_is_found_and_the_rest_follows(steps: Steps, kind: str, whole: int) -> None:
    thread(steps, kind)
    steps.sandbox.fault("lose_answer", platform=kind, calls="publish", rate=0.5, seed=luck(whole))
    assert steps.send().state == S.UNKNOWN
    steps.sandbox.calm()
    steps.later(3)
    found = steps.look()
    assert len(found.parts_out) == whole + 1
    assert found.state == (S.SENT if whole == 2 else S.DUE)
    sent = found if whole == 2 else go_on(steps)
    assert sent.state == S.SENT
    assert_whole(steps, sent)
