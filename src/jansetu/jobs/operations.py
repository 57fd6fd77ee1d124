"""Asks for a job, cancels it, asks again. Rights are the caller's to check: this app knows no roles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import AuditActor, record
from jansetu.core.errors import Refusal
from jansetu.jobs.kinds import kinds
from jansetu.jobs.models import Job
from jansetu.jobs.states import require_move

Plain = str | int | bool | None
S = Job.State


def ask(
    kind: str,
    *,
    params: Mapping[str, Plain],
    unit_id: int | None,
    brought: str = "",
    by: AuditActor,
    now: datetime,
) -> Job:
    """Write the row that is the job; a worker takes it. `params`: ids and plain values, never a secret.

    `brought` is the name of a kept file (`files.keep`) that the job reads; it is removed once it is done.
    """
    if kind not in kinds():
        raise LookupError(kind)
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            params=dict(params),
            actor_id=by.actor_id,
            actor_label=by.actor_label,
            tenure_id=by.tenure_id,
            unit_id=unit_id,
            due_at=now,
            brought=brought,
            created_at=now,
        )
        _record("job.asked", job, by, now)
    return job


def cancel(job: Job, *, by: AuditActor, now: datetime) -> Job:
    """A waiting job is cancelled at once; of a running one the worker ends the process first."""
    with transaction.atomic():
        found = Job.objects.select_for_update().get(pk=job.pk)
        require_move(found, S.CANCELLED)
        if found.state == S.RUNNING:
            found.cancel_asked_at = found.cancel_asked_at or now
            _record("job.cancel_asked", found, by, now)
        else:
            found.state, found.due_at, found.ended_at = S.CANCELLED, None, now
            _record("job.cancelled", found, by, now)
        found.save()
    return found


def ask_again(job: Job, *, by: AuditActor, now: datetime) -> Job:
    """Let a failed or cancelled job wait again; it goes on where it had saved."""
    with transaction.atomic():
        found = Job.objects.select_for_update().get(pk=job.pk)
        require_move(found, S.WAITING)
        if found.state == S.RUNNING or (kinds()[found.kind].reads_file and not found.brought):
            raise _cannot()
        found.state, found.due_at, found.deaths = S.WAITING, now, 0
        found.ended_at = found.cancel_asked_at = None
        found.error_hi = found.error_en = ""
        found.result = {}
        found.save()
        _record("job.asked_again", found, by, now)
    return found


def _cannot() -> Refusal:
    return Refusal(
        "cannot_run_again",
        hi="यह काम फिर नहीं चल सकता: उसकी फ़ाइल हटाई जा चुकी है या वह अभी चल रहा है। फ़ाइल फिर दें।",
        en="This job cannot be run again: its file was removed, or it runs right now. Give the file again.",
    )


def _record(verb: str, job: Job, by: AuditActor, now: datetime) -> None:
    subject = ("jobs.job", job.pk)
    record(verb, by=by, subject=subject, unit_id=job.unit_id, detail={"kind": job.kind}, now=now)
