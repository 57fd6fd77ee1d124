"""On SQLite writers take turns: whoever waits gets the database once it is free, or at last a clear error."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from jansetu.config.database import sqlite
from jansetu.config.sqlite.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite alone"),
]
__all__ = ["connection"]


def opened(file: Path, timeout: float) -> DatabaseWrapper:
    settings = connection.settings_dict | sqlite(file)
    settings["OPTIONS"] = settings["OPTIONS"] | {"timeout": timeout}
    return DatabaseWrapper(settings, alias="other")


def patience_of(wrapper: DatabaseWrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        milliseconds: int = cursor.fetchone()[0]
    return milliseconds


def test_a_writer_gets_its_turn_when_the_other_has_ended(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "x", isolation_level=None, check_same_thread=False)
    writer = opened(tmp_path / "x", 20)
    writer.ensure_connection()
    holder.execute("BEGIN IMMEDIATE")
    threading.Timer(0.1, holder.execute, ["COMMIT"]).start()
    writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    writer.rollback()
    writer.set_autocommit(True)
    assert patience_of(writer) == 20_000
    writer.close()
    holder.close()


def test_who_waited_long_enough_hears_that_the_database_is_taken(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "x", isolation_level=None)
    writer = opened(tmp_path / "x", 0.05)
    writer.ensure_connection()
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        writer.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    holder.execute("COMMIT")
    assert patience_of(writer) == 50
    writer.close()
    holder.close()
