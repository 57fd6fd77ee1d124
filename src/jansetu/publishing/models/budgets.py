"""What a department may spend on platforms in a month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jansetu.fields.words import both
from jansetu.orgs.models import Tenure, Unit


class Budget(models.Model):
    """Rupees a month for a unit and everything below it; one runs at a time, the earlier ones are kept."""

    class Acts(models.TextChoices):
        """What happens when it is used up."""

        WARN = "warn", both("चेतावनी दें", "Warn")
        STOP = "stop", both("रोक दें", "Stop")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    rupees = models.DecimalField(max_digits=12, decimal_places=2)
    acts = models.CharField(max_length=10, choices=Acts.choices)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="one_budget_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.rupees}"
