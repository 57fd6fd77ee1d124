"""A media folder of the test's own, and the accounts that its posts are meant for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from jansetu.channels.models import Channel
from tests.cast import Cast
from tests.content.acts import channel_of


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> Path:
    """Where this test's photos lie."""
    settings.JANSETU_MEDIA = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def collector(cast: Cast, now: datetime) -> Channel:
    """The district's account on X."""
    return channel_of(cast, cast.district, "@collectorujjain", now)


@pytest.fixture
def office(cast: Cast, now: datetime) -> Channel:
    """The public-relations office's account on X."""
    return channel_of(cast, cast.pr_office, "@proujjain", now)


@pytest.fixture
def forest(cast: Cast, now: datetime) -> Channel:
    """The forest office's account on X."""
    return channel_of(cast, cast.forest_office, "@forestujjain", now)


@pytest.fixture
def portal(cast: Cast, now: datetime) -> Channel:
    """The state's portal."""
    return channel_of(cast, cast.state, "portal", now, kind="portal")
