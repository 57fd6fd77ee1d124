"""Channels of the district and its office, and the practice platforms where a page asks them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import ChannelFacts, appoint_keeper, register_channel
from jansetu.core.clock import utcnow
from jansetu.orgs.models import Unit
from tests.cast import Cast
from tests.channels.conftest import platforms, sandbox
from tests.keys import key_file

__all__ = ["key_file", "platforms", "sandbox"]


def enter(cast: Cast, unit: Unit, handle: str, *, kind: str = "x", **facts: object) -> Channel:
    """A practice channel, registered a minute ago."""
    named = ChannelFacts(name_hi=f"{handle} का नाम", name_en=f"Name of {handle}", **facts)  # type: ignore[arg-type]
    return register_channel(
        kind=kind, handle=handle, unit=unit, facts=named, practise=True, by=cast.farid, now=a_minute_ago()
    )


def keep(cast: Cast, channel: Channel) -> Keeper:
    """Dev's position becomes the channel's custodian."""
    position = cast.dev.tenure_or_refuse().position
    return appoint_keeper(
        channel, position=position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=a_minute_ago()
    )


def a_minute_ago() -> datetime:
    """Pages read the real clock."""
    return utcnow() - timedelta(minutes=1)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    """The collector's account on X."""
    return enter(cast, cast.district, "@collectorujjain")
