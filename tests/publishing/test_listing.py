"""What pages list of publishing: the list in which a post stands, what needs somebody, what is seen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.publishing.listing import (
    counts,
    delivery_lines,
    in_tab,
    incident_lines,
    incidents_seen,
    needing_a_person,
    pauses_seen,
    tab_of,
    unsent_of,
)
from jansetu.publishing.models import Attempt, Delivery, Incident, Pause
from jansetu.publishing.operations import approve_and_schedule, pause, withdraw
from tests.cast import Cast
from tests.content.acts import begin, channel_of, ready


@pytest.fixture
def collector(cast: Cast, now: datetime) -> Channel:
    """The district's page on Facebook."""
    return channel_of(cast, cast.district, "@collectorujjain", now, kind="facebook")


@pytest.fixture
def scheduled(cast: Cast, collector: Channel, now: datetime) -> Post:
    """Approved, due now."""
    post = ready(cast, collector, now)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=now)
    return Post.objects.get(pk=post.pk)


def again(post: Post, cast: Cast, now: datetime) -> Delivery:
    """A newer delivery of the same post on the same channel, in a schedule of its own."""
    old = Delivery.objects.get(post=post)
    schedule = old.schedule
    schedule.pk = None
    schedule.save()
    newer = Delivery.objects.get(pk=old.pk)
    newer.pk, newer.key, newer.schedule, newer.state = None, "f" * 32, schedule, "due"
    newer.save()
    return newer


def test_every_post_stands_in_one_list_and_is_counted_there(
    cast: Cast, collector: Channel, scheduled: Post, now: datetime
) -> None:
    begin(cast, now)
    ready(cast, collector, now)
    posts = Post.objects.all()
    assert counts(posts) == {
        "drafts": 1,
        "returned": 0,
        "awaiting": 1,
        "approved": 1,
        "published": 0,
        "withdrawn": 0,
    }
    Delivery.objects.update(state="sent", sent_at=now)
    held = counts(posts)
    assert (held["approved"], held["published"]) == (0, 1)
    assert list(in_tab(posts, "published")) == [scheduled]
    assert tab_of("approved", out=True) == "published"


def test_only_the_newest_delivery_of_a_channel_stands_and_the_older_is_its_past(
    cast: Cast, scheduled: Post, now: datetime
) -> None:
    Delivery.objects.update(state="failed")
    newer = again(scheduled, cast, now)
    Attempt.objects.create(
        delivery=newer, number=1, owner="w", fingerprint="f", started_at=now, lease_until=now
    )
    (line,) = delivery_lines(scheduled)
    assert line.delivery == newer
    assert [one.state for one in line.earlier] == ["failed"]
    assert len(line.attempts) == 1


@pytest.mark.parametrize(
    ("state", "facts", "under_way", "needs"),
    [
        ("due", {}, True, False),
        ("sending", {}, True, False),
        ("unknown", {}, True, False),
        ("unknown", {"waits_for_person": True}, False, True),
        ("failed", {}, False, True),
        ("sent", {}, False, False),
    ],
)
def test_a_line_says_whether_to_look_again_and_whether_somebody_is_waited_for(
    scheduled: Post, now: datetime, state: str, facts: dict[str, bool], under_way: bool, needs: bool
) -> None:
    Delivery.objects.update(state=state, **facts)
    (line,) = delivery_lines(scheduled)
    assert line.is_under_way(now) is under_way
    assert line.needs_person is needs


def test_what_is_due_much_later_is_not_under_way(scheduled: Post, now: datetime) -> None:
    (line,) = delivery_lines(scheduled)
    assert not line.is_under_way(now - timedelta(hours=1))


@pytest.mark.parametrize(
    ("state", "code", "waits"),
    [
        ("failed", "rejected", True),
        ("held", "channel_unauthorized", True),
        ("held", "awaiting_source", False),
        ("held", "content_changed", False),
        ("unknown", "lost_answer", False),
        ("due", "", False),
    ],
)
def test_what_goes_on_by_itself_waits_for_nobody(
    cast: Cast, scheduled: Post, now: datetime, state: str, code: str, waits: bool
) -> None:
    Delivery.objects.update(state=state, error_code=code)
    assert needing_a_person(cast.esha, now).exists() is waits
    assert not needing_a_person(cast.dev, now).exists()


def test_what_was_sent_anew_or_withdrawn_waits_for_nobody(cast: Cast, scheduled: Post, now: datetime) -> None:
    Delivery.objects.update(state="failed")
    again(scheduled, cast, now)
    assert not needing_a_person(cast.esha, now).exists()
    Delivery.objects.update(state="failed")
    withdraw(scheduled, reason="ग़लत", by=cast.bilal, now=now)
    assert not needing_a_person(cast.esha, now).exists()


def test_an_incident_is_seen_where_its_post_is_and_knows_that_it_took_it_back(
    cast: Cast, scheduled: Post, now: datetime
) -> None:
    incident = withdraw(scheduled, reason="ग़लत", by=cast.bilal, now=now)
    (line,) = incident_lines(incidents_seen(cast.esha, now))
    assert line.is_withdrawal
    assert [one.state for one in unsent_of(incident)] == ["cancelled"]
    assert not incidents_seen(cast.dev, now).exists()


def test_a_correction_before_a_withdrawal_stays_a_correction(
    cast: Cast, scheduled: Post, now: datetime
) -> None:
    Incident.objects.create(post=scheduled, reason="संख्या सुधारी", by=cast.bilal.tenure_or_refuse(), at=now)
    withdraw(scheduled, reason="ग़लत", by=cast.bilal, now=now)
    lines = incident_lines(incidents_seen(cast.esha, now))
    assert [line.is_withdrawal for line in lines] == [True, False]


def test_a_pause_of_everything_is_everybodys_and_a_units_its_own(cast: Cast, now: datetime) -> None:
    wide = pause(scope=Pause.Scope.EVERYTHING, reason="आपदा", by=cast.chandra, now=now)
    near = pause(scope=Pause.Scope.UNIT, unit=cast.pr_office, reason="जाँच", by=cast.bilal, now=now)
    assert set(pauses_seen(cast.bilal, now)) == {wide, near}
    assert set(pauses_seen(cast.dev, now)) == {wide}
