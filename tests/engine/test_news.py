"""News: told once, on commit only, heard by the one who listens, and harmless where nobody does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from django.db import connection, transaction

from jansetu.engine import news
from jansetu.engine.loop import Runner
from jansetu.engine.news import Ear
from jansetu.engine.thread import DatabaseThread

pytestmark = pytest.mark.django_db(transaction=True)


class Slow:
    """A queue that would look once an hour, and foresees nothing."""

    name = "slow"
    capacity = 1
    poll = 3600.0

    def __init__(self) -> None:
        self.looks = 0

    def cycle(self, results: Sequence[None], room: int) -> Sequence[None]:
        """Count."""
        self.looks += 1
        return []

    async def run(self, job: None) -> None:
        """Never called."""

    def stop(self) -> None:
        """Nothing to stop."""


def tell_twice() -> None:
    with transaction.atomic():
        news.tell()
        news.tell()


def tell_and_think_better_of_it() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        news.tell()
        raise ZeroDivisionError


async def until(holds: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 (what is waited for rings no bell)
            await asyncio.sleep(0.005)


async def in_database(function: Callable[[], None]) -> None:
    database = DatabaseThread()
    try:
        await database.run(function)
    finally:
        await database.close()


def test_told_twice_in_one_transaction_is_told_once() -> None:
    with transaction.atomic():
        news.tell()
        news.tell()
        assert len(connection.run_on_commit) == 1


def test_where_nobody_listens_telling_is_no_error() -> None:
    tell_twice()


async def test_an_idle_worker_looks_at_once_when_it_is_told_and_stops_listening_with_its_end() -> None:
    queue, ear, database = Slow(), Ear(), DatabaseThread()
    runner = Runner("tester", [queue], [], database, ear=ear)
    work = asyncio.create_task(runner.run())
    await until(lambda: ear.is_open and queue.looks)
    before = queue.looks
    await in_database(tell_twice)
    await until(lambda: queue.looks > before)
    runner.stop()
    await asyncio.wait_for(work, 10)
    await database.close()
    assert not ear.is_open
    assert not news.place().exists()


async def test_what_was_rolled_back_is_no_news() -> None:
    heard, ear = asyncio.Event(), Ear()
    listening = asyncio.create_task(ear.listen(heard.set))
    await until(lambda: ear.is_open)
    heard.clear()
    await in_database(tell_and_think_better_of_it)
    await asyncio.sleep(0.05)
    assert not heard.is_set()
    await in_database(tell_twice)
    await asyncio.wait_for(heard.wait(), 10)
    listening.cancel()
    await asyncio.wait([listening])


async def test_a_worker_that_is_not_kept_awake_does_nothing_until_it_is() -> None:
    queue, database = Slow(), DatabaseThread()
    runner = Runner("tester", [queue], [], database, is_open=False)
    work = asyncio.create_task(runner.run())
    await asyncio.sleep(0.05)
    assert queue.looks == 0
    runner.open_for(30)
    await until(lambda: queue.looks == 1)
    runner.stop()
    await asyncio.wait_for(work, 10)
    await database.close()
