"""Where the vendors' own clients are missing, the tests say so: under CI by failing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracles.conftest import clients_python


@pytest.mark.parametrize(
    ("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)], ids=["ci", "elsewhere"]
)
def test_without_the_clients_a_test_fails_under_ci_and_skips_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match=r"\.venv-oracles"):
        clients_python(tmp_path)


def test_an_installation_that_broke_off_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / ".venv-oracles" / "bin").mkdir(parents=True)
    with pytest.raises((pytest.skip.Exception, pytest.fail.Exception)):
        clients_python(tmp_path)
    (tmp_path / ".venv-oracles" / "installed").touch()
    assert clients_python(tmp_path).name == "python"
