"""Reads accounts again and again: the posts that stand there, and what became of messages. A queue of rows.

A reading publishes nothing, so whatever fails is simply read again later from the cursor that was kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from jansetu.channels.models import Channel
from jansetu.connectors.capabilities import Hears, Lists
from jansetu.connectors.contracts import Json, Reports, Timeline
from jansetu.connectors.errors import ConnectorError, NotAuthorized, RateLimited, Rejected
from jansetu.connectors.registry import CONNECTORS
from jansetu.engine import buckets, sql
from jansetu.engine.clock import database_now, elapsed
from jansetu.publishing import consequences, limits
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.direct import TooSoon, see_posts
from jansetu.publishing.jobs import Account, Unsent
from jansetu.publishing.keepable import plain
from jansetu.publishing.models import Reading
from jansetu.publishing.reporting import note_reports
from jansetu.publishing.sending import Connections, in_time
from jansetu.publishing.timing import Timing

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
What = Reading.What
CAN: dict[str, type[Any]] = {What.TIMELINE: Lists, What.REPORTS: Hears}
# X asks for each post that is read ($0.001 of one's own, its changelog of August 2026), so it is read less.
EVERY = {"x": timedelta(hours=1)}
ORDINARILY = timedelta(minutes=15)
SOON = timedelta(minutes=1)  # where a post may be one that is under way just now
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Errand:
    """One page to be read."""

    reading: int
    what: str
    account: Account
    cursor: Json
    since: datetime
    failures: int
    start_before: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What the page said. None: this platform tells nothing of the kind."""

    errand: Errand
    outcome: Timeline | Reports | ConnectorError | Unsent | None


def plan_readings(now: datetime) -> int:
    """A row for each connected channel and each thing that its platform tells; returns how many are new."""
    made = 0
    for what, capability in CAN.items():
        kinds = [kind for kind, connector in CONNECTORS.items() if issubclass(connector, capability)]
        channels = Channel.objects.connected().filter(kind__in=kinds)
        known = Reading.objects.filter(what=what).values("channel")
        new = [
            Reading(channel=channel, what=what, due_at=now, since=now)
            for channel in channels.exclude(pk__in=known)
        ]
        made += len(Reading.objects.bulk_create(new, ignore_conflicts=True))
    return made


class Readings:
    """The queue of readings."""

    name = "readings"
    poll = 1.0

    def __init__(
        self,
        owner: str,
        connections: Connections,
        accounts: Accounts,
        timing: Timing,
        *,
        capacity: int,
        clock: Clock = database_now,
    ) -> None:
        self.owner, self.capacity, self._timing, self._clock = owner, capacity, timing, clock
        self._connections, self._accounts = connections, accounts

    def cycle(self, results: Sequence[Read], room: int) -> Sequence[Errand]:
        """Note what was read; take what is due."""
        now = self._clock()
        waiting = room > 0 and Reading.objects.due(now).exists()
        if not results and not waiting:
            return []
        limits.learn([(one.errand.account, one.outcome) for one in results], "read")
        for one in results:
            self._settle(one, now)
        return self._claim(room, now) if waiting else []

    async def run(self, job: Errand) -> Read:
        """One page."""
        page = _page(self._connections, job)
        return Read(errand=job, outcome=await in_time(page, job.start_before, self._timing.call))

    def stop(self) -> None:
        """The deliveries' stop holds the same connections."""

    def _claim(self, room: int, now: datetime) -> list[Errand]:
        start_before = elapsed() + self._timing.fresh
        with transaction.atomic():
            due = Reading.objects.due(now).filter(channel__state=Channel.State.CONNECTED)
            due = due.exclude(channel__in=_exhausted(now)).order_by("due_at")
            if sql.is_postgresql():
                due = due.select_for_update(skip_locked=True, of=("self",))
            rows = list(due.select_related("channel__credential")[:room])
            Reading.objects.filter(pk__in=[row.pk for row in rows]).update(
                owner=self.owner, lease_until=now + self._timing.lease
            )
        opened = self._accounts.of({row.channel_id: _sealed_at(row) for row in rows})
        return [
            Errand(
                reading=row.pk,
                what=row.what,
                account=opened[row.channel_id],
                cursor=row.cursor,
                since=row.since,
                failures=row.failures,
                start_before=start_before,
            )
            for row in rows
            if row.channel_id in opened
        ]

    def _settle(self, one: Read, now: datetime) -> None:
        """In a transaction of its own: what one account told stops no other."""
        outcome = one.outcome
        if isinstance(outcome, Timeline | Reports):
            self._heard(one.errand, outcome, now)
        elif isinstance(outcome, Unsent):
            self._free(one.errand, due_at=now)
        else:
            self._failed(one.errand, outcome, now)

    def _heard(self, errand: Errand, page: Timeline | Reports, now: datetime) -> None:
        channel = Channel.objects.get(pk=errand.account.channel)
        try:
            if isinstance(page, Timeline):
                see_posts(channel, page.posts, now=now)
            else:
                note_reports(channel, page.reports, now=now)
        except TooSoon:
            self._free(errand, due_at=now + SOON)
            return
        wait = timedelta() if page.more else EVERY.get(errand.account.kind, ORDINARILY)
        self._free(
            errand,
            due_at=now + wait,
            cursor=plain(page.cursor),
            succeeded_at=now,
            failures=0,
            error_code="",
        )

    def _failed(self, errand: Errand, error: ConnectorError | None, now: datetime) -> None:
        code = error.code if error is not None else "not_told"
        wait = min(SOON * 2 ** min(errand.failures, 10), LONGEST_WAIT)
        again = {"due_at": now + wait, "failures": F("failures") + 1, "error_code": code[:60]}
        if isinstance(error, RateLimited):
            again["due_at"] = max(error.until, now + SOON)
        elif isinstance(error, NotAuthorized):
            with transaction.atomic():
                consequences.channel_lost(errand.account, error.code, now)
        elif isinstance(error, Rejected) and errand.cursor:
            again |= {"cursor": {}, "due_at": now + SOON}  # the platform has forgotten it: begin anew
        self._free(errand, **again)

    def _free(self, errand: Errand, **changes: object) -> None:
        """Only while it is still ours: whoever took it over since has the later word."""
        ours = Reading.objects.filter(pk=errand.reading, owner=self.owner)
        ours.update(owner="", lease_until=None, **changes)


async def _page(connections: Connections, errand: Errand) -> Timeline | Reports | None:
    connector = connections.of(errand.account)
    if errand.what == What.TIMELINE and isinstance(connector, Lists):
        return await connector.own_posts(errand.cursor, since=errand.since)
    if errand.what == What.REPORTS and isinstance(connector, Hears):
        return await connector.reports(errand.cursor, since=errand.since)
    return None


def _exhausted(now: datetime) -> list[int]:
    """Channels whose own limit of readings is used up, or that of their app."""
    found: list[int] = []
    for key in buckets.exhausted(now):
        kind, scope, channel, lane = key.split(":")
        if lane != "read":
            continue
        if scope == "account":
            found.append(int(channel))
        else:
            shared = Channel.objects.filter(kind=kind, practice=scope == "practice")
            found += shared.values_list("pk", flat=True)
    return found


def _sealed_at(row: Reading) -> datetime | None:
    credential = getattr(row.channel, "credential", None)
    return credential.sealed_at if credential else None
