"""Jobs of the tests' own kinds, and the database and folder that processes of their own must find."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from pytest_django import Settings

from jansetu.engine.clock import database_now
from jansetu.jobs.models import Job
from jansetu.jobs.operations import ask
from jansetu.jobs.progress import Itself


@pytest.fixture(autouse=True)
def own_kinds(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here and in every process that is started from here."""
    settings.JANSETU_KINDS_OF_JOBS = "tests.jobs.kinds.KINDS"
    settings.JANSETU_JOBS = tmp_path / "jobs"
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.jobs.settings")
    monkeypatch.setenv("JANSETU_FOLDER", str(tmp_path))


@pytest.fixture
def shared_base(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database, by its address."""
    held = connection.settings_dict
    address = f"sqlite://{held['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgresql://{held['USER']}@/{held['NAME']}?host={quote(held['HOST'], safe='')}"
    monkeypatch.setenv("DATABASE_URL", address)


def asked(kind: str = "count", journal: Path | None = None, **params: int) -> Job:
    """A job that waits."""
    facts: dict[str, str | int | bool | None] = {"journal": str(journal), "to": 3, **params}
    return ask(kind, params=facts, unit_id=None, by=Itself(), now=database_now())
