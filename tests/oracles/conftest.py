"""The vendors' own clients in an environment of their own, set upon practice platforms of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.process import Sandbox, running
from tests.connectors.peers.servers import required
from tests.connectors.pictures import ALTS, one_picture

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT, BUSY, DEAD = "collectorujjain", "busy", "dead-1"
TEXT = "उज्जैन: कल जलप्रदाय बंद। #उज्जैन"
TEXT_WITH_PICTURE = "नया पुल खुला #पुल https://ujjain.nic.in/pul"


@dataclass(frozen=True)
class Lived:
    """What one client found, and what the platform wrote in its ledger meanwhile."""

    told: dict[str, Any]
    ledger: list[dict[str, Any]]

    def __getitem__(self, step: str) -> Any:
        return self.told[step]

    def acts(self) -> list[str]:
        return [entry["act"] for entry in self.ledger]


def clients_python(root: Path) -> Path:
    """The Python of .venv-oracles; skips or, under CI, fails where bin/test has not installed it."""
    if not (root / ".venv-oracles" / "installed").is_file():
        required("The vendors' own clients are not installed in .venv-oracles")
    return root / ".venv-oracles" / "bin" / "python"


def live(platform: str, sandbox: Sandbox, folder: Path, **more: str) -> Lived:
    """Run the script of one platform against the sandbox; its traceback is the failure's message.

    `more` is asked of the script besides what every script is asked.
    """
    python = clients_python(ROOT)
    sandbox.fault("429", platform=platform, account=BUSY, calls="all", ms=60_000)
    asked = {
        **sandbox.credentials(platform, ACCOUNT),
        "busy": sandbox.credentials(platform, BUSY),
        "dead": DEAD,
        "text": TEXT,
        "text_with_picture": TEXT_WITH_PICTURE,
        "picture": str(one_picture(folder, 0).path),
        "alt": ALTS[0],
        **more,
    }
    answer = subprocess.run(
        [str(python), "-m", f"tests.oracles.clients.{platform}"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        cwd=ROOT,
        env={"NO_PROXY": "*", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    return Lived(json.loads(answer.stdout), sandbox.ledger())


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Practice platforms for the tests of one client."""
    with running() as platforms:
        yield platforms
