"""The loop: settles all it claimed, stops without leaving anything, and is loud about what breaks."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest
from django.db import OperationalError

from jansetu.engine import leases, loop
from jansetu.engine.clock import database_now
from jansetu.engine.loop import Duty, Runner
from jansetu.engine.thread import DatabaseThread

pytestmark = pytest.mark.django_db(transaction=True)


class Numbers:
    """A queue of numbers that are due."""

    name = "numbers"
    poll = 0.01

    def __init__(self, due: int, *, capacity: int = 4) -> None:
        self.due, self.capacity = list(range(due)), capacity
        self.settled: list[int] = []
        self.most = self.running = 0
        self.faults: list[Exception] = []
        self.stopped = False
        self.done = asyncio.Event()

    def cycle(self, results: Sequence[int], room: int) -> Sequence[int]:
        """Settle and claim."""
        if self.faults:
            raise self.faults.pop()
        self.settled += results
        claimed, self.due = self.due[:room], self.due[room:]
        return claimed

    async def run(self, job: int) -> int:
        """A little work."""
        if job < 0:
            raise ValueError(job)
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0.001)
        self.running -= 1
        if not self.due:
            self.done.set()
        return job

    def stop(self) -> None:
        """Nothing new."""
        self.stopped = True


async def run(queue: Numbers, *duties: Duty) -> None:
    """Until everything that was due is done, and then a peaceful end."""
    database = DatabaseThread()
    runner = Runner("tester", [queue], duties, database)
    work = asyncio.create_task(runner.run())
    done = asyncio.create_task(queue.done.wait())
    await asyncio.wait([work, done], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    runner.stop()
    try:
        await asyncio.wait_for(work, 10)
    finally:
        done.cancel()
        await database.close()


async def test_everything_that_was_claimed_is_settled_once() -> None:
    queue = Numbers(50)
    await run(queue)
    assert sorted(queue.settled) == list(range(50))
    assert queue.stopped


async def test_no_more_is_under_way_than_there_are_connections() -> None:
    queue = Numbers(50, capacity=3)
    await run(queue)
    assert queue.most == 3


async def test_a_database_that_does_not_answer_is_asked_again_with_the_same_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loop, "TROUBLE", 0.01)
    queue = Numbers(10)
    queue.faults = [OperationalError("away")] * 3
    await run(queue)
    assert sorted(queue.settled) == list(range(10))


async def test_a_job_that_breaks_its_promise_ends_the_worker_loudly() -> None:
    queue = Numbers(0)
    queue.due = [-1]
    with pytest.raises(ExceptionGroup) as ended:
        await run(queue)
    assert ended.group_contains(ValueError)


async def test_a_fault_in_settling_ends_the_worker_loudly() -> None:
    queue = Numbers(3)
    queue.faults = [KeyError("a bug")]
    with pytest.raises(ExceptionGroup) as ended:
        await run(queue)
    assert ended.group_contains(KeyError)


async def test_a_duty_is_done_again_and_again_while_the_worker_lives() -> None:
    done: list[datetime] = []
    queue = Numbers(0)

    def perform(now: datetime) -> None:
        done.append(now)
        if len(done) == 3:
            loops.call_soon_threadsafe(queue.done.set)

    loops = asyncio.get_running_loop()
    await run(queue, Duty(name="tick", every=0.01, run=perform))
    assert len(done) >= 3
    assert done == sorted(done)


async def hold_as_another() -> bool:
    """Whether another worker may have the duty now."""
    database = DatabaseThread()
    try:
        return await database.run(lambda: leases.hold("tick", "another", database_now(), 60))
    finally:
        await database.close()


async def test_a_duty_that_another_worker_has_is_left_to_it() -> None:
    done: list[datetime] = []
    await hold_as_another()
    queue = Numbers(20)
    await run(queue, Duty(name="tick", every=0.001, run=done.append))
    assert not done


async def test_a_duty_is_free_for_others_once_its_worker_has_stopped() -> None:
    queue = Numbers(20)
    await run(queue, Duty(name="tick", every=0.001, run=lambda now: None))
    assert await hold_as_another()
