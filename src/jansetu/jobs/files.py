"""Files that jobs read and write, below the installation's folder: there whole or not at all, for a week."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import inf
from pathlib import Path

from django.conf import settings
from django.db import OperationalError

from jansetu.core.errors import Refusal
from jansetu.jobs.models import KEPT, Job

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # the disk, the account's share, or the file's limit
PART = ".part"
PROGRESS = ".progress"


def folder() -> Path:
    """Where they lie; on several machines a folder that all of them share."""
    return Path(settings.JANSETU_JOBS)


def path_of(name: str) -> Path:
    """Where a file lies; names are ours, without a folder."""
    return folder() / Path(name).name


def new_name(suffix: str) -> str:
    """A name that nobody can guess."""
    return f"{secrets.token_hex(16)}.{suffix}"


def keep(parts: Iterable[bytes], suffix: str) -> str:
    """Keep what was brought; its name. A Refusal `disk_full` where there is no room."""
    name = new_name(suffix)
    with or_disk_full(), written_whole(name) as path, path.open("wb") as file:
        for part in parts:
            file.write(part)
    return name


@contextmanager
def written_whole(name: str) -> Iterator[Path]:
    """A place beside the file's own: forced to the disk and moved there at the end, or gone."""
    target = path_of(name)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(target.name + PART)
    part.touch(mode=0o600)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def or_disk_full() -> Iterator[None]:
    """What disk or database say of having no room, in words; every other trouble stays what it is."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if is_no_room(error):
            raise disk_full() from error
        raise


def is_no_room(error: BaseException) -> bool:
    """Whether a full disk is what is meant."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", "") == "53100"


def disk_full() -> Refusal:
    """The sentence that a person reads."""
    return Refusal(
        "disk_full",
        hi="सर्वर की डिस्क भर गई है, इसलिए फ़ाइल नहीं लिखी जा सकी। प्रशासक को बताएँ; जगह होने पर फिर चलाएँ।",
        en="The server's disk is full, so the file could not be written. Tell the administrator; "
        "run it again once there is room.",
    )


def forget(now: datetime) -> int:
    """Remove what ended jobs kept for its week, and what no job knows; how many files went.

    The problems of single rows go as well: they quote what somebody wrote of people.
    """
    gone = 0
    for job in Job.objects.keeping_files(now - KEPT)[:500]:
        names = [name for name in (job.brought, job.made) if name]
        for name in names:
            path_of(name).unlink(missing_ok=True)
        gone += len(names)
        Job.objects.filter(pk=job.pk).update(brought="", made="")
    for job in Job.objects.quoting_rows(now - KEPT)[:500]:
        told = {key: fact for key, fact in job.result.items() if key != "problems"}
        Job.objects.filter(pk=job.pk).update(result=told)
    return gone + _forget_strays(now)


def _forget_strays(now: datetime) -> int:
    """A process that was killed while it wrote, or between the file and its row, leaves a file behind."""
    if not folder().is_dir():
        return 0
    before = (now - KEPT).timestamp()
    old = {file.name: file for file in folder().iterdir() if _changed_at(file) < before}
    known: set[str] = set()
    if old:
        known |= set(Job.objects.exclude(brought="").values_list("brought", flat=True))
        known |= set(Job.objects.exclude(made="").values_list("made", flat=True))
    strays = [file for name, file in old.items() if name not in known]
    for file in strays:
        file.unlink(missing_ok=True)
    return len(strays)


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # a job ends meanwhile
        return inf
