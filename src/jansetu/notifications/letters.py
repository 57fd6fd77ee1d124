"""Sends letters that are due: one mail with a person's new alerts. At least once, with one Message-ID."""

from __future__ import annotations

import asyncio
import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import override

from jansetu.engine import sql
from jansetu.engine.clock import database_now
from jansetu.fields.words import in_language
from jansetu.notifications.models import Alert, Letter
from jansetu.notifications.words import sentence_of

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=2)  # longer than the mail server may take: settings.EMAIL_TIMEOUT is 30 seconds
TRIES = 8  # with doubled waits: about four hours
FIRST_WAIT = timedelta(minutes=1)
MOST = 50  # alerts in one mail; the rest is counted

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """One mail, ready."""

    letter: int
    tries: int
    alerts: tuple[int, ...]
    mail: EmailMessage


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """What became of it; an empty error: the mail server has it. Not `begun`: nobody was asked."""

    sending: Sending
    error: str = ""
    begun: bool = True


class Letters:
    """The queue of letters."""

    name = "letters"
    capacity = 4
    poll = 2.0

    def __init__(self, owner: str, *, clock: Clock = database_now) -> None:
        self.owner, self._clock, self._stopping = owner, clock, False

    def cycle(self, results: Sequence[Posted], room: int) -> Sequence[Sending]:
        """Note what was sent; take what is due."""
        now = self._clock()
        if not results and not _due(now).exists():
            return []
        with transaction.atomic():
            for one in results:
                self._settle(one, now)
            return self._claim(room, now) if room > 0 else []

    async def run(self, job: Sending) -> Posted:
        """Hand one mail to the mail server."""
        if self._stopping:
            return Posted(sending=job, begun=False)
        return await asyncio.to_thread(post, job)

    def stop(self) -> None:
        """No further mail."""
        self._stopping = True

    def _claim(self, room: int, now: datetime) -> list[Sending]:
        due = _due(now).order_by("due_at")
        if sql.is_postgresql():
            due = due.select_for_update(skip_locked=True, of=("self",))
        letters = list(due.select_related("person")[:room])
        Letter.objects.filter(pk__in=[one.pk for one in letters]).update(
            owner=self.owner, lease_until=now + LEASE
        )
        ready = [sending_of(letter, now) for letter in letters]
        return [one for one in ready if one is not None]

    def _settle(self, one: Posted, now: datetime) -> None:
        ours = Letter.objects.filter(pk=one.sending.letter, owner=self.owner, done_at=None)
        if not one.begun:
            ours.update(owner="", lease_until=None)
            return
        if not one.error:
            if ours.update(done_at=now, owner="", lease_until=None, error=""):
                Alert.objects.filter(pk__in=one.sending.alerts).update(mailed_at=now)
            return
        tries = one.sending.tries + 1
        given_up = tries >= TRIES
        ours.update(
            tries=tries,
            error=one.error,
            owner="",
            lease_until=None,
            due_at=now + FIRST_WAIT * 2 ** (tries - 1),
            done_at=now if given_up else None,
        )


def _due(now: datetime) -> QuerySet[Letter]:
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return Letter.objects.filter(free, done_at=None, due_at__lte=now)


def sending_of(letter: Letter, now: datetime) -> Sending | None:
    """The mail of what the person has neither seen nor been mailed; without any the letter is needless."""
    new = Alert.objects.of(letter.person).unread().filter(mailed_at=None).for_list()
    alerts = list(new[:MOST])
    if not alerts:
        Letter.objects.filter(pk=letter.pk).update(done_at=now, owner="", lease_until=None, error="needless")
        return None
    more = new.count() - len(alerts)
    mail = mail_of(letter, alerts, more)
    return Sending(letter=letter.pk, tries=letter.tries, alerts=tuple(one.pk for one in alerts), mail=mail)


def mail_of(letter: Letter, alerts: Sequence[Alert], more: int) -> EmailMessage:
    """In the person's language; the same Message-ID in every attempt."""
    with override(letter.person.language):
        lines = [_line(alert) for alert in alerts]
        if more:
            lines.append(in_language(f"और {more} चेतावनियाँ।", f"{more} more alerts."))
        every = f"{settings.JANSETU_PUBLIC_URL}/desk/alerts/"
        lines.append(in_language(f"सब चेतावनियाँ: {every}", f"All alerts: {every}"))
        total = len(alerts) + more
        subject = in_language(f"जनसेतु: {total} नई चेतावनी", f"Jansetu: {total} new alerts")
    host = urlsplit(settings.JANSETU_PUBLIC_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, "\n\n".join(lines), to=[letter.person.email], headers=headers)


def _line(alert: Alert) -> str:
    sentence = sentence_of(alert)
    return f"{in_language(sentence.hi, sentence.en)}\n{settings.JANSETU_PUBLIC_URL}{sentence.path}"


def post(sending: Sending) -> Posted:
    """In a thread of its own: hand the mail over and say how it went."""
    try:
        sending.mail.send()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("letter %s: %s", sending.letter, type(error).__name__)
        return Posted(sending=sending, error=type(error).__name__[:60])
    return Posted(sending=sending)
