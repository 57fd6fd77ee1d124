"""Taking a post back: what waits is cancelled, what is out is deleted once its evidence is kept."""

from __future__ import annotations

import pytest

from jansetu.audit.models import Event
from jansetu.channels.operations import connect, disconnect
from jansetu.content.models import Post
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing import operations, portal
from jansetu.publishing.models import Delivery, Incident, Pause, Removal
from jansetu.publishing.undoing import withdrawal_preview
from tests.publishing.office import TEXT, Office

S = Delivery.State
R = Removal.State


def withdraw(office: Office, post: Post) -> Incident:
    """Bilal takes it back."""
    return operations.withdraw(post, reason="तारीख़ ग़लत है", by=office.cast.bilal, now=office.now)


def test_what_waits_never_goes_out(office: Office) -> None:
    """postiz-app#1340: deleted posts published."""
    post = office.post(office.channels(2))
    office.approve(post)
    withdraw(office, post)
    office.send()
    assert set(office.states()) == {S.CANCELLED}
    assert not office.acts()


def test_what_is_out_is_deleted_everywhere(office: Office) -> None:
    post = office.published(
        [*office.channels(1), *office.channels(2, "mastodon"), *office.channels(1, "bluesky")]
    )
    withdraw(office, post)
    assert set(office.remove()) == {R.DONE}
    assert sorted(office.acts("delete")) == ["bluesky0", "mastodon0", "mastodon1", "x0"]


def test_evidence_is_read_before_anything_is_deleted(office: Office) -> None:
    post = office.published(office.channels(1))
    withdraw(office, post)
    [reading] = office.steps.claim(office.steps.removals)
    [deleting] = office.steps.removals.cycle([office.steps.run(office.steps.removals, reading)], 0)
    assert office.evidence()["text"] == TEXT
    assert office.evidence()["url"]
    assert Removal.objects.get().evidence_at == office.now
    assert not office.acts("delete")
    assert deleting.has_evidence


def test_a_passing_trouble_does_not_cost_the_evidence(office: Office) -> None:
    post = office.published(office.channels(1))
    withdraw(office, post)
    office.steps.sandbox.fault("500", next=1, calls="read")
    assert office.remove() == [R.DUE]
    office.steps.later(10)
    assert office.remove() == [R.DONE]
    assert office.evidence()["text"] == TEXT


def test_a_harmful_post_does_not_stay_up_for_the_sake_of_the_file(office: Office) -> None:
    post = office.published(office.channels(1))
    withdraw(office, post)
    office.steps.sandbox.fault("500", calls="read")
    for _ in range(3):
        office.remove()
        office.steps.later(30)
    assert (Removal.objects.get().state, list(office.evidence())) == (R.DONE, ["missing"])


def test_what_cannot_be_undone_is_said_and_kept_with_the_incident(office: Office) -> None:
    post = office.published([*office.channels(1), office.portal()])
    incident = withdraw(office, post)
    said = incident.cannot_be_undone
    assert any("स्क्रीनशॉट" in words["hi"] for words in said)
    assert any("quote" in words["en"] for words in said)
    assert incident.reason == "तारीख़ ग़लत है"
    assert Event.objects.get(verb="post.withdrawn").detail["incident"] == incident.pk


def test_the_preview_says_what_will_happen_on_each_channel(office: Office) -> None:
    post = office.published([*office.channels(2), office.portal()])
    found = {step.channel.handle: step.action for step in withdrawal_preview(post)}
    assert found == {"x0": "delete", "x1": "cancel", "portal": "hide"}


def test_the_portal_hides_it_at_once(office: Office) -> None:
    post = office.published([office.portal()])
    assert portal.published().count() == 1
    withdraw(office, post)
    assert portal.published().count() == 0


def test_what_was_being_sent_at_that_moment_is_removed_when_its_answer_comes(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    [job] = office.steps.claim(office.steps.deliveries)
    withdraw(office, post)
    assert office.remove() == [R.DUE]
    office.steps.deliveries.cycle([office.steps.run(office.steps.deliveries, job)], 0)
    assert office.remove() == [R.DONE]
    assert office.acts("delete") == ["x0"]


def test_what_was_in_doubt_is_removed_when_it_is_found(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    office.steps.sandbox.fault("lose_answer", next=1)
    office.send()
    withdraw(office, post)
    office.steps.later(3)
    office.steps.look()
    assert office.remove() == [R.DONE]


def test_what_was_in_doubt_and_surely_absent_is_cancelled_and_its_removal_closed(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    office.steps.sandbox.fault("drop", next=1)
    office.send()
    withdraw(office, post)
    for _ in range(3):
        office.steps.later(40)
        office.steps.look()
    office.steps.later(1)
    assert office.states() == [S.CANCELLED]
    assert Removal.objects.get().error_code == "never_published"
    assert not office.acts()


def test_an_answer_that_comes_after_all_was_given_up_is_still_taken_back(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    [job] = office.steps.claim(office.steps.deliveries)
    late = office.steps.run(office.steps.deliveries, job)
    Delivery.objects.update(state=S.CANCELLED)
    withdraw(office, post)
    assert not Removal.objects.exists()
    office.steps.deliveries.cycle([late], 0)
    assert office.remove() == [R.DONE]


def test_a_removal_waits_for_its_channel_and_says_so(office: Office) -> None:
    [channel] = office.channels(1)
    post = office.published([channel])
    disconnect(channel, by=office.cast.farid, now=office.now)
    assert [step.action for step in withdrawal_preview(post)] == ["later"]
    incident = withdraw(office, post)
    assert any("x0" in words["hi"] for words in incident.cannot_be_undone)
    assert office.remove() == [R.DUE]
    given = office.steps.sandbox.credentials("x", "x0")
    connect(channel, credentials=given, by=office.cast.farid, now=office.now)
    assert office.remove() == [R.DONE]


def test_a_pause_holds_no_removal_back(office: Office) -> None:
    post = office.published(office.channels(1))
    by = office.cast.chandra
    operations.pause(scope=Pause.Scope.EVERYTHING, reason="आपदा", by=by, now=office.now)
    withdraw(office, post)
    assert office.remove() == [R.DONE]


def test_withdrawing_twice_is_refused(office: Office) -> None:
    post = office.published(office.channels(1))
    withdraw(office, post)
    with pytest.raises(Refusal, match="withdrawn_already"):
        withdraw(office, post)
    assert Incident.objects.count() == 1


def test_withdrawing_needs_a_reason_and_the_right(office: Office) -> None:
    post = office.published(office.channels(1))
    with pytest.raises(Refusal, match="reason_missing"):
        operations.withdraw(post, reason="  ", by=office.cast.bilal, now=office.now)
    with pytest.raises(NotAllowed):
        operations.withdraw(post, reason="ग़लत", by=office.cast.dev, now=office.now)
    assert office.states() == [S.SENT]
