"""Attempts whose outcome nobody knows: looked up on the platform first, never sent again on a guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jansetu.audit.models import Event
from jansetu.publishing import sweeping
from jansetu.publishing.models import Attempt, Delivery, Look
from tests.publishing.steps import Steps

S = Delivery.State


def test_a_lost_answer_is_found_on_the_timeline(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("lose_answer", next=1)
    assert steps.send().state == S.UNKNOWN
    steps.later(3)
    found = steps.look()
    assert (found.state, steps.published()) == (S.SENT, 1)
    assert found.remote_id == steps.sandbox.ledger()[0]["remote_id"]
    assert Attempt.objects.get().outcome == "found"


def test_a_late_timeline_is_given_its_time(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("lag", ms=3_600_000)
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    for _ in range(5):
        steps.later(6)
        assert steps.look().state == S.UNKNOWN
    steps.sandbox.calm()
    steps.later(40)
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_absent_takes_two_complete_reads_and_the_timelines_time(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("drop", next=1)
    steps.send()
    steps.later(3)
    assert steps.look().state == S.UNKNOWN
    steps.later(40)
    assert steps.look().state == S.UNKNOWN
    steps.later(40)
    assert steps.look().state == S.DUE
    assert (steps.send().state, steps.published()) == (S.SENT, 1)


def test_a_dead_workers_attempt_is_unknown_and_never_due(steps: Steps) -> None:
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    steps.run(steps.deliveries, job)  # and dies before it can settle
    steps.later(38)
    assert steps.first().state == S.UNKNOWN
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_the_only_sender_need_not_wait_for_the_dead(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.claim(steps.deliveries)
    sweeping.bury("the next one", steps.now)
    assert steps.first().state == S.UNKNOWN


def test_an_answer_after_the_lease_still_counts(steps: Steps) -> None:
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    result = steps.run(steps.deliveries, job)
    steps.later(60)
    assert steps.first().state == S.UNKNOWN
    steps.deliveries.cycle([result], 0)
    assert (steps.first().state, steps.published()) == (S.SENT, 1)


def test_an_answer_after_a_newer_attempt_overwrites_nothing_and_is_reported(steps: Steps) -> None:
    """The window that remains: our process was frozen inside the request for longer than all leases."""
    steps.burst(steps.crowd())
    [job] = steps.claim(steps.deliveries)
    late = steps.run(steps.deliveries, job)
    Delivery.objects.update(attempt_count=2, owner="another")
    steps.deliveries.cycle([late], 0)
    assert (steps.first().state, steps.first().remote_id) == (S.SENDING, "")
    told = Event.objects.get(verb="delivery.overtaken").detail
    assert told == {"attempt": 1, "remote_id": late.outcome.remote_id}


def test_an_old_attempts_failure_does_not_touch_the_new_one(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("refuse", next=1)
    [job] = steps.claim(steps.deliveries)
    refused = steps.run(steps.deliveries, job)
    Delivery.objects.update(attempt_count=2, owner="another")
    steps.deliveries.cycle([refused], 0)
    assert steps.first().state == S.SENDING


def test_a_timeline_that_cannot_be_read_proves_nothing(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("drop", next=1)
    steps.send()
    steps.sandbox.fault("500", calls="read")
    for _ in range(4):
        steps.later(300)
        assert steps.look().state == S.UNKNOWN
    assert set(Look.objects.values_list("verdict", flat=True)) == {Look.Verdict.UNREADABLE}


def test_after_a_day_of_unreadable_timelines_a_person_decides(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("drop", next=1)
    steps.send()
    steps.sandbox.fault("500", calls="read")
    steps.later(25 * 3600)
    assert steps.look().waits_for_person
    steps.later(3600)
    assert steps.turn(steps.searches) == 0


@pytest.mark.parametrize("kind", ["500", "503", "html", "empty"])
def test_trouble_after_the_first_byte_is_never_taken_for_a_no(steps: Steps, kind: str) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault(kind, next=1, acts=True)
    assert steps.send().state == S.UNKNOWN
    steps.later(3)
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_a_text_edited_since_is_looked_for_as_it_was_sent(steps: Steps) -> None:
    [delivery] = steps.burst(steps.crowd())
    variant, revision = delivery.variant, delivery.schedule.revision
    revision.snapshot["variants"] = [{"id": variant.pk, "text": variant.text}]
    revision.save()
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    variant.text = "कल का कार्यक्रम स्थगित है।"
    variant.save()
    steps.later(3)
    assert steps.look().state == S.SENT


def test_equal_texts_on_one_channel_wait_for_each_other(steps: Steps) -> None:
    crowd = steps.crowd()
    steps.burst(crowd, deliveries=2)
    first = steps.first()
    Delivery.objects.exclude(pk=first.pk).update(fingerprint=first.fingerprint)
    steps.sandbox.fault("lose_answer", next=1)
    assert steps.turn(steps.deliveries) == 1
    steps.later(1)
    assert steps.turn(steps.deliveries) == 0


def test_a_refusal_as_a_repeat_finds_our_own_lost_attempt(steps: Steps) -> None:
    """The timeline was later than anybody knew: only X's refusal of the repeat prevents a second post."""
    steps.burst(steps.crowd())
    steps.sandbox.fault("lag", ms=3_600_000)
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    for _ in range(2):
        steps.later(40)
        steps.look()
    steps.later(40)
    assert steps.look().state == S.DUE
    assert (steps.send().state, steps.first().error_code) == (S.UNKNOWN, "duplicate")
    steps.sandbox.calm()
    steps.later(3)
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_a_refusal_as_a_repeat_of_what_nobody_sees_is_put_to_a_person(steps: Steps) -> None:
    """postiz-app#1321: trying without end. The platform would refuse it for ever."""
    steps.burst(steps.crowd())
    steps.sandbox.fault("duplicate", next=1)
    steps.send()
    for _ in range(3):
        steps.later(40)
        steps.look()
    asked = steps.first()
    assert (asked.state, asked.waits_for_person, asked.error_code) == (S.UNKNOWN, True, "duplicate_unseen")
    assert asked.error_hi


def test_a_read_back_that_itself_is_cut_off_proves_nothing(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.sandbox.fault("lose_answer", next=1)
    steps.send()
    for kind in ("drop", "html", "empty"):
        steps.sandbox.fault(kind, calls="read", next=4)
        steps.later(60)
        assert steps.look().state == S.UNKNOWN
        steps.sandbox.calm()
    steps.later(300)
    assert (steps.look().state, steps.published()) == (S.SENT, 1)


def test_success_is_never_reported_without_the_platforms_own_id(steps: Steps) -> None:
    """postiz-app#989: success reported and nothing posted."""
    steps.burst(steps.crowd())
    steps.sandbox.fault("empty", next=1)
    assert steps.send().state == S.UNKNOWN
    for _ in range(3):
        steps.later(40)
        steps.look()
    assert (steps.send().state, steps.published()) == (S.SENT, 1)


def test_an_id_that_belongs_to_another_delivery_is_put_to_a_person(steps: Steps) -> None:
    """chatwoot#6046 in our direction: one act must not count for two."""
    steps.burst(steps.crowd(), deliveries=2)
    first, second = steps.claim(steps.deliveries)
    receipt = steps.run(steps.deliveries, first)
    same = replace(steps.run(steps.deliveries, second), outcome=receipt.outcome)
    steps.deliveries.cycle([receipt, same], 0)
    taken = Delivery.objects.get(pk=second.delivery)
    assert (taken.state, taken.waits_for_person, taken.error_code) == (S.UNKNOWN, True, "remote_id_taken")
    assert Delivery.objects.get(pk=first.delivery).state == S.SENT
