"""A worker of long jobs, here in the test's own process or as one that can be killed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from jansetu.engine import workers
from jansetu.engine.loop import Duty, Runner
from jansetu.engine.thread import DatabaseThread
from jansetu.jobs.models import Job
from jansetu.jobs.queue import Jobs
from jansetu.jobs.supervising import Timing

HERE = Timing(lease=60, renew=0.5, look=0.05, margin=15, grace=1, wait=0.05)
QUICK = Timing(lease=8, renew=0.5, look=0.05, margin=5, grace=1, wait=0.05)  # for workers that die
PATIENCE = 30


def work(until: Callable[[], bool], *, capacity: int = 1, owner: str = "") -> None:
    """Run jobs until the condition holds, asked in the worker's database thread."""
    asyncio.run(_work(until, capacity, owner or workers.new_name()))


async def _work(until: Callable[[], bool], capacity: int, owner: str) -> None:
    database = DatabaseThread()
    loop = asyncio.get_running_loop()
    deadline = time.monotonic() + PATIENCE

    def look(_now: datetime) -> None:
        if until() or time.monotonic() > deadline:
            loop.call_soon_threadsafe(runner.stop)

    queue = Jobs(owner, capacity=capacity, timing=HERE)
    queue.poll = 0.05
    runner = Runner(owner, [queue], [Duty(name="look", every=0.05, run=look, shared=True)], database)
    try:
        await runner.run()
    finally:
        await database.close()


def ended(job: Job) -> Callable[[], bool]:
    """Whether the job has ended, for good or bad."""
    return lambda: Job.objects.get(pk=job.pk).has_ended


def lines(journal: Path) -> list[list[int]]:
    """What a counting job did: number, attempt, process."""
    text = journal.read_text() if journal.exists() else ""
    return [[int(part) for part in line.split()] for line in text.splitlines()]


def has_counted(journal: Path, number: int) -> Callable[[], bool]:
    """Whether it has come so far."""
    return lambda: len(lines(journal)) >= number


def wait_for(what: Callable[[], bool]) -> None:
    """Until it holds."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    """Whether a process has ended; a zombie has."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return True
    return state == "Z"


@contextmanager
def worker() -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs long jobs with the quick clockwork."""
    started = subprocess.Popen([sys.executable, "-m", "tests.jobs.quick_worker"])
    try:
        yield started
    finally:
        started.kill()
        started.wait()
