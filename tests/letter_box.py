"""A platform that delivers to each subscriber, in this process: what was handed to it, what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import pytest

from jansetu.channels.models import Channel, Credential
from jansetu.connectors import registry
from jansetu.connectors.contracts import Connector, Credentials, Limits, Outgoing, Progress, Receipt
from jansetu.connectors.errors import ConnectorError
from tests.cast import Cast


@dataclass(frozen=True, kw_only=True, slots=True)
class BoxCredentials(Credentials):
    """None are needed."""


class LetterBox(Connector):
    """Takes every message, unless it is told to raise."""

    limits: ClassVar[Limits] = Limits(
        counts="characters",
        text=4096,
        pictures=1,
        picture_bytes=5_000_000,
        picture_edge=2000,
        one_each=True,
        source="a stand-in of the tests",
    )
    credentials_class = BoxCredentials
    timeline_lag = timedelta(0)
    taken: ClassVar[list[Outgoing]] = []
    raises: ClassVar[list[ConnectorError]] = []

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Put it into the box."""
        if self.raises:
            raise self.raises.pop(0)
        self.taken.append(outgoing)
        return Receipt(remote_id=f"wamid.{outgoing.key}", url="")


class WhatsAppBox(LetterBox):
    """Numbers."""

    kind, label = "whatsapp", "WhatsApp"


class MailBox(LetterBox):
    """Addresses."""

    kind, label = "email", "ई-मेल"


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[LetterBox]]:
    """Both in the registry, empty."""
    for box in (WhatsAppBox, MailBox):
        monkeypatch.setitem(registry.CONNECTORS, box.kind, box)
    LetterBox.taken.clear()
    LetterBox.raises.clear()
    yield LetterBox
    LetterBox.taken.clear()
    LetterBox.raises.clear()


def list_channel(cast: Cast, kind: str, handle: str, now: datetime) -> Channel:
    """A connected list of the district."""
    channel = Channel.objects.create(
        kind=kind,
        handle=handle,
        unit=cast.district,
        name_hi="जिला उज्जैन सूचना",
        state=Channel.State.CONNECTED,
        practice=True,
        created_at=now,
    )
    Credential.objects.create(channel=channel, sealed={"server": "http://127.0.0.1:1"}, connected_at=now)
    return channel
