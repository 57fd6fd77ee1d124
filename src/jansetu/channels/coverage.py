"""Which office has which account: a plain table of offices and platforms, and the gaps in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One office: per platform its channels, none where there is a gap."""

    unit: Unit
    cells: tuple[tuple[Channel, ...], ...]

    @property
    def gaps(self) -> int:
        """How many platforms it has no account on."""
        return sum(not cell for cell in self.cells)


def platforms() -> list[tuple[str, str]]:
    """Columns: code and label of every platform that is not our own."""
    return [(kind, label) for kind, label in registry.kinds() if kind not in registry.LOCAL_KINDS]


def coverage(units: QuerySet[Unit]) -> list[Row]:
    """One row a unit, in the order given; two queries."""
    offices = list(units)
    found: dict[tuple[int, str], list[Channel]] = defaultdict(list)
    listed = Channel.objects.filter(unit__in=[unit.pk for unit in offices])
    for channel in listed.exclude(state=Channel.State.CLOSED).order_by("handle"):
        found[channel.unit_id, channel.kind].append(channel)
    return [Row(unit, tuple(tuple(found[unit.pk, kind]) for kind, _ in platforms())) for unit in offices]
