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
from jansetu.config.wiring import HANDLERS
from jansetu.engine import leases, workers
from jansetu.engine.clock import database_now
from jansetu.engine.loop import Duty, Queue, Runner
from jansetu.engine.thread import DatabaseThread
from jansetu.notifications.letters import Letters
from jansetu.publishing import heard, sweeping
from jansetu.publishing.accounts import Accounts
from jansetu.publishing.asking import Questions
from jansetu.publishing.queues import Deliveries, Removals, Searches
from jansetu.publishing.reading import Readings, plan_readings
from jansetu.publishing.sending import Connections
from jansetu.publishing.timing import STANDARD, Timing

log = logging.getLogger(__name__)
SEARCHES = 16  # readings of platforms at once
REMOVALS = 8
QUESTIONS = 2  # mails to new subscribers
READINGS = 4
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def work(*, concurrency: int, timing: Timing = STANDARD, ready: Callable[[str], None] = log.info) -> None:
    """Send what is due, `concurrency` platform calls at once, until SIGTERM or SIGINT.

    `ready` hears this worker's name once it is in the list of workers. A Refusal where another process
    already sends from the same SQLite database.
    """
    _collect_garbage_seldom()
    with workers.sole_sender() as is_alone:
        asyncio.run(_work(workers.new_name(), is_alone, concurrency, timing, ready))


def _collect_garbage_seldom() -> None:
    """What was imported stays for ever: looking through it at every turn cost a fifth of the deliveries."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


async def _work(
    owner: str, is_alone: bool, concurrency: int, timing: Timing, ready: Callable[[str], None]
) -> None:
    database = DatabaseThread()
    # As many connections as calls can be under way: none waits for another's answer.
    connections = Connections(pool=concurrency + SEARCHES + REMOVALS + READINGS + QUESTIONS)
    runner = Runner(owner, queues(owner, connections, timing, concurrency), duties(owner), database)
    with _stopped_by_signals(runner):
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
