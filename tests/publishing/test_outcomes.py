"""What became of a post, for its sender: one line a channel, in words, and what needs somebody."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from jansetu.publishing import operations, outcomes
from jansetu.publishing.models import Delivery
from tests.publishing.office import BETTER, Office

S = Delivery.State


def test_the_sender_sees_each_channel_with_its_link(office: Office) -> None:
    note = office.note()
    office.approve(office.post([*office.channels(1), office.portal()], submission=note))
    office.send()
    found = outcomes.of_submission(note)
    assert {(one.channel.handle, one.label, bool(one.url)) for one in found} == {
        ("x0", "प्रकाशित", True),
        ("portal", "प्रकाशित", True),
    }
    assert all(one.is_public for one in found)


def test_what_failed_says_why_and_needs_somebody(office: Office) -> None:
    post = office.post([*office.channels(1), *office.channels(1, "mastodon")])
    office.approve(post)
    office.steps.sandbox.fault("refuse", platform="x")
    office.send()
    sent, failed = outcomes.of_post(post)
    assert (sent.state, failed.state) == (S.SENT, S.FAILED)
    assert failed.needs_person
    assert failed.hi
    assert failed.en


def test_what_was_taken_back_is_public_no_more(office: Office) -> None:
    post = office.published([*office.channels(1), office.portal()])
    operations.withdraw(post, reason="ग़लत", by=office.cast.bilal, now=office.now)
    assert [one.channel.handle for one in outcomes.of_post(post) if one.is_public] == ["x0"]
    office.remove()
    assert not any(one.is_public for one in outcomes.of_post(post))


def test_only_the_newest_delivery_of_a_channel_counts(office: Office) -> None:
    channels = office.channels(1)
    post = office.published(channels)
    office.edit(post, channels, BETTER)
    office.approve(post)
    office.remove()
    office.send()
    [outcome] = outcomes.of_post(post)
    assert outcome.is_public
    assert outcome.removal is None


def test_many_channels_take_no_more_queries_than_one(office: Office) -> None:
    post = office.published(office.channels(6, "mastodon"))
    with CaptureQueriesContext(connection) as captured:
        assert len(outcomes.of_post(post)) == 6
    assert len(captured) == 2
