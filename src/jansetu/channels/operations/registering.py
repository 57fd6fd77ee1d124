"""Enters accounts into the register and corrects what it says of them. Stores no password, ever."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

import regex
from django.db import IntegrityError, transaction
from django.db.models import Q

from jansetu.audit.operations import record
from jansetu.channels import practice
from jansetu.channels.models import Channel, Credential
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.operations.checks import clean, refuse_closed
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability

HANDLE = regex.compile(r"[\p{L}\p{M}\p{N}@._\-/ ]{1,100}")
PHONE = regex.compile(r"\+?[0-9][0-9 \-]{5,18}")


@dataclass(frozen=True, kw_only=True)
class ChannelFacts:
    """What the register keeps of an account besides platform, handle and owner."""

    name_hi: str
    name_en: str = ""
    url: str = ""
    language: str = "hi"
    verification: str = Channel.Verification.NONE
    verification_at: date | None = None
    badge: str = ""
    recovery_email: str = ""
    recovery_email_is_personal: bool = False
    recovery_phone: str = ""
    recovery_phone_is_personal: bool = False
    second_factor: str = Channel.SecondFactorHolder.UNKNOWN


def register_channel(
    *,
    kind: str,
    handle: str,
    unit: Unit,
    facts: ChannelFacts,
    practise: bool = False,
    by: Actor,
    now: datetime,
) -> Channel:
    """Enter one account. Where people are invented it only practises, whatever is asked."""
    by.require(Capability.REGISTER, unit, now=now)
    refuse_closed(unit)
    if not HANDLE.fullmatch(handle):
        raise Refusal(
            "handle_malformed", hi=f"“{handle}” हैंडल नहीं हो सकता।", en=f"“{handle}” cannot be a handle."
        )
    channel = Channel(kind=kind, handle=handle, unit=unit, created_at=now, **asdict(facts))
    channel.practice = not channel.is_local and (practise or unit.practises or practice.must_practise())
    _check(channel)
    _refuse_known(channel)
    if unit.practises and channel.is_local:
        raise Refusal(
            "no_practice_portal", hi="अभ्यास कक्ष का पोर्टल नहीं होता।", en="A practice room has no portal."
        )
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
            record(
                "channel.registered",
                by=by,
                subject=("channels.channel", channel.pk),
                unit_id=unit.pk,
                detail={"kind": kind, "handle": handle, "practice": channel.practice},
                now=now,
            )
    except IntegrityError as error:
        raise _known(channel) from error
    return channel


def _check(channel: Channel) -> None:
    """Refuse facts that make no sense, naming each."""
    clean(channel)
    if channel.recovery_phone and not PHONE.fullmatch(channel.recovery_phone):
        raise Refusal(
            "phone_malformed",
            hi=f"“{channel.recovery_phone}” फ़ोन नंबर नहीं हो सकता।",
            en=f"“{channel.recovery_phone}” cannot be a telephone number.",
        )


def _refuse_known(channel: Channel) -> None:
    """One account is one row, however its handle is written: platforms know no capitals and no @."""
    name = channel.handle.removeprefix("@")
    same = Q(handle__iexact=name) | Q(handle__iexact=f"@{name}")
    if Channel.objects.filter(same, kind=channel.kind).exists():
        raise _known(channel)


def _known(channel: Channel) -> Refusal:
    return Refusal(
        "channel_known",
        hi=f"{channel.get_kind_display()} {channel.handle} पहले से पंजीकृत है।",
        en=f"{channel.kind} {channel.handle} is in the register already.",
    )


def update_channel(channel: Channel, *, facts: ChannelFacts, by: Actor, now: datetime) -> Channel:
    """Correct what the register says; the audit trail keeps which fields changed, not what was personal."""
    by.require(Capability.REGISTER, channel.unit, now=now)
    with transaction.atomic():
        locked = Channel.objects.select_for_update().get(pk=channel.pk)
        names = [field.name for field in fields(facts)]
        changed = [name for name in names if getattr(locked, name) != getattr(facts, name)]
        for name in changed:
            setattr(locked, name, getattr(facts, name))
        _check(locked)
        if changed:
            locked.save(update_fields=changed)
            record(
                "channel.updated",
                by=by,
                subject=("channels.channel", locked.pk),
                unit_id=locked.unit_id,
                detail={"fields": changed},
                now=now,
            )
    return locked


def close_channel(channel: Channel, *, reason: str, by: Actor, now: datetime) -> Channel:
    """The account is given up: its credentials are destroyed and nothing goes out through it any more."""
    by.require(Capability.REGISTER, channel.unit, now=now)
    with transaction.atomic():
        locked = Channel.objects.select_for_update().get(pk=channel.pk)
        Credential.objects.filter(channel=locked).delete()
        locked.state = Channel.State.CLOSED
        locked.save(update_fields=["state"])
        record(
            "channel.closed",
            by=by,
            subject=("channels.channel", locked.pk),
            unit_id=locked.unit_id,
            detail={"reason": reason},
            now=now,
        )
    return locked
