"""Tells people, notes what they have read, and whether they want mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F

from jansetu.audit.models import Event
from jansetu.audit.operations import record
from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.notifications.models import Alert, Letter, NoMail, Telling
from jansetu.orgs.models import Person
from jansetu.orgs.rights import Actor, not_allowed

GATHER = timedelta(minutes=2)  # what fails within it for one person comes in one mail


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What an event means to whoever is told of it. `cause` is equal for what one thing caused."""

    cause: str
    channel: Channel | None = None
    post: Post | None = None
    reason_hi: str = ""
    reason_en: str = ""


@transaction.atomic
def tell(people: Iterable[Person], news: News, event: Event) -> int:
    """Tell each person once of the event; returns how many heard something new.

    A person who has an unread alert of the same verb and cause sees its count grow instead of another.
    """
    listening = {person.pk: person for person in people if person.is_active}
    known = Telling.objects.filter(event_id=event.pk, person__in=listening)
    told = set(known.values_list("person_id", flat=True))
    new = [person for pk, person in listening.items() if pk not in told]
    for person in new:
        alert = _alert(person, news, event)
        Telling.objects.create(person=person, alert=alert, event_id=event.pk)
        _letter(person, event.at)
    return len(new)


def _alert(person: Person, news: News, event: Event) -> Alert:
    """The open alert of this cause, counted up, or a new one."""
    alert, _ = Alert.objects.get_or_create(
        person=person,
        verb=event.verb,
        cause=news.cause,
        read_at=None,
        defaults={
            "channel": news.channel,
            "post": news.post,
            "reason_hi": news.reason_hi,
            "reason_en": news.reason_en,
            "first_at": event.at,
            "last_at": event.at,
        },
    )
    Alert.objects.filter(pk=alert.pk).update(count=F("count") + 1, last_at=event.at)
    return alert


def _letter(person: Person, now: datetime) -> None:
    """A mail soon, unless one is under way. Invented people have no mailbox."""
    if person.is_demonstration or NoMail.objects.filter(person=person).exists():
        return
    fresh = {"key": uuid4().hex, "due_at": now + GATHER}
    Letter.objects.get_or_create(person=person, done_at=None, defaults=fresh)


def mark_read(alert: Alert, *, by: Actor, now: datetime) -> None:
    """Its person has seen it; what happens of the same cause from now on is a new alert."""
    if by.person is None or alert.person_id != by.person.pk:
        raise not_allowed()
    Alert.objects.filter(pk=alert.pk, read_at=None).update(read_at=now)


def mark_all_read(*, by: Actor, now: datetime) -> int:
    """Everything that the person has not seen yet."""
    if by.person is None:
        raise not_allowed()
    return Alert.objects.of(by.person).unread().update(read_at=now)


def choose_mail(wanted: bool, *, by: Actor, now: datetime) -> None:
    """Whether the person's alerts come by mail too."""
    if by.person is None:
        raise not_allowed()
    with transaction.atomic():
        if wanted:
            NoMail.objects.filter(person=by.person).delete()
        else:
            NoMail.objects.get_or_create(person=by.person, defaults={"since": now})
        detail = {"wanted": wanted}
        record("person.mail_chosen", by=by, subject=("orgs.person", by.person.pk), detail=detail, now=now)
