"""Deliveries, attempts, removals, pauses, holds, readings, budgets, recurrences. A delivery is the job."""

from jansetu.publishing.models.budgets import Budget
from jansetu.publishing.models.deliveries import Attempt, Delivery, DeliveryQuerySet, Look, Schedule
from jansetu.publishing.models.holds import TerritoryHold, TerritoryHoldQuerySet
from jansetu.publishing.models.pauses import Pause, PauseQuerySet
from jansetu.publishing.models.readings import DirectPost, Reading, ReadingQuerySet
from jansetu.publishing.models.recurrences import Occurrence, Recurrence, RecurrenceQuerySet
from jansetu.publishing.models.removals import Incident, Removal

__all__ = [
    "Attempt",
    "Budget",
    "Delivery",
    "DeliveryQuerySet",
    "DirectPost",
    "Incident",
    "Look",
    "Occurrence",
    "Pause",
    "PauseQuerySet",
    "Reading",
    "ReadingQuerySet",
    "Recurrence",
    "RecurrenceQuerySet",
    "Removal",
    "Schedule",
    "TerritoryHold",
    "TerritoryHoldQuerySet",
]
