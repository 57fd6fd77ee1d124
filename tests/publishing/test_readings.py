"""Accounts are read in turn, and what was made past the desk comes to light; whatever fails is read again."""

from __future__ import annotations

import json
import urllib.request
from datetime import timedelta
from typing import Any

import pytest

from jansetu.channels.models import Channel
from jansetu.connectors.contracts import Report, Reports, Timeline
from jansetu.connectors.errors import NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.publishing.models import DirectPost, Reading
from jansetu.publishing.reading import Errand, Read, Readings, plan_readings
from jansetu.publishing.timing import STANDARD
from tests.publishing.office import Office

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


class Turn:
    """One worker's queue of readings, in steps."""

    def __init__(self, office: Office, owner: str = "tester") -> None:
        self.office = office
        self.queue = Readings(
            owner,
            office.steps.connections,
            office.steps.accounts,
            STANDARD,
            capacity=4,
            clock=office.steps.clock,
        )

    def __call__(self) -> int:
        """Everything that is due, once through."""
        return self.office.steps.turn(self.queue)

    def claim(self) -> Errand:
        """The only errand that is due."""
        (errand,) = self.queue.cycle([], 4)
        return errand

    def end(self, errand: Errand, outcome: Any) -> Reading:
        """Settle it as if the platform had answered so."""
        self.queue.cycle([Read(errand=errand, outcome=outcome)], 0)
        return Reading.objects.get(pk=errand.reading)


@pytest.fixture
def channel(office: Office) -> Channel:
    return office.channels(1)[0]


@pytest.fixture
def turn(office: Office, channel: Channel) -> Turn:
    plan_readings(office.now)
    return Turn(office)


def in_the_app(office: Office, channel: Channel, text: str) -> None:
    """Somebody posts past the desk, with the account's own token."""

    given = office.steps.sandbox.credentials("x", channel.handle)
    request = urllib.request.Request(
        f"{given['server']}/2/tweets",
        data=json.dumps({"text": text}).encode(),
        headers={"Authorization": f"Bearer {given['access_token']}", "Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=10).close()


def test_every_connected_channel_that_tells_its_posts_is_read_once_planned(
    office: Office, channel: Channel
) -> None:
    portal = office.portal()
    assert plan_readings(office.now) == 1
    assert plan_readings(office.now) == 0
    assert Reading.objects.get().channel == channel
    assert not Reading.objects.filter(channel=portal).exists()


def test_a_post_from_the_app_is_found_and_our_own_is_not_mistaken_for_one(
    office: Office, channel: Channel, turn: Turn
) -> None:
    office.published([channel])
    in_the_app(office, channel, "ऐप से सीधे डाली गई पोस्ट")
    assert turn() >= 1
    direct = DirectPost.objects.get()
    assert (direct.text, direct.channel) == ("ऐप से सीधे डाली गई पोस्ट", channel)
    reading = Reading.objects.get()
    assert reading.succeeded_at is not None
    assert reading.due_at > office.now + 30 * MINUTE  # X asks for each reading


def test_reading_again_finds_nothing_twice(office: Office, channel: Channel, turn: Turn) -> None:
    in_the_app(office, channel, "एक ही बार")
    for _ in range(2):
        turn()
        Reading.objects.update(due_at=office.now)
    assert DirectPost.objects.count() == 1


def test_more_pages_are_read_at_once_from_the_cursor(office: Office, turn: Turn) -> None:
    errand = turn.claim()
    reading = turn.end(errand, Timeline(posts=(), cursor={"next": "2"}, more=True))
    assert (reading.cursor, reading.due_at) == ({"next": "2"}, office.now)
    assert turn.claim().cursor == {"next": "2"}


def test_a_passing_error_waits_longer_each_time_and_disconnects_nobody(
    office: Office, channel: Channel, turn: Turn
) -> None:
    waits = []
    for _ in range(3):
        reading = turn.end(turn.claim(), Unavailable("no_answer"))
        waits.append(reading.due_at - office.now)
        Reading.objects.update(due_at=office.now)
    assert waits == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    channel.refresh_from_db()
    assert (channel.state, reading.error_code) == ("connected", "no_answer")


def test_a_limit_is_waited_out(office: Office, turn: Turn) -> None:
    until = office.now + timedelta(hours=2)
    assert turn.end(turn.claim(), RateLimited("too_fast", until=until)).due_at == until


def test_a_dead_token_is_told_as_in_sending(channel: Channel, turn: Turn) -> None:
    turn.end(turn.claim(), NotAuthorized("token_refused"))
    channel.refresh_from_db()
    assert channel.state == "unauthorized"
    assert turn() == 0  # and is not read until it is connected again


def test_a_forgotten_cursor_begins_anew(office: Office, turn: Turn) -> None:
    Reading.objects.update(cursor={"next": "gone"})
    reading = turn.end(turn.claim(), Rejected("cursor_unknown"))
    assert reading.cursor == {}
    assert reading.due_at <= office.now + MINUTE


def test_a_worker_that_died_reading_is_followed_by_another(office: Office, turn: Turn) -> None:
    turn.claim()
    other = Turn(office, "other")
    assert other() == 0
    Reading.objects.update(lease_until=office.now)
    assert other() >= 1


def test_an_owner_that_lost_its_lease_changes_nothing(office: Office, turn: Turn) -> None:
    late = turn.claim()
    Reading.objects.update(lease_until=office.now)
    mine = Turn(office, "other").claim()
    assert turn.end(late, Timeline(posts=(), cursor={"late": True}, more=False)).cursor == {}
    assert mine.reading == late.reading


def test_reports_are_noted(office: Office, channel: Channel, turn: Turn) -> None:
    errand = turn.claim()
    report = Report(id="1", state="delivered", at=office.now, remote_id="nobody's")
    reading = turn.end(errand, Reports(reports=(report,), cursor={"uid": 9}, more=False))
    assert reading.cursor == {"uid": 9}
