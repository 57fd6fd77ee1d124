"""A platform on which nobody can look, as Telegram: doubt goes to a person, evidence is what we sent."""

from __future__ import annotations

from jansetu.publishing import operations
from jansetu.publishing.models import Attempt, Delivery, Removal
from tests.publishing.office import BETTER, Office

S = Delivery.State
R = Removal.State


def doubtful(office: Office, fault: str) -> Delivery:
    """A delivery whose answer never came, after the worker has looked for it."""
    office.approve(office.post(office.channels(1, "telegram")))
    office.steps.sandbox.fault(fault, platform="telegram", next=1)
    office.send()
    assert office.states() == [S.UNKNOWN]
    office.steps.later(3)
    office.steps.turn(office.steps.searches)
    return Delivery.objects.get()


def test_a_lost_answer_goes_to_a_person_and_is_never_sent_again_on_a_guess(office: Office) -> None:
    doubt = doubtful(office, "lose_answer")
    assert (doubt.state, doubt.waits_for_person, doubt.error_code) == (S.UNKNOWN, True, "cannot_be_searched")
    office.steps.later(3600)
    office.send()
    assert len(office.acts("publish")) == 1


def test_what_a_person_saw_on_the_channel_is_sent_and_can_be_taken_back(office: Office) -> None:
    doubt = doubtful(office, "lose_answer")
    (entry,) = office.steps.sandbox.ledger()
    number = entry["remote_id"]
    operations.decide_unknown(doubt, published=True, remote_id=number, by=office.cast.bilal, now=office.now)
    assert office.states() == [S.SENT]
    operations.withdraw(doubt.post, reason="तारीख़ ग़लत है", by=office.cast.bilal, now=office.now)
    assert office.remove() == [R.DONE]
    assert office.acts("delete") == ["telegram0"]


def test_what_a_person_did_not_see_goes_out_again(office: Office) -> None:
    doubt = doubtful(office, "drop")
    operations.decide_unknown(doubt, published=False, by=office.cast.bilal, now=office.now)
    office.send()
    assert (office.states(), office.acts("publish")) == ([S.SENT], ["telegram0"])
    assert list(Attempt.objects.order_by("number").values_list("outcome", flat=True)) == ["absent", "sent"]


def test_words_are_corrected_in_place_though_they_cannot_be_read(office: Office) -> None:
    channels = office.channels(1, "telegram")
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    assert office.remove() == [R.DONE]
    assert [entry["act"] for entry in office.steps.sandbox.ledger()] == ["publish", "correct"]
    assert office.steps.sandbox.ledger()[-1]["text"] == BETTER
