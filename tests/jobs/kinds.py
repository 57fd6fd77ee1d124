"""Kinds of jobs that tests can watch: each keeps a journal of what it did, and one waits at a gate."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

from django.db import transaction

from jansetu.core.errors import Refusal
from jansetu.jobs import files
from jansetu.jobs.kinds import Kind
from jansetu.jobs.models import Job
from jansetu.jobs.progress import Progress


def count(job: Job, progress: Progress) -> None:
    """Note each number once, in the file that it was told; at `stop_at` wait for the gate to open."""
    journal, to = Path(str(job.params["journal"])), int(job.params["to"])
    for number in range(int(progress.saved.get("number", 0)), to):
        with journal.open("a") as file:
            file.write(f"{number} {job.attempt} {os.getpid()}\n")
        with transaction.atomic():
            progress.note(number + 1, to, hi="गिनती", en="Counting", saved={"number": number + 1})
        if number + 1 == job.params.get("stop_at"):
            _wait(journal.with_suffix(".gate"))
    progress.finish({"rows": to})


def _wait(gate: Path) -> None:
    for _ in range(3000):
        if gate.exists():
            return
        time.sleep(0.01)
    raise TimeoutError(gate)


def stubborn(job: Job, progress: Progress) -> None:
    """Does not listen."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    count(job, progress)


def refuse(job: Job, progress: Progress) -> None:
    """Cannot be done."""
    raise Refusal("no", hi="यह नहीं हो सकता।", en="This cannot be done.")


def greedy(job: Job, progress: Progress) -> None:
    """Wants more memory than it may have."""
    progress.finish({"rows": len(bytearray(2 * 1024**3))})


def silent(job: Job, progress: Progress) -> None:
    """Forgets to say how it ended."""


def fill(job: Job, progress: Progress) -> None:
    """Writes until there is no room: a limit of this process stands for a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    name = files.new_name("xlsx")
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with files.written_whole(name) as path:
            path.write_bytes(b"x" * 8192)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    progress.finish({"rows": 1}, made=name)


KINDS = {
    name: Kind(hi="परीक्षण", en="Test", run=run, **more)
    for name, run, more in (
        ("count", count, {}),
        ("endless", count, {"minutes": 0}),
        ("stubborn", stubborn, {}),
        ("refuse", refuse, {}),
        ("greedy", greedy, {}),
        ("silent", silent, {}),
        ("fill", fill, {}),
        ("reads", count, {"reads_file": True}),
    )
}
