"""Runs files of this folder once more, on PostgreSQL: the same tests, the same code path."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
# What starts databases or platforms of its own, asks no database, or is about SQLite alone.
LEFT_OUT = frozenset(
    {
        "test_anchors",
        "test_bench",
        "test_calendar_rules",
        "test_doubt_on_every_platform",
        "test_faults",
        "test_kills",
        "test_postgresql",
        "test_postgresql_too",
        "test_sole_sender",
        "test_sqlite_plans",
        "test_stateful",
        "test_threads_on_every_platform",
        "test_wakes",
    }
)


def files(first: str, last: str) -> list[Path]:
    """Those whose name's first letter, after "test_", lies between these."""
    found = sorted(one for one in HERE.glob("test_*.py") if one.stem not in LEFT_OUT)
    return [one for one in found if first <= one.stem.removeprefix("test_")[0] <= last]


def run(chosen: Iterable[Path], folder: Path, url: str) -> None:
    """All of them pass, and there was something to run."""
    environment = os.environ | {"JANSETU_FOLDER": str(folder), "DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", *map(str, chosen), "-q", "-n", "0", "--tb=short"]
    command += ["-m", "not postgresql and not slow and not peers"]
    command += ["--ignore-glob=*/test_sole_sender.py"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert answer.returncode == 0, answer.stdout[-8000:]
    assert "passed" in answer.stdout
