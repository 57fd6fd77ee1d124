"""Chains events by hash, in batches, behind the writers' backs. Changes no event's facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction

from jansetu.audit.chain import event_hash, seal_hash
from jansetu.audit.models import Event, Head, Seal


def seal_batch(now: datetime, limit: int = 500) -> int:
    """Seal up to `limit` events and return how many; 0 also where another sealer was quicker.

    The engine's duty "sealer" sees to it that one process does this. A process that outlived its lease does
    no harm: the head of the chain is moved only from where this batch found it.
    """
    head = Head.objects.get_or_create(id=1)[0]
    # Hashed before the transaction, or every writer on SQLite would wait for it.
    seals = list(chain(head, Event.objects.unsealed()[:limit], now))
    if not seals:
        return 0
    with transaction.atomic():
        found_there = Head.objects.filter(number=head.number, hash=head.hash)
        if not found_there.update(number=seals[-1].number, hash=seals[-1].hash):
            return 0
        Seal.objects.bulk_create(seals)
        Event.objects.filter(pk__in=[seal.event_id for seal in seals]).mark_sealed()
    return len(seals)


def chain(head: Head, events: Iterable[Event], now: datetime) -> Iterator[Seal]:
    """One seal an event, each naming the one before, from behind `head`."""
    previous = head.hash
    for number, event in enumerate(events, head.number + 1):
        seal = Seal(
            number=number,
            event=event,
            event_hash=event_hash(event),
            previous=previous,
            sealed_at=now,
        )
        seal.hash = previous = seal_hash(seal)
        yield seal
