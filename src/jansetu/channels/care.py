"""Which official accounts need care: lost, in private hands, or without a custodian of their own."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from jansetu.channels.models import Channel, ChannelQuerySet, Keeper
from jansetu.orgs.models import Tenure
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability

LOST = (Channel.State.UNAUTHORIZED, Channel.State.HACKED)


def needing_care(channels: ChannelQuerySet, now: datetime) -> ChannelQuerySet:
    """Those of the channels that are lost, in private hands, or whose custodian positions all stand empty."""
    held = Tenure.objects.active(now).values("position")
    custodians = Keeper.objects.running(now).filter(duty=Keeper.Duty.CUSTODIAN, position__in=held)
    private = (
        Q(second_factor=Channel.SecondFactorHolder.PERSONAL)
        | (Q(recovery_email_is_personal=True) & ~Q(recovery_email=""))
        | (Q(recovery_phone_is_personal=True) & ~Q(recovery_phone=""))
    )
    vacant = ~Q(pk__in=custodians.values("channel"))
    return channels.standing().filter(Q(state__in=LOST) | private | vacant)


def entrusted_to(actor: Actor, now: datetime) -> ChannelQuerySet:
    """The channels that the present charge answers for: its position keeps them, or it registers or connects
    for their units.
    """
    reach = Q(pk__in=[])
    if actor.tenure is not None and actor.tenure.is_current(now):
        duties = Keeper.objects.running(now).filter(position=actor.tenure.position_id)
        reach |= Q(pk__in=duties.values("channel"))
    for capability in (Capability.REGISTER, Capability.CONNECT):
        reach |= Q(unit__in=units_with(actor, capability, now).values("pk"))
    return Channel.objects.filter(reach)
