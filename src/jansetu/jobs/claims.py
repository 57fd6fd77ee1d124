"""Takes due jobs, keeps their leases, and writes what became of an attempt that could not say so itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.jobs import beside
from jansetu.jobs.kinds import kinds
from jansetu.jobs.models import Job, Turn
from jansetu.jobs.progress import Itself

MOST_DEATHS = 3
S = Job.State


class Why(StrEnum):
    """Why a process ended, or must."""

    BY_ITSELF = ""
    CANCELLED = "cancelled"
    OVERTAKEN = "overtaken"  # the row is no longer this attempt's
    TOO_LONG = "too_long"
    STOPPED = "stopped"  # the worker stops, and gives the job back


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One attempt, begun."""

    turn: Turn
    kind: str


def claim(owner: str, room: int, now: datetime, lease: timedelta) -> list[Claim]:
    """Up to `room` jobs that are due, each with a new attempt. No write where nothing is due."""
    due = Job.objects.due(now, kinds())
    if room <= 0 or not due.exists():
        return []
    taken: list[Claim] = []
    with transaction.atomic():
        if sql.is_postgresql():
            due = due.select_for_update(skip_locked=True)
        for job in due[:room]:
            if job.state == S.RUNNING and not _outlives(job, now):
                continue
            job.state, job.owner, job.attempt = S.RUNNING, owner, job.attempt + 1
            job.due_at, job.started_at = now + lease, job.started_at or now
            job.save()
            taken.append(Claim(turn=Turn(job.pk, job.attempt, owner), kind=job.kind))
    return taken


def _outlives(job: Job, now: datetime) -> bool:
    """Whether a job whose worker is gone is run again; otherwise it ends here."""
    job.deaths += 1
    if job.cancel_asked_at is not None:
        _end(job, S.CANCELLED, "job.cancelled", now)
    elif job.deaths >= MOST_DEATHS:
        _fail(job, died(job.deaths), now)
    return not job.has_ended


def renew(turns: Collection[Turn], now: datetime, lease: timedelta) -> None:
    """Keep what is still ours; whoever lost a job learns it from `orders`."""
    for turn in turns:
        Job.objects.held(turn).update(due_at=now + lease)


def orders(turns: Collection[Turn]) -> dict[Turn, Why]:
    """Which processes must end, and why; one query, and nothing is written."""
    rows = Job.objects.filter(pk__in=[turn.job for turn in turns])
    found = {job.pk: job for job in rows.only("state", "attempt", "owner", "cancel_asked_at")}
    return {turn: why for turn in turns if (why := _order(turn, found.get(turn.job))) is not Why.BY_ITSELF}


def _order(turn: Turn, job: Job | None) -> Why:
    if job is None or (job.attempt, job.owner) != (turn.attempt, turn.owner):
        return Why.OVERTAKEN
    if job.state != S.RUNNING:
        return Why.BY_ITSELF  # it has said how it ended and is just about to go
    return Why.CANCELLED if job.cancel_asked_at is not None else Why.BY_ITSELF


def settle(turn: Turn, why: Why, now: datetime, wait: timedelta) -> None:
    """Write what became of a process that has ended; nothing where it said so itself or lost the job."""
    with transaction.atomic():
        job = Job.objects.select_for_update().held(turn).first()
        if job is None:
            return
        if job.cancel_asked_at is not None:
            _end(job, S.CANCELLED, "job.cancelled", now)
        elif why is Why.TOO_LONG:
            _fail(job, took_too_long(kinds()[job.kind].minutes), now)
        elif why is Why.STOPPED:
            _give_back(job, now)
        else:
            job.deaths += 1
            if job.deaths >= MOST_DEATHS:
                _fail(job, died(job.deaths), now)
            else:
                _give_back(job, now + wait * job.deaths)


def take_from_the_dead(owners: Collection[str], now: datetime) -> None:
    """These workers are surely gone: what they ran is due at once."""
    Job.objects.filter(state=S.RUNNING, owner__in=owners).update(due_at=now)


def running_owners() -> Sequence[str]:
    """The workers that have a job now, as the rows say."""
    rows = Job.objects.filter(due_at__isnull=False, state=S.RUNNING)
    return list(rows.values_list("owner", flat=True).distinct())


def _give_back(job: Job, due_at: datetime) -> None:
    job.state, job.owner, job.due_at = S.WAITING, "", due_at
    job.save()


def _fail(job: Job, refusal: Refusal, now: datetime) -> None:
    job.error_hi, job.error_en = refusal.hi, refusal.en
    _end(job, S.FAILED, "job.failed", now)


def _end(job: Job, state: S, verb: str, now: datetime) -> None:
    job.state, job.due_at, job.ended_at = state, None, now
    job.said_hi = job.said_en = ""
    job.save()
    facts: dict[str, Any] = {"kind": job.kind}
    record(verb, by=Itself(), subject=("jobs.job", job.pk), unit_id=job.unit_id, detail=facts, now=now)
    transaction.on_commit(lambda: beside.forget(job.pk))


def died(times: int) -> Refusal:
    """Said of what ended again and again without a word."""
    return Refusal(
        "job_died",
        hi=f"यह काम {times} बार बीच में रुक गया। प्रशासक को क्रमांक बताएँ: कारण वर्कर के लॉग में है।",
        en=f"The job broke off {times} times. Tell the administrator its number: "
        "the worker's log has the cause.",
    )


def took_too_long(minutes: int) -> Refusal:
    """Said of what did not end."""
    return Refusal(
        "job_too_long",
        hi=f"यह काम {minutes} मिनट में पूरा नहीं हुआ, इसलिए रोका गया। कम सामग्री के साथ फिर दें।",
        en=f"The job did not end within {minutes} minutes and was stopped. Ask again for less at once.",
    )
