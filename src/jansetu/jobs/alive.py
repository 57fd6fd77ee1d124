"""On SQLite every worker is on this machine: a lock that ends with its process tells who is dead at once."""

from __future__ import annotations

import fcntl
import os
import weakref
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from jansetu.engine import sql
from jansetu.jobs.files import folder


class Alive:
    """Held for the life of the process; on PostgreSQL leases alone tell, for workers may be anywhere."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        if not sql.is_postgresql():
            folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            file = _file(owner)
            lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            weakref.finalize(self, _end, lock, file)

    def dead(self, owners: Collection[str]) -> list[str]:
        """Those of the workers whose processes are surely gone."""
        others = [one for one in owners if one != self.owner]
        return [] if sql.is_postgresql() else [one for one in others if _is_dead(one)]


def _end(lock: int, file: Path) -> None:
    file.unlink(missing_ok=True)
    os.close(lock)


def _is_dead(owner: str) -> bool:
    file = _file(owner)
    if not file.exists():
        return False
    with file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    file.unlink(missing_ok=True)
    return True


def _file(owner: str) -> Path:
    return folder() / f"{sha256(owner.encode()).hexdigest()[:32]}.alive"
