"""Claims rows that are due, runs them, settles them in batches: one event loop, one database thread.

Knows neither posts nor platforms: an app gives it queues and duties. News wakes it; it looks by itself too.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar, runtime_checkable

from django.db import InterfaceError, OperationalError

from jansetu.engine import leases
from jansetu.engine.clock import database_now, elapsed
from jansetu.engine.news import Ear
from jansetu.engine.thread import DatabaseThread

log = logging.getLogger(__name__)
J = TypeVar("J")
R = TypeVar("R")

POLL = 0.05  # seconds between looks at the database while nothing happens
REST = 0.5  # between looks of an idle queue that foresees, while news would be heard
GAP = 0.01  # between two looks at least, however much news there is
TROUBLE = 1.0  # seconds to wait after the database did not answer


class Queue(Protocol[J, R]):
    """Rows of one kind that become due."""

    name: str
    capacity: int  # jobs under way at most; never more than the connections of the pool
    poll: float  # seconds between looks while idle

    def cycle(self, results: Sequence[R], room: int) -> Sequence[J]:
        """In the database thread: settle `results`, then claim. Jobs to run now: those claimed, at most
        `room`, and those whose next step follows. Called again with the same results if the database fails.
        """
        ...

    async def run(self, job: J) -> R:
        """In the event loop, never touching the database. Every outcome is a result; nothing is raised."""
        ...

    def stop(self) -> None:
        """From now on begin nothing new: a job that has not yet sent its first byte gives itself back."""
        ...


@runtime_checkable
class Foresees(Protocol):
    """A queue that knows the next moment at which something of its kind becomes due."""

    def seconds_ahead(self) -> float:
        """In the database thread: until that moment, as far as is known; infinite without one."""
        ...


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something one process at a time does again and again in the database thread."""

    name: str
    every: float  # seconds
    run: Callable[[datetime], object]
    yields: bool = False  # waits while queues are busy, so that no post waits for it
    shared: bool = False  # every process does it, not only one


class Shift:
    """When a worker may begin something: always, or while somebody keeps it open."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.until = float("inf") if is_open else 0.0
        self.stopping = asyncio.Event()

    @property
    def is_open(self) -> bool:
        """Whether anything new may begin."""
        return elapsed() < self.until and not self.stopping.is_set()


class Line:
    """One queue at work."""

    def __init__(self, queue: Queue[Any, Any], database: DatabaseThread, shift: Shift, ear: Ear) -> None:
        self.queue, self.database, self.shift, self.ear = queue, database, shift, ear
        self.running: set[asyncio.Task[None]] = set()
        self.results: list[Any] = []
        self.fault: BaseException | None = None
        self.wake = asyncio.Event()
        self.next_at = float("inf")  # `elapsed`: when the next row is known to become due
        # Settling half of them at a time: half as many transactions, and the other half keeps the lines busy.
        self.batch = max(1, queue.capacity // 2)

    @property
    def is_busy(self) -> bool:
        """Whether more is under way than the last few of a load."""
        return len(self.running) > self.queue.capacity // 4

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way and nothing waits to be settled."""
        return not self.running and not self.results

    async def work(self) -> None:
        """Until told to stop and everything under way has ended and is settled."""
        while True:
            if self.fault or not self.is_idle or self.shift.is_open:
                await self.cycle()
            if self.shift.stopping.is_set() and self.is_idle:
                return
            await self.pause()

    async def cycle(self) -> None:
        """Settle what has ended and claim as much as there is room for."""
        if self.fault is not None:
            raise self.fault
        results = self.results[:]
        room = self.queue.capacity - len(self.running) if self.shift.is_open else 0
        try:
            jobs = await self.database.run(self.turn, results, room)
        except (OperationalError, InterfaceError) as error:
            log.warning("%s: the database did not answer (%s)", self.queue.name, error)
            self.next_at = float("inf")
            await asyncio.sleep(TROUBLE)
            return
        del self.results[: len(results)]
        for job in jobs:
            self.start(job)

    def turn(self, results: Sequence[Any], room: int) -> Sequence[Any]:
        """In the database thread: the queue's own turn, and where that found nothing, a look ahead."""
        jobs: Sequence[Any] = self.queue.cycle(results, room)
        self.next_at = float("inf")
        if room > 0 and not jobs and isinstance(self.queue, Foresees):
            self.next_at = elapsed() + self.queue.seconds_ahead()
        return jobs

    def start(self, job: Any) -> None:
        """Run a job in a task of its own."""
        task = asyncio.get_running_loop().create_task(self.carry(job))
        self.running.add(task)
        task.add_done_callback(self.ended)

    async def carry(self, job: Any) -> None:
        """Run a job and keep its result for the next settling."""
        self.results.append(await self.queue.run(job))

    def ended(self, task: asyncio.Task[None]) -> None:
        """Wake up when a batch is full, nothing is left to wait for, or a job broke its promise."""
        self.running.discard(task)
        if not task.cancelled():
            self.fault = self.fault or task.exception()
        if self.fault or len(self.results) >= self.batch or not self.running:
            self.wake.set()

    async def pause(self) -> None:
        """Until there is a batch to settle, news, or it is time to look again."""
        if self.fault or len(self.results) >= self.batch:
            self.wake.clear()
            return
        try:
            async with asyncio.timeout(self.longest()):
                await self.wake.wait()
        except TimeoutError:
            return
        self.wake.clear()

    def longest(self) -> float:
        """Seconds until the next look, if nothing happens before."""
        if not self.is_idle:
            return min(POLL, self.until_next())
        if not self.shift.is_open:
            return REST
        foresees = isinstance(self.queue, Foresees)
        return min(REST if foresees and self.ear.is_open else self.queue.poll, self.until_next())

    def until_next(self) -> float:
        """Seconds until the next row is known to become due."""
        return max(0.0, self.next_at - elapsed())


class Runner:
    """A worker's queues and duties, from start to a stop that loses nothing."""

    def __init__(
        self,
        owner: str,
        queues: Sequence[Queue[Any, Any]],
        duties: Sequence[Duty],
        database: DatabaseThread,
        *,
        ear: Ear | None = None,
        is_open: bool = True,
    ) -> None:
        """Without an `ear` it only looks; not `is_open`, it does nothing until `open_for`."""
        self.owner, self.database, self.duties, self.ear = owner, database, duties, ear
        self.shift = Shift(is_open=is_open)
        self._ours: dict[str, float] = {}  # duties that are ours, and until when nobody need be asked
        self._news = asyncio.Event()
        self.lines = [Line(queue, database, self.shift, ear or Ear()) for queue in queues]

    def stop(self) -> None:
        """Begin nothing new and end soon. Safe to call twice, and from a signal."""
        self.shift.stopping.set()
        for line in self.lines:
            line.queue.stop()
            line.wake.set()

    def open_for(self, seconds: float) -> None:
        """Work for so long from now on; what is then under way is ended and settled all the same."""
        self.shift.until = elapsed() + seconds
        self._news.set()

    async def run(self) -> None:
        """Until `stop`; a fault in one part ends all of them, loudly."""
        async with asyncio.TaskGroup() as group:
            for duty in self.duties:
                group.create_task(self.keep(duty), name=duty.name)
            for line in self.lines:
                group.create_task(line.work(), name=line.queue.name)
            listening = [group.create_task(self.wake(), name="wake")]
            if self.ear is not None:
                listening.append(group.create_task(self.ear.listen(self._news.set), name="news"))
            await self.shift.stopping.wait()
            for task in listening:
                task.cancel()

    async def wake(self) -> None:
        """Pass news on to every queue; what comes close together is passed on together."""
        while True:
            await self._news.wait()
            self._news.clear()
            for line in self.lines:
                line.wake.set()
            await asyncio.sleep(GAP)

    async def keep(self, duty: Duty) -> None:
        """Do one duty again and again, while this process is the one that has it."""
        lease = 3 * duty.every + 30
        while not self.shift.stopping.is_set():
            try:
                async with asyncio.timeout(duty.every):
                    await self.shift.stopping.wait()
            except TimeoutError:
                if self.shift.is_open and not (duty.yields and any(line.is_busy for line in self.lines)):
                    await self.perform(duty, lease)
        if not duty.shared:
            await self.database.run(leases.release, duty.name, self.owner)

    async def perform(self, duty: Duty, lease: float) -> None:
        """Once, if the duty is ours; a database that does not answer is asked again next time."""
        try:
            await self.database.run(self._perform, duty, lease)
        except (OperationalError, InterfaceError) as error:
            log.warning("%s: the database did not answer (%s)", duty.name, error)

    def _perform(self, duty: Duty, lease: float) -> None:
        now = database_now()
        if duty.shared or self._is_ours(duty, now, lease):
            duty.run(now)

    def _is_ours(self, duty: Duty, now: datetime, lease: float) -> bool:
        """Whether we have the lease; written anew when a third of it has passed, not at every turn."""
        asked_at = elapsed()
        if asked_at < self._ours.get(duty.name, 0):
            return True
        held = leases.hold(duty.name, self.owner, now, lease)
        self._ours[duty.name] = asked_at + lease / 3 if held else 0
        return held
