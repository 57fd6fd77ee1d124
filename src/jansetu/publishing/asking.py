"""Sends the mails that ask an address's owner to confirm: through the list's own account, so that practice
stays practice. At least once; a wish has one key, so that a repetition is the same mail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.operations.subscribing import CONFIRM_WITHIN
from jansetu.connectors.capabilities import Publishes
from jansetu.connectors.contracts import Outgoing, Progress, Receipt
from jansetu.connectors.errors import ConnectorError, Rejected
from jansetu.engine import sql
from jansetu.engine.clock import database_now, elapsed
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.jobs import Account, Unsent
from jansetu.publishing.recipients import leave_url
from jansetu.publishing.sending import Connections, in_time
from jansetu.publishing.timing import Timing

Clock = Callable[[], datetime]
LEASE = timedelta(minutes=2)  # far longer than one call
AGAIN = timedelta(minutes=10)  # after trouble, until the wish is void
STEPS = 4  # calls that one mail may take


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One mail."""

    subscriber: int
    account: Account
    outgoing: Outgoing
    start_before: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What became of it."""

    question: Question
    outcome: Receipt | ConnectorError | Unsent


class Questions:
    """The queue of these mails."""

    name = "questions"
    poll = 2.0

    def __init__(
        self,
        connections: Connections,
        accounts: Accounts,
        timing: Timing,
        *,
        capacity: int,
        clock: Clock = database_now,
    ) -> None:
        self.capacity, self._timing, self._clock = capacity, timing, clock
        self._connections, self._accounts = connections, accounts

    def cycle(self, results: Sequence[Asked], room: int) -> Sequence[Question]:
        """Note what was sent; take what is due."""
        now = self._clock()
        waiting = room > 0 and _due(now).exists()
        if not results and not waiting:
            return []
        with transaction.atomic():
            for one in results:
                _settle(one, now)
            return self._claim(room, now) if waiting else []

    async def run(self, job: Question) -> Asked:
        """Hand one mail over."""
        call = self._send(job)
        return Asked(question=job, outcome=await in_time(call, job.start_before, self._timing.call))

    def stop(self) -> None:
        """The deliveries' stop holds the same connections."""

    async def _send(self, job: Question) -> Receipt | ConnectorError:
        connector = self._connections.of(job.account)
        done: Progress | Receipt = Progress()
        for _ in range(STEPS):
            if not isinstance(done, Progress):
                return done
            if not issubclass(type(connector), Publishes):
                break
            assert isinstance(connector, Publishes)  # noqa: S101 (for the type alone)
            done = await connector.step(job.outgoing, done)
        if isinstance(done, Receipt):
            return done
        return Rejected("cannot_publish", hi="यह मंच नहीं भेजता।", en="This platform does not send.")

    def _claim(self, room: int, now: datetime) -> list[Question]:
        due = _due(now).order_by("letter_due_at")
        if sql.is_postgresql():
            due = due.select_for_update(skip_locked=True, of=("self",))
        rows = list(due.select_related("channel__credential")[:room])
        opened = self._accounts.of({one.channel_id: one.channel.credential.sealed_at for one in rows})
        Subscriber.objects.filter(pk__in=[one.pk for one in rows]).update(letter_due_at=now + LEASE)
        return [
            Question(
                subscriber=one.pk,
                account=opened[one.channel_id],
                outgoing=question_to(one),
                start_before=elapsed() + self._timing.fresh,
            )
            for one in rows
            if one.channel_id in opened and one.sealed
        ]


def _due(now: datetime) -> QuerySet[Subscriber]:
    return Subscriber.objects.filter(
        letter_due_at__lte=now,
        state=Subscriber.State.PENDING,
        channel__state=Channel.State.CONNECTED,
        channel__credential__isnull=False,
    )


def question_to(one: Subscriber) -> Outgoing:
    """In the language of the form; says who asks, what for, and that silence is a no."""
    url = confirm_url(one.token)
    if one.language == "en":
        name = one.channel.name_en or one.channel.name_hi
        title = f"Please confirm: news by e-mail from {name}"
        text = (
            f"Somebody, probably you, asked that {name} send news to this address.\n\n"
            f"To confirm, open this page within seven days and press the button:\n{url}\n\n"
            "If it was not you, do nothing: nothing will be sent."
        )
    else:
        name = one.channel.name_hi
        title = f"कृपया पुष्टि करें: {name} के समाचार ई-मेल पर"
        text = (
            f"किसी ने, संभवतः आपने, चाहा है कि {name} के समाचार इस पते पर आएँ।\n\n"
            f"पुष्टि के लिए सात दिन के भीतर यह पृष्ठ खोलकर बटन दबाएँ:\n{url}\n\n"
            "यदि यह आपने नहीं चाहा, तो कुछ न करें: कुछ नहीं भेजा जाएगा।"
        )
    return Outgoing(
        key=hashlib.sha256(f"{one.token} {one.changed_at.isoformat()}".encode()).hexdigest()[:32],
        text=text,
        title=title,
        language=one.language,
        recipient=(one.sealed or {}).get("address", ""),
        leave_url=leave_url(one.token),
        created_at=one.changed_at,
    )


def confirm_url(token: str) -> str:
    """Where the owner of an address says yes."""
    return f"{settings.JANSETU_PUBLIC_URL}/confirm/{token}/"


def _settle(one: Asked, now: datetime) -> None:
    row = Subscriber.objects.filter(pk=one.question.subscriber, state=Subscriber.State.PENDING)
    if isinstance(one.outcome, Receipt):
        row.update(letter_due_at=None, lettered_at=now)
    elif isinstance(one.outcome, Unsent):
        row.update(letter_due_at=now)
    elif isinstance(one.outcome, Rejected):
        row.update(letter_due_at=None)
    else:
        row.filter(changed_at__gt=now - CONFIRM_WITHIN).update(letter_due_at=now + AGAIN)
        row.filter(changed_at__lte=now - CONFIRM_WITHIN).update(letter_due_at=None)
