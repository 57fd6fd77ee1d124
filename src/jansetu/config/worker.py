"""The worker: joins the queues and duties of all apps and runs them until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from jansetu.audit.dispatch import dispatch_batch
from jansetu.audit.sealer import seal_batch
from jansetu.channels.operations import renewing
from jansetu.channels.operations.subscribing import forget_unconfirmed
from jansetu.channels.renewal import Renewals
from jansetu.config.shifts import Held
from jansetu.config.wiring import HANDLERS
from jansetu.engine import leases, workers
from jansetu.engine.clock import database_now
from jansetu.engine.loop import Duty, Queue, Runner
from jansetu.engine.news import Ear
from jansetu.engine.thread import DatabaseThread
from jansetu.jobs.files import forget
from jansetu.jobs.queue import STANDARD as PACE
from jansetu.jobs.queue import Jobs
from jansetu.jobs.supervising import Timing as Pace
from jansetu.notifications.letters import Letters
from jansetu.publishing import heard, sweeping
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.asking import Questions
from jansetu.publishing.queues import Deliveries, Removals, Searches
from jansetu.publishing.reading import Readings, plan_readings
from jansetu.publishing.recurring import recur
from jansetu.publishing.sending import Connections
from jansetu.publishing.timing import STANDARD, Timing

log = logging.getLogger(__name__)
SEARCHES = 16  # readings of platforms at once
REMOVALS = 8
QUESTIONS = 2  # mails to new subscribers
READINGS = 4
HEAVY = 1  # long jobs at once beside the senders
HEAVY_ALONE = 2
SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def _stopped_by_signals(runner: Runner) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, runner.stop)
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


def work_heavy(
    *,
    pace: Pace = PACE,
    ready: Callable[[str], None] = log.info,
    held: Held = _stopped_by_signals,
) -> None:
    """Run long jobs only, until SIGTERM or SIGINT. It sends nothing, so it may stand beside any sender, on
    SQLite too, and is no worker in the eyes of those who ask whether somebody sends.
    """
    asyncio.run(_work_heavy(workers.new_name(), pace, ready, held))


async def _work_heavy(owner: str, pace: Pace, ready: Callable[[str], None], held: Held) -> None:
    database = DatabaseThread()
    joined = heavy_queues(owner, capacity=HEAVY_ALONE, pace=pace)
    runner = Runner(owner, joined, heavy_duties(), database)
    with held(runner):
        try:
            ready(owner)
            await runner.run()
        finally:
            await database.close()


def heavy_queues(owner: str, *, capacity: int = HEAVY, pace: Pace = PACE) -> list[Queue[Any, Any]]:
    """Long jobs, each in a process of its own."""
    return [Jobs(owner, capacity=capacity, timing=pace)]


def heavy_duties() -> list[Duty]:
    """What time brings to whoever runs long jobs."""
    return [Duty(name="job files", every=600, run=forget)]


def work(
    *,
    concurrency: int,
    timing: Timing = STANDARD,
    heavy: bool = True,
    ready: Callable[[str], None] = log.info,
    held: Held = _stopped_by_signals,
) -> None:
    """Send what is due, `concurrency` platform calls at once, until SIGTERM or SIGINT; `heavy`: jobs too.

    `held` has the worker's reins in place of the signals. `ready` hears this worker's name once it is in the
    list of workers. A Refusal where another process already sends from the same SQLite database.
    """
    _collect_garbage_seldom()
    with workers.sole_sender() as is_alone:
        asyncio.run(_work(workers.new_name(), is_alone, concurrency, timing, heavy, ready, held))


def _collect_garbage_seldom() -> None:
    """What was imported stays for ever: looking through it at every turn cost a fifth of the deliveries."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


async def _work(
    owner: str,
    is_alone: bool,
    concurrency: int,
    timing: Timing,
    heavy: bool,
    ready: Callable[[str], None],
    held: Held,
) -> None:
    database = DatabaseThread()
    # As many connections as calls can be under way: none waits for another's answer.
    connections = Connections(pool=concurrency + SEARCHES + REMOVALS + READINGS + QUESTIONS)
    joined = queues(owner, connections, timing, concurrency) + (heavy_queues(owner) if heavy else [])
    runner = Runner(owner, joined, duties(owner) + heavy_duties(), database, ear=Ear())
    with held(runner):
        try:
            await database.run(_begin, owner, is_alone)
            ready(owner)
            await runner.run()
            await database.run(_end, owner)
        finally:
            await connections.close()
            await database.close()


def queues(owner: str, connections: Connections, timing: Timing, concurrency: int) -> list[Queue[Any, Any]]:
    """What is due, and who runs it."""
    accounts = Accounts()
    return [
        Deliveries(owner, connections, accounts, timing, capacity=concurrency),
        Searches(connections, accounts, timing, capacity=SEARCHES),
        Removals(owner, connections, accounts, timing, capacity=REMOVALS),
        Letters(owner),
        Questions(connections, accounts, timing, capacity=QUESTIONS),
        Renewals(owner),
        Readings(owner, connections, accounts, timing, capacity=READINGS),
    ]


def duties(owner: str) -> list[Duty]:
    """What time alone brings."""
    return [
        Duty(
            name="heartbeat",
            every=workers.BEAT.total_seconds(),
            run=partial(workers.beat, owner),
            shared=True,
        ),
        Duty(name="sweep", every=1, run=sweeping.sweep),
        Duty(name="seal", every=1, run=seal_batch, yields=True),
        Duty(name="hooks", every=1, run=heard.work_off, yields=True),
        Duty(name="readings", every=60, run=plan_readings),
        Duty(name="recurrences", every=2, run=recur),
        Duty(name="dispatch", every=1, run=_dispatch, yields=True),
        Duty(name="unconfirmed", every=3600, run=_forget_unconfirmed),
        Duty(name="tokens", every=60, run=renewing.watch),
    ]


def _forget_unconfirmed(now: datetime) -> None:
    forget_unconfirmed(now)


def _dispatch(now: datetime) -> None:
    dispatch_batch(HANDLERS, now)


def _begin(owner: str, is_alone: bool) -> None:
    now = database_now()
    if is_alone:
        sweeping.bury(owner, now)
        leases.take_from_the_dead(owner)
    workers.begin(owner, now)


def _end(owner: str) -> None:
    workers.end(owner, database_now())
