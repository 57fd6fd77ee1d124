"""Long jobs on PostgreSQL: the same rows, the same processes, and progress seen past a transaction."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["tests.postgres"]


@pytest.mark.postgresql
def test_rows_and_processes_behave_on_postgresql_as_on_sqlite(tmp_path: Path, postgresql_url: str) -> None:
    here = Path(__file__).parent
    environment = os.environ | {"JANSETU_FOLDER": str(tmp_path), "DATABASE_URL": postgresql_url}
    command = [sys.executable, "-m", "pytest", str(here), "-q", "-n", "0", "--tb=short"]
    command += ["-m", "not postgresql", "-k", "test_rows or process_of_its_own"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200)
    assert answer.returncode == 0, answer.stdout[-8000:]
    assert "passed" in answer.stdout
