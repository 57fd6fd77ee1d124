"""Opens and closes practice rooms: units where workshops work as they would, on accounts nobody reads."""

from __future__ import annotations

from datetime import datetime

import regex
from django.db import transaction

from jansetu.channels import practice
from jansetu.channels.models import Channel
from jansetu.channels.operations.connecting import connect
from jansetu.channels.operations.registering import ChannelFacts, close_channel, register_channel
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Tenure, Unit
from jansetu.orgs.operations import add_position, add_unit, close_unit, end_tenure, grant_role
from jansetu.orgs.operations.checks import refuse_closed
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.sandbox import process

# Seats of a room: who learns what. The rank says nothing; trainees keep their own elsewhere.
SEATS = (
    ("sender", "अभ्यास: प्रेषक अधिकारी", "Practice: sending officer"),
    ("desk_officer", "अभ्यास: डेस्क अधिकारी", "Practice: desk officer"),
    ("approver", "अभ्यास: अनुमोदक", "Practice: approver"),
)
LETTERS = regex.compile(r"[^a-z0-9]")
LONGEST_NAME = 15  # X takes no longer handle: help.x.com, 2026


def open_practice_room(unit: Unit, *, by: Actor, now: datetime) -> Unit:
    """A room below `unit` with three seats and an account on every practice platform, connected.

    Where the platforms did not answer in the middle of it, repeating it connects the rest. Refused where a
    whole room is open there already, and where this installation has no practice platforms.
    """
    by.require(Capability.CONNECT, unit, now=now)
    by.require(Capability.REGISTER, unit, now=now)
    refuse_closed(unit)
    _, port = practice.sandbox_address()
    room = room_of(unit)
    if unit.practises or (room is not None and not _unconnected(room)):
        raise Refusal("room_open", hi="यहाँ अभ्यास कक्ष खुला हुआ है।", en="A practice room is open here already.")
    if room is None:
        with transaction.atomic():
            room = _furnished(unit, port, by, now)
    for channel in _unconnected(room):
        connect(channel, credentials=practice.practice_values(channel), by=by, now=now)
    return room


def _unconnected(room: Unit) -> list[Channel]:
    return list(Channel.objects.filter(unit=room, state=Channel.State.REGISTERED).order_by("pk"))


def _furnished(unit: Unit, port: int, by: Actor, now: datetime) -> Unit:
    room = _room(unit, by, now)
    for role, hi, en in SEATS:
        code = f"{room.code}-{role.replace('_', '-')}"
        seat = add_position(unit=room, code=code, rank="staff", title_hi=hi, title_en=en, by=by, now=now)
        grant_role(seat, role=role, unit=room, by=by, now=now)
    for kind in process.PLATFORMS:
        _account(kind, room, port, by, now)
    return room


def room_of(unit: Unit) -> Unit | None:
    """The open practice room directly below a unit."""
    return Unit.objects.filter(parent=unit, kind=Unit.Kind.PRACTICE, closed_at=None).first()


def _room(unit: Unit, by: Actor, now: datetime) -> Unit:
    number = Unit.objects.filter(parent=unit, kind=Unit.Kind.PRACTICE).count() + 1
    return add_unit(
        parent=unit,
        kind=Unit.Kind.PRACTICE,
        code=f"{unit.code[:45]}-practice-{number}",
        name_hi=f"{unit.name_hi}: अभ्यास कक्ष",
        name_en=f"{unit.name_en}: practice room",
        by=by,
        now=now,
    )


def _account(kind: str, room: Unit, port: int, by: Actor, now: datetime) -> None:
    name = f"p{room.pk}{LETTERS.sub('', room.code)}"[:LONGEST_NAME]
    typed = process.credentials(kind, name, port=port)
    register_channel(
        kind=kind,
        handle=typed.get("handle") or f"@{name}",
        unit=room,
        facts=ChannelFacts(name_hi=room.name_hi, name_en=room.name_en),
        practise=True,
        by=by,
        now=now,
    )


def close_practice_room(room: Unit, *, by: Actor, now: datetime) -> None:
    """End its seats, close its accounts and the room; what was made in it stays to be looked at."""
    by.require(Capability.REGISTER, room, now=now)
    if not room.practises:
        raise Refusal("no_room", hi="यह अभ्यास कक्ष नहीं है।", en="This is no practice room.")
    with transaction.atomic():
        for tenure in Tenure.objects.current(now).filter(position__unit=room):
            end_tenure(tenure, by=by, now=now)
        for channel in Channel.objects.standing().filter(unit=room):
            close_channel(channel, reason="अभ्यास पूरा हुआ", by=by, now=now)
        close_unit(room, by=by, now=now)
