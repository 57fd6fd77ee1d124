"""Which desk receives the notes of an office. Read from the grants alone: no unit is a desk by its name."""

from __future__ import annotations

from jansetu.core.errors import Refusal
from jansetu.orgs.models import Grant, Unit
from jansetu.orgs.roles import Capability, roles_with


def desk_for(unit: Unit) -> Unit:
    """The unit whose position has a desk's role nearest above `unit`: district, else division, else state.

    A desk that stands vacant still receives, and the desks above it see what lies there. Of several equally
    near, the oldest grant decides. One query. Refuses (`no_desk`) where nobody has a desk's role above.
    """
    running = Grant.objects.filter(
        ended_at=None,
        role__in=roles_with(Capability.DESK),
        unit__in=unit.lineage,
        position__abolished_at=None,
        position__unit__closed_at=None,
    ).select_related("unit", "position__unit")
    nearest = max(running, key=lambda grant: (len(grant.unit.lineage), -grant.pk), default=None)
    if nearest is None:
        raise Refusal(
            "no_desk",
            hi=f"{unit.name_hi} की सूचनाएँ पाने वाला कोई डेस्क नहीं है; प्रशासक से कहें।",
            en=f"No desk receives the notes of {unit.name_en}; tell the administrator.",
        )
    return nearest.position.unit
