"""What a budget stops of an occurrence waits with its words and costs nothing, until the budget allows it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jansetu.core.errors import Refusal
from jansetu.publishing import journal, reasons
from jansetu.publishing.costs import cost_of, price_of, require_budget, today
from jansetu.publishing.models import Delivery, Schedule
from jansetu.publishing.recurrences import placements_of

S = Delivery.State
CODE = "over_budget"


def hold(schedule: Schedule, refusal: Refusal, now: datetime) -> None:
    """All that was just written for a schedule; its keepers hear why. Inside the caller's transaction."""
    written = list(Delivery.objects.filter(schedule=schedule).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=written).update(
        state=S.HELD, cost=0, error_code=CODE, error_hi=refusal.hi, error_en=refusal.en
    )
    unit = schedule.post.unit_id
    journal.write([("delivery.over_budget", pk, unit, {"code": CODE}) for pk in written], now)


def release(now: datetime) -> None:
    """Let go what a raised budget allows; the claim then asks what it asks of every delivery."""
    waiting = Delivery.objects.filter(state=S.HELD, error_code=CODE, expires_at__gt=now)
    few = set(waiting.values_list("schedule", flat=True))  # read first: schedules pile up over the years
    for schedule in Schedule.objects.filter(pk__in=few).select_related("post__unit") if few else ():
        with transaction.atomic():
            _release(schedule, now)


def _release(schedule: Schedule, now: datetime) -> None:
    held = Delivery.objects.filter(schedule=schedule, state=S.HELD, error_code=CODE)
    locked = list(held.select_for_update(of=("self",)))
    placements = {one.channel_id: one for one in placements_of(schedule.post)}
    affected = [placements[one.channel_id] for one in locked if one.channel_id in placements]
    on = today(schedule.publish_at)
    try:
        require_budget(schedule.post, price_of(affected, on), schedule.publish_at)
    except Refusal:
        return  # it is said on the delivery already
    for one in locked:
        placement = placements.get(one.channel_id)
        cost = cost_of(placement, on) if placement else one.cost
        Delivery.objects.filter(pk=one.pk).update(state=S.DUE, cost=cost, **reasons.NONE.as_columns())
    unit = schedule.post.unit_id
    journal.write([("delivery.released", one.pk, unit, {"code": CODE}) for one in locked], now)
