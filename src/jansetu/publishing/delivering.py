"""Writes the deliveries of an approved post: one a channel, reposts waiting for what they repost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from jansetu.content.labels import label_key
from jansetu.content.models import Approval, Placement
from jansetu.core.text.parts import mark_of
from jansetu.publishing.checks import NO_SOURCE
from jansetu.publishing.costs import NOTHING, cost_of, lines_of, today
from jansetu.publishing.fanning import fan_out, is_for_each
from jansetu.publishing.models import Delivery, Schedule


def write_deliveries(
    schedule: Schedule,
    placements: Sequence[Placement],
    approvals: Sequence[Approval],
    *,
    lifetime: timedelta,
    now: datetime,
) -> list[Delivery]:
    """One delivery for each placement, or for each subscriber where the platform delivers so; too old a
    `lifetime` after its hour. Inside the caller's transaction, a few statements. The former are given back.
    """
    hashes = {approval.variant_id: approval.hash for approval in approvals}
    each = [one for one in placements if is_for_each(one.channel)]
    for one in each:
        pattern = _delivery(schedule, one, hashes, _price_of_each(schedule, one), lifetime, now)
        fan_out(pattern, now)
    on = today(schedule.publish_at)
    placements = [one for one in placements if one not in each]
    made = [_delivery(schedule, one, hashes, cost_of(one, on), lifetime, now) for one in placements]
    written = {
        delivery.channel_id: delivery
        for delivery, one in zip(made, placements, strict=True)
        if one.repost_of is None
    }
    Delivery.objects.bulk_create(written.values())
    reposts = [
        _repost(delivery, one, written, schedule)
        for delivery, one in zip(made, placements, strict=True)
        if one.repost_of is not None
    ]
    return list(written.values()) + Delivery.objects.bulk_create(reposts)


def _delivery(
    schedule: Schedule,
    placement: Placement,
    hashes: Mapping[int, str],
    cost: Decimal,
    lifetime: timedelta,
    now: datetime,
) -> Delivery:
    due_at = schedule.publish_at + timedelta(minutes=placement.delay_minutes)
    return Delivery(
        schedule=schedule,
        post_id=schedule.post_id,
        variant_id=placement.variant_id,
        channel_id=placement.channel_id,
        key=uuid4().hex,
        approved_hash=hashes[placement.variant_id],
        fingerprint=mark_of(placement.variant.text),
        due_at=due_at,
        wanted_at=due_at,
        **_as_approved(schedule),
        expires_at=due_at + lifetime,
        created_at=now,
        cost=cost,
    )


def _as_approved(schedule: Schedule) -> dict[str, Any]:
    """What pauses, holds and the order ask about, from the very revision that was approved."""
    seen = schedule.revision.snapshot
    return {
        "urgent": bool(seen.get("urgent")),
        "about": seen["kind"],
        "label_key": label_key(seen.get("label", "")),
    }


def _price_of_each(schedule: Schedule, placement: Placement) -> Decimal:
    """Rupees for one subscriber, as the estimate before the approval said."""
    lines = lines_of([placement], today(schedule.publish_at))
    return sum((line.rupees / line.count for line in lines), NOTHING)


def _repost(
    delivery: Delivery, placement: Placement, written: dict[int, Delivery], schedule: Schedule
) -> Delivery:
    """A native repost: held until its source is out, unless that is out already."""
    assert placement.repost_of is not None  # noqa: S101 (the caller's condition)
    lead = placement.repost_of.channel_id
    source = written.get(lead) or _earlier(schedule.post_id, lead)
    delivery.repost_of = source
    if source is None or source.state != Delivery.State.SENT:
        delivery.state = Delivery.State.HELD
        delivery.error_code, delivery.error_hi, delivery.error_en = NO_SOURCE.code, NO_SOURCE.hi, NO_SOURCE.en
    return delivery


def _earlier(post: int, channel: int) -> Delivery | None:
    return Delivery.objects.filter(post=post, channel=channel).order_by("-pk").first()
