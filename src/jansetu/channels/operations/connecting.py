"""Connects, tests and disconnects accounts. A secret is sealed before it is stored and never given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels import lasting, practice
from jansetu.channels.bridge import ask
from jansetu.channels.credentials import open_credentials
from jansetu.channels.custody import custody_of
from jansetu.channels.models import Channel, Credential
from jansetu.connectors import registry
from jansetu.connectors.capabilities import Identifies
from jansetu.connectors.contracts import Account, Connector, Credentials
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor, not_allowed
from jansetu.orgs.roles import Capability

State = Channel.State


def connect(
    channel: Channel,
    *,
    credentials: Mapping[str, str],
    ends: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Account:
    """Test the credentials at the platform and, only if they work and are this account's, seal them.

    `ends`: when the token runs out, where that is known.
    """
    by.require(Capability.CONNECT, channel.unit, now=now)
    check_connectable(channel)
    checked = registry.credentials_from(channel.kind, credentials)
    account = ask(channel, checked, _whoami)
    with transaction.atomic():
        # As it stands now: while the platform thought, somebody may have closed it or connected another.
        locked = Channel.objects.select_for_update().get(pk=channel.pk)
        check_connectable(locked)
        _check_account(locked, account)
        _seal(locked, checked, ends, by, now)
        locked.state, locked.remote_account_id = State.CONNECTED, account.remote_id
        locked.url = locked.url or account.url
        locked.save(update_fields=["state", "remote_account_id", "url"])
        _note("channel.connected", locked, by, now, {"account": account.remote_id})
    return account


def check_connectable(channel: Channel) -> None:
    """Refuse what is never connected, or no more, or not here."""
    if channel.is_local:
        raise Refusal("local_channel", hi="पोर्टल को जोड़ना नहीं पड़ता।", en="The portal needs no connection.")
    if channel.state == State.CLOSED:
        raise Refusal("channel_closed", hi="यह चैनल बंद किया जा चुका है।", en="This channel has been closed.")
    if not channel.practice and practice.must_practise():
        raise Refusal(
            "demonstration_only",
            hi="प्रदर्शन में केवल अभ्यास चैनल जोड़े जा सकते हैं।",
            en="In a demonstration only practice channels can be connected.",
        )


async def _whoami(connector: Connector) -> Account:
    if not isinstance(connector, Identifies):
        raise TypeError(connector.kind)
    return await connector.whoami()


def _check_account(channel: Channel, account: Account) -> None:
    """A token of another account would publish one office's words under another's name."""
    known = channel.remote_account_id
    if known and known != account.remote_id:
        raise Refusal(
            "other_account",
            hi=f"यह टोकन {account.handle} का है, {channel.handle} का नहीं।",
            en=f"This token belongs to {account.handle}, not to {channel.handle}.",
        )
    taken = Channel.objects.filter(kind=channel.kind, remote_account_id=account.remote_id)
    other = taken.exclude(pk=channel.pk).exclude(state=State.CLOSED).first()
    if other is not None:
        raise Refusal(
            "account_taken",
            hi=f"यह खाता चैनल {other.handle} में पहले से जुड़ा है।",
            en=f"This account is connected already, as channel {other.handle}.",
        )


def _seal(
    channel: Channel, credentials: Credentials, ends: datetime | None, by: Actor, now: datetime
) -> None:
    """What was known of the tokens before them is forgotten, a renewal that is under way included."""
    fresh = {
        "renewed_at": None,
        "owner": "",
        "lease_until": None,
        "failures": 0,
        "doubts": 0,
        "announced": "",
    }
    lasts = {
        "expires_at": ends,
        "refresh_at": lasting.first_renewal(channel.kind, credentials, ends, now),
    }
    given = {"sealed": asdict(credentials), "connected_by": by.tenure, "connected_at": now}
    Credential.objects.update_or_create(channel=channel, defaults={**given, **fresh, **lasts})


def test_connection(channel: Channel, *, by: Actor, now: datetime) -> Account:
    """Ask the platform whose account this is. Changes nothing but the audit trail."""
    by.require(Capability.CONNECT, channel.unit, now=now)
    credentials = open_credentials([channel.pk]).get(channel.pk)
    if credentials is None:
        raise Refusal("not_connected", hi="यह चैनल जुड़ा नहीं है।", en="This channel is not connected.")
    account = ask(channel, credentials, _whoami)
    with transaction.atomic():
        _note("channel.tested", channel, by, now, {"account": account.remote_id})
    return account


def disconnect(channel: Channel, *, by: Actor, now: datetime) -> None:
    """Destroy the credentials; what was due through the channel waits until it is connected again."""
    by.require(Capability.CONNECT, channel.unit, now=now)
    with transaction.atomic():
        _give_up(channel, State.REGISTERED, "channel.disconnected", by, now, {})


def report_hacked(channel: Channel, *, reason: str, by: Actor, now: datetime) -> None:
    """The account is in strange hands: destroy the credentials and stop everything through it, at once.

    Anybody who registers, connects, pauses or keeps the channel may say so: speed matters more than rank.
    """
    if not may_report(channel, by, now):
        raise not_allowed()
    with transaction.atomic():
        _give_up(channel, State.HACKED, "channel.hacked", by, now, {"reason": reason})


def may_report(channel: Channel, by: Actor, now: datetime) -> bool:
    """Whether this charge may report the channel hacked."""
    enough = (Capability.CONNECT, Capability.REGISTER, Capability.PAUSE, Capability.DESK)
    if any(by.can(capability, channel.unit, now=now) for capability in enough):
        return True
    [custody] = custody_of([channel], now)
    return by.tenure is not None and by.tenure in (*custody.custodians, *custody.operators)


def mark_unauthorized(channel: Channel, *, code: str, now: datetime) -> None:
    """The platform refused the token. Nothing more is tried until somebody connects the channel anew."""
    with transaction.atomic():
        connected = Channel.objects.filter(pk=channel.pk, state=State.CONNECTED)
        if connected.update(state=State.UNAUTHORIZED):
            _note("channel.unauthorized", channel, Actor.system("worker"), now, {"code": code})


def _give_up(
    channel: Channel, state: Channel.State, verb: str, by: Actor, now: datetime, detail: dict[str, object]
) -> None:
    locked = Channel.objects.select_for_update().get(pk=channel.pk)
    Credential.objects.filter(channel=locked).delete()
    if locked.state != State.CLOSED:
        locked.state = state
        locked.save(update_fields=["state"])
    _note(verb, locked, by, now, detail)


def _note(verb: str, channel: Channel, by: Actor, now: datetime, detail: dict[str, object]) -> None:
    record(
        verb,
        by=by,
        subject=("channels.channel", channel.pk),
        unit_id=channel.unit_id,
        detail={"kind": channel.kind, "handle": channel.handle, **detail},
        now=now,
    )
