"""A worker in steps: its three queues against the real practice platforms, on a clock that the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Model

from jansetu.engine.loop import Queue
from jansetu.engine.models import Bucket
from jansetu.orgs.models import Grant
from jansetu.orgs.rights import Actor
from jansetu.publishing import sweeping
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.bench.crowd import Crowd, gather, schedule_burst
from jansetu.publishing.models import Attempt, Delivery, Look, Removal
from jansetu.publishing.queues import Deliveries, Removals, Searches
from jansetu.publishing.sending import Connections
from jansetu.publishing.timing import STANDARD
from jansetu.sandbox.process import Sandbox

ROOM = 50
AGEING: dict[type[Model], tuple[str, ...]] = {
    Delivery: ("due_at", "wanted_at", "expires_at", "lease_until", "created_at", "sent_at"),
    Attempt: ("started_at", "lease_until", "finished_at"),
    Look: ("at",),
    Removal: ("due_at", "lease_until"),
    Bucket: ("resets_at",),
}


class Steps:
    """Everything happens when the test says so, in its own thread and transaction."""

    def __init__(self, sandbox: Sandbox, now: datetime, *, owner: str = "tester") -> None:
        self.sandbox, self.now, self.owner = sandbox, now, owner
        self.runner = asyncio.Runner()
        self.connections = Connections(pool=ROOM)
        self.accounts = accounts = Accounts()
        self.deliveries = self.fresh_deliveries()
        self.searches = Searches(self.connections, accounts, STANDARD, capacity=ROOM, clock=self.clock)
        self.removals = Removals(owner, self.connections, accounts, STANDARD, capacity=ROOM, clock=self.clock)

    def fresh_deliveries(self) -> Deliveries:
        """A queue that has made no plan yet, as a quarter of a second later it would make a new one."""
        return Deliveries(
            self.owner, self.connections, self.accounts, STANDARD, capacity=ROOM, clock=self.clock
        )

    def clock(self) -> datetime:
        """The test's present moment."""
        return self.now

    def later(self, seconds: float) -> None:
        """Time passes, and the sweep with it."""
        self.now += timedelta(seconds=seconds)
        sweeping.sweep(self.now)

    def age(self, seconds: float) -> None:
        """Time passes for our rows alone: all that was written is so much older now.

        The platforms keep the real clock, so a moved clock of ours would be ahead of theirs.
        """
        past = timedelta(seconds=seconds)
        for model, names in AGEING.items():
            model._default_manager.update(**{name: F(name) - past for name in names})
        self.now = datetime.now(UTC)
        sweeping.sweep(self.now)

    def crowd(self, channels: int = 1, kinds: Sequence[str] = ("x",)) -> Crowd:
        """Connected practice channels."""
        return gather(kinds=kinds, channels=channels, sandbox_port=self.sandbox.port, now=self.now)

    def burst(self, crowd: Crowd, deliveries: int = 1) -> list[Delivery]:
        """Approved deliveries that are due now."""
        schedule_burst(crowd, deliveries=deliveries, at=self.now, now=self.now)
        return list(Delivery.objects.order_by("pk"))

    def claim(self, queue: Queue[Any, Any]) -> Sequence[Any]:
        """What the queue would run now."""
        return queue.cycle([], ROOM)

    def turn(self, queue: Queue[Any, Any]) -> int:
        """Claim, run and settle until nothing more follows; how many platform calls that took."""
        calls, jobs = 0, self.claim(queue)
        while jobs:
            calls += len(jobs)
            jobs = queue.cycle([self.run(queue, job) for job in jobs], 0)
        return calls

    def run(self, queue: Queue[Any, Any], job: Any) -> Any:
        """One job in the event loop."""
        return self.runner.run(queue.run(job))

    def send(self) -> Delivery:
        """One turn of the deliveries, and the first of them as it then stands."""
        self.turn(self.deliveries)
        return self.first()

    def look(self) -> Delivery:
        """One turn of the searches, and the first delivery as it then stands."""
        self.turn(self.searches)
        return self.first()

    def first(self) -> Delivery:
        """The first delivery, read anew."""
        return Delivery.objects.select_related("channel", "post").order_by("pk")[0]

    @contextmanager
    def life(self) -> Iterator[None]:
        """One of many lives of a test; nothing of it remains."""
        self.sandbox.reset()
        self.now = datetime.now(UTC)
        before = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(before)

    def live(self, deed: str) -> list[str]:
        """One deed of a worker; the states that the first delivery then goes through."""
        if deed in ("wait", "wait_long"):
            self.age(5 if deed == "wait" else 300)
        elif deed == "look":
            self.look()
        elif deed == "send":
            self.deliveries = self.fresh_deliveries()
            claimed = self.claim(self.deliveries)
            between = [self.first().state]
            self.deliveries.cycle([self.run(self.deliveries, job) for job in claimed], 0)
            return [*between, self.first().state]
        elif deed == "die":
            self.deliveries = self.fresh_deliveries()
            for job in self.claim(self.deliveries):
                self.run(self.deliveries, job)
        return [self.first().state]

    def published(self) -> int:
        """How often the platforms really published, whatever we believe."""
        return sum(entry["act"] == "publish" for entry in self.sandbox.ledger())

    def close(self) -> None:
        """Let the connections and the loop go."""
        self.runner.run(self.connections.close())
        self.runner.close()


def officer(crowd: Crowd) -> Actor:
    """Somebody who may stop, withdraw and decide everywhere."""
    Grant.objects.create(
        position=crowd.tenure.position, role="state_desk", unit=crowd.state, granted_at=crowd.tenure.starts_at
    )
    return Actor.of(crowd.tenure)
