"""Deliveries, attempts, removals, pauses, holds, incidents, readings, budgets. A delivery is the job."""

from jansetu.publishing.models.budgets import Budget
from jansetu.publishing.models.deliveries import Attempt, Delivery, DeliveryQuerySet, Look, Schedule
from jansetu.publishing.models.holds import TerritoryHold, TerritoryHoldQuerySet
from jansetu.publishing.models.pauses import Pause, PauseQuerySet
from jansetu.publishing.models.readings import DirectPost, Reading, ReadingQuerySet
from jansetu.publishing.models.removals import Incident, Removal

__all__ = [
    "Attempt",
    "Budget",
    "Delivery",
    "DeliveryQuerySet",
    "DirectPost",
    "Incident",
    "Look",
    "Pause",
    "PauseQuerySet",
    "Reading",
    "ReadingQuerySet",
    "Removal",
    "Schedule",
    "TerritoryHold",
    "TerritoryHoldQuerySet",
]
