"""Duties that one process has at a time, taken by compare-and-set. Says nothing of what a duty does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from jansetu.engine.models import Lease


def hold(duty: str, owner: str, now: datetime, seconds: float) -> bool:
    """Take the duty for `seconds`, or keep it longer; False while somebody else has it.

    `now` is the database's clock (`engine.clock.database_now`), so that workers agree on when a lease ends.
    """
    if _take(duty, owner, now, seconds):
        return True
    Lease.objects.bulk_create([Lease(duty=duty)], ignore_conflicts=True)
    return _take(duty, owner, now, seconds)


def _take(duty: str, owner: str, now: datetime, seconds: float) -> bool:
    free = Q(owner=owner) | Q(until__isnull=True) | Q(until__lte=now)
    lease = Lease.objects.filter(free, duty=duty)
    return lease.update(owner=owner, until=now + timedelta(seconds=seconds)) == 1


def take_from_the_dead(owner: str) -> None:
    """Where no other process can be alive, free what others still hold."""
    Lease.objects.exclude(owner=owner).update(owner="", until=None)


def release(duty: str, owner: str) -> None:
    """Give the duty back; does nothing where another already took it over."""
    Lease.objects.filter(duty=duty, owner=owner).update(owner="", until=None)
