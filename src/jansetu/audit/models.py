"""Events, their seals and who was told. Actor and subject are labels and ids, never foreign keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.audit.append_only import AppendOnlyQuerySet

GENESIS = "0" * 64  # what the first seal names as its predecessor


class EventQuerySet(AppendOnlyQuerySet, models.QuerySet["Event"]):
    """Finds events, and knows the two changes that the triggers let through."""

    def unsealed(self) -> EventQuerySet:
        """Events that no seal covers yet, in the order in which they will be sealed."""
        return self.filter(sealed=False).order_by("id")

    def about(self, subject_type: str, subject_id: object) -> EventQuerySet:
        """What happened to one row, newest first."""
        return self.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by("-id")

    def on(self, subject_type: str, subject_id: str) -> EventQuerySet:
        """Those on one kind of thing, or on one thing of it; empty narrows nothing."""
        found = self.filter(subject_type=subject_type) if subject_type else self
        return found.filter(subject_id=subject_id) if subject_id else found

    def of_verb(self, verb: str) -> EventQuerySet:
        """Those of one verb; "channel." stands for all that happens to channels."""
        return self.filter(verb__startswith=verb) if verb.endswith(".") else self.filter(verb=verb)

    def by_actor(self, words: str) -> EventQuerySet:
        """Those whose actor's name and position hold every word; all for none."""
        found = self
        for word in words.split():
            found = found.filter(actor_label__icontains=word)
        return found

    def between(self, since: datetime | None, before: datetime | None) -> EventQuerySet:
        """Those from `since` on and earlier than `before`, where these are given."""
        found = self if since is None else self.filter(at__gte=since)
        return found if before is None else found.filter(at__lt=before)

    def older_than(self, number: int | None) -> EventQuerySet:
        """Newest first, from behind one event on: pages that stay put while new events come in."""
        found = self if number is None else self.filter(id__lt=number)
        return found.order_by("-id")

    def mark_sealed(self) -> int:
        """For the sealer alone: these have a seal now."""
        return models.QuerySet.update(self, sealed=True)

    def forget_personal(self) -> int:
        """For `erase_personal` alone: the personal part goes, with the salt that could help to guess it."""
        return models.QuerySet.update(self, personal=None, personal_salt="")


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


class SealQuerySet(AppendOnlyQuerySet, models.QuerySet["Seal"]):
    """Finds seals."""

    def after(self, number: int, *, upto: int) -> SealQuerySet:
        """Those behind `number` as far as `upto`, in the order of the chain."""
        return self.filter(number__gt=number, number__lte=upto).order_by("number")

    def telling(self, verbs: Iterable[str]) -> SealQuerySet:
        """Those of events with one of the verbs, with their events."""
        return self.filter(event__verb__in=verbs).select_related("event")

    def last_before(self, moment: datetime) -> int:
        """The number of the last seal made before `moment`; 0 where there is none."""
        found = self.filter(sealed_at__lt=moment).order_by("-number").values_list("number", flat=True)
        return found.first() or 0


class Seal(models.Model):
    """One link of the chain. Its own sequence, so that events may commit late and out of order."""

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    event_hash = models.CharField(max_length=64)  # of the event's facts
    previous = models.CharField(max_length=64)  # hash of the seal before
    sealed_at = models.DateTimeField()
    hash = models.CharField(max_length=64)  # of everything above

    objects: ClassVar[SealQuerySet] = SealQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class Head(models.Model):
    """The end of the chain, in one row: moved only from where it was found, so two sealers cannot fork it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class Listener(models.Model):
    """How far along the chain one handler has been told."""

    handler = models.CharField(max_length=160, unique=True)
    number = models.BigIntegerField()  # of the last seal that it need not hear again

    def __str__(self) -> str:
        return f"{self.handler} → {self.number}"


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """Finds news that must be told again."""

    def due(self, handlers: Sequence[str], now: datetime) -> DispatchQuerySet:
        """Those whose time to be told again has come, longest waiting first."""
        return self.filter(handler__in=handlers, due_at__lte=now).order_by("due_at").select_related("event")


class Dispatch(models.Model):
    """One event that one handler failed on; the row goes when it has been told after all."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="dispatches")
    handler = models.CharField(max_length=160)
    tries = models.PositiveSmallIntegerField()
    due_at = models.DateTimeField(null=True)  # null: given up, kept to be seen
    error = models.CharField(max_length=200)  # the error's type: its message could carry a secret

    objects: ClassVar[DispatchQuerySet] = DispatchQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="dispatch_once")]
        indexes = [models.Index(fields=["due_at"], name="dispatch_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.handler} ← {self.event_id}"
