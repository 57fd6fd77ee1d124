"""What the doctor is told of publishing on a channel: last success, what waits, what stands still."""

from __future__ import annotations

from datetime import timedelta

from jansetu.engine import buckets
from jansetu.publishing.limits import account_key, app_key
from jansetu.publishing.models import Delivery
from jansetu.publishing.traffic import traffic_of, troubles_of
from tests.publishing.office import BETTER, Office


def test_the_newest_success_is_told_and_what_waits_is_counted(office: Office) -> None:
    channel, quiet = office.channels(2)
    office.published([channel])
    office.approve(office.post([channel], BETTER), office.now + timedelta(days=1))
    found = traffic_of([channel, quiet], office.now)
    sent = Delivery.objects.get(state="sent")
    assert found[channel.pk].last_sent_at == sent.sent_at
    assert (found[channel.pk].waiting, found[channel.pk].in_doubt) == (1, 0)
    assert (found[quiet.pk].last_sent_at, found[quiet.pk].waiting) == (None, 0)


def test_a_lost_answer_is_in_doubt_and_needs_nobody_yet(office: Office) -> None:
    [channel] = office.channels(1)
    office.steps.sandbox.fault("lose_answer", platform="x")
    office.published([channel])
    found = traffic_of([channel], office.now)[channel.pk]
    assert (found.in_doubt, found.standing_still) == (1, 0)
    assert [(one.code, one.needs_person) for one in troubles_of(found)] == [("in_doubt", False)]


def test_a_refused_post_stands_still_until_somebody_decides(office: Office) -> None:
    [channel] = office.channels(1)
    office.steps.sandbox.fault("refuse", platform="x")
    office.published([channel])
    found = traffic_of([channel], office.now)[channel.pk]
    assert found.standing_still == 1
    assert [(one.code, one.needs_person) for one in troubles_of(found)] == [("standing_still", True)]


def test_only_windows_that_run_are_told(office: Office) -> None:
    [channel] = office.channels(1)
    past, ahead = office.now - timedelta(minutes=1), office.now + timedelta(minutes=1)
    own, shared = account_key("x", channel.pk, "read"), app_key("x", True, "publish")
    buckets.teach(
        [
            buckets.Level(key=own, limit=10, remaining=0, resets_at=past),
            buckets.Level(key=shared, limit=100, remaining=7, resets_at=ahead),
        ]
    )
    [allowance] = traffic_of([channel], office.now)[channel.pk].allowances
    assert (allowance.scope, allowance.lane, allowance.limit, allowance.remaining) == (
        "app",
        "publish",
        100,
        7,
    )
