"""The end of a token that nobody renews is announced a week and a day before, each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, ConnectFlow, Credential
from jansetu.channels.operations import begin_walk, connect
from jansetu.channels.operations.renewing import announce, watch
from jansetu.core.clock import utcnow
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast
from tests.channels.test_oauth import app_for

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
END = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)


@pytest.fixture
def ending(channel: Channel) -> Credential:
    """Tokens with an end and nothing to renew them."""
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.CONNECTED)
    return Credential.objects.create(channel=channel, sealed={}, connected_at=END - 90 * DAY, expires_at=END)


def told() -> list[str]:
    return [
        event.detail["when"] for event in Event.objects.filter(verb="channel.expires_soon").order_by("pk")
    ]


def test_it_is_said_a_week_and_a_day_before_and_not_oftener(ending: Credential) -> None:
    for moment in (END - 8 * DAY, END - 7 * DAY, END - 6 * DAY, END - DAY, END - DAY / 2, END, END + DAY):
        announce(moment)
        announce(moment)
    assert told() == ["week", "day"]


def test_of_a_token_that_was_found_late_only_the_day_is_said(ending: Credential) -> None:
    announce(END - DAY / 2)
    announce(END - DAY / 3)
    assert told() == ["day"]


def test_what_is_renewed_by_itself_is_not_announced_while_renewals_work(ending: Credential) -> None:
    Credential.objects.update(refresh_at=END - 5 * DAY)
    announce(END - 6 * DAY)
    assert told() == []
    Credential.objects.update(failures=3)
    announce(END - 6 * DAY)
    assert told() == ["week"]


def test_a_channel_that_is_not_connected_is_not_announced(ending: Credential, channel: Channel) -> None:
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.UNAUTHORIZED)
    announce(END - DAY)
    assert told() == []


def test_connecting_anew_begins_anew(
    ending: Credential, channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    announce(END - 6 * DAY)
    given = sandbox.credentials("x", "collectorujjain")
    connect(channel, credentials=given, ends=END + 90 * DAY, by=cast.farid, now=utcnow())
    assert Credential.objects.get().announced == ""
    announce(END + 85 * DAY)
    assert told() == ["week", "week"]


def test_walks_that_ended_are_emptied(channel: Channel, cast: Cast, sandbox: Sandbox) -> None:
    app_for(cast, "x")
    begin_walk(channel, by=cast.farid, now=utcnow())
    watch(utcnow())
    assert ConnectFlow.objects.count() == 1
    watch(utcnow() + timedelta(minutes=11))
    assert ConnectFlow.objects.count() == 0
