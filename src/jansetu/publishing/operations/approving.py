"""Approves a post and writes its deliveries in the same transaction: nothing is queued beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.models import Approval, Placement, Post, Revision
from jansetu.content.operations import approvals
from jansetu.orgs.rights import Actor, not_allowed, units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.correcting import supersede
from jansetu.publishing.costs import BudgetLine, price_of, require_budget, today
from jansetu.publishing.delivering import write_deliveries
from jansetu.publishing.models import Schedule

LIFETIME = timedelta(hours=24)  # what could not go out a day after its hour is no news: it expires


def approve_and_schedule(
    post: Post,
    *,
    seen_revision: int,
    publish_at: datetime | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Schedule:
    """Approve exactly what was seen and let it go out at `publish_at`, or at the hour asked for, or now.

    Of a post that was published before only what changed is corrected or published anew.
    """
    by.require(Capability.PUBLISH, post.unit, now=now)
    with transaction.atomic():
        placements = list(
            Placement.objects.filter(post=post)
            .select_related("channel__unit", "variant", "repost_of")
            .order_by("pk")
        )
        require_channels(placements, by, now)
        asked = post.requests.filter(answered_at=None).order_by("-pk").first()
        given = approvals.approve(post, seen_revision=seen_revision, note=note, by=by, now=now)
        # In UTC before anything is added: of an hour that clocks repeat it would become the earlier one.
        at = max(publish_at or (asked.publish_at if asked else None) or now, now).astimezone(UTC)
        schedule = _schedule(post, given, at, by, now)
        left = supersede(schedule, placements, given, reason=note, now=now)
        adding = price_of(left, today(at))
        note_budgets(post, require_budget(post, adding, at), by, now)
        write_deliveries(schedule, left, given, lifetime=LIFETIME, now=now)
    return schedule


def require_channels(placements: Sequence[Placement], by: Actor, now: datetime) -> None:
    """The approver answers for every account that speaks; the portal is everybody's."""
    reach = set(units_with(by, Capability.APPROVE, now).values_list("pk", flat=True))
    if any(not one.channel.is_local and one.channel.unit_id not in reach for one in placements):
        raise not_allowed()


def note_budgets(post: Post, over: Sequence[BudgetLine], by: Actor, now: datetime) -> None:
    """Whoever set a budget that only warns hears that it is used up."""
    for line in over:
        record(
            "budget.exceeded",
            by=by,
            subject=("content.post", post.pk),
            unit_id=line.budget.unit_id,
            detail={"budget": line.budget.pk, "rupees": str(line.budget.rupees), "after": str(line.after)},
            now=now,
        )


def _schedule(post: Post, given: Sequence[Approval], at: datetime, by: Actor, now: datetime) -> Schedule:
    revision: Revision = given[0].revision
    schedule = Schedule.objects.create(
        post=post, revision=revision, publish_at=at, by=by.tenure_or_refuse(), at=now
    )
    record(
        "post.scheduled",
        by=by,
        subject=("content.post", post.pk),
        unit_id=post.unit_id,
        detail={"schedule": schedule.pk, "revision": revision.number, "publish_at": at.isoformat()},
        now=now,
    )
    return schedule
