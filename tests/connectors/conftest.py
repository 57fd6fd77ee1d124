"""The practice platforms as a process of their own, one for all connectors' tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import pytest

from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect, credentials_from
from jansetu.core.http import open_session, practice
from jansetu.sandbox.process import Sandbox, running


@pytest.fixture(scope="session")
def platforms() -> Iterator[Sandbox]:
    """Started once."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(platforms: Sandbox) -> Sandbox:
    """Calm and empty."""
    platforms.reset()
    return platforms


class Opens(Protocol):
    """Opens a connector of a practice account."""

    def __call__(self, kind: str, account: str) -> AbstractAsyncContextManager[Any]: ...


@pytest.fixture
def practising(sandbox: Sandbox) -> Opens:
    """`async with practising("x", "collectorujjain") as x`: under the practice policy."""

    @asynccontextmanager
    async def open_one(kind: str, account: str) -> AsyncIterator[Any]:
        credentials = credentials_from(kind, sandbox.credentials(kind, account))
        async with open_session(practice(sandbox.addresses)) as session:
            yield connect(kind, credentials, Http(session))

    return open_one
