"""Sender processes and their heartbeat; SQLite has one at most, and says so."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from jansetu.core.errors import Refusal
from jansetu.engine import sql
from jansetu.engine.models import Worker

BEAT = timedelta(seconds=5)
REMEMBERED = timedelta(days=30)
SILENCE = timedelta(seconds=30)  # a worker that was not heard for so long is absent


def new_name() -> str:
    """A name that no other process ever has: host, process, chance."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"


def begin(name: str, now: datetime) -> None:
    """Write that the worker has started, and forget those of long ago."""
    Worker.objects.filter(beat_at__lt=now - REMEMBERED).delete()
    Worker.objects.create(name=name, started_at=now, beat_at=now)


def beat(name: str, now: datetime) -> None:
    """Write that the worker is alive."""
    Worker.objects.filter(name=name).update(beat_at=now)


def end(name: str, now: datetime) -> None:
    """Write that the worker has stopped of its own will."""
    Worker.objects.filter(name=name).update(beat_at=now, stopped_at=now)


def are_absent(now: datetime) -> bool:
    """Whether nobody sends: no worker was heard lately. The desk shows it in red."""
    return not Worker.objects.filter(stopped_at__isnull=True, beat_at__gt=now - SILENCE).exists()


@contextmanager
def sole_sender() -> Iterator[bool]:
    """On SQLite, hold the right to send; refuse while another process has it. True where it is exclusive.

    The operating system gives the lock up the moment its process dies, so whoever holds it knows that
    every lease it finds belongs to the dead.
    """
    if sql.is_postgresql():
        yield False
        return
    file = Path(f"{connection.settings_dict['NAME']}.sender")
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refusal(
                "second_sender",
                hi="इस SQLite डेटाबेस पर एक प्रेषक पहले से चल रहा है। दूसरा चलाने के लिए PostgreSQL (DATABASE_URL) चुनें।",
                en="A sender works on this SQLite database already; two need PostgreSQL (DATABASE_URL).",
            ) from error
        yield True
