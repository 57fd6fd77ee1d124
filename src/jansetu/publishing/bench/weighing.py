"""What a trial costs its database: bytes, and on this machine processor time."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from jansetu.engine import sql
from jansetu.publishing.bench.measuring import TICKS


def bytes_held() -> int:
    """The database's size, with what SQLite has not yet moved out of its log."""
    if sql.is_postgresql():
        [(size,)] = sql.fetch("SELECT pg_database_size(current_database())", [])
        return int(size)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
    return Path(str(connection.settings_dict["NAME"])).stat().st_size


def server_cpu() -> float | None:
    """Seconds of processor time of a PostgreSQL server on this machine and all its processes, those that have
    ended too; None of SQLite, whose work is the worker's own, and of a server elsewhere.
    """
    if not sql.is_postgresql():
        return None
    [(folder,)] = sql.fetch("SHOW data_directory", [])
    file = Path(folder, "postmaster.pid")
    if not file.exists():
        return None
    chief = int(file.read_text().split()[0])
    family = [words for number, words in _processes() if number == chief or int(words[1]) == chief]
    return sum(sum(map(int, words[11:15])) for words in family) / TICKS


def _processes() -> list[tuple[int, list[str]]]:
    """Every process of this machine with the fields of its `stat` after the name: state, parent, …"""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = file.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            continue
        found.append((int(file.parent.name), words))
    return found
