"""The practice platforms, one process for all tests of this folder, and a worker in steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from jansetu.sandbox.process import Sandbox, running
from tests.publishing.steps import Steps


@pytest.fixture(scope="session")
def platforms() -> Iterator[Sandbox]:
    """The practice platforms, without their rate limits."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def steps(db: None, platforms: Sandbox, settings: Settings) -> Iterator[Steps]:
    """A worker in steps; the platforms have forgotten the test before. They have the real clock."""
    platforms.reset()
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    worker = Steps(platforms, datetime.now(UTC))
    yield worker
    worker.close()
