"""Posts that recur: each occurrence once and at its hour, whatever the worker, the clock or the desk do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from jansetu.audit.dispatch import dispatch_batch
from jansetu.audit.models import Event
from jansetu.audit.sealer import seal_batch
from jansetu.channels.models import Channel
from jansetu.config.wiring import HANDLERS
from jansetu.content.models import Post
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.posts import start_post
from jansetu.core.errors import Refusal
from jansetu.notifications.models import Alert
from jansetu.orgs.rights import Actor, NotAllowed
from jansetu.publishing.calendar_rules import Every, Plan, Rule
from jansetu.publishing.models import Budget, Delivery, Occurrence, Recurrence, Schedule
from jansetu.publishing.operations import approve_and_schedule, retry, withdraw
from jansetu.publishing.operations.budgeting import set_budget
from jansetu.publishing.operations.recurring import recur_post, stop_recurrence
from jansetu.publishing.recurrences import cautions
from jansetu.publishing.recurring import AHEAD, recur
from tests.cast import Cast
from tests.content.acts import TITLE, channel_of, save, text

S = Delivery.State
DAY = timedelta(days=1)
# The `now` of these tests is 24 November 2026, 10:30 in India; the first eleven o'clock is that day's.
FIRST = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
WORDS = "आज की सलाह: पानी उबालकर पिएँ।"
LINKED = f"{WORDS} https://example.gov.in/salah"


def daily(**more: Any) -> Plan:
    """Each day at eleven, ten times, unless told otherwise."""
    facts = {"rule": Rule(every=Every.DAY), "starts_on": date(2026, 11, 24), "at": time(11), "count": 10}
    return Plan(**{**facts, **more})


def approved(cast: Cast, channels: Sequence[Channel], now: datetime, words: str = WORDS) -> Post:
    """Esha wrote it and Bilal approved it; it goes out at once."""
    post = start_post(unit=cast.district, kind="press_note", title=TITLE, by=cast.esha, now=now)
    write(post, channels, words, cast, now)
    approve_and_schedule(post, seen_revision=post.revisions.count(), by=cast.bilal, now=now)
    Delivery.objects.update(state=S.SENT)
    return Post.objects.get(pk=post.pk)


def write(post: Post, channels: Sequence[Channel], words: str, cast: Cast, now: datetime) -> None:
    """Esha writes it anew and asks for approval."""
    kinds = sorted({one.kind for one in channels})
    save(post, [text(words, kind=kind) for kind in kinds], channels, by=cast.esha, now=now)
    request_approval(post, publish_at=None, by=cast.esha, now=now)


def recurring(post: Post, by: Actor, now: datetime, **more: Any) -> Recurrence:
    """It recurs by `daily(**more)`."""
    return recur_post(post, daily(**more), seen_revision=post.revisions.count(), by=by, now=now)


@pytest.fixture
def channel(cast: Cast, now: datetime) -> Channel:
    return channel_of(cast, cast.district, "ujjain@example.in", now, kind="mastodon")


@pytest.fixture
def post(cast: Cast, channel: Channel, now: datetime) -> Post:
    return approved(cast, [channel], now)


def hours() -> list[datetime]:
    """For which schedules were written by recurrences, in order."""
    rows = Occurrence.objects.filter(skipped="").order_by("schedule_id")
    return list(rows.values_list("schedule__publish_at", flat=True))


def test_each_day_writes_one_schedule_with_its_deliveries_and_no_more(
    post: Post, cast: Cast, now: datetime
) -> None:
    made = recurring(post, cast.bilal, now)
    moment = now
    while moment < FIRST + 3 * DAY:
        recur(moment)
        recur(moment)
        Delivery.objects.filter(due_at__lte=moment).update(state=S.SENT)
        moment += timedelta(hours=1)
    assert hours() == [FIRST, FIRST + DAY, FIRST + 2 * DAY]
    written = Delivery.objects.filter(schedule__in=made.occurrences.values("schedule")).order_by("pk")
    assert [(one.due_at, one.approved_hash) for one in written] == [
        (hour, Delivery.objects.order_by("pk")[0].approved_hash) for hour in hours()
    ]
    assert {one.by for one in Schedule.objects.all()} == {cast.bilal.tenure}
    assert Event.objects.filter(verb="post.scheduled").count() == 4


def test_nothing_is_written_before_its_minutes(post: Post, cast: Cast, now: datetime) -> None:
    recurring(post, cast.bilal, now)
    recur(FIRST - AHEAD - timedelta(seconds=1))
    assert not hours()
    recur(FIRST - AHEAD)
    assert hours() == [FIRST]


def test_after_the_last_one_it_is_finished(post: Post, cast: Cast, now: datetime) -> None:
    made = recurring(post, cast.bilal, now, count=2)
    recur(FIRST)
    recur(FIRST + DAY)
    recur(FIRST + 2 * DAY)
    made.refresh_from_db()
    assert (made.ended, made.next_at, len(hours())) == ("finished", None, 2)


def test_an_outage_skips_what_is_old_and_sends_at_most_the_latest(
    post: Post, cast: Cast, now: datetime
) -> None:
    """tweet-old-post#1102: months-old posts flooded out after an outage."""
    made = recurring(post, cast.bilal, now)
    recur(FIRST + 4 * DAY + timedelta(minutes=30))
    assert hours() == [FIRST + 4 * DAY]
    assert list(made.occurrences.exclude(skipped="").values_list("skipped", flat=True)) == ["newer"] * 4
    recur(FIRST + 7 * DAY + timedelta(hours=3))  # the latest is too old for a press note as well
    assert hours() == [FIRST + 4 * DAY]
    event = Event.objects.filter(verb="recurrence.skipped").latest("pk")
    assert event.detail["count"] == 3


def test_a_clock_that_jumped_ahead_and_came_back_loses_none_and_repeats_none(
    post: Post, cast: Cast, now: datetime
) -> None:
    recurring(post, cast.bilal, now, count=6)
    recur(FIRST + 3 * DAY + timedelta(minutes=1))  # for a moment: three are skipped, the fourth is written
    recur(FIRST + 30 * DAY)  # further still: the end is passed
    for number in range(8):
        recur(FIRST + number * DAY)
        recur(FIRST + number * DAY - timedelta(hours=1))  # and a clock that runs an hour back
        Delivery.objects.update(state=S.SENT)
    assert sorted(hours()) == [FIRST + number * DAY for number in range(6)]
    assert not Occurrence.objects.exclude(skipped="").exists()
    assert Recurrence.objects.get().ended == "finished"


def test_a_withdrawn_post_recurs_no_more_and_the_desk_is_told(post: Post, cast: Cast, now: datetime) -> None:
    made = recurring(post, cast.bilal, now)
    withdraw(post, reason="ग़लत", by=cast.bilal, now=now)
    recur(now)
    recur(FIRST)
    made.refresh_from_db()
    assert (made.ended, hours()) == ("withdrawn", [])
    dispatch(now)
    people = set(Alert.objects.filter(verb="recurrence.ended").values_list("person", flat=True))
    assert people == {cast.bilal.actor_id, cast.esha.actor_id}


def test_a_changed_post_recurs_no_more_even_once_it_is_approved_anew(
    post: Post, channel: Channel, cast: Cast, now: datetime
) -> None:
    made = recurring(post, cast.bilal, now)
    write(post, [channel], "नई सलाह", cast, now)
    approve_and_schedule(post, seen_revision=post.revisions.count(), by=cast.bilal, now=now)
    recur(FIRST)
    made.refresh_from_db()
    assert (made.ended, hours()) == ("changed", [])


def test_words_that_changed_behind_the_desk_go_nowhere(post: Post, cast: Cast, now: datetime) -> None:
    made = recurring(post, cast.bilal, now)
    post.variants.update(text="किसी ने सीधे बदला")
    recur(FIRST)
    made.refresh_from_db()
    assert (made.ended, hours()) == ("changed", [])


def test_what_still_waits_from_yesterday_gives_way_to_todays(post: Post, cast: Cast, now: datetime) -> None:
    recurring(post, cast.bilal, now)
    recur(FIRST)
    recur(FIRST + DAY)
    states = Delivery.objects.filter(schedule__publish_at__gte=FIRST).order_by("pk")
    assert list(states.values_list("state", "error_code")) == [("cancelled", "newer_occurrence"), ("due", "")]


def test_stopping_takes_back_what_waits_and_lets_nothing_more_go(
    post: Post, cast: Cast, now: datetime
) -> None:
    made = recurring(post, cast.bilal, now)
    recur(FIRST - AHEAD)
    stop_recurrence(made, reason="मौसम बदला", by=cast.bilal, now=FIRST - AHEAD)
    recur(FIRST + DAY)
    assert Delivery.objects.get(schedule__publish_at=FIRST).state == S.CANCELLED
    assert len(hours()) == 1
    with pytest.raises(Refusal, match="ended_already"):
        stop_recurrence(made, reason="फिर", by=cast.bilal, now=FIRST)
    assert Event.objects.get(verb="recurrence.stopped").detail["deliveries"] == 1


def test_beyond_the_budget_an_occurrence_waits_with_its_words_until_there_is_money(
    cast: Cast, now: datetime
) -> None:
    channel = channel_of(cast, cast.district, "@collectorujjain", now)
    made = recurring(approved(cast, [channel], now, LINKED), cast.bilal, now)
    set_budget(cast.district, rupees=Decimal(20), acts=Budget.Acts.STOP, by=cast.farid, now=now)
    recur(FIRST)
    held = Delivery.objects.get(schedule__in=made.occurrences.values("schedule"))
    assert (str(held.state), held.error_code, held.cost) == ("held", "over_budget", Decimal(0))
    assert "₹2.00 शेष" in held.error_hi
    with pytest.raises(Refusal, match="over_budget"):
        retry(held, by=cast.bilal, now=FIRST)
    dispatch(FIRST)
    assert Alert.objects.filter(verb="delivery.over_budget", person=cast.bilal.actor_id).exists()
    set_budget(cast.district, rupees=Decimal(60), acts=Budget.Acts.STOP, by=cast.farid, now=FIRST)
    recur(FIRST + timedelta(minutes=1))
    held.refresh_from_db()
    assert (str(held.state), held.error_code, held.cost) == ("due", "", Decimal(18))


def test_two_recurrences_that_meet_at_one_hour_publish_once(post: Post, cast: Cast, now: datetime) -> None:
    recurring(post, cast.bilal, now)
    recurring(post, cast.bilal, now, rule=Rule(every=Every.WEEK, weekdays=(1,)))  # Tuesdays, as today
    recur(FIRST)
    assert hours() == [FIRST]


def test_portal_and_subscribers_get_no_repetition_and_x_is_warned_of(cast: Cast, now: datetime) -> None:
    portal = channel_of(cast, cast.state, "portal", now, kind="portal")
    x = channel_of(cast, cast.district, "@collectorujjain", now)
    post = approved(cast, [portal, x], now)
    recurring(post, cast.bilal, now)
    recur(FIRST)
    assert [one.channel for one in Delivery.objects.filter(schedule__publish_at=FIRST)] == [x]
    assert len(cautions(post)) == 2
    alone = approved(cast, [portal], now)
    with pytest.raises(Refusal, match="nowhere"):
        recurring(alone, cast.bilal, now)


def test_only_who_may_approve_it_has_it_recur_and_nobody_their_own_words(
    post: Post, cast: Cast, now: datetime
) -> None:
    for actor in (cast.esha, cast.asha, cast.dev, cast.farid):  # Esha's desk publishes, but does not approve
        with pytest.raises(NotAllowed):
            recurring(post, actor, now)
    post.revisions.update(author=cast.bilal.tenure_or_refuse())
    with pytest.raises(Refusal, match="own_words"):
        recurring(post, cast.bilal, now)
    assert not Recurrence.objects.exists()


def test_only_what_was_seen_and_is_approved_recurs_and_by_one_rule_once(
    post: Post, channel: Channel, cast: Cast, now: datetime
) -> None:
    recurring(post, cast.bilal, now)
    with pytest.raises(Refusal, match="recurs_already"):
        recurring(post, cast.bilal, now)
    with pytest.raises(Refusal, match="changed_meanwhile"):
        recur_post(post, daily(at=time(12)), seen_revision=99, by=cast.bilal, now=now)
    write(post, [channel], "नई सलाह", cast, now)
    with pytest.raises(Refusal, match="not_approved"):
        recurring(post, cast.bilal, now, at=time(12))


def dispatch(now: datetime) -> None:
    """Whoever must hear hears."""
    seal_batch(now)
    dispatch_batch(HANDLERS, now)
