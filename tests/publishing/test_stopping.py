"""What stops a delivery at the last moment: a pause, a withdrawal, a changed text, a dead token."""

from __future__ import annotations

import pytest

from jansetu.channels.models import Channel
from jansetu.content.models import Post, Variant
from jansetu.core.errors import Refusal
from jansetu.publishing import operations
from jansetu.publishing.models import Delivery, Incident, Pause, Removal
from tests.publishing.steps import Steps, officer

S = Delivery.State
Scope = Pause.Scope


@pytest.mark.parametrize("scope", [Scope.EVERYTHING, Scope.PLATFORM, Scope.UNIT, Scope.CHANNEL])
def test_a_pause_stops_what_is_due_until_it_is_lifted(steps: Steps, scope: Pause.Scope) -> None:
    crowd = steps.crowd()
    by, channel = officer(crowd), crowd.channels[0]
    reach = {
        Scope.PLATFORM: {"kind": "x"},
        Scope.UNIT: {"unit": crowd.state},
        Scope.CHANNEL: {"channel": channel},
    }
    steps.burst(crowd)
    stop = operations.pause(scope=scope, reason="शोक", by=by, now=steps.now, **reach.get(scope, {}))  # type: ignore[arg-type]
    assert steps.send().state == S.DUE
    operations.lift_pause(stop, by=by, now=steps.now)
    steps.later(1)
    steps.deliveries = steps.fresh_deliveries()
    assert steps.send().state == S.SENT


def test_a_pause_of_one_channel_stops_no_other(steps: Steps) -> None:
    crowd = steps.crowd(channels=3)
    steps.burst(crowd, deliveries=3)
    Pause.objects.create(scope=Scope.CHANNEL, channel=crowd.channels[1], reason="जाँच", at=steps.now)
    assert steps.turn(steps.deliveries) == 2
    assert {entry["account"] for entry in steps.sandbox.ledger()} == {"district0", "district2"}


def test_a_pause_after_the_plan_still_stops_the_claim(steps: Steps) -> None:
    steps.burst(steps.crowd(channels=2), deliveries=2)
    assert len(steps.deliveries.cycle([], 1)) == 1
    Pause.objects.create(scope=Scope.EVERYTHING, reason="आपदा", at=steps.now)
    assert not steps.claim(steps.deliveries)


def test_a_withdrawn_post_is_cancelled_and_never_sent(steps: Steps) -> None:
    steps.burst(steps.crowd())
    Post.objects.update(state=Post.State.WITHDRAWN)
    assert steps.send().state == S.CANCELLED
    assert steps.published() == 0


def test_a_text_changed_after_its_approval_waits_for_a_new_one(steps: Steps) -> None:
    steps.burst(steps.crowd())
    Variant.objects.update(text="किसी ने बाद में बदला")
    held = steps.send()
    assert (held.state, held.error_code, steps.published()) == (S.HELD, "content_changed", 0)


def test_a_dead_token_holds_the_channel_and_what_waits_for_it(steps: Steps) -> None:
    crowd = steps.crowd()
    steps.burst(crowd, deliveries=3)
    steps.sandbox.fault("401", next=1)
    steps.turn(steps.deliveries)
    crowd.channels[0].refresh_from_db()
    assert crowd.channels[0].state == Channel.State.UNAUTHORIZED
    steps.later(1)
    assert steps.turn(steps.deliveries) == 0


def test_what_was_held_for_a_dead_token_goes_out_after_reconnection(steps: Steps) -> None:
    crowd = steps.crowd()
    steps.burst(crowd)
    steps.sandbox.fault("401", next=1)
    assert steps.send().state == S.HELD
    Channel.objects.update(state=Channel.State.CONNECTED)
    steps.later(1)
    assert steps.send().state == S.SENT


def test_a_withdrawal_removes_what_is_out_and_keeps_its_evidence(steps: Steps) -> None:
    crowd = steps.crowd(channels=2)
    steps.burst(crowd, deliveries=2)
    steps.turn(steps.deliveries)
    operations.withdraw(Post.objects.get(), reason="ग़लत तारीख़", by=officer(crowd), now=steps.now)
    steps.turn(steps.removals)
    assert set(Removal.objects.values_list("state", flat=True)) == {Removal.State.DONE}
    assert steps.sandbox.count()["delete"] == 2
    assert all("टीकाकरण" in text for text in Removal.objects.values_list("evidence__text", flat=True))
    assert Incident.objects.get().cannot_be_undone


def test_a_withdrawal_in_doubt_is_carried_out_once_the_doubt_is_gone(steps: Steps) -> None:
    crowd = steps.crowd()
    steps.burst(crowd)
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    operations.withdraw(Post.objects.get(), reason="ग़लत तारीख़", by=officer(crowd), now=steps.now)
    assert steps.turn(steps.removals) == 0
    steps.later(3)
    steps.look()
    steps.turn(steps.removals)
    assert steps.sandbox.count()["delete"] == 1


def test_a_removal_is_repeated_harmlessly_after_a_lost_answer(steps: Steps) -> None:
    crowd = steps.crowd()
    steps.burst(crowd)
    steps.send()
    operations.withdraw(Post.objects.get(), reason="ग़लत तारीख़", by=officer(crowd), now=steps.now)
    steps.sandbox.fault("lose_answer", next=1, calls="delete")
    steps.turn(steps.removals)
    steps.later(60)
    steps.turn(steps.removals)
    assert Removal.objects.get().state == Removal.State.DONE


def test_a_person_decides_what_no_look_can_tell(steps: Steps) -> None:
    crowd = steps.crowd()
    [delivery] = steps.burst(crowd)
    by = officer(crowd)
    steps.send()
    Delivery.objects.update(state=S.UNKNOWN, remote_id="", waits_for_person=False)
    with pytest.raises(Refusal):
        operations.decide_unknown(delivery, published=False, by=by, now=steps.now)
    Delivery.objects.update(waits_for_person=True)
    operations.decide_unknown(delivery, published=True, remote_id="77", by=by, now=steps.now)
    assert steps.first().remote_id == "77"
