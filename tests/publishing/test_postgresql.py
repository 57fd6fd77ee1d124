"""Publishing and its engine on PostgreSQL: the same tests, the same code path."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["tests.postgres"]


@pytest.mark.postgresql
def test_all_that_holds_on_sqlite_holds_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    here = Path(__file__).parent
    environment = os.environ | {"JANSETU_FOLDER": str(tmp_path), "DATABASE_URL": postgresql_url}
    command = [sys.executable, "-m", "pytest", str(here), str(here.parent / "engine"), "-q", "-n", "0"]
    command += ["--tb=short", "-m", "not postgresql and not slow"]
    command += ["--ignore-glob=*/test_kills.py", "--ignore-glob=*/test_sole_sender.py"]
    command += ["--ignore-glob=*/test_sqlite_plans.py", "--ignore-glob=*/test_bench.py"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)
    assert answer.returncode == 0, answer.stdout[-8000:]
    assert "passed" in answer.stdout
