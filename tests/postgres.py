"""PostgreSQL for tests: one server a session, one fresh database a test; also where tests run as root."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jansetu.publishing.bench.postgresql import database, server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The folder of its socket."""
    with server() as socket:
        yield socket


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The DATABASE_URL of a fresh, empty database."""
    with database(postgresql_server) as url:
        yield url
