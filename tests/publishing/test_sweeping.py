"""What time alone changes: the dead, the too old, what may go on; and each says why."""

from __future__ import annotations

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.publishing import sweeping
from jansetu.publishing.models import Attempt, Delivery
from tests.publishing.steps import Steps

S = Delivery.State
DAY = 24 * 3600


def test_an_outage_never_ends_in_a_flood_of_old_posts(steps: Steps) -> None:
    """tweet-old-post#1102: months-old posts flooding out after an outage."""
    steps.burst(steps.crowd(channels=2), deliveries=20)
    steps.later(60 * DAY)
    steps.turn(steps.deliveries)
    assert set(Delivery.objects.values_list("state", flat=True)) == {S.EXPIRED}
    assert steps.published() == 0


def test_a_worker_that_was_not_there_for_the_sweep_claims_nothing_old_either(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.now = steps.first().expires_at
    assert not steps.claim(steps.deliveries)


@pytest.mark.parametrize("state", [S.DUE, S.HELD])
def test_what_expired_says_why_in_both_languages(steps: Steps, state: Delivery.State) -> None:
    """postiz-app#1512, #1724: posts left in a queue with no error."""
    steps.burst(steps.crowd())
    Delivery.objects.update(state=state)
    steps.later(2 * DAY)
    expired = steps.first()
    assert (expired.state, expired.error_code) == (S.EXPIRED, "expired")
    assert expired.error_hi
    assert expired.error_en
    assert Event.objects.get(verb="delivery.expired").detail == {"code": "expired"}


def test_a_lease_is_not_lapsed_before_its_time(steps: Steps) -> None:
    """A worker killed with calls in flight: found or sent again within two minutes, never frozen."""
    steps.burst(steps.crowd())
    steps.claim(steps.deliveries)
    steps.later(36)
    assert steps.first().state == S.SENDING
    steps.later(1)
    lost = steps.first()
    assert (lost.state, lost.error_code) == (S.UNKNOWN, "worker_lost")
    assert lost.error_hi
    assert Attempt.objects.get().outcome == "unknown"


def test_a_worker_buries_others_and_never_its_own(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.claim(steps.deliveries)
    sweeping.bury(steps.owner, steps.now)
    assert steps.first().state == S.SENDING


def test_a_doubt_whose_channel_is_away_is_put_to_a_person_until_it_is_back(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    Channel.objects.update(state=Channel.State.UNAUTHORIZED)
    steps.later(300)
    assert not steps.first().waits_for_person
    steps.later(400)
    waiting = steps.first()
    assert (waiting.waits_for_person, waiting.error_code) == (True, "channel_away")
    assert waiting.error_hi
    Channel.objects.update(state=Channel.State.CONNECTED)
    steps.later(1)
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_sweeping_twice_changes_nothing_more(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.claim(steps.deliveries)
    steps.later(40)
    events = Event.objects.count()
    sweeping.sweep(steps.now)
    assert Event.objects.count() == events


def test_a_late_no_after_the_lease_does_not_confuse_the_search(steps: Steps) -> None:
    """The platform's refusal came after the attempt was given up: it is looked up all the same."""
    steps.burst(steps.crowd())
    steps.sandbox.fault("refuse", next=1)
    [job] = steps.claim(steps.deliveries)
    refused = steps.run(steps.deliveries, job)
    steps.later(60)
    steps.deliveries.cycle([refused], 0)
    assert steps.first().state == S.UNKNOWN
    for _ in range(2):
        steps.look()
        steps.later(40)
    assert steps.first().state == S.DUE
