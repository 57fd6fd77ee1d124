"""Says which positions keep a channel and which work it. Never a person: people come and go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.models import Channel, Keeper
from jansetu.orgs.models import Position
from jansetu.orgs.operations.checks import refuse_abolished
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability


def appoint_keeper(
    channel: Channel,
    *,
    position: Position,
    duty: Keeper.Duty,
    order_number: str = "",
    by: Actor,
    now: datetime,
) -> Keeper:
    """Make a position custodian or operator; one that is already stays as it is. Refuses an abolished one."""
    by.require(Capability.REGISTER, channel.unit, now=now)
    refuse_abolished(position)
    with transaction.atomic():
        keeper, fresh = Keeper.objects.get_or_create(
            channel=channel,
            position=position,
            duty=duty,
            until=None,
            defaults={"since": now, "order_number": order_number},
        )
        if fresh:
            record(
                "channel.keeper_appointed",
                by=by,
                subject=("channels.channel", channel.pk),
                unit_id=channel.unit_id,
                detail={"position": position.pk, "duty": duty.value, "order": order_number},
                now=now,
            )
    return keeper


def end_keeper(keeper: Keeper, *, by: Actor, now: datetime) -> None:
    """End a duty. The channel is not left alone: custody falls to the head of its unit (see custody.py)."""
    by.require(Capability.REGISTER, keeper.channel.unit, now=now)
    with transaction.atomic():
        if Keeper.objects.filter(pk=keeper.pk, until=None).update(until=now):
            record(
                "channel.keeper_ended",
                by=by,
                subject=("channels.channel", keeper.channel_id),
                unit_id=keeper.channel.unit_id,
                detail={"position": keeper.position_id, "duty": keeper.duty},
                now=now,
            )
