"""Tells workers on commit that something may be due, and lets them hear it. They look without it, too.

SQLite's one sender hears a datagram beside the database's file, PostgreSQL's workers hear its NOTIFY.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from jansetu.engine import sql

log = logging.getLogger(__name__)
CHANNEL = "jansetu"
AGAIN = 1.0  # seconds before a lost listening connection is opened anew
# Nobody listens, or so much is waiting that the listener is awake already.
UNHEARD = frozenset({errno.ENOENT, errno.ECONNREFUSED, errno.EAGAIN, errno.ENOBUFS})
TOO_LONG = 107  # bytes of a path from which on nobody can have bound it
CONNECTS = ("host", "port", "dbname", "user", "password", "connect_timeout")
STAYS_ALIVE = ("keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")


def tell() -> None:
    """Once this transaction is committed, wake whoever works. Its failure is logged and harms nothing."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is _spread for _, function, _ in waiting):
        transaction.on_commit(_spread, robust=True)


def _spread() -> None:
    if sql.is_postgresql():
        sql.fetch("SELECT pg_notify(%s, '')", [CHANNEL])
    elif len(bytes(place())) <= TOO_LONG:
        _send(place())
    if settings.JANSETU_RINGS:  # by its name: it knows the broker, and this row knows none
        import_string(settings.JANSETU_RINGS)()


def _send(file: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line:
        try:
            line.sendto(b"!", str(file))
        except OSError as error:
            if error.errno not in UNHEARD:
                raise


def place() -> Path:
    """Where SQLite's sender hears: beside the database's file."""
    return Path(f"{connection.settings_dict['NAME']}.news")


class Ear:
    """Hears for one worker, in its event loop."""

    def __init__(self) -> None:
        self.is_open = False  # whether news would be heard just now

    async def listen(self, heard: Callable[[], None]) -> None:
        """Until cancelled. What came while the ear was shut is told as one piece of news when it opens."""
        if sql.is_postgresql():
            await self._listen_to_postgresql(heard)
        else:
            await self._listen_beside(place(), heard)

    async def _listen_beside(self, file: Path, heard: Callable[[], None]) -> None:
        """Only the one sender comes here, so what a dead one left is its to replace."""
        loop = asyncio.get_running_loop()
        with _bound(file) as line:
            if line is None:
                return
            loop.add_reader(line, partial(_drain, line, heard))
            self.is_open = True
            try:
                await asyncio.Event().wait()
            finally:
                self.is_open = False
                loop.remove_reader(line)

    async def _listen_to_postgresql(self, heard: Callable[[], None]) -> None:
        """A connection of its own; without it the worker only looks, and tries again."""
        from psycopg import AsyncConnection, OperationalError

        while True:
            try:
                async with await AsyncConnection.connect(**_address(), autocommit=True) as line:
                    await line.execute(f"LISTEN {CHANNEL}")
                    self.is_open = True
                    heard()
                    async for _ in line.notifies():
                        heard()
            except OperationalError as error:
                log.warning("no news from the database (%s): the worker looks for itself", error)
            finally:
                self.is_open = False
            await asyncio.sleep(AGAIN)


@contextmanager
def _bound(file: Path) -> Iterator[socket.socket | None]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line:
        try:
            file.unlink(missing_ok=True)
            line.bind(str(file))
        except OSError as error:  # a path of more than 107 bytes, or a file system without sockets
            log.warning("no news at %s (%s): the worker looks for itself", file, error)
            yield None
            return
        try:
            yield line
        finally:
            file.unlink(missing_ok=True)


def _address() -> dict[str, Any]:
    """How Django reaches the database, without what only its own cursors know."""
    known = connection.get_connection_params()
    return {name: known[name] for name in (*CONNECTS, *STAYS_ALIVE) if known.get(name)}


def _drain(line: socket.socket, heard: Callable[[], None]) -> None:
    """Many pieces of news are one."""
    try:
        while line.recv(1):
            pass
    except BlockingIOError:
        heard()
