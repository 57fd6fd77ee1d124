"""A sandbox for the whole run, and an X channel of the district that practises on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings

from jansetu.channels.models import Channel
from jansetu.channels.operations import ChannelFacts, register_channel
from jansetu.sandbox.process import Sandbox, start
from tests.cast import Cast
from tests.keys import key_file

__all__ = ["key_file"]


@pytest.fixture(scope="session")
def platforms() -> Iterator[Sandbox]:
    """The practice platforms, as a process of their own."""
    with start() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(platforms: Sandbox, settings: Settings) -> Sandbox:
    """Calm and empty, and the only address of practice channels."""
    platforms.reset()
    settings.JANSETU_SANDBOX = f"127.0.0.1:{platforms.port}"
    return platforms


@pytest.fixture
def channel(cast: Cast, now: datetime) -> Channel:
    """The collector's X account, registered to practise and not connected."""
    facts = ChannelFacts(name_hi="कलेक्टर उज्जैन")
    return register_channel(
        kind="x",
        handle="@collectorujjain",
        unit=cast.district,
        facts=facts,
        practise=True,
        by=cast.farid,
        now=now,
    )
