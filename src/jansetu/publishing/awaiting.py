"""A message whose answer was lost, where nobody can look: only the platform's report on it can tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from jansetu.connectors.capabilities import Finds
from jansetu.connectors.registry import CONNECTORS
from jansetu.publishing import reasons
from jansetu.publishing.models import Attempt, Delivery
from jansetu.publishing.rows import Row
from jansetu.publishing.sightings import give_up_looking

# Our own choice, 25.11.2026: reports come within seconds; a webhook that was not answered is repeated by Meta
# at once and then ever more rarely, and mail servers report a first failure within minutes.
PATIENCE = timedelta(minutes=30)


def only_reports_tell(kind: str, *, for_one: bool) -> bool:
    """Whether a doubt about a message can be looked up nowhere: WhatsApp; a mail server keeps copies."""
    return for_one and not issubclass(CONNECTORS[kind], Finds)


def without_recipients(rows: Sequence[Row], now: datetime) -> list[Row]:
    """The rows that can be looked up; the others wait for their report, and then for a person."""
    mine = [row for row in rows if only_reports_tell(row.kind, for_one=row.subscriber is not None)]
    if not mine:
        return list(rows)
    tried = Attempt.objects.filter(delivery__in=[row.delivery for row in mine]).values_list("delivery")
    last = dict(tried.annotate(at=Max("started_at")))
    for row in mine:
        until = last.get(row.delivery, now - PATIENCE) + PATIENCE
        if until > now:
            doubtful = Delivery.objects.filter(pk=row.delivery, state="unknown", attempt_count=row.number)
            doubtful.update(due_at=until, lease_until=None)
        else:
            give_up_looking(row.delivery, row.number, row.unit, reasons.NO_REPORT, now)
    return [row for row in rows if row not in mine]
