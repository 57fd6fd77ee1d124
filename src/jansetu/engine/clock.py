"""Two clocks: the database's, which all workers share, and this machine's own, for deadlines."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from django.db import connection

# Linux's usual clock stands still while the machine is suspended; leases lapse then, too.
CLOCK = time.CLOCK_BOOTTIME if sys.platform == "linux" else time.CLOCK_MONOTONIC


def database_now() -> datetime:
    """The database's clock (UTC). On SQLite that is this machine's, for the file never leaves it."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


def elapsed() -> float:
    """Seconds that only go forward."""
    return time.clock_gettime(CLOCK)
