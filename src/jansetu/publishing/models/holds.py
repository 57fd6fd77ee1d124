"""A hold over a territory: for mourning, a disaster, an election some kinds of posts wait there, and ask."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.orgs.models import Tenure, Unit
from jansetu.publishing import holding


class TerritoryHoldQuerySet(models.QuerySet["TerritoryHold"]):
    """Finds holds of territories."""

    def standing(self, now: datetime) -> TerritoryHoldQuerySet:
        """Those in force, newest first, with what a reader asks about them."""
        running = Q(until=None) | Q(until__gt=now)
        found = self.filter(running, lifted_at=None, starts_at__lte=now)
        return found.select_related("unit", "by__person", "by__position").order_by("-starts_at", "-pk")


class TerritoryHold(models.Model):
    """In a unit and all below it the kinds of posts that `holding` names for it wait and ask again."""

    kind = models.CharField(max_length=12, choices=holding.kinds)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # null: until somebody lifts it
    reason = models.TextField()
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects: ClassVar[TerritoryHoldQuerySet] = TerritoryHoldQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["starts_at"], condition=Q(lifted_at=None), name="hold_unlifted")]

    def __str__(self) -> str:
        return f"{self.kind} over {self.unit_id}"

    def is_standing(self, now: datetime) -> bool:
        """Whether it is in force."""
        ended = self.lifted_at is not None or (self.until is not None and self.until <= now)
        return self.starts_at <= now and not ended

    def covers(self, about: str, *paths: str) -> bool:
        """Whether a post of that kind waits, whose own unit or channel's unit lies at one of the paths."""
        within = any(path.startswith(self.unit.path) for path in paths)
        return within and about in holding.HOLDS[self.kind].waits
