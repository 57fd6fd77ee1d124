"""The suite itself can fail: an incomplete connector does not pass and is not skipped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.connectors.contract import Contract

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = """
from dataclasses import replace
from jansetu.connectors.contracts import Absent
from jansetu.connectors.errors import OutcomeUnknown, Unavailable
from jansetu.connectors.x import X
from tests.connectors.contract import Contract, Reply
from tests.connectors import test_x as good
"""
FAULTY = {
    "nothing recorded": (
        "recorded",
        "class TestIt(Contract):\n    connector = X\n",
        "no recorded answers",
    ),
    "one capability unrecorded": (
        "recorded",
        """
class TestIt(Contract):
    connector = X
    recorded = replace(good.TestX.recorded, talks=tuple(t for t in good.TALKS if t.capability != "Deletes"))
""",
        "no recorded answers",
    ),
    "a way to listen unrecorded": (
        "recorded",
        """
class TestIt(Contract):
    connector = X
    recorded = replace(good.TestX.recorded, talks=tuple(t for t in good.TALKS if t.capability != "Listens"))
""",
        "no recorded answers",
    ),
    "a film unrecorded": (
        "recorded",
        """
class TestIt(Contract):
    connector = X
    recorded = replace(good.TestX.recorded, talks=tuple(t for t in good.TALKS if not t.film))
""",
        "no recorded answers",
    ),
    "a thread unrecorded": (
        "recorded",
        """
class TestIt(Contract):
    connector = X
    recorded = replace(good.TestX.recorded, talks=tuple(t for t in good.TALKS if not t.further))
""",
        "no recorded answers",
    ),
    "a thread's first part taken for the whole": (
        "means and Finds",
        """
class Content(X):
    async def find(self, outgoing, **rest):
        return await super().find(replace(outgoing, further=()), **rest)

class TestIt(Contract):
    connector = Content
    recorded = good.TestX.recorded
""",
        "[Finds-first part found] - AssertionError",
    ),
    "a refusal unrecorded": (
        "words",
        """
class TestIt(Contract):
    connector = X
    recorded = replace(
        good.TestX.recorded, refusals={k: v for k, v in good.TestX.recorded.refusals.items() if k != "429"}
    )
""",
        "no recorded answers",
    ),
    "a lost answer taken for a failure": (
        "Publishes and lost",
        """
class Careless(X):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except OutcomeUnknown as error:
            raise Unavailable(error.code, hi=error.hi, en=error.en) from error

class TestIt(Contract):
    connector = Careless
    recorded = good.TestX.recorded
""",
        "Unavailable('lost_answer')",
    ),
    "trouble taken for absence": (
        "Finds and 503",
        """
class Hasty(X):
    async def find(self, outgoing, **rest):
        try:
            return await super().find(outgoing, **rest)
        except Unavailable:
            return Absent()

class TestIt(Contract):
    connector = Hasty
    recorded = good.TestX.recorded
""",
        "was taken for Absent()",
    ),
    "a token in an error": (
        "Identifies and 500",
        """
class Talkative(X):
    async def whoami(self):
        try:
            return await super().whoami()
        except Unavailable as error:
            raise Unavailable(error.code, hi=self._wire._headers["Authorization"]) from error

class TestIt(Contract):
    connector = Talkative
    recorded = good.TestX.recorded
""",
        "AssertionError",
    ),
    "a lost reply taken for a failure": (
        "Replies and lost",
        """
class Careless(X):
    async def reply(self, remote_id, outgoing, progress):
        try:
            return await super().reply(remote_id, outgoing, progress)
        except OutcomeUnknown as error:
            raise Unavailable(error.code, hi=error.hi, en=error.en) from error

class TestIt(Contract):
    connector = Careless
    recorded = good.TestX.recorded
""",
        "Unavailable('lost_answer')",
    ),
    "a publication sent twice": (
        "Publishes and lost",
        """
class Eager(X):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except OutcomeUnknown:
            return await super().step(outgoing, progress)

class TestIt(Contract):
    connector = Eager
    recorded = good.TestX.recorded
""",
        "it was sent again without a look",
    ),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the suite says of each faulty connector; one run for all of them."""
    folder = tmp_path_factory.mktemp("faulty")
    chosen, files = [], []
    for number, (which, faulty, _) in enumerate(FAULTY.values()):
        file = folder / f"test_faulty_{number}.py"
        file.write_text(HEAD + faulty.replace("TestIt(", f"TestIt{number}("), encoding="utf-8")
        chosen.append(f"(TestIt{number} and {which})")
        files.append(str(file))
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"]
    command += ["-q", "-p", "no:xdist", "-rA", "--tb=line", "-k", " or ".join(chosen), *files]
    environment = os.environ | {"COLUMNS": "400"}
    answer = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "SKIPPED" not in answer.stdout
    lines = answer.stdout.splitlines()
    return {
        fault: "\n".join(line for line in lines if f"::TestIt{number}::" in line and "FAILED" in line)
        for number, fault in enumerate(FAULTY)
    }


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_connector_fails_the_suite_and_is_not_skipped(fault: str, verdicts: dict[str, str]) -> None:
    assert FAULTY[fault][2] in verdicts[fault]


def test_the_suite_has_no_way_to_skip() -> None:
    assert [name for name in vars(Contract) if name.startswith("test_")]
    for module in ("contract", "recording", "stage"):
        source = (ROOT / "tests" / "connectors" / f"{module}.py").read_text(encoding="utf-8")
        assert "skip(" not in source.replace("never skip", "")
        assert "xfail" not in source
