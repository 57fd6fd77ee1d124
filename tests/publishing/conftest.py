"""The practice platforms, one process for all tests of this folder, and a worker in steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from jansetu.publishing.bench.door import open_door
from jansetu.sandbox.process import Sandbox, running
from tests.cast import Cast
from tests.publishing.office import Office
from tests.publishing.steps import Steps


@pytest.fixture(scope="session")
def platforms() -> Iterator[Sandbox]:
    """The practice platforms, without their rate limits."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def door() -> Iterator[str]:
    """Our own web, where practice Instagram fetches its pictures."""
    with open_door() as address:
        yield address


@pytest.fixture
def steps(db: None, platforms: Sandbox, door: str, settings: Settings) -> Iterator[Steps]:
    """A worker in steps; the platforms have forgotten the test before. They have the real clock."""
    platforms.reset()
    settings.JANSETU_PUBLIC_URL = door
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    worker = Steps(platforms, datetime.now(UTC))
    yield worker
    worker.close()


@pytest.fixture
def office(cast: Cast, steps: Steps) -> Office:
    """The district's desk, with a worker in steps."""
    return Office(cast, steps)
