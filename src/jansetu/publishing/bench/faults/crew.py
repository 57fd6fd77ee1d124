"""The workers of a trial, each a process of its own: started, killed, frozen, thawed, replaced."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from jansetu.publishing.bench.faults.plan import FROZEN, Blow

PATIENCE = 10  # seconds that a trap has to spring
STOPPED = ("T", "t")


class Worker:
    """One process."""

    def __init__(self, folder: Path, concurrency: int) -> None:
        command = [sys.executable, "-m", "jansetu.publishing.bench.faults.worker", str(concurrency)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own module
        self.trap = folder / str(self.process.pid)
        self.frozen_until: float | None = None

    @property
    def mark(self) -> str:
        """What the names of its leases have in them."""
        return f":{self.process.pid}:"

    @property
    def is_frozen(self) -> bool:
        """Whether it stands still; asked of the machine itself."""
        try:
            words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return False
        return words[0] in STOPPED

    def freeze(self) -> None:
        """Remember that it stands still, and until when."""
        self.frozen_until = time.monotonic() + FROZEN

    def thaw(self) -> None:
        """Let it go on as if nothing had happened."""
        self.frozen_until = None
        self.process.send_signal(signal.SIGCONT)


class Crew:
    """All workers; a dead one is replaced at once, as a machine's supervisor does."""

    def __init__(self, count: int, folder: Path, concurrency: int) -> None:
        self.folder, self.concurrency, self.exits = folder, concurrency, 0
        self.workers = [Worker(folder, concurrency) for _ in range(count)]

    def tend(self) -> None:
        """Thaw those whose time is over, replace those that ended of their own."""
        for worker in list(self.workers):
            if worker.frozen_until is not None and time.monotonic() >= worker.frozen_until:
                worker.thaw()
            if worker.process.poll() is not None:
                self.exits += 1
                self.replace(worker)

    def replace(self, worker: Worker) -> None:
        """A new one in the place of a dead one."""
        self.workers[self.workers.index(worker)] = Worker(self.folder, self.concurrency)

    def pick(self, chance: float) -> Worker | None:
        """One that is at work: not frozen, and its trap is laid."""
        awake = [one for one in self.workers if one.frozen_until is None and one.process.poll() is None]
        awake = [one for one in awake if one.trap.exists()]
        return awake[int(chance * len(awake))] if awake else None

    def strike(self, worker: Worker, number: signal.Signals) -> None:
        """A signal from outside, at a random moment."""
        worker.process.send_signal(number)
        if number == signal.SIGKILL:
            worker.process.wait(60)
        else:
            worker.freeze()

    def spring(self, worker: Worker, blow: Blow) -> bool:
        """Let the worker's own trap fall; False where nothing came through that point in time."""
        how = blow.kind.removeprefix("aimed_")
        worker.trap.write_text(f"{how} {blow.point}")
        worker.process.send_signal(signal.SIGUSR1)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if how == "stop" and worker.is_frozen:
                worker.freeze()
                return True
            if worker.process.poll() is not None:
                return how == "kill" and worker.process.returncode == -signal.SIGKILL
            time.sleep(0.005)
        worker.trap.write_text("")
        worker.process.send_signal(signal.SIGUSR1)
        return False

    def stop(self) -> None:
        """Let them end of their own will."""
        for worker in self.workers:
            worker.thaw()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.wait(60)
