"""Approval and deliveries in one transaction: all or nothing, by nobody who wrote a word of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.content.models import Approval, Post, Submission
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing.models import Delivery, Schedule
from jansetu.publishing.operations import approve_and_schedule
from tests.publishing.office import BETTER, Office

S = Delivery.State


def test_an_approved_post_is_due_on_every_channel_at_once(office: Office) -> None:
    channels = [*office.channels(1), *office.channels(2, "mastodon"), office.portal()]
    post = office.post(channels)
    schedule = office.approve(post)
    made = Delivery.objects.filter(schedule=schedule)
    assert set(made.values_list("channel", flat=True)) == {channel.pk for channel in channels}
    assert set(office.states()) == {S.DUE}
    assert schedule.publish_at == office.now


def test_it_reaches_each_channel_once(office: Office) -> None:
    office.published([*office.channels(1), *office.channels(3, "mastodon")])
    assert sorted(office.acts()) == ["mastodon0", "mastodon1", "mastodon2", "x0"]
    assert set(office.states()) == {S.SENT}


def test_a_later_hour_is_kept_to_the_minute(office: Office) -> None:
    """postiz-app#1954: every post shifted by an hour."""
    hour = office.now + timedelta(hours=3)
    office.approve(office.post(office.channels(1)), publish_at=hour)
    office.steps.later(3 * 3600 - 1)
    office.send()
    assert not office.acts()
    office.steps.later(1)
    office.send()
    assert office.acts() == ["x0"]


def test_an_hour_that_has_passed_means_now(office: Office) -> None:
    schedule = office.approve(office.post(office.channels(1)), publish_at=office.now - timedelta(hours=1))
    assert schedule.publish_at == office.now


def test_nobody_approves_what_they_wrote(office: Office) -> None:
    post = office.post(office.channels(1))
    esha = office.cast.esha
    Grant.objects.create(
        position_id=esha.tenure_or_refuse().position_id,
        role="approver",
        unit=office.cast.district,
        granted_at=office.now,
    )
    with pytest.raises(Refusal, match="own_words"):
        approve_and_schedule(post, seen_revision=office.seen(post), by=esha, now=office.now)
    assert not Delivery.objects.exists()


def test_whoever_may_not_publish_here_is_refused(office: Office) -> None:
    post = office.post(office.channels(1))
    for by in (office.cast.asha, office.cast.dev, office.cast.chandra):
        with pytest.raises(NotAllowed):
            approve_and_schedule(post, seen_revision=office.seen(post), by=by, now=office.now)


def test_an_approver_answers_for_every_account_that_speaks(office: Office) -> None:
    """The district's approver does not let the state's own account speak."""
    post = office.post([*office.channels(1), *office.channels(1, "mastodon")])
    foreign = post.placements.get(channel__kind="mastodon").channel
    foreign.unit = office.cast.state
    foreign.save()
    with pytest.raises(NotAllowed):
        office.approve(post)
    assert not Delivery.objects.exists()


def test_what_was_changed_after_it_was_read_is_not_approved(office: Office) -> None:
    channels = office.channels(1)
    post = office.post(channels)
    seen = office.seen(post)
    office.edit(post, channels, BETTER)
    with pytest.raises(Refusal, match="changed_meanwhile"):
        approve_and_schedule(post, seen_revision=seen, by=office.cast.bilal, now=office.now)


def test_a_fault_while_deliveries_are_written_leaves_no_approval(office: Office) -> None:
    """postiz-app#1259, #1512: approved, and nothing ever goes out. Here both are there or none."""
    post = office.post(office.channels(1))
    events = Event.objects.count()
    with pytest.raises(OverflowError):  # an hour so late that its delivery could never grow too old
        office.approve(post, publish_at=datetime.max.replace(tzinfo=UTC))
    post.refresh_from_db()
    assert post.state == Post.State.AWAITING
    assert not any(model.objects.exists() for model in (Approval, Schedule, Delivery))
    assert Event.objects.count() == events


def test_approved_twice_at_once_is_scheduled_once(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    with pytest.raises(Refusal, match="wrong_state"):
        office.approve(post)
    assert Delivery.objects.count() == 1


def test_the_decision_is_on_record(office: Office) -> None:
    post = office.post(office.channels(1))
    office.approve(post)
    event = Event.objects.get(verb="post.scheduled")
    assert (event.subject_id, event.actor_id) == (str(post.pk), office.cast.bilal.actor_id)


def test_the_senders_note_is_published_with_the_first_delivery(office: Office) -> None:
    note = office.note()
    office.approve(office.post([*office.channels(1), office.portal()], submission=note))
    note.refresh_from_db()
    assert note.state == Submission.State.PLANNED
    office.send()
    note.refresh_from_db()
    assert note.state == Submission.State.PUBLISHED
    assert Event.objects.filter(verb="submission.published").count() == 1


def test_an_edit_after_approval_stops_what_was_scheduled(office: Office) -> None:
    """postiz-app#1213: edits that never reach the worker."""
    channels = office.channels(1)
    post = office.post(channels)
    office.approve(post, publish_at=office.now + timedelta(hours=1))
    office.edit(post, channels, BETTER)
    office.steps.later(3600)
    office.send()
    assert (office.states(), office.acts()) == ([S.HELD], [])
    office.approve(post)
    office.send()
    [entry] = office.steps.sandbox.ledger()
    assert entry["text"] == BETTER
    assert office.states() == [S.CANCELLED, S.SENT]
