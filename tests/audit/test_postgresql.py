"""The audit trail on PostgreSQL: the same tests, the same code, its own triggers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ["tests.postgres"]


@pytest.mark.postgresql
def test_all_that_holds_on_sqlite_holds_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    environment = os.environ | {"JANSETU_FOLDER": str(tmp_path), "DATABASE_URL": postgresql_url}
    command = [
        sys.executable,
        "-m",
        "pytest",
        str(Path(__file__).parent),
        "-q",
        "-n",
        "0",
        "--tb=line",
        "-m",
        "not postgresql",
    ]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert answer.returncode == 0, answer.stdout[-8000:]
    assert "passed" in answer.stdout
