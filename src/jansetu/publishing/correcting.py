"""A correction (भूल-सुधार): what was published before is corrected where the platform can, else replaced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from jansetu.connectors import registry
from jansetu.connectors.capabilities import Corrects
from jansetu.content.models import Approval, Placement
from jansetu.content.parting import parts_on
from jansetu.publishing import journal, reasons
from jansetu.publishing.fanning import cancel_waiting
from jansetu.publishing.models import Delivery, Incident, Removal, Schedule
from jansetu.publishing.standing import replace_removals, taken_back
from jansetu.publishing.states import IN_DOUBT, WAITING

S = Delivery.State


def supersede(
    schedule: Schedule,
    placements: Sequence[Placement],
    approvals: Sequence[Approval],
    *,
    reason: str,
    now: datetime,
) -> list[Placement]:
    """The placements that need a delivery of their own; what stands from earlier schedules is dealt with.

    Waiting deliveries are cancelled, of broadcasts too. Published ones with the same words stay; the others
    are corrected in place where the platform can, else deleted and published anew. In one transaction.
    """
    cancel_waiting(schedule.post, reasons.SUPERSEDED, now)
    earlier = Delivery.objects.filter(post=schedule.post_id, subscriber=None).select_related(
        "channel", "schedule__revision", "repost_of"
    )
    _cancel(earlier.filter(state__in=WAITING), schedule.post.unit_id, now)
    public = earlier.maybe_public().order_by("pk")
    gone = taken_back(one.pk for one in public)
    published = {one.channel_id: one for one in public if one.pk not in gone}
    if not published:
        return list(placements)
    hashes = {approval.variant_id: approval.hash for approval in approvals}
    wanted = {one.channel_id: one for one in placements}
    removals, left = [], [one for one in placements if one.channel_id not in published]
    for channel, delivery in published.items():
        placement = wanted.get(channel)
        if placement is not None and _says_the_same(delivery, placement, schedule):
            Delivery.objects.filter(pk=delivery.pk).update(approved_hash=hashes[placement.variant_id])
        elif placement is not None and _can_correct(delivery, placement, schedule):
            removals.append(_removal(delivery, Removal.Action.CORRECT, hashes[placement.variant_id], now))
        else:
            left += [placement] if placement else []
            if not delivery.channel.is_local:
                removals.append(_removal(delivery, Removal.Action.DELETE, "", now))
            elif placement is None:
                removals.append(_hidden(delivery, now))
    _write(schedule, removals, reason, now)
    return left


def _cancel(waiting: QuerySet[Delivery], unit: int, now: datetime) -> None:
    # Locked: what a worker claims at this moment is in doubt afterwards, not cancelled.
    locked = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    superseded = reasons.SUPERSEDED
    Delivery.objects.filter(pk__in=locked).update(state=S.CANCELLED, **superseded.as_columns())
    journal.write([("delivery.cancelled", pk, unit, {"code": superseded.code}) for pk in locked], now)


def _content(schedule: Schedule, variant: int) -> dict[str, Any]:
    variants = schedule.revision.snapshot["variants"]
    found: dict[str, Any] = next((one for one in variants if one["id"] == variant), {})
    return found


def _says_the_same(delivery: Delivery, placement: Placement, schedule: Schedule) -> bool:
    if delivery.channel.is_local and delivery.schedule.revision.snapshot["title"] != schedule.post.title:
        return False
    if delivery.state not in (S.SENT, *IN_DOUBT):  # a thread that stopped says less than what was approved
        return False
    before, after = _content(delivery.schedule, delivery.variant_id), _content(schedule, placement.variant_id)
    same = before.get("title", "") == after.get("title", "")
    same = same and all(before.get(part) == after.get(part) for part in ("text", "pictures"))
    source = delivery.repost_of.channel_id if delivery.repost_of else None
    lead = placement.repost_of.channel_id if placement.repost_of else None
    return same and source == lead


def _can_correct(delivery: Delivery, placement: Placement, schedule: Schedule) -> bool:
    """Only the words can be changed in place, and only of what is surely there."""
    if delivery.channel.is_local or delivery.state != S.SENT or delivery.repost_of_id is not None:
        return False
    if delivery.variant_id != placement.variant_id:
        return False
    before, after = _content(delivery.schedule, delivery.variant_id), _content(schedule, placement.variant_id)
    if before.get("title", "") != after.get("title", "") or before.get("pictures") != after.get("pictures"):
        return False
    connector = registry.CONNECTORS[delivery.channel.kind]
    return issubclass(connector, Corrects) and _has_same_parts(delivery, before, after)


def _has_same_parts(delivery: Delivery, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Each part is changed where it stands; a first comment is not a text that can be corrected."""
    kind = delivery.channel.kind
    old, new = parts_on(kind, before.get("text", "")), parts_on(kind, after.get("text", ""))
    if registry.limits_of(kind).follows_as == "comment" and old[1:] != new[1:]:
        return False
    return len(old) == len(new) == len(delivery.parts_out)


def _removal(delivery: Delivery, action: Removal.Action, approved: str, now: datetime) -> Removal:
    return Removal(delivery=delivery, action=action, approved_hash=approved, due_at=now)


def _hidden(delivery: Delivery, now: datetime) -> Removal:
    """The portal asks no platform: what a correction leaves out is gone from it in the same transaction."""
    done = Removal.State.DONE
    return Removal(delivery=delivery, action=Removal.Action.DELETE, state=done, due_at=now, done_at=now)


def _write(schedule: Schedule, removals: list[Removal], reason: str, now: datetime) -> None:
    """The incident (row 1.12's register of errors) and its removals; none where nothing published changes."""
    if not removals:
        return
    incident = Incident.objects.create(
        post_id=schedule.post_id, reason=reason or "भूल-सुधार", by=schedule.by, at=now
    )
    for removal in removals:
        removal.incident = incident
    replace_removals(removals, now)
