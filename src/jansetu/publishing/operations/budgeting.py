"""Sets what a unit may spend on platforms in a month. Earlier budgets are kept."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.operations.checks import refuse_closed
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Budget

MOST = Decimal("9999999999.99")


def set_budget(
    unit: Unit, *, rupees: Decimal | None, acts: Budget.Acts, by: Actor, now: datetime
) -> Budget | None:
    """From now on so many rupees a month for the unit and all below it; None ends the budget that runs."""
    by.require(Capability.CONNECT, unit, now=now)
    refuse_closed(unit)
    if rupees is not None and not 0 <= rupees <= MOST:
        raise Refusal("rupees_malformed", hi="राशि शून्य या अधिक लिखें।", en="Write an amount of zero or more.")
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)
        Budget.objects.filter(unit=unit, until=None).update(until=now)
        made = None
        if rupees is not None:
            made = Budget.objects.create(
                unit=unit, rupees=rupees, acts=acts, by=by.tenure_or_refuse(), since=now
            )
        record(
            "budget.set" if made else "budget.ended",
            by=by,
            subject=("orgs.unit", unit.pk),
            unit_id=unit.pk,
            detail={"rupees": str(rupees), "acts": acts.value} if made else {},
            now=now,
        )
    return made
