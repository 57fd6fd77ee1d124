"""What every test stands on: a folder of its own and one moment in time."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime

import django
import pytest

os.environ.setdefault("JANSETU_FOLDER", tempfile.mkdtemp(prefix="jansetu-tests-"))
os.environ.setdefault("JANSETU_LOG_LEVEL", "WARNING")
# Here and not in pyproject.toml: pytest-django would read the settings before the folder is named.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
django.setup()


@pytest.fixture
def now() -> datetime:
    """Tuesday, 24 November 2026, 10:30 in Bhopal."""
    return datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


pytest_plugins = ["tests.cast", "tests.emptying"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long soaks run only where they are asked for: `-m slow`."""
    if "slow" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("slow")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
