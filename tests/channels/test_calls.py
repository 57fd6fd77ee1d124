"""Platforms are told to call us: with an address that reaches us, by whoever connects, and on the record."""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime

import pytest
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.channels.calling_us import ask_to_be_called
from jansetu.channels.models import Channel, Credential, HookItem
from jansetu.channels.operations import ChannelFacts, connect, register_channel
from jansetu.channels.operations.hooking import receive_for_channel, secret_of
from jansetu.channels.operations.practice_calls import be_called_by_practice
from jansetu.connectors.hooks import Call
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import NotAllowed
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)
US = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def our_address(settings: Settings) -> None:
    settings.JANSETU_PUBLIC_URL = US


def joined(
    cast: Cast, sandbox: Sandbox, now: datetime, kind: str, handle: str = "@collectorujjain"
) -> Channel:
    channel = register_channel(
        kind=kind,
        handle=handle,
        unit=cast.district,
        facts=ChannelFacts(name_hi="कलेक्टर"),
        practise=True,
        by=cast.farid,
        now=now,
    )
    typed = sandbox.credentials(kind, handle.removeprefix("@"))
    connect(channel, credentials=typed, by=cast.farid, now=now)
    channel.refresh_from_db()
    return channel


def bots_address(sandbox: Sandbox) -> str:
    token = sandbox.credentials("telegram", "collectorujjain")["bot_token"]
    with urllib.request.urlopen(
        f"{sandbox.server('telegram')}/bot{token}/getWebhookInfo", timeout=10
    ) as told:
        address: str = json.load(told)["result"]["url"]
    return address


def test_telegram_is_told_the_channels_own_address_and_it_stands_in_the_trail(
    cast: Cast, sandbox: Sandbox, now: datetime
) -> None:
    channel = joined(cast, sandbox, now, "telegram")
    for _ in range(2):  # repeating it is harmless
        told = ask_to_be_called(channel, by=cast.farid, now=now)
    assert told == bots_address(sandbox) == f"{US}/hooks/channel/{channel.pk}/"
    events = Event.objects.filter(verb="channel.calls_asked")
    assert [event.detail["address"] for event in events] == [told, told]
    assert secret_of(channel) not in str([event.detail for event in events])


@pytest.mark.parametrize("kind", ["facebook", "whatsapp"])
def test_an_account_is_taken_into_the_app_whose_address_is_known(
    cast: Cast, sandbox: Sandbox, now: datetime, kind: str
) -> None:
    channel = joined(cast, sandbox, now, kind)
    with pytest.raises(Refusal) as refused:
        ask_to_be_called(channel, by=cast.farid, now=now)
    assert refused.value.code == "no_app"
    be_called_by_practice(now=now)
    assert ask_to_be_called(channel, by=cast.farid, now=now).startswith(f"{US}/hooks/app/")


@pytest.mark.parametrize(("kind", "words"), [("x", "पोर्टल"), ("instagram", "पेज"), ("mastodon", "नहीं बुलाता")])
def test_what_only_the_platforms_dashboard_can_be_told_is_said_in_words(
    cast: Cast, sandbox: Sandbox, now: datetime, kind: str, words: str
) -> None:
    channel = joined(cast, sandbox, now, kind)
    with pytest.raises(Refusal) as refused:
        ask_to_be_called(channel, by=cast.farid, now=now)
    assert refused.value.code == "cannot_be_told"
    assert words in refused.value.hi
    assert not Event.objects.filter(verb="channel.calls_asked").exists()


def test_only_whoever_connects_may_and_only_a_connected_channel(
    cast: Cast, sandbox: Sandbox, now: datetime
) -> None:
    channel = joined(cast, sandbox, now, "telegram")
    with pytest.raises(NotAllowed):
        ask_to_be_called(channel, by=cast.dev, now=now)
    Credential.objects.all().delete()
    with pytest.raises(Refusal) as refused:
        ask_to_be_called(channel, by=cast.farid, now=now)
    assert refused.value.code == "not_connected"
    assert bots_address(sandbox) == ""


def test_a_real_platform_is_told_no_address_that_it_could_not_reach(
    cast: Cast, sandbox: Sandbox, now: datetime
) -> None:
    channel = joined(cast, sandbox, now, "telegram")
    Channel.objects.update(practice=False)
    channel.refresh_from_db()
    with pytest.raises(Refusal) as refused:
        ask_to_be_called(channel, by=cast.farid, now=now)
    assert refused.value.code == "address_not_public"


def test_what_a_bot_tells_of_a_strangers_channel_is_never_ours(
    cast: Cast, sandbox: Sandbox, now: datetime
) -> None:
    channel = joined(cast, sandbox, now, "telegram")
    for number, chat in enumerate((int(channel.remote_account_id), -1009999999999)):
        post = {"message_id": 1, "text": "पोस्ट", "chat": {"id": chat, "type": "channel"}}
        body = json.dumps({"update_id": number, "channel_post": post}).encode()
        headers = {"x-telegram-bot-api-secret-token": secret_of(channel)}
        receive_for_channel(channel, Call(query={}, headers=headers, body=body), now=now)
    assert [item.channel for item in HookItem.objects.order_by("pk")] == [channel, None]
