"""Long jobs that are asked for on pages and run here, in the test's own process."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from jansetu.engine.clock import database_now
from jansetu.jobs import child, claims
from jansetu.jobs.models import Job


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    """Files lie here."""
    settings.JANSETU_JOBS = tmp_path / "jobs"
    return tmp_path / "jobs"


@pytest.fixture
def run() -> Callable[[], Job]:
    """A worker's turn: the one job that is due."""

    def turn() -> Job:
        now = database_now() + timedelta(seconds=1)
        [claim] = claims.claim("tester", 1, now, timedelta(minutes=2))
        child.run(claim.turn)
        return Job.objects.get(pk=claim.turn.job)

    return turn


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
