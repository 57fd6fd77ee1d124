"""`jansetu bench faults`: a small bad day of every kind, judged by the practice platforms' own ledger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jansetu.publishing.bench.faults import report
from jansetu.publishing.bench.faults.plan import FROZEN, LAG_MS, QUICK, SILENT_MS, blows

CLEAN = {"lost": 0, "duplicated": 0, "unknown_left": 0, "misled": 0}


def day(folder: Path, *options: str) -> dict[str, Any]:
    """The command's figures, away from this test's own installation."""
    environment = os.environ | {"JANSETU_FOLDER": str(folder), "DATABASE_URL": ""}
    call = [sys.executable, "-m", "jansetu.cli", "bench", "faults", "--kills", "1", "--json", *options]
    answer = subprocess.run(
        call, env=environment, stdout=subprocess.PIPE, text=True, check=False, timeout=300
    )
    sys.stdout.write(answer.stdout)
    figures: dict[str, Any] = json.loads(answer.stdout)
    assert answer.returncode == (0 if report.is_clean(figures) else 1)
    return figures


def verdict(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: figures[name] for name in CLEAN}


def test_a_bad_day_loses_and_doubles_nothing(tmp_path: Path) -> None:
    figures = day(tmp_path, "--deliveries", "300")
    assert verdict(figures) == CLEAN, figures
    assert figures["in_flight_hit"] > 0
    assert "\n".join(report.lines(figures))


@pytest.mark.postgresql
def test_a_bad_day_of_two_workers_loses_and_doubles_nothing(tmp_path: Path) -> None:
    figures = day(tmp_path, "--deliveries", "300", "--database", "postgresql")
    assert (verdict(figures), figures["workers"]) == (CLEAN, 2), figures
    assert figures["in_flight_hit"] > 0


def test_the_same_seed_makes_the_same_day_and_another_seed_another() -> None:
    again = blows(kills=20, seed=3, broker=False)
    assert again == blows(kills=20, seed=3, broker=False)
    assert again != blows(kills=20, seed=4, broker=False)
    assert sum(blow.kind == "kill" for blow in again) == 20


def test_every_blow_of_a_plan_has_words_for_people() -> None:
    plan = blows(kills=20, seed=1, broker=True)
    assert {f"{blow.kind} {blow.point}".strip() for blow in plan} <= set(report.WORDS)


def test_the_faults_are_longer_or_shorter_than_what_they_attack() -> None:
    assert QUICK.lease.total_seconds() < FROZEN
    assert (QUICK.lag or 0) > LAG_MS / 1000
    assert QUICK.call < SILENT_MS / 1000


@pytest.mark.parametrize("bad", CLEAN)
def test_one_post_lost_or_doubled_makes_the_day_unclean(bad: str) -> None:
    assert report.is_clean(CLEAN)
    assert not report.is_clean(CLEAN | {bad: 1})
