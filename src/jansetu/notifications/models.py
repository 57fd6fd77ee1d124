"""Alerts for one person each, the letters that carry them by mail, and who wants none."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.orgs.models import Person


class AlertQuerySet(models.QuerySet["Alert"]):
    """Finds alerts."""

    def of(self, person: Person) -> AlertQuerySet:
        """A person's own, the latest first."""
        return self.filter(person=person).order_by("-last_at", "-pk")

    def unread(self) -> AlertQuerySet:
        """Those that nobody has looked at."""
        return self.filter(read_at=None)

    def for_list(self) -> AlertQuerySet:
        """With what they are about in the same query."""
        return self.select_related("channel", "post")


class Alert(models.Model):
    """One cause of which one person is told; what fails again for the same cause is counted, not repeated."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)  # of the event
    cause = models.CharField(max_length=120)  # equal for what has one cause: "x:duplicate", "channel:12"
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="+")
    reason_hi = models.CharField(max_length=500, default="", blank=True)
    reason_en = models.CharField(max_length=500, default="", blank=True)
    count = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[AlertQuerySet] = AlertQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "verb", "cause"], condition=Q(read_at=None), name="alert_once_unread"
            )
        ]
        indexes = [models.Index(fields=["person", "-last_at"], name="alert_newest")]

    def __str__(self) -> str:
        return f"{self.verb} {self.cause} ×{self.count}"


class Telling(models.Model):
    """Of which event a person was told: a repetition of the news is not counted again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="tellings")
    event_id = models.BigIntegerField()  # audit.Event.id

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "event_id"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.person_id} of event {self.event_id}"


class Letter(models.Model):
    """A mail with a person's new alerts, due soon after the first of them. The row is the job."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32, unique=True)  # of the Message-ID: the same in every attempt
    due_at = models.DateTimeField()
    owner = models.CharField(max_length=80, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=60, default="", blank=True)
    done_at = models.DateTimeField(null=True)  # sent, needless or given up: `error` says which

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(done_at=None), name="one_open_letter")
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(done_at=None), name="letter_due")]

    def __str__(self) -> str:
        return f"letter to person {self.person_id}"


class NoMail(models.Model):
    """A person who looks at the screen and wants no mail."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"no mail for person {self.person_id}"
