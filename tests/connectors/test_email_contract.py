"""The mail suite can fail: a connector that breaks a promise does not pass and is not skipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.connectors.email_contract import MailContract

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = """
from jansetu.connectors.email import Email
from jansetu.connectors.email_smtp import Mailer
from jansetu.connectors.errors import ConnectorError, OutcomeUnknown, Rejected, Unavailable
from tests.connectors.email_contract import MailContract
"""
FAULTY = {
    "a lost answer taken for a failure": (
        "no_answer and content",
        """
class Faulty(Email):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except OutcomeUnknown as error:
            raise Unavailable(error.code, hi=error.hi, en=error.en) from error
""",
    ),
    "a mail sent twice": (
        "no_answer and content",
        """
class Faulty(Email):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except OutcomeUnknown:
            return await super().step(outgoing, progress)
""",
    ),
    "a password in an error": (
        "each_no",
        """
class Faulty(Email):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except ConnectorError as error:
            error.en += self._smtp.password
            raise
""",
    ),
    "a dead address tried again": (
        "each_no",
        """
class Faulty(Email):
    async def step(self, outgoing, progress):
        try:
            return await super().step(outgoing, progress)
        except Rejected as error:
            raise Unavailable(error.code, hi=error.hi, en=error.en) from error
""",
    ),
    "nobody asked before it leaves": (
        "lease",
        """
class Faulty(Email):
    def __init__(self, credentials, http):
        super().__init__(credentials, http)
        http._before_send = None
""",
    ),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the suite says of all of them, in one run."""
    folder, chosen = tmp_path_factory.mktemp("faulty"), []
    for number, (which, faulty) in enumerate(FAULTY.values()):
        test = f"\nclass TestIt{number}(MailContract):\n    connector = Faulty\n"
        (folder / f"test_faulty_{number}.py").write_text(HEAD + faulty + test, encoding="utf-8")
        chosen.append(f"(TestIt{number} and {which})")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}"]
    command += ["-q", "-p", "no:xdist", "-rA", "--tb=no", "-k", " or ".join(chosen), str(folder)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "SKIPPED" not in answer.stdout
    assert "ERROR" not in answer.stdout
    return answer.stdout


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_mail_connector_fails_and_is_not_skipped(fault: str, verdicts: str) -> None:
    mine = f"::TestIt{list(FAULTY).index(fault)}::"
    assert [line for line in verdicts.splitlines() if mine in line and line.startswith("FAILED")]


def test_the_mail_suite_has_no_way_to_skip() -> None:
    assert len([name for name in vars(MailContract) if name.startswith("test_")]) >= 9
    for module in ("email_contract", "email_stage"):
        source = (ROOT / "tests" / "connectors" / f"{module}.py").read_text(encoding="utf-8")
        assert "skip(" not in source
        assert "xfail" not in source
