"""Events, their seals and their dispatch. Actor and subject are labels and ids, never foreign keys."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class EventQuerySet(models.QuerySet["Event"]):
    """Finds events."""

    def unsealed(self) -> EventQuerySet:
        """Events that no seal covers yet, in the order in which they will be sealed."""
        return self.filter(sealed=False).order_by("id")

    def about(self, subject_type: str, subject_id: object) -> EventQuerySet:
        """What happened to one row, newest first."""
        return self.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by("-id")


class Event(models.Model):
    """One thing that somebody did: written in the transaction that did it, never changed afterwards."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=60)  # "post.approved": noun of the subject, past participle
    actor_id = models.BigIntegerField(null=True)  # orgs.Person.id; null is the system itself
    actor_label = models.CharField(max_length=200)
    tenure_id = models.BigIntegerField(null=True)  # in which charge the actor acted
    subject_type = models.CharField(max_length=40)  # "content.post"
    subject_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)  # whose desk may see it
    detail = models.JSONField(default=dict)  # never personal, never secret
    personal = models.JSONField(null=True)  # erasable; only its salted digest enters the chain
    # Erased together with `personal`: a known salt would let a telephone number be guessed from its digest.
    personal_salt = models.CharField(max_length=32, default="", db_default="")
    personal_digest = models.CharField(max_length=64, default="", db_default="")
    sealed = models.BooleanField(default=False, db_default=False)  # set by the sealer together with the seal

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="event_subject"),
            models.Index(fields=["unit_id", "id"], name="event_unit"),
            models.Index(fields=["id"], name="event_unsealed", condition=Q(sealed=False)),
        ]

    def __str__(self) -> str:
        return (
            f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.verb} {self.subject_type} {self.subject_id}"
        )


class Seal(models.Model):
    """One link of the chain. Its own sequence, so that events may commit late and out of order."""

    number = models.BigIntegerField(unique=True)  # 1, 2, 3 … without a gap
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)  # hash of the seal before, 64 zeros for the first
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class Dispatch(models.Model):
    """One handler's progress on one event; absent means not yet told."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dispatches")
    handler = models.CharField(max_length=80)
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="dispatch_once")]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_id}"
