"""The decision that an approved post goes out again and again by the calendar, and each time that came."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from jansetu.content.models import Post, Revision
from jansetu.fields.words import both
from jansetu.orgs.models import Tenure
from jansetu.orgs.rights import Actor
from jansetu.publishing.calendar_rules import Plan, Rule
from jansetu.publishing.models.deliveries import Schedule


class RecurrenceQuerySet(models.QuerySet["Recurrence"]):
    """Finds recurrences."""

    def standing(self) -> RecurrenceQuerySet:
        """Those that still go on, soonest first."""
        return self.filter(ended="").order_by("next_at", "pk")

    def baseless(self) -> RecurrenceQuerySet:
        """Standing ones whose post is no longer what was approved when they were made."""
        newer = Revision.objects.filter(post=OuterRef("post"), number__gt=OuterRef("revision__number"))
        return self.standing().filter(~Q(post__state=Post.State.APPROVED) | Exists(newer))

    def visible_to(self, actor: Actor, now: datetime) -> RecurrenceQuerySet:
        """Those of the posts that the present charge may read."""
        posts = Post.objects.visible_to(actor, now)
        return self.filter(post__in=posts.values("pk"))

    def for_list(self) -> RecurrenceQuerySet:
        """Standing ones first, soonest first, then the newest ended; with all that a list shows."""
        related = ("post__unit", "made_by__person", "made_by__position", "stopped_by__person")
        return self.select_related(*related).order_by(F("next_at").asc(nulls_last=True), "-pk")


class Recurrence(models.Model):
    """An approved revision goes out at an hour of India's on the days of a rule, until its end."""

    class Ended(models.TextChoices):
        """Why it goes on no more."""

        STOPPED = "stopped", both("रोका गया", "Stopped")
        FINISHED = "finished", both("पूरा हुआ", "Finished")
        WITHDRAWN = "withdrawn", both("पोस्ट वापस ली गई", "The post was withdrawn")
        CHANGED = "changed", both("पोस्ट बदल गई", "The post was changed")

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")  # as it was approved
    rule = models.JSONField()  # a calendar_rules.Rule
    starts_on = models.DateField()
    at = models.TimeField()  # of the clock on the wall, in India
    until = models.DateField(null=True)
    count = models.PositiveSmallIntegerField(null=True)
    exceptions = models.JSONField(default=list)  # dates on which it does not go
    made_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)  # null: there is none to come
    ended = models.CharField(max_length=10, choices=Ended.choices, default="", blank=True)
    stopped_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    objects: ClassVar[RecurrenceQuerySet] = RecurrenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(ended=""), name="recurrence_standing")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.said.en}"

    @property
    def said(self) -> Rule:
        """The rule, which says itself in both languages."""
        return Rule.read(self.rule)

    @property
    def plan(self) -> Plan:
        """What the calendar needs."""
        return Plan(
            rule=self.said,
            starts_on=self.starts_on,
            at=self.at,
            until=self.until,
            count=self.count,
            exceptions=frozenset(date.fromisoformat(day) for day in self.exceptions),
        )


class Occurrence(models.Model):
    """One time that a recurrence came: with the schedule that was written for it, or skipped, and why."""

    class Skipped(models.TextChoices):
        """Why nothing went out."""

        LATE = "late", both("समय बीत चुका था", "Its hour was long past")
        NEWER = "newer", both("अगला अवसर आ चुका था", "A later one had come")

    recurrence = models.ForeignKey(Recurrence, on_delete=models.PROTECT, related_name="occurrences")
    occurrence_at = models.DateTimeField()
    schedule = models.OneToOneField(Schedule, on_delete=models.PROTECT, null=True, related_name="+")
    skipped = models.CharField(max_length=10, choices=Skipped.choices, default="", blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recurrence", "occurrence_at"], name="occurrence_once")
        ]
        indexes = [
            models.Index(fields=["occurrence_at"], condition=~Q(skipped=""), name="occurrence_skipped")
        ]

    def __str__(self) -> str:
        return f"{self.recurrence_id} at {self.occurrence_at}"
