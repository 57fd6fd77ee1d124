"""Taking back or correcting what was published, and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jansetu.content.models import Post
from jansetu.fields.words import both
from jansetu.orgs.models import Tenure
from jansetu.publishing.models.deliveries import Delivery


class Incident(models.Model):
    """Why something that was published had to be withdrawn or corrected (row 1.12's register)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cannot_be_undone = models.JSONField(default=list)  # [{"hi": …, "en": …}]

    def __str__(self) -> str:
        return f"incident on {self.post_id}"


class Removal(models.Model):
    """The removal or correction of one sent delivery: a due row of its own."""

    class Action(models.TextChoices):
        """What is done on the platform."""

        DELETE = "delete", both("हटाना", "Delete")
        CORRECT = "correct", both("भूल-सुधार", "Correct")

    class State(models.TextChoices):
        """Removing is repeatable, so an unknown outcome simply runs again."""

        DUE = "due", both("नियत", "Due")
        SENDING = "sending", both("हटाई जा रही", "Being removed")
        DONE = "done", both("हटाई गई", "Removed")
        FAILED = "failed", both("असफल", "Failed")
        IMPOSSIBLE = "impossible", both("मंच अनुमति नहीं देता", "The platform does not allow it")

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="removals")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="removals")
    action = models.CharField(max_length=10, choices=Action.choices)
    approved_hash = models.CharField(max_length=64, default="", blank=True)  # of the corrected text
    state = models.CharField(max_length=12, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()
    owner = models.CharField(max_length=80, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)
    evidence = models.JSONField(null=True)  # the platform's copy, read before anything was removed
    evidence_at = models.DateTimeField(null=True)
    parts = models.JSONField(default=dict)  # of a thread: {remote id: {"evidence": …, "done": true}}
    done_at = models.DateTimeField(null=True)
    error_code = models.CharField(max_length=60, default="", blank=True)
    error_hi = models.CharField(max_length=500, default="", blank=True)
    error_en = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(state__in=["due", "sending"]), name="one_removal_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="removal_due"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="removal_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.delivery_id} {self.state}"
