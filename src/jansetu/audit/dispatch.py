"""Tells handlers the news, in the order of the chain. Knows no handler: `config/wiring.py` names them.

Seals have numbers without a gap, given after the commit, so one number a handler says what it was told:
nothing is marked on the events, and an event that nobody listens for costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from jansetu.audit.models import Dispatch, Event, Head, Listener, Seal

Handler = Callable[[Event], None]

LOOK_BACK = timedelta(days=1)  # a handler that is new hears what happened since then, not years of news
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
TRIES = 20  # about four days; then the row waits to be seen

log = logging.getLogger(__name__)


class OvertakenError(RuntimeError):
    """Another dispatcher told this handler meanwhile; this one's lease had ended."""


def dispatch_batch(handlers: Mapping[str, Sequence[Handler]], now: datetime, limit: int = 500) -> int:
    """Tell each handler up to `limit` sealed events that it has not heard; returns how many were told.

    A handler runs in the transaction that notes its progress, so it writes rows and talks to nobody. It may
    be told the same event twice and must not mind. One that fails is told again later, with growing pauses,
    while the others go on.
    """
    verbs_of: dict[Handler, list[str]] = {}
    for verb, listening in handlers.items():
        for handler in listening:
            verbs_of.setdefault(handler, []).append(verb)
    return sum(
        tell_again(handler, now, limit) + tell_news(handler, verbs, now, limit)
        for handler, verbs in verbs_of.items()
    )


def tell_news(handler: Handler, verbs: Sequence[str], now: datetime, limit: int) -> int:
    """Go along the chain from where the handler stands."""
    listener = listener_of(handler, now)
    end = Head.objects.filter(id=1).values_list("number", flat=True).first() or 0
    if end <= listener.number:
        return 0
    news = list(Seal.objects.after(listener.number, upto=end).telling(verbs)[:limit])
    for seal in news:
        with transaction.atomic():
            advance(listener, seal.number)
            tell(handler, seal.event, now)
    if len(news) < limit:
        advance(listener, end)
    return len(news)


def tell_again(handler: Handler, now: datetime, limit: int) -> int:
    """What the handler failed on before and should try again now."""
    waiting = list(Dispatch.objects.due([name_of(handler)], now)[:limit])
    for dispatch in waiting:
        with transaction.atomic():
            tell(handler, dispatch.event, now, tries=dispatch.tries)
    return len(waiting)


def tell(handler: Handler, event: Event, now: datetime, tries: int = 0) -> None:
    """Call the handler; a failure becomes a row that says when to try again."""
    name = name_of(handler)
    try:
        with transaction.atomic():
            handler(event)
    except Exception as error:
        log.warning("%s failed on event %s", name, event.pk, exc_info=True)
        failed = {"tries": tries + 1, "due_at": next_try(tries + 1, now), "error": type(error).__name__}
        Dispatch.objects.update_or_create(event=event, handler=name, defaults=failed)
    else:
        if tries:
            Dispatch.objects.filter(event=event, handler=name).delete()


def next_try(tries: int, now: datetime) -> datetime | None:
    """Twice as long after each failure; None when it is time to give up."""
    return None if tries >= TRIES else now + min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def listener_of(handler: Handler, now: datetime) -> Listener:
    """Where the handler stands; a new one begins a day back."""
    name = name_of(handler)
    known = Listener.objects.filter(handler=name).first()
    if known:
        return known
    start = Seal.objects.last_before(now - LOOK_BACK)
    return Listener.objects.get_or_create(handler=name, defaults={"number": start})[0]


def advance(listener: Listener, number: int) -> None:
    """Note how far the handler was told, from where it stood."""
    here = Listener.objects.filter(pk=listener.pk, number=listener.number)
    if not here.update(number=number):
        raise OvertakenError
    listener.number = number


def name_of(handler: Handler) -> str:
    """The handler's dotted name: renaming a handler makes it a new one."""
    return f"{handler.__module__}.{handler.__qualname__}"
