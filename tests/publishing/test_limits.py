"""Limits: reserved with the claim, returned when unused, shared fairly, and holding back nobody else."""

from __future__ import annotations

from datetime import timedelta

from jansetu.engine import buckets
from jansetu.engine.buckets import Level
from jansetu.engine.models import Bucket
from jansetu.publishing import limits
from jansetu.publishing.models import Attempt, Delivery, Pause
from tests.publishing.steps import Steps

S = Delivery.State


def allow(steps: Steps, key: str, remaining: int) -> None:
    """A platform told so."""
    resets_at = steps.now + timedelta(minutes=15)
    buckets.teach([Level(key=key, limit=100, remaining=remaining, resets_at=resets_at)])


def account(steps: Steps, number: int) -> str:
    """The bucket of one of the crowd's accounts."""
    channel = Delivery.objects.filter(channel__handle=f"district{number}").values_list("channel", flat=True)[
        0
    ]
    return limits.account_key("x", channel, "publish")


def app() -> str:
    """The bucket that all practice accounts share."""
    return limits.app_key("x", True, "publish")


def left(key: str) -> int:
    """What the row still allows."""
    return Bucket.objects.get(key=key).remaining


def test_no_more_is_claimed_than_the_account_allows(steps: Steps) -> None:
    steps.burst(steps.crowd(), deliveries=5)
    allow(steps, account(steps, 0), 2)
    assert len(steps.claim(steps.deliveries)) == 2
    assert left(account(steps, 0)) == 0
    assert Attempt.objects.count() == 2


def test_an_exhausted_account_takes_nothing_from_the_apps_limit(steps: Steps) -> None:
    steps.burst(steps.crowd(channels=2), deliveries=4)
    allow(steps, account(steps, 0), 0)
    allow(steps, app(), 10)
    assert len(steps.claim(steps.deliveries)) == 2
    assert left(app()) == 8


def test_districts_share_an_apps_limit_fairly(steps: Steps) -> None:
    """One district's hundred posts do not push out another's one."""
    crowd = steps.crowd(channels=3)
    steps.burst(crowd, deliveries=30)
    allow(steps, app(), 6)
    jobs = steps.claim(steps.deliveries)
    assert sorted(job.account.channel for job in jobs) == sorted([one.pk for one in crowd.channels] * 2)


def test_what_a_stopping_worker_did_not_send_is_returned(steps: Steps) -> None:
    steps.burst(steps.crowd(), deliveries=2)
    allow(steps, account(steps, 0), 5)
    steps.deliveries.stop()
    steps.turn(steps.deliveries)
    assert left(account(steps, 0)) == 5
    assert steps.first().state == S.DUE


def test_the_platforms_own_figures_are_learnt(steps: Steps) -> None:
    steps.burst(steps.crowd())
    steps.send()
    assert Bucket.objects.get(key=account(steps, 0)).limit > 0


def test_too_fast_for_the_app_stops_all_its_accounts_and_no_other_platform(steps: Steps) -> None:
    steps.burst(steps.crowd(channels=4, kinds=["x", "mastodon"]), deliveries=4)
    allow(steps, app(), 0)
    steps.turn(steps.deliveries)
    assert {entry["platform"] for entry in steps.sandbox.ledger()} == {"mastodon"}


def test_practice_uses_up_nothing_that_is_real(steps: Steps) -> None:
    assert limits.app_key("x", True, "publish") != limits.app_key("x", False, "publish")


def test_doubts_of_a_channel_that_cannot_be_read_hold_back_nobody_elses(steps: Steps) -> None:
    """Sixty doubts on an exhausted account, and one elsewhere that can be looked up at once."""
    crowd = steps.crowd(channels=2)
    steps.sandbox.fault("lose_answer")
    steps.burst(crowd, deliveries=120)
    steps.turn(steps.deliveries)
    readable = Delivery.objects.filter(channel=crowd.channels[1])
    kept = readable.filter(state=S.UNKNOWN).order_by("pk")[0]
    readable.exclude(pk=kept.pk).update(state=S.CANCELLED)
    first_in_line = steps.now - timedelta(seconds=60)
    Delivery.objects.filter(channel=crowd.channels[0]).update(due_at=first_in_line)
    key = limits.account_key("x", crowd.channels[0].pk, "read")
    resets_at = steps.now + timedelta(minutes=15)
    buckets.teach([Level(key=key, limit=900, remaining=0, resets_at=resets_at)])
    steps.later(5)
    searched = steps.claim(steps.searches)
    assert {one.account.channel for one in searched} == {crowd.channels[1].pk}


def test_a_paused_channel_does_not_use_up_the_apps_limit(steps: Steps) -> None:
    crowd = steps.crowd(channels=2)
    steps.burst(crowd, deliveries=6)
    Pause.objects.create(scope=Pause.Scope.CHANNEL, channel=crowd.channels[0], reason="जाँच", at=steps.now)
    allow(steps, app(), 3)
    jobs = steps.claim(steps.deliveries)
    assert [job.account.channel for job in jobs] == [crowd.channels[1].pk] * 3
