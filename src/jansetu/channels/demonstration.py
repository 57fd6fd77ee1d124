"""Practice accounts for the demonstration state, and its portal; their platforms are the sandbox."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels import practice
from jansetu.channels.models import AppRegistration, Channel, Credential, Keeper
from jansetu.channels.operations import (
    ChannelFacts,
    appoint_keeper,
    practice_calls,
    register_app,
    register_channel,
)
from jansetu.connectors.flows import FLOWS
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Position, Unit
from jansetu.orgs.rights import Actor
from jansetu.sandbox import process

# Unit, the account's name on every practice platform, and how it is called.
ACCOUNTS = (
    ("mp-ujjain", "collectorujjain", "कलेक्टर उज्जैन", "Collector Ujjain"),
    ("mp-ujjain-pro", "jansamparkujjain", "जनसम्पर्क उज्जैन", "Jansampark Ujjain"),
    ("mp-ujjain-municipal", "nagarnigamujjain", "नगर पालिक निगम उज्जैन", "Municipal Corporation Ujjain"),
    ("mp-ujjain-smart-city", "smartcityujjain", "उज्जैन स्मार्ट सिटी", "Ujjain Smart City"),
    ("mp-pr", "jansamparkmp", "जनसम्पर्क मध्य प्रदेश", "Jansampark MP"),
)
APP = {"client_id": "practice-app", "client_secret": "practice-secret"}
PORTAL = ("mp", "portal", "मध्य प्रदेश जन-पोर्टल", "Madhya Pradesh Public Portal")


@transaction.atomic
def load(*, sandbox: str, by: Actor, now: datetime) -> list[Channel]:
    """Register and connect the practice accounts at `sandbox` ("host:port"); when repeated only the address
    is renewed, for the sandbox may have found another port. Refused where the people are not invented.
    """
    if not practice.must_practise():
        raise Refusal(
            "real_installation",
            hi="यह स्थापना वास्तविक है; इसमें अभ्यास के खाते नहीं डाले जाते।",
            en="This installation is real; the demonstration's accounts are not loaded into it.",
        )
    port = int(sandbox.rpartition(":")[2])
    _apps(by, now)
    made = [_account(kind, *account, port, by, now) for account in ACCOUNTS for kind in process.PLATFORMS]
    if not Channel.objects.filter(kind="portal").exists():
        made.append(_register("portal", *PORTAL, by, now))
    return made


def _apps(by: Actor, now: datetime) -> None:
    """An app of the state at each practice platform whose own page is walked to; the sandbox takes any."""
    state = Unit.objects.get(code=PORTAL[0])
    for flow in FLOWS.values():
        if flow.app_fields and not AppRegistration.objects.filter(kind=flow.kind, unit=state).exists():
            register_app(kind=flow.kind, name=practice_calls.NAME, unit=state, secrets=APP, by=by, now=now)


def _account(
    kind: str, unit: str, account: str, name_hi: str, name_en: str, port: int, by: Actor, now: datetime
) -> Channel:
    typed = process.credentials(kind, account, port=port)
    handle = typed.get("handle") or f"@{account}"
    channel = Channel.objects.filter(kind=kind, handle=handle).first()
    if channel is None:
        channel = _register(kind, unit, handle, name_hi, name_en, by, now)
        _connect(channel, typed, by, now)
    else:
        _renew(channel, typed, now)
    return channel


def _register(
    kind: str, unit: str, handle: str, name_hi: str, name_en: str, by: Actor, now: datetime
) -> Channel:
    owner = Unit.objects.get(code=unit)
    facts = ChannelFacts(name_hi=name_hi, name_en=name_en, second_factor=Channel.SecondFactorHolder.OFFICE)
    channel = register_channel(kind=kind, handle=handle, unit=owner, facts=facts, by=by, now=now)
    head = Position.objects.filter(unit=owner, is_head=True).first()
    if head is not None:
        appoint_keeper(channel, position=head, duty=Keeper.Duty.CUSTODIAN, by=by, now=now)
    return channel


def _connect(channel: Channel, typed: dict[str, str], by: Actor, now: datetime) -> None:
    """Without asking the platform, which need not run yet: the sandbox knows every account of its own."""
    Credential.objects.create(channel=channel, sealed=typed, connected_at=now)
    channel.state = Channel.State.CONNECTED
    channel.save(update_fields=["state"])
    record(
        "channel.connected",
        by=by,
        subject=("channels.channel", channel.pk),
        unit_id=channel.unit_id,
        detail={"kind": channel.kind, "handle": channel.handle},
        now=now,
    )


def _renew(channel: Channel, typed: dict[str, str], now: datetime) -> None:
    credential = Credential.objects.filter(channel=channel).first()
    if credential is not None and credential.sealed.get("server") != typed["server"]:
        credential.sealed, credential.connected_at, credential.renewed_at = typed, now, None
        credential.save(update_fields=["sealed", "connected_at", "renewed_at"])
