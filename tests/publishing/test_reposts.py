"""X allows one text on one account: the first publishes, the others repost natively and staggered."""

from __future__ import annotations

from datetime import timedelta

from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import cancel
from tests.publishing.office import Office

S = Delivery.State


def test_only_the_first_account_publishes_and_the_others_wait_for_it(office: Office) -> None:
    office.approve(office.post(office.channels(3)))
    assert office.states() == [S.DUE, S.HELD, S.HELD]
    office.send()
    assert office.acts() == ["x0"]
    assert not office.acts("repost")


def test_reposts_follow_each_other_at_a_distance(office: Office) -> None:
    office.published(office.channels(3))
    due = Delivery.objects.filter(repost_of__isnull=False).order_by("pk").values_list("due_at", flat=True)
    assert [at - office.now for at in due] == [timedelta(minutes=5), timedelta(minutes=10)]
    office.steps.later(300)
    office.send()
    assert office.acts("repost") == ["x1"]
    office.steps.later(300)
    office.send()
    assert office.acts("repost") == ["x1", "x2"]
    assert set(office.states()) == {S.SENT}


def test_the_distance_is_counted_from_when_the_first_really_went_out(office: Office) -> None:
    office.steps.sandbox.fault("429", next=1, ms=1_800_000)
    office.approve(office.post(office.channels(2)))
    office.send()
    office.steps.later(3600)
    office.send()
    repost = Delivery.objects.get(repost_of__isnull=False)
    assert repost.due_at - office.now == timedelta(minutes=5)


def test_a_lost_answer_to_a_repost_is_repeated_harmlessly(office: Office) -> None:
    office.published(office.channels(2))
    office.steps.sandbox.fault("lose_answer", next=1)
    office.steps.later(300)
    office.send()
    office.steps.later(30)
    office.send()
    assert office.acts("repost") == ["x1"]
    assert set(office.states()) == {S.SENT}


def test_reposts_of_what_is_cancelled_are_cancelled_and_say_why(office: Office) -> None:
    office.approve(office.post(office.channels(2)), publish_at=office.now + timedelta(hours=1))
    first = Delivery.objects.get(repost_of=None)
    cancel(first, reason="अब नहीं", by=office.cast.bilal, now=office.now)
    office.steps.later(1)
    repost = Delivery.objects.get(repost_of__isnull=False)
    assert (repost.state, repost.error_code) == (S.CANCELLED, "source_not_published")
    assert repost.error_hi


def test_the_same_text_may_stand_on_several_accounts_elsewhere(office: Office) -> None:
    office.published(office.channels(2, "mastodon"))
    assert sorted(office.acts()) == ["mastodon0", "mastodon1"]
