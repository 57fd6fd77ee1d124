"""How far a job is, told past the transaction in which it works: by a second connection, or on SQLite a file.

SQLite lets one write at a time, and that is the job itself; but whoever looks is on the same machine then.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from jansetu.engine import sql
from jansetu.jobs.files import PROGRESS, folder
from jansetu.jobs.models import Job, Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How far a job is."""

    done: int
    total: int | None
    hi: str = ""
    en: str = ""


def tell(turn: Turn, standing: Standing) -> None:
    """Write it where those who look will see it now."""
    if sql.is_postgresql():
        _tell_by_second_connection(turn, standing)
        return
    target = _file(turn.job)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}")
    part.write_text(json.dumps(asdict(standing) | {"attempt": turn.attempt}), encoding="utf-8")
    part.replace(target)


def standing_of(job: Job) -> Standing:
    """How far the job is now."""
    in_row = Standing(done=job.done, total=job.total, hi=job.said_hi, en=job.said_en)
    if job.state != Job.State.RUNNING or sql.is_postgresql():
        return in_row
    try:
        told = json.loads(_file(job.pk).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return in_row
    if told.pop("attempt") != job.attempt or told["done"] < in_row.done:
        return in_row
    return Standing(**told)


def forget(job: int) -> None:
    """What was told beside is old now."""
    _file(job).unlink(missing_ok=True)


def _file(job: int) -> Path:
    return folder() / f"{job}{PROGRESS}"


def _tell_by_second_connection(turn: Turn, standing: Standing) -> None:
    query = (
        "UPDATE jobs_job SET done = %s, total = %s, said_hi = %s, said_en = %s "
        "WHERE id = %s AND attempt = %s AND owner = %s AND state = 'running'"
    )
    facts = [standing.done, standing.total, standing.hi, standing.en, turn.job, turn.attempt, turn.owner]
    with _second().cursor() as cursor:
        cursor.execute(query, facts)


def close() -> None:
    """Close the second connection, where there is one."""
    if _second.cache_info().currsize:
        _second().close()
        _second.cache_clear()


@cache
def _second() -> BaseDatabaseWrapper:
    """For the life of the process, which is one attempt."""
    return connection.copy()
