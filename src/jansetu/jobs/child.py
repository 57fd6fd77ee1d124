"""The process of one attempt: bounded, on its worker's leash; it runs the kind's callable, says the end."""

from __future__ import annotations

import logging
import os
import resource
import select
import signal
import sys
import tempfile
import threading
from types import FrameType
from typing import NoReturn

from django.utils.translation import override

from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.engine.clock import elapsed
from jansetu.jobs import files
from jansetu.jobs.kinds import Kind, kinds
from jansetu.jobs.models import Job, Turn
from jansetu.jobs.progress import Overtaken, Progress

log = logging.getLogger(__name__)
NICE = 10  # senders go first
STOPPED = 75  # exit code of an attempt that was asked to end


def run(turn: Turn) -> None:
    """Carry one attempt; everything that a person can mend becomes the job's words, a bug stays loud."""
    job = Job.objects.held(turn).first()
    if job is None:
        return
    kind = kinds()[job.kind]
    progress = Progress(job, turn)
    try:
        _carry(kind, job, progress)
    except Overtaken:
        log.warning("job %s: attempt %s was overtaken", turn.job, turn.attempt)


def _carry(kind: Kind, job: Job, progress: Progress) -> None:
    try:
        with override("hi"), files.or_disk_full():
            kind.run(job, progress)
    except Refusal as refusal:
        progress.refuse(refusal)
    except MemoryError:
        progress.refuse(too_much(kind.megabytes))
    if not progress.has_ended:
        raise RuntimeError(f"{job.kind} ended without saying how")


def too_much(megabytes: int) -> Refusal:
    """Said of what does not fit."""
    return Refusal(
        "job_too_much",
        hi=f"इस काम को {megabytes} MB से अधिक मेमोरी चाहिए थी। कम सामग्री के साथ फिर दें।",
        en=f"The job wanted more than {megabytes} MB of memory. Ask again for less at once.",
    )


def bound(turn: Turn) -> None:
    """Behind the senders, within its memory, never longer than its worker or its lease.

    What it writes meanwhile lies in the jobs' own folder: closed to others, and swept where it was killed.
    """
    files.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    tempfile.tempdir = str(files.folder())
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_obey, daemon=True).start()
    job = Job.objects.filter(pk=turn.job).first()
    if job is None or job.kind not in kinds():
        return
    kind = kinds()[job.kind]
    if sql.is_postgresql() or not kind.writes_at_length:
        os.nice(NICE)  # whoever holds SQLite's only lock must not be slow
    most = kind.megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """Open transactions go back, half-written files go away."""
    sys.exit(STOPPED)


def _obey() -> None:
    """The worker says on standard input until when the lease runs; its silence or its end is ours."""
    until: float | None = None
    heard = b""
    while until is None or elapsed() < until:
        ready, _, _ = select.select([0], [], [], 0.5)
        if not ready:
            continue
        part = os.read(0, 4096)
        if not part:
            break
        *lines, heard = (heard + part).split(b"\n")
        until = float(lines[-1]) if lines else until
    os.killpg(0, signal.SIGKILL)
