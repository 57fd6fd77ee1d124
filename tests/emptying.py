"""Lets the audit trail be emptied after a test that commits, and protects it again at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

import pytest
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from pytest_django.plugin import blocking_manager_key

from jansetu.audit import protection

LIFTED = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def trail_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Torn down right before the database is."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits or (marker and marker.kwargs.get("transaction")):
        _execute(protection.lift)
        request.node.stash[LIFTED] = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, None, None]:
    """After everything is torn down, the triggers come back; after the last test the database is gone."""
    yield
    if nextitem and item.stash.get(LIFTED, False):
        with item.config.stash[blocking_manager_key].unblock():
            _execute(protection.install)


def _execute(change: Callable[[object, BaseDatabaseSchemaEditor], None]) -> None:
    change(None, connection.schema_editor(atomic=False))
