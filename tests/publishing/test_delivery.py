"""One delivery, from due to its end, against the real practice platforms."""

from __future__ import annotations

from jansetu.audit.models import Event
from jansetu.publishing.models import Attempt, Delivery
from tests.publishing.steps import Steps

S = Delivery.State


def test_a_due_delivery_goes_out_once(steps: Steps) -> None:
    steps.burst(steps.crowd())
    sent = steps.send()
    assert steps.turn(steps.deliveries) == 0
    assert (sent.state, steps.published()) == (S.SENT, 1)
    assert sent.remote_id == steps.sandbox.ledger()[0]["remote_id"]
    assert sent.url


def test_what_was_sent_is_on_record(steps: Steps) -> None:
    [delivery] = steps.burst(steps.crowd())
    steps.send()
    event = Event.objects.get(verb="delivery.sent")
    assert event.subject_id == str(delivery.pk)


def test_a_claimed_delivery_is_not_claimed_again(steps: Steps) -> None:
    steps.burst(steps.crowd())
    assert len(steps.claim(steps.deliveries)) == 1
    steps.later(5)
    assert not steps.claim(steps.deliveries)


def test_nothing_goes_out_before_its_hour(steps: Steps) -> None:
    steps.burst(steps.crowd())
    Delivery.objects.update(due_at=steps.now.replace(year=2030))
    assert steps.turn(steps.deliveries) == 0


def test_every_post_goes_to_every_channel(steps: Steps) -> None:
    steps.burst(steps.crowd(channels=4), deliveries=12)
    assert steps.turn(steps.deliveries) == 12
    counted = steps.sandbox.count()
    assert (counted["distinct"], counted["doubled"], counted["refused_duplicates"]) == (12, 0, 0)


def test_a_refused_text_fails_and_says_why(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("refuse", next=1)
    failed = steps.send()
    assert failed.state == S.FAILED
    assert failed.error_hi
    assert failed.error_en


def test_too_fast_waits_until_the_platform_said(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("429", next=1, ms=30_000)
    waiting = steps.send()
    assert (waiting.state, waiting.error_code) == (S.DUE, "rate_limited")
    assert (waiting.due_at - steps.now).total_seconds() > 25
    steps.later(40)
    assert steps.send().state == S.SENT


def test_an_exhausted_account_holds_back_nobody_else(steps: Steps) -> None:
    crowd = steps.crowd(channels=2)
    steps.sandbox.fault("429", next=1, ms=300_000, account="district0")
    steps.burst(crowd, deliveries=2)
    assert steps.turn(steps.deliveries) == 2
    steps.burst(crowd, deliveries=2)
    steps.later(1)
    assert steps.turn(steps.deliveries) == 1
    assert {entry["account"] for entry in steps.sandbox.ledger()} == {"district1"}


def test_a_job_gives_itself_back_when_the_worker_stops(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.deliveries.stop()
    given_back = steps.send()
    assert (given_back.state, steps.published()) == (S.DUE, 0)
    assert Attempt.objects.get().outcome == "unsent"


def test_a_delivery_grown_too_old_expires(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.later(25 * 3600)
    assert steps.turn(steps.deliveries) == 0
    assert steps.first().state == S.EXPIRED
