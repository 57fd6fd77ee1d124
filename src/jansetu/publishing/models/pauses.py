"""Who stopped what, how far it reaches, and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jansetu.channels.models import Channel
from jansetu.fields.words import both
from jansetu.orgs.models import Tenure, Unit


class PauseQuerySet(models.QuerySet["Pause"]):
    """Finds pauses."""

    def standing(self) -> PauseQuerySet:
        """Those in force, newest first, with what a reader asks about them."""
        return (
            self.filter(lifted_at=None)
            .select_related("unit", "channel", "by__person", "by__position")
            .order_by("-at")
        )


class Pause(models.Model):
    """Nothing goes out within its scope until it is lifted; read immediately before each platform call."""

    class Scope(models.TextChoices):
        """How far it reaches."""

        EVERYTHING = "everything", both("सब कुछ", "Everything")
        PLATFORM = "platform", both("एक मंच", "One platform")
        UNIT = "unit", both("इकाई और उसके नीचे", "A unit and below")
        CHANNEL = "channel", both("एक चैनल", "One channel")
        LABEL = "label", both("एक अभियान", "One campaign")

    scope = models.CharField(max_length=12, choices=Scope.choices)
    kind = models.CharField(max_length=20, default="", blank=True)  # the platform, where scope is platform
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="+")
    # Of a campaign, within the unit and below; the key meets every spelling.
    label = models.CharField(max_length=80, default="", db_default="", blank=True)
    label_key = models.CharField(max_length=80, default="", db_default="", blank=True)
    reason = models.TextField()
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")  # null: the system
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects: ClassVar[PauseQuerySet] = PauseQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"pause {self.scope}"
