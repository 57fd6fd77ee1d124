"""Puts new removals and corrections in the place of those that stand: one at a time on a delivery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from jansetu.publishing import reasons
from jansetu.publishing.models import Delivery, Removal

S = Removal.State
OPEN = (S.DUE, S.SENDING)


def taken_back(deliveries: Iterable[int] | QuerySet[Delivery]) -> set[int]:
    """Those of the deliveries that are deleted, or about to be."""
    deleting = Removal.objects.filter(delivery__in=deliveries, action=Removal.Action.DELETE)
    return set(deleting.filter(state__in=[*OPEN, S.DONE]).values_list("delivery_id", flat=True))


def replace_removals(wanted: Sequence[Removal], now: datetime) -> None:
    """Write them; a correction that stands gives way. Inside the caller's transaction.

    A correction under way is fenced off; the one that takes its place waits until the older call is surely
    over, or the platform could end with the older words.
    """
    if not wanted:
        return
    yielding = Removal.objects.filter(
        Q(state=S.DUE) | Q(state=S.SENDING, action=Removal.Action.CORRECT),
        delivery__in=[one.delivery_id for one in wanted],
    )
    under_way = dict(
        yielding.select_for_update().filter(state=S.SENDING).values_list("delivery_id", "lease_until")
    )
    yielding.update(
        state=S.FAILED, done_at=now, owner="", lease_until=None, **reasons.SUPERSEDED.as_columns()
    )
    for one in wanted:
        over = under_way.get(one.delivery_id)
        if over is not None and one.action == Removal.Action.CORRECT:
            one.due_at = max(one.due_at, over)
    Removal.objects.bulk_create(wanted)
