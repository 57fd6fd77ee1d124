"""The second half of publishing on PostgreSQL; a file of its own, so that two processes share the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.on_postgresql import files, run

pytest_plugins = ["tests.postgres"]


@pytest.mark.postgresql
def test_what_else_holds_on_sqlite_holds_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    run(files("l", "z"), tmp_path, postgresql_url)
