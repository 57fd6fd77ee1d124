"""`jansetu bench delivery`: real workers, real connectors, figures for people and programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from jansetu.publishing.bench.anchors import beside_anchors

FIGURES = {
    "deliveries_per_second",
    "bare_client_per_second",
    "ratio_to_bare_client",
    "cpu_seconds_per_1000",
    "lateness_ms",
    "sandbox_could_take_per_second",
    "burst_first_s",
    "burst_last_s",
    "desk_write_ms",
    "memory_mb_each",
    "seconds_to_approve_for_all",
}


def bench(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command, away from this test's own installation."""
    environment = os.environ | {"JANSETU_FOLDER": str(folder), "DATABASE_URL": ""}
    call = [sys.executable, "-m", "jansetu.cli", "bench", "delivery", *options]
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=False, timeout=200)


def test_a_small_trial_gives_every_figure_and_leaves_the_installation_alone(tmp_path: Path) -> None:
    answer = bench(tmp_path, "--deliveries", "200", "--subscribers", "100", "--json")
    assert answer.returncode == 0, answer.stderr
    figures = json.loads(answer.stdout)
    assert figures.keys() >= FIGURES
    assert figures["lateness_ms"].keys() == {"p50", "p95", "p99"}
    assert figures["ratio_to_bare_client"] > 0
    assert figures["early"] == 0
    assert not (tmp_path / "jansetu.sqlite3").exists()


def test_two_workers_on_sqlite_are_refused_before_anything_is_started(tmp_path: Path) -> None:
    answer = bench(tmp_path, "--workers", "2")
    assert answer.returncode == 2
    assert "एक ही प्रेषक" in answer.stderr


def test_figures_stand_beside_what_others_showed() -> None:
    lines = beside_anchors({"cpu_seconds_per_1000": 0.4, "lateness_ms": {"p50": 3.0}, "workers": 1}).split(
        "\n"
    )
    assert lines[0].split("|")[0].split() == ["cpu_seconds_per_1000", "0.4"]
    assert "Postiz 310–410" in lines[0]
    assert "p50 3.0" in lines[1]
    assert "|" not in lines[2]
