"""Who answers for a channel at this minute. Custody belongs to positions, so nobody's leaving orphans it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from jansetu.channels.models import Channel, Keeper
from jansetu.orgs.models import Grant, Tenure, Unit
from jansetu.orgs.roles import Capability, roles_with


@dataclass(frozen=True, slots=True)
class Custody:
    """Who answers for one channel and who works it; `is_vacant` where its own custodian positions are empty.

    A vacant channel has custodians all the same: the nearest head above, or the registrar. It shows red.
    """

    channel: Channel
    custodians: tuple[Tenure, ...]
    operators: tuple[Tenure, ...]
    keepers: tuple[Keeper, ...]
    is_vacant: bool


def custody_of(channels: Iterable[Channel], now: datetime) -> list[Custody]:
    """One a channel, in the order given; six queries at most besides theirs, however many."""
    listed = list(channels)
    kept: dict[int, list[Keeper]] = defaultdict(list)
    duties = Keeper.objects.running(now).filter(channel__in=listed).select_related("position__unit")
    for keeper in duties.order_by("duty", "since", "pk"):
        kept[keeper.channel_id].append(keeper)
    held = _holders({keeper.position_id for keepers in kept.values() for keeper in keepers}, now)
    vacant = [channel for channel in listed if not _of_duty(kept[channel.pk], Keeper.Duty.CUSTODIAN, held)]
    fallen = _fallen(vacant, now)
    return [_custody(channel, kept[channel.pk], held, fallen.get(channel.pk, [])) for channel in listed]


def custodians(channel: Channel, now: datetime) -> list[Tenure]:
    """Holders of its custodian positions; where all stand empty, whom custody fell to."""
    return list(custody_of([channel], now)[0].custodians)


def is_vacant(channel: Channel, now: datetime) -> bool:
    """Whether nobody holds a custodian position of its own: custody has fallen upward, and shows red."""
    return custody_of([channel], now)[0].is_vacant


def _custody(
    channel: Channel, keepers: list[Keeper], held: dict[int, list[Tenure]], fallen: list[Tenure]
) -> Custody:
    own = _of_duty(keepers, Keeper.Duty.CUSTODIAN, held)
    return Custody(
        channel=channel,
        custodians=tuple(own or fallen),
        operators=tuple(_of_duty(keepers, Keeper.Duty.OPERATOR, held)),
        keepers=tuple(keepers),
        is_vacant=not own,
    )


def _of_duty(keepers: list[Keeper], duty: Keeper.Duty, held: dict[int, list[Tenure]]) -> list[Tenure]:
    return [
        tenure for keeper in keepers if keeper.duty == duty for tenure in held.get(keeper.position_id, ())
    ]


def _holders(positions: Iterable[int], now: datetime) -> dict[int, list[Tenure]]:
    held: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.active(now).filter(position__in=list(positions)).with_names().order_by("pk"):
        held[tenure.position_id].append(tenure)
    return held


def _fallen(channels: list[Channel], now: datetime) -> dict[int, list[Tenure]]:
    """By channel id: the nearest head of its owner and the units above; where even the state has none,
    whoever keeps the register over it. Four queries.
    """
    if not channels:
        return {}
    owners = Unit.objects.in_bulk([channel.unit_id for channel in channels])
    above = {pk for owner in owners.values() for pk in owner.lineage}
    heads, registrars = _heads(above, now), _registrars(above, now)
    return {
        channel.pk: _nearest(owners[channel.unit_id], heads) or _nearest(owners[channel.unit_id], registrars)
        for channel in channels
    }


def _nearest(owner: Unit, by_unit: dict[int, list[Tenure]]) -> list[Tenure]:
    return next((by_unit[pk] for pk in reversed(owner.lineage) if by_unit.get(pk)), [])


def _heads(units: Iterable[int], now: datetime) -> dict[int, list[Tenure]]:
    found: dict[int, list[Tenure]] = defaultdict(list)
    seated = Tenure.objects.active(now).filter(position__is_head=True, position__unit__in=list(units))
    for tenure in seated.with_names().order_by("pk"):
        found[tenure.position.unit_id].append(tenure)
    return found


def _registrars(units: Iterable[int], now: datetime) -> dict[int, list[Tenure]]:
    """By the unit over which they keep the register."""
    running = Q(ended_at__isnull=True) | Q(ended_at__gt=now)
    grants = Grant.objects.filter(
        running, unit__in=list(units), granted_at__lte=now, role__in=roles_with(Capability.REGISTER)
    )
    over: dict[int, list[int]] = defaultdict(list)
    for unit, position in grants.order_by("pk").values_list("unit_id", "position_id").distinct():
        over[unit].append(position)
    held = _holders({position for positions in over.values() for position in positions}, now)
    return {
        unit: list({one.pk: one for position in positions for one in held.get(position, ())}.values())
        for unit, positions in over.items()
    }
