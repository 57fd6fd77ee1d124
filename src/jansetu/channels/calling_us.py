"""Tells platforms to call us. What only its own dashboard can be told is said in words instead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.bridge import ask
from jansetu.channels.calls import address_for, apps_by_nearness, is_public
from jansetu.channels.credentials import open_credentials
from jansetu.channels.models import Channel
from jansetu.channels.operations.hooking import secret_of
from jansetu.connectors import registry
from jansetu.connectors.capabilities import Subscribes
from jansetu.connectors.contracts import Connector
from jansetu.connectors.instead import INSTEAD
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability


def ask_to_be_called(channel: Channel, *, by: Actor, now: datetime) -> str:
    """Tell the channel's platform to call us from now on; the address that it was told. Harmless again.

    Refuses a channel that is not connected, a platform that cannot be told, and an address that is none.
    """
    by.require(Capability.CONNECT, channel.unit, now=now)
    credentials = open_credentials([channel.pk]).get(channel.pk)
    if credentials is None or channel.state != Channel.State.CONNECTED:
        raise Refusal("not_connected", hi="यह चैनल जुड़ा नहीं है।", en="This channel is not connected.")
    if not can_be_told(channel):
        hi, en = told_elsewhere(channel) or ("यह मंच हमें नहीं बुलाता।", "This platform never calls us.")
        raise Refusal("cannot_be_told", hi=hi, en=en)
    address, secret = _address(channel), secret_of(channel)

    async def subscribe(connector: Connector) -> None:
        if not isinstance(connector, Subscribes):
            raise TypeError(connector.kind)
        await connector.subscribe(address, secret)

    ask(channel, credentials, subscribe)
    with transaction.atomic():
        record(
            "channel.calls_asked",
            by=by,
            subject=("channels.channel", channel.pk),
            unit_id=channel.unit_id,
            detail={"kind": channel.kind, "handle": channel.handle, "address": address},
            now=now,
        )
    return address


def can_be_told(channel: Channel) -> bool:
    """Whether the platform takes it from us, and not only in its own dashboard."""
    connector = registry.CONNECTORS.get(channel.kind)
    return connector is not None and issubclass(connector, Subscribes)


def told_elsewhere(channel: Channel) -> tuple[str, str] | None:
    """What a person does where we cannot, in Hindi and in English."""
    return INSTEAD.get((channel.kind, Subscribes.__name__))


def _address(channel: Channel) -> str:
    """Where this channel's platform can reach us; a Refusal where it could not."""
    address = address_for(channel, apps_by_nearness())
    if not address:
        raise Refusal(
            "no_app",
            hi="पहले इस मंच पर राज्य का ऐप पंजीकृत करें: सूचनाएँ उसी के पते पर आती हैं।",
            en="First register the state's app at this platform: it is at its address that we are called.",
        )
    if not channel.practice and not is_public(address):
        raise Refusal(
            "address_not_public",
            hi=f"{address} बाहर से नहीं खुलता: https और सार्वजनिक नाम चाहिए (JANSETU_PUBLIC_URL)।",
            en=f"{address} is not open from outside: it needs https and a public name (JANSETU_PUBLIC_URL).",
        )
    return address
