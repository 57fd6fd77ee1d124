"""Real worker processes under a real load, timed by the practice platforms' ledger."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

from jansetu.engine.models import Worker
from jansetu.publishing.bench.crowd import Crowd, schedule_burst
from jansetu.publishing.bench.desk import typing
from jansetu.publishing.models import Delivery
from jansetu.sandbox.process import Sandbox

LEAD = timedelta(seconds=3)  # between the writing of a load and its hour
PATIENCE = 300  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


class NotFinished(Exception):
    """काम समय पर पूरा नहीं हुआ। The load was not sent in time; see the worker's own words above."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One load, sent."""

    deliveries: int
    seconds: float  # from its hour to the last publication
    worker_cpu: float  # seconds, of all worker processes
    sandbox_cpu: float
    lateness: Sequence[float]  # seconds between a delivery's hour and its publication
    writes: Sequence[float]  # seconds of each of the desk's saves meanwhile

    @property
    def rate(self) -> float:
        """Deliveries a second."""
        return self.deliveries / self.seconds

    def lateness_ms(self) -> dict[str, float]:
        """How late deliveries were, in milliseconds."""
        cuts = quantiles(self.lateness, n=100, method="inclusive")
        return {f"p{cut}": round(cuts[cut - 1] * 1000, 1) for cut in (50, 95, 99)}


@contextmanager
def working(count: int, concurrency: int, *, woken: bool = False) -> Iterator[list[int]]:
    """Yields the process ids of `count` workers that are ready; ends them in peace.

    `woken`: by Celery over JANSETU_BROKER, as on many machines.
    """
    command = [sys.executable, "-m", "jansetu.cli", "worker", "--concurrency", str(concurrency)]
    command += ["--celery", "--no-heavy"] if woken else []
    workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(count)]  # noqa: S603 - our own
    try:
        wait_until(lambda: Worker.objects.filter(stopped_at=None).count() >= count)
        yield [worker.pid for worker in workers]
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(60)


def wait_until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Look ten times a second; NotFinished after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise NotFinished
        time.sleep(0.1)


def cpu_of(processes: Sequence[int]) -> float:
    """Seconds of processor time that the processes have used so far."""
    fields = (Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split() for number in processes)
    return sum(int(words[11]) + int(words[12]) for words in fields) / TICKS


def memory_of(processes: Sequence[int]) -> int:
    """The most bytes that any of the processes ever had in memory at once."""
    told = (Path(f"/proc/{number}/status").read_text() for number in processes)
    lines = (line for status in told for line in status.splitlines() if line.startswith("VmHWM:"))
    return max(int(line.split()[1]) for line in lines) * 1024


def send(
    crowd: Crowd, sandbox: Sandbox, workers: list[int], *, deliveries: int, spread: timedelta = timedelta()
) -> Run:
    """A burst, or with `spread` a load that becomes due evenly over so long; the desk types meanwhile."""
    seen, now = len(sandbox.ledger()), datetime.now(UTC)
    hour = now + LEAD
    schedule_burst(crowd, deliveries=deliveries, at=hour, spread=spread, now=now)
    before = cpu_of(workers), cpu_of([sandbox.process.pid])
    with typing(crowd.tenure.person) as writes:
        wait_until(lambda: not Delivery.objects.exclude(state=Delivery.State.SENT).exists())
    after = cpu_of(workers), cpu_of([sandbox.process.pid])
    published = {(entry["account"], entry["text"]): entry["at"] for entry in sandbox.ledger(since=seen)}
    due = Delivery.objects.filter(due_at__gte=hour).values_list("channel__handle", "variant__text", "due_at")
    return Run(
        deliveries=deliveries,
        seconds=max(published.values()) - hour.timestamp(),
        worker_cpu=after[0] - before[0],
        sandbox_cpu=after[1] - before[1],
        lateness=[published[account, text] - at.timestamp() for account, text, at in due],
        writes=writes,
    )
