"""A large film goes up in pieces within a worker's memory; killed half-way, it goes on and does not restart.

The suite sends 20 MB; `-m slow` sends 200 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.process import Sandbox, running
from tests.connectors.films import film

MEBIBYTE = 1024 * 1024
ACCOUNT = "collectorujjain"
MEMORY = 150 * MEBIBYTE  # of a worker, for a film of any size
# By platform: what a kill may cost.
LARGEST_PIECE = {
    "bluesky": 5 * MEBIBYTE,
    "facebook": 4 * MEBIBYTE,
    "x": 4 * MEBIBYTE,
    "youtube": 8 * MEBIBYTE,
}
SIZES = [pytest.param(20, id="20 MB"), pytest.param(200, id="200 MB", marks=pytest.mark.slow)]

pytestmark = [
    pytest.mark.parametrize("kind", sorted(LARGEST_PIECE)),
    pytest.mark.parametrize("megabytes", SIZES),
]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Practice platforms of this test's own."""
    with running() as platforms:
        yield platforms


def asked(sandbox: Sandbox, kind: str, folder: Path, megabytes: int) -> dict[str, Any]:
    """What the worker is told."""
    made = film(folder, megabytes * MEBIBYTE + 5)
    return {
        "kind": kind,
        "port": sandbox.port,
        "credentials": sandbox.credentials(kind, ACCOUNT),
        "saved": str(folder / "progress.json"),
        "film": {**asdict(made), "path": str(made.path)},
    }


def worker(told: dict[str, Any]) -> subprocess.Popen[bytes]:
    """A process that sends the film."""
    begun = subprocess.Popen(
        [sys.executable, "-m", "tests.connectors.uploading"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert begun.stdin is not None
    begun.stdin.write(json.dumps(told).encode())
    begun.stdin.close()
    begun.stdin = None
    return begun


def ended(process: subprocess.Popen[bytes]) -> Any:
    """What it tells at its end."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(said)


def kill_half_way(process: subprocess.Popen[bytes], sandbox: Sandbox, size: int) -> int:
    """SIGKILL once half of the film is there; how much the platform then has."""
    deadline = time.monotonic() + 60
    while sum(one["has"] for one in sandbox.films()) < size // 2:
        assert time.monotonic() < deadline
        assert process.poll() is None, "it ended before it was killed"
        time.sleep(0.002)
    process.kill()
    process.communicate(timeout=30)
    return int(sandbox.films()[0]["has"])


def test_it_goes_up_whole_within_the_memory_of_a_worker(
    sandbox: Sandbox, kind: str, megabytes: int, tmp_path: Path
) -> None:
    told = asked(sandbox, kind, tmp_path, megabytes)
    done = ended(worker(told))
    assert done["peak"] < MEMORY
    [arrived] = sandbox.films()
    assert (arrived["has"], arrived["digest"]) == (told["film"]["size"], told["film"]["digest"])
    assert sandbox.count()["publish"] == 1


def test_killed_half_way_it_goes_on_where_the_platform_says_that_it_stands(
    sandbox: Sandbox, kind: str, megabytes: int, tmp_path: Path
) -> None:
    told = asked(sandbox, kind, tmp_path, megabytes)
    size = told["film"]["size"]
    had = kill_half_way(worker(told), sandbox, size)
    assert size // 2 <= had < size
    done = ended(worker(told))
    [arrived] = sandbox.films()
    assert arrived["digest"] == told["film"]["digest"]
    # Had it begun anew, what was there would have come twice; one piece may have been on its way.
    assert arrived["arrived"] <= size + LARGEST_PIECE[kind]
    assert [entry["remote_id"] for entry in sandbox.ledger()] == [done["remote_id"]]
