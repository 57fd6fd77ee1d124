"""Which desk receives the notes of an office. Read from the grants alone: no unit is a desk by its name."""

from __future__ import annotations

from django.db.models import QuerySet

from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Unit, UnitQuerySet
from jansetu.orgs.roles import Capability, roles_with


def desk_for(unit: Unit) -> Unit:
    """The unit whose position has a desk's role nearest above `unit`: district, else division, else state.

    A desk that stands vacant still receives, and the desks above it see what lies there. Of several equally
    near, the oldest grant decides. One query. Refuses (`no_desk`) where nobody has a desk's role above.
    """
    running = _desk_grants().filter(unit__in=unit.lineage).select_related("unit", "position__unit")
    nearest = max(running, key=lambda grant: (len(grant.unit.lineage), -grant.pk), default=None)
    if nearest is None:
        raise Refusal(
            "no_desk",
            hi=f"{unit.name_hi} की सूचनाएँ पाने वाला कोई डेस्क नहीं है; प्रशासक से कहें।",
            en=f"No desk receives the notes of {unit.name_en}; tell the administrator.",
        )
    return nearest.position.unit


def desks_within(units: UnitQuerySet) -> UnitQuerySet:
    """The desks among `units`, by name."""
    return units.filter(pk__in=_desk_grants().values("position__unit")).order_by("name_hi", "pk")


def is_desk(unit: Unit) -> bool:
    """Whether a position of this unit has a desk's role."""
    return _desk_grants().filter(position__unit=unit).exists()


def _desk_grants() -> QuerySet[Grant]:
    return Grant.objects.filter(
        ended_at=None,
        role__in=roles_with(Capability.DESK),
        position__abolished_at=None,
        position__unit__closed_at=None,
    )
