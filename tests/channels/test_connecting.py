"""Connecting asks the platform first, seals what works and gives up a hacked account at once."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection

from jansetu.audit.models import Event
from jansetu.channels.credentials import open_credentials
from jansetu.channels.models import Channel, Credential
from jansetu.channels.operations import (
    ChannelFacts,
    connect,
    disconnect,
    mark_unauthorized,
    register_channel,
    report_hacked,
)
from jansetu.channels.operations import test_connection as ask_whose_account_it_is
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Installation
from jansetu.orgs.rights import NotAllowed
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def join(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime, account: str = "collectorujjain"
) -> None:
    connect(channel, credentials=sandbox.credentials("x", account), by=cast.farid, now=now)


def test_working_credentials_connect_the_channel(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    channel.refresh_from_db()
    assert channel.state == Channel.State.CONNECTED
    assert channel.remote_account_id == sandbox.credentials("x", "collectorujjain")["account_id"]
    assert ask_whose_account_it_is(channel, by=cast.farid, now=now).remote_id == channel.remote_account_id


def test_a_dead_token_connects_nothing(channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime) -> None:
    typed = sandbox.credentials("x", "collectorujjain") | {"access_token": "dead-1"}
    with pytest.raises(Refusal, match="token"):
        connect(channel, credentials=typed, by=cast.farid, now=now)
    assert not Credential.objects.exists()


def test_a_token_of_another_account_is_refused(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    with pytest.raises(Refusal) as refused:
        join(channel, sandbox, cast, now, account="somebodyelse")
    assert refused.value.code == "other_account"


def test_one_account_cannot_be_two_channels(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    facts = ChannelFacts(name_hi="दूसरा")
    twin = register_channel(
        kind="x", handle="@twin", unit=cast.district, facts=facts, practise=True, by=cast.farid, now=now
    )
    with pytest.raises(Refusal) as refused:
        join(twin, sandbox, cast, now)
    assert refused.value.code == "account_taken"


def test_the_database_holds_no_readable_token(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM channels_credential")
        sealed = cursor.fetchone()[0]
    assert "sandbox-collectorujjain" not in sealed
    assert "sandbox-collectorujjain" not in repr(open_credentials([channel.pk]))
    assert not Event.objects.filter(detail__icontains="sandbox-collectorujjain").exists()


def test_a_practice_channel_reaches_no_other_address(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    typed = sandbox.credentials("x", "collectorujjain") | {"server": "https://api.x.com"}
    with pytest.raises(Refusal):
        connect(channel, credentials=typed, by=cast.farid, now=now)


def test_a_hacked_account_loses_its_credentials_at_once(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    report_hacked(channel, reason="अनजान पोस्ट दिखी", by=cast.esha, now=now)
    channel.refresh_from_db()
    assert channel.state == Channel.State.HACKED
    assert not Credential.objects.exists()
    assert Event.objects.filter(verb="channel.hacked").exists()


def test_disconnecting_destroys_the_credentials(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    disconnect(channel, by=cast.farid, now=now)
    assert not Credential.objects.exists()


def test_a_refused_token_stops_the_channel_once(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    join(channel, sandbox, cast, now)
    mark_unauthorized(channel, code="token_refused", now=now)
    mark_unauthorized(channel, code="token_refused", now=now)
    assert Event.objects.filter(verb="channel.unauthorized").count() == 1


def test_who_may_not_connect_is_refused(
    channel: Channel, sandbox: Sandbox, cast: Cast, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        connect(channel, credentials=sandbox.credentials("x", "collectorujjain"), by=cast.esha, now=now)


def test_a_demonstration_registers_only_practice_channels(cast: Cast, now: datetime) -> None:
    Installation.objects.update(kind=Installation.Kind.DEMONSTRATION)
    facts = ChannelFacts(name_hi="कलेक्टर")
    made = register_channel(
        kind="x", handle="@real", unit=cast.district, facts=facts, practise=False, by=cast.farid, now=now
    )
    assert made.practice
