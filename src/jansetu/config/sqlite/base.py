"""A writer that finds the database taken looks again each millisecond, and not after ever longer naps.

SQLite's own patience doubles up to a tenth of a second: between a sender's short transactions the desk would
oversleep its turns.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

NAP = 0.001  # seconds
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT})


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    def _start_transaction_under_autocommit(self) -> None:
        """As Django begins it; for as long in all as the setting `timeout` says."""
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        deadline = time.monotonic() + patience
        self._wait_at_most(0)
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs lack it
                    return
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > deadline:
                        raise
                time.sleep(NAP)
        finally:
            self._wait_at_most(patience)

    def _wait_at_most(self, seconds: float) -> None:
        # Past Django's cursor: what it does with every statement is not wanted here.
        connection: Any = self.connection
        connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}").close()


def _is_busy(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlite_errorcode", None) in BUSY
