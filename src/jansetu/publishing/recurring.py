"""The duty that writes what recurs: each occurrence once, a few minutes ahead, the latest alone after a gap.

May be run again at any moment. What no longer rests on its approval ends here, and the desk is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.content.hashing import hashes_of
from jansetu.content.models import Approval, Placement, Post
from jansetu.core.errors import Refusal
from jansetu.publishing import affording
from jansetu.publishing.costs import price_of, require_budget, today
from jansetu.publishing.delivering import write_deliveries
from jansetu.publishing.holding import ages_after
from jansetu.publishing.journal import WORKER
from jansetu.publishing.models import Occurrence, Recurrence, Schedule
from jansetu.publishing.operations.approving import LIFETIME, note_budgets
from jansetu.publishing.recurrences import cancel_waiting_times, placements_of

AHEAD = timedelta(minutes=10)  # a worker that restarts misses no hour, and 4,500 posts may have the same
AT_ONCE = 15  # recurrences in one turn of two seconds: they take a fifth of a second
LONGEST_AGE = timedelta(hours=6)  # of holding.ages_after
Ended, Skipped = Recurrence.Ended, Occurrence.Skipped


def recur(now: datetime) -> int:
    """Write what comes due within AHEAD; how many schedules that were."""
    for baseless in Recurrence.objects.baseless().values_list("pk", flat=True)[:AT_ONCE]:
        _with(baseless, now, write=False)
    _take_back_skips(now)
    soon = Recurrence.objects.standing().filter(next_at__lte=now + AHEAD)
    written = sum(_with(pk, now, write=True) for pk in soon.values_list("pk", flat=True)[:AT_ONCE])
    affording.release(now)
    return written


def _with(pk: int, now: datetime, *, write: bool) -> int:
    """One recurrence, under its post's lock and its own, in a transaction of its own."""
    with transaction.atomic():
        # The post first, as whoever approves, edits or withdraws it does.
        post = Post.objects.select_for_update().get(pk=Recurrence.objects.get(pk=pk).post_id)
        rows = Recurrence.objects.select_related("revision", "made_by")
        one = rows.select_for_update(of=("self",)).get(pk=pk)
        one.post = post
        if one.ended:
            return 0
        placements = placements_of(post)
        ended = _without_base(one, placements)
        if ended:
            _end(one, ended, now)
            return 0
        return _write_due(one, placements, now) if write else 0


def _without_base(one: Recurrence, placements: Sequence[Placement]) -> str:
    """Why it may not go on; empty while its approval stands, word for word."""
    if one.post.state == Post.State.WITHDRAWN:
        return Ended.WITHDRAWN
    newest = one.post.revisions.order_by("number").reverse()[0]
    if one.post.state != Post.State.APPROVED or newest.pk != one.revision_id:
        return Ended.CHANGED
    given = {row.variant_id: row.hash for row in Approval.objects.filter(revision=one.revision)}
    wanted = {row.variant_id for row in placements}
    current = hashes_of(wanted)
    stands = bool(wanted) and all(given.get(pk) == current.get(pk) for pk in wanted)
    return "" if stands else Ended.CHANGED


def _write_due(one: Recurrence, placements: Sequence[Placement], now: datetime) -> int:
    horizon = now + AHEAD
    began = (one.next_at or horizon) - timedelta(microseconds=1)
    hours = list(takewhile(lambda hour: hour <= horizon, one.plan.occurrences(began)))
    # Another recurrence of the post may have the same hour: it goes out once.
    known = Occurrence.objects.filter(recurrence__post=one.post_id, occurrence_at__in=hours)
    done = set(known.values_list("occurrence_at", flat=True))
    left = [hour for hour in hours if hour not in done]
    latest = left[-1] if left and left[-1] > now - _age(one) else None
    _skip(one, [hour for hour in left if hour != latest], latest, now)
    if latest is not None:
        _write(one, placements, latest, now)
    _move_on(one, horizon, now)
    return int(latest is not None)


def _age(one: Recurrence) -> timedelta:
    """How long after its hour the post is too old to go out unasked."""
    return ages_after(one.post.kind, urgent=one.post.is_urgent, to_each=False)


def _skip(one: Recurrence, hours: Sequence[datetime], latest: datetime | None, now: datetime) -> None:
    if not hours:
        return
    why = Skipped.NEWER if latest is not None else Skipped.LATE
    Occurrence.objects.bulk_create(
        Occurrence(recurrence=one, occurrence_at=hour, skipped=why, noted_at=now) for hour in hours
    )
    _note(
        "recurrence.skipped",
        one,
        now,
        count=len(hours),
        first=hours[0].isoformat(),
        last=hours[-1].isoformat(),
    )


def _write(one: Recurrence, placements: Sequence[Placement], hour: datetime, now: datetime) -> None:
    """A schedule with its deliveries, as after an approval; whoever made the recurrence answers for it."""
    cancel_waiting_times(one, now)
    given = list(Approval.objects.filter(revision=one.revision))
    schedule = Schedule.objects.create(
        post=one.post, revision=one.revision, publish_at=hour, by=one.made_by, at=now
    )
    Occurrence.objects.create(recurrence=one, occurrence_at=hour, schedule=schedule, noted_at=now)
    record(
        "post.scheduled",
        by=WORKER,
        subject=("content.post", one.post_id),
        unit_id=one.post.unit_id,
        detail={"schedule": schedule.pk, "recurrence": one.pk, "publish_at": hour.isoformat()},
        now=now,
    )
    try:
        over = require_budget(one.post, price_of(placements, today(hour)), hour)
    except Refusal as refusal:
        write_deliveries(schedule, placements, given, lifetime=LIFETIME, now=now)
        affording.hold(schedule, refusal, now)
    else:
        note_budgets(one.post, over, WORKER, now)
        write_deliveries(schedule, placements, given, lifetime=LIFETIME, now=now)


def _move_on(one: Recurrence, horizon: datetime, now: datetime) -> None:
    one.next_at = one.plan.first(horizon)
    one.ended = "" if one.next_at else Ended.FINISHED
    one.save(update_fields=["next_at", "ended"])
    if one.ended:
        _note("recurrence.finished", one, now)


def _end(one: Recurrence, why: str, now: datetime) -> None:
    one.ended, one.next_at, one.stopped_at = why, None, now
    one.save(update_fields=["ended", "next_at", "stopped_at"])
    cancelled = cancel_waiting_times(one, now)
    _note("recurrence.ended", one, now, code=why, deliveries=cancelled)


def _take_back_skips(now: datetime) -> None:
    """What was skipped by a clock that was ahead comes again once the clock is right: nothing is lost.

    While time goes forward none is found: what was skipped was older than this when it was.
    """
    found = Occurrence.objects.exclude(skipped="").filter(occurrence_at__gt=now - LONGEST_AGE)
    for row in found.select_related("recurrence__post").order_by("-occurrence_at")[:AT_ONCE]:
        if row.occurrence_at > now - _age(row.recurrence):
            _come_again(row)


def _come_again(row: Occurrence) -> None:
    goes_on = Recurrence.objects.filter(pk=row.recurrence_id, ended__in=["", Ended.FINISHED])
    with transaction.atomic():
        if goes_on.update(next_at=row.occurrence_at, ended=""):
            row.delete()


def _note(verb: str, one: Recurrence, now: datetime, **detail: object) -> None:
    record(
        verb,
        by=WORKER,
        subject=("publishing.recurrence", one.pk),
        unit_id=one.post.unit_id,
        detail={"post": one.post_id, **detail},
        now=now,
    )
