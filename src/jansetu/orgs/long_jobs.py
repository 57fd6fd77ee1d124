"""Whose a long job is: the charge in which it was asked. Rights are read anew whenever something is done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from jansetu.audit.operations import record
from jansetu.core.errors import Refusal
from jansetu.jobs import operations
from jansetu.jobs.files import path_of
from jansetu.jobs.kinds import kinds
from jansetu.jobs.models import Job, JobQuerySet
from jansetu.orgs.models import Tenure
from jansetu.orgs.rights import Actor, capabilities_of, not_allowed, units_with
from jansetu.orgs.roles import Capability


def asker_of(job: Job, now: datetime) -> Actor:
    """Who asked for the job, acting in the same charge; refused once that charge has ended."""
    if job.actor_id is None:
        return Actor.system(job.actor_label)
    tenures = Tenure.objects.active(now).with_names()
    tenure = tenures.filter(pk=job.tenure_id or 0, person=job.actor_id).first()
    if tenure is None:
        raise Refusal(
            "charge_ended",
            hi="जिस प्रभार में यह काम माँगा गया था वह समाप्त हो गया है। जो अब प्रभार में है, वह नया काम दे।",
            en="The charge in which this job was asked for has ended. Whoever holds it now must ask anew.",
        )
    return Actor.of(tenure)


def jobs_seen(actor: Actor, now: datetime) -> JobQuerySet:
    """The jobs asked for in the present charge, and those of the units whose people it orders."""
    if actor.is_system:
        return Job.objects.newest_first()
    units = units_with(actor, Capability.PEOPLE, now).values("pk")
    reach = Q(tenure_id=actor.tenure_id) | Q(unit_id__in=units)
    return Job.objects.filter(reach).newest_first()


def is_askers(job: Job, actor: Actor) -> bool:
    """Whether the actor is who asked, in the same charge."""
    return (job.actor_id, job.tenure_id) == (actor.actor_id, actor.tenure_id)


def cancel_job(job: Job, *, by: Actor, now: datetime) -> Job:
    """By its asker, or by whoever orders the people of its unit."""
    over = units_with(by, Capability.PEOPLE, now).filter(pk=job.unit_id or 0)
    if not (is_askers(job, by) or by.is_system or over.exists()):
        raise not_allowed()
    return operations.cancel(job, by=by, now=now)


def run_again(job: Job, *, by: Actor, now: datetime) -> Job:
    """By its asker alone, for it runs with the asker's rights."""
    if not is_askers(job, by):
        raise not_allowed()
    return operations.ask_again(job, by=by, now=now)


def fetch(job: Job, *, by: Actor, now: datetime) -> Path:
    """Where the job's file lies, for its asker alone, while their charge still has the right; on record."""
    needed = kinds()[job.kind].fetched_with
    has_right = not needed or Capability(needed) in capabilities_of(by, now)
    if not (is_askers(job, by) and has_right):
        raise not_allowed()
    if not job.has_file(now) or not path_of(job.made).exists():
        raise Refusal(
            "file_gone",
            hi="यह फ़ाइल एक सप्ताह बाद हटा दी गई। ज़रूरत हो तो फिर निकालें।",
            en="This file was removed after a week. Export it again if you need it.",
        )
    subject, detail = ("jobs.job", job.pk), {"kind": job.kind}
    with transaction.atomic():
        record("job.fetched", by=by, subject=subject, unit_id=job.unit_id, detail=detail, now=now)
    return path_of(job.made)
