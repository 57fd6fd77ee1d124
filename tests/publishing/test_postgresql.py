"""The first half of publishing, and its engine, on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.on_postgresql import HERE, LEFT_OUT, files, run

pytest_plugins = ["tests.postgres"]


@pytest.mark.postgresql
def test_what_holds_on_sqlite_holds_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    run([HERE.parent / "engine", *files("a", "k")], tmp_path, postgresql_url)


def test_every_file_is_in_one_half_or_left_out_by_name() -> None:
    halves = [one.stem for one in (*files("a", "k"), *files("l", "z"))]
    there = {one.stem for one in HERE.glob("test_*.py")}
    assert len(halves) == len(set(halves))
    assert set(halves) == there - LEFT_OUT
