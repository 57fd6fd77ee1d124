"""How the engine fares just now: workers, what waits, how late what went out began, what platforms said.

Reads only. An hour back at most, so that it costs the same after years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Min

from jansetu.channels.models import HookItem
from jansetu.engine import workers
from jansetu.engine.models import Worker
from jansetu.publishing.models import Attempt, Delivery, Pause, Reading, Removal

LATELY = timedelta(hours=1)
SLICE = timedelta(minutes=5)
MOST = 20_000  # attempts of an hour that are looked at; the newest
REFUSED = ("rejected", "not_authorized", "limited", "unavailable", "unknown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Lateness:
    """Seconds between the hour that was set and the first platform call, over the last hour."""

    count: int
    p50: float | None
    p99: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """Everything that one look shows."""

    at: datetime
    workers: tuple[Worker, ...]  # that beat lately
    is_alive: bool
    waiting: dict[str, int]  # deliveries by state, of those that are not at an end
    undecided: int  # of those: a person must decide
    oldest_overdue_seconds: float  # of what is due; 0 where nothing is late
    removals: int
    lateness: Lateness
    by_slice: tuple[tuple[datetime, int], ...]  # first calls in each five minutes of the last hour
    troubles: dict[tuple[str, str], int]  # (platform, outcome): attempts of the last hour
    unread_hooks: int
    readings_failing: int
    pauses: int


def pulse(now: datetime) -> Pulse:
    """One look; ten queries, all along indexes."""
    waiting = _waiting()
    tried = _tried(now)
    first = [one for one in tried if one.number == 1 and one.reposts is None]
    return Pulse(
        at=now,
        workers=tuple(Worker.objects.filter(stopped_at=None, beat_at__gt=now - workers.SILENCE)),
        is_alive=not workers.are_absent(now),
        waiting=waiting,
        undecided=Delivery.objects.filter(state="unknown", waits_for_person=True).count(),
        oldest_overdue_seconds=_overdue(now),
        removals=Removal.objects.filter(state__in=["due", "sending"]).count(),
        lateness=_lateness([(one.started_at - one.publish_at).total_seconds() for one in first]),
        by_slice=_slices([one.started_at for one in first], now),
        troubles=_troubles(tried),
        unread_hooks=HookItem.objects.filter(due_at__lte=now - timedelta(minutes=1)).count(),
        readings_failing=Reading.objects.filter(failures__gt=2).count(),
        pauses=Pause.objects.filter(lifted_at=None).count(),
    )


def _waiting() -> dict[str, int]:
    rows = Delivery.objects.filter(state__in=["held", "due", "sending", "unknown"]).values_list("state")
    return {"held": 0, "due": 0, "sending": 0, "unknown": 0} | dict(rows.annotate(count=Count("pk")))


def _overdue(now: datetime) -> float:
    oldest = Delivery.objects.filter(state="due", due_at__lte=now).aggregate(first=Min("due_at"))["first"]
    return (now - oldest).total_seconds() if oldest else 0.0


class _Tried(NamedTuple):
    """One attempt of the last hour."""

    number: int
    started_at: datetime
    outcome: str
    kind: str
    reposts: int | None
    publish_at: datetime


def _tried(now: datetime) -> list[_Tried]:
    """The newest attempts, by their number: no index beside the key has to be kept for it."""
    newest = Attempt.objects.order_by("-pk").values_list(
        "number",
        "started_at",
        "outcome",
        "delivery__channel__kind",
        "delivery__repost_of_id",
        "delivery__schedule__publish_at",
    )
    return [one for one in map(_Tried._make, newest[:MOST]) if one.started_at > now - LATELY]


def _lateness(seconds: Sequence[float]) -> Lateness:
    ordered = sorted(seconds)
    if not ordered:
        return Lateness(count=0, p50=None, p99=None)
    return Lateness(count=len(ordered), p50=_quantile(ordered, 0.5), p99=_quantile(ordered, 0.99))


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The nearest rank."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _slices(starts: Sequence[datetime], now: datetime) -> tuple[tuple[datetime, int], ...]:
    counted = Counter(int((now - start) / SLICE) for start in starts)
    last = int(LATELY / SLICE) - 1
    return tuple((now - SLICE * (back + 1), counted[back]) for back in range(last, -1, -1))


def _troubles(tried: Sequence[_Tried]) -> dict[tuple[str, str], int]:
    counted = Counter((one.kind, one.outcome) for one in tried if one.outcome in REFUSED)
    return dict(counted.most_common())
