"""The three queues that a worker runs: deliveries, searches, removals. Joins the pieces; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from jansetu.connectors.contracts import Progress
from jansetu.connectors.errors import Unavailable
from jansetu.engine.clock import database_now, elapsed
from jansetu.publishing import (
    claims,
    limits,
    pacing,
    reconcile,
    removing,
    sending,
    settling,
    sightings,
    stepping,
)
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.equipping import equip
from jansetu.publishing.jobs import Job, Result, Search, SearchResult, Takedown, TakedownResult, Unsent
from jansetu.publishing.models import Delivery
from jansetu.publishing.planning import Plan
from jansetu.publishing.rows import Row
from jansetu.publishing.sending import Connections
from jansetu.publishing.timing import Timing

Clock = Callable[[], datetime]
SLOW_POLL = 0.5  # seconds; nobody waits for these by the second
TRIES = 3  # parts of a plan that one claim looks at, where other workers were faster


class Deliveries:
    """What is due goes out."""

    name = "deliveries"
    poll = 0.05

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
        self._plan, self._lessons = Plan(), limits.Lessons()

    def cycle(self, results: Sequence[Result], room: int) -> Sequence[Job]:
        """Settle and claim in one transaction; pictures are read after it."""
        self._lessons.hear([(one.job.account, one.outcome) for one in results], "publish")
        self._lessons.write()
        now, start_before = self._clock(), elapsed() + self._timing.fresh
        wanted = room > 0 and self._plan.is_wanted(now)
        if not results and not wanted:
            return []
        if wanted:
            pacing.open_windows(now)
        with transaction.atomic():
            settling.settle(results, owner=self.owner, now=now, timing=self._timing)
            steps = [(one.job, one.outcome) for one in results if isinstance(one.outcome, Progress)]
            rows = stepping.proceed(
                steps, owner=self.owner, now=now, timing=self._timing, accounts=self._accounts
            )
            rows += self._claim(room - len(rows), now) if wanted else []
            unused = [one.job for one in results if isinstance(one.outcome, Unsent | Unavailable)]
            limits.give_back(unused, now)
        return equip(rows, accounts=self._accounts, start_before=start_before, now=now)

    def _claim(self, room: int, now: datetime) -> list[Row]:
        """From the first part of the plan of which other workers have left anything."""
        for _ in range(TRIES):
            ids = self._plan.take(room)
            if not ids:
                break
            rows = claims.claim(ids, owner=self.owner, now=now, timing=self._timing, accounts=self._accounts)
            if rows:
                return rows
        return []

    def seconds_ahead(self) -> float:
        """Until the next delivery's hour; what is due already waits for something else than time."""
        now = self._clock()
        coming = Delivery.objects.filter(state=Delivery.State.DUE, due_at__gt=now)
        next_at = coming.order_by("due_at").values_list("due_at", flat=True).first()
        return (next_at - now).total_seconds() if next_at is not None else float("inf")

    async def run(self, job: Job) -> Result:
        """One platform call."""
        return await sending.send(job, self._connections.of, self._timing.call)

    def stop(self) -> None:
        """No first byte any more."""
        self._connections.stop()


class Searches:
    """What became of attempts whose outcome is unknown."""

    name = "searches"
    poll = SLOW_POLL

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

    def cycle(self, results: Sequence[SearchResult], room: int) -> Sequence[Search]:
        """Write what was seen and decide; take the next unknown ones."""
        now, start_before = self._clock(), elapsed() + self._timing.fresh
        waiting = room > 0 and Delivery.objects.to_look_up(now).exists()
        if not results and not waiting:
            return []
        with transaction.atomic():
            sightings.settle(results, now=now, timing=self._timing)
            if not waiting:
                return []
            return reconcile.claim(
                room, now=now, timing=self._timing, accounts=self._accounts, start_before=start_before
            )

    async def run(self, job: Search) -> SearchResult:
        """One reading."""
        return await sending.search(job, self._connections.of, self._timing.call)

    def stop(self) -> None:
        """The deliveries' stop holds the same connections."""


class Removals:
    """What was withdrawn disappears, its evidence kept."""

    name = "removals"
    poll = SLOW_POLL

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

    def cycle(self, results: Sequence[TakedownResult], room: int) -> Sequence[Takedown]:
        """Settle; go on with what has its evidence; claim more."""
        now, start_before = self._clock(), elapsed() + self._timing.fresh
        waiting = room > 0 and removing.may_be_due(now)
        if not results and not waiting:
            return []
        with transaction.atomic():
            going_on = removing.settle(
                results, owner=self.owner, now=now, timing=self._timing, start_before=start_before
            )
            left = room - len(going_on)
            if not waiting or left <= 0:  # what goes on may be more than there was room for
                return going_on
            return going_on + removing.claim(
                left,
                owner=self.owner,
                now=now,
                timing=self._timing,
                accounts=self._accounts,
                start_before=start_before,
            )

    async def run(self, job: Takedown) -> TakedownResult:
        """Evidence, or the removal itself."""
        return await sending.take_down(job, self._connections.of, self._timing.call)

    def stop(self) -> None:
        """The deliveries' stop holds the same connections."""
