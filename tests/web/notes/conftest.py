"""A media folder of the test's own, and Asha and Esha at their browsers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import Cast
from tests.web.conftest import AsPerson


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where this test's photos lie."""
    settings.JANSETU_MEDIA = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def asha(cast: Cast, as_person: AsPerson) -> Client:
    """The officer who sends notes."""
    return as_person(cast.asha)


@pytest.fixture
def esha(cast: Cast, as_person: AsPerson) -> Client:
    """The district's desk."""
    return as_person(cast.esha)
