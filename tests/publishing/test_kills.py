"""Workers die at random moments under a burst; the ledger says that nothing was lost or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.postgres"]


def day(folder: Path, url: str, *options: str) -> dict[str, Any]:
    """The figures of one day of kills in a database of its own."""
    environment = os.environ | {"JANSETU_FOLDER": str(folder), "DATABASE_URL": url}
    call = [sys.executable, "-m", "tests.publishing.kills", *options]
    answer = subprocess.run(call, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=500)
    sys.stdout.write(answer.stdout)
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures


SMALL = ("--deliveries", "300", "--kills", "3")
LONG = ("--deliveries", "2000", "--kills", "10", "--standard")


@pytest.mark.slow  # test_faults.py has a small bad day of every kind in the suite
def test_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    figures = day(tmp_path, "", *SMALL)
    assert figures["kills"] == 3
    assert figures["is_clean"], figures


@pytest.mark.slow
@pytest.mark.postgresql
def test_kills_lose_and_double_nothing_with_two_workers(tmp_path: Path, postgresql_url: str) -> None:
    figures = day(tmp_path, postgresql_url, *SMALL, "--workers", "2")
    assert figures["kills"] == 3
    assert figures["is_clean"], figures


def test_workers_told_to_stop_leave_nothing_under_way(tmp_path: Path) -> None:
    figures = day(tmp_path, "", *SMALL, "--peacefully", "--standard")
    assert figures["kills"] == 3
    assert figures["in_flight"] == 0
    assert figures["is_clean"], figures


@pytest.mark.slow
def test_ten_kills_under_two_thousand_deliveries(tmp_path: Path) -> None:
    assert day(tmp_path, "", *LONG)["is_clean"]


@pytest.mark.slow
@pytest.mark.postgresql
def test_ten_kills_under_two_thousand_deliveries_with_two_workers(
    tmp_path: Path, postgresql_url: str
) -> None:
    assert day(tmp_path, postgresql_url, *LONG, "--workers", "2")["is_clean"]
