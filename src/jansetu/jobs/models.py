"""One long job a row: what, for whom, how far, what came of it. Who asked is a label and ids, as in audit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.fields.words import both

LATE = timedelta(seconds=30)  # what waits longer than this has no worker
KEPT = timedelta(days=7)  # how long a file that was brought or made stays after the end


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to write to a job: one attempt of one owner. It ends with the attempt."""

    job: int
    attempt: int
    owner: str


class JobQuerySet(models.QuerySet["Job"]):
    """Finds jobs."""

    def due(self, now: datetime, kinds: Iterable[str]) -> JobQuerySet:
        """Those of the kinds that may begin, and those whose worker has let its lease lapse; oldest first."""
        return self.filter(due_at__lte=now, kind__in=list(kinds)).order_by("due_at", "pk")

    def held(self, turn: Turn) -> JobQuerySet:
        """The job, while the attempt is the present one."""
        running = self.filter(pk=turn.job, attempt=turn.attempt, owner=turn.owner)
        return running.filter(state=Job.State.RUNNING)

    def asked_in(self, tenure_id: int | None) -> JobQuerySet:
        """Those that somebody asked for in this charge; none for no charge."""
        return self.none() if tenure_id is None else self.filter(tenure_id=tenure_id)

    def newest_first(self) -> JobQuerySet:
        """As lists show them."""
        return self.order_by("-pk")

    def keeping_files(self, before: datetime) -> JobQuerySet:
        """Those that ended earlier and still have a file."""
        return self.filter(~Q(brought="") | ~Q(made=""), ended_at__lt=before).order_by("ended_at")

    def quoting_rows(self, before: datetime) -> JobQuerySet:
        """Those that ended earlier and still quote single rows of what was brought."""
        return self.filter(result__has_key="problems", ended_at__lt=before).order_by("ended_at")


class Job(models.Model):
    """One long job. It is its own asker in the audit trail's eyes: it has the ids and the label."""

    class State(models.TextChoices):
        """The table of moves is in states.py."""

        WAITING = "waiting", both("प्रतीक्षा में", "Waiting")
        RUNNING = "running", both("चल रहा है", "Running")
        DONE = "done", both("पूरा हुआ", "Done")
        FAILED = "failed", both("असफल", "Failed")
        CANCELLED = "cancelled", both("रद्द", "Cancelled")

    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)  # ids and plain values; never a secret
    actor_id = models.BigIntegerField(null=True)  # orgs.Person.id; null is the system itself
    actor_label = models.CharField(max_length=200)
    tenure_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)  # whose administrators may see it
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # When somebody must see to it: waiting, when it may begin; running, when its lease ends; null: ended.
    due_at = models.DateTimeField(null=True)
    attempt = models.PositiveIntegerField(default=0)  # only ever grows: a late write of an older one is none
    deaths = models.PositiveSmallIntegerField(default=0)  # attempts that ended without a word
    owner = models.CharField(max_length=80, default="", blank=True)
    cancel_asked_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    said_hi = models.CharField(max_length=200, default="", blank=True)
    said_en = models.CharField(max_length=200, default="", blank=True)
    saved = models.JSONField(default=dict)  # where the next attempt goes on
    result = models.JSONField(default=dict)
    error_hi = models.CharField(max_length=500, default="", blank=True)
    error_en = models.CharField(max_length=500, default="", blank=True)
    brought = models.CharField(max_length=80, default="", blank=True)  # file that it reads, in files.py
    made = models.CharField(max_length=80, default="", blank=True)  # file that it wrote
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="job_due"),
            models.Index(fields=["tenure_id", "-id"], name="job_asker"),
            models.Index(fields=["unit_id", "-id"], name="job_unit"),
            models.Index(fields=["ended_at"], condition=~Q(brought="") | ~Q(made=""), name="job_files"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}: {self.state}"

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens unless somebody asks again."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_being_cancelled(self) -> bool:
        """Whether somebody asked to cancel it and its process has not ended yet."""
        return self.cancel_asked_at is not None and not self.has_ended

    def is_late(self, now: datetime) -> bool:
        """Whether no worker takes it."""
        return self.due_at is not None and self.due_at + LATE < now

    def has_file(self, now: datetime) -> bool:
        """Whether what it made can still be fetched."""
        return bool(self.made) and self.ended_at is not None and self.ended_at + KEPT > now
