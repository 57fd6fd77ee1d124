"""What tests do with a connector on the practice platforms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jansetu.connectors.contracts import Outgoing, Progress, Receipt, Sighting
from tests.connectors.contract import OUTGOING
from tests.connectors.pictures import pictures


def drafted(text: str, folder: Path | None = None, count: int = 0) -> Outgoing:
    """A text with so many pictures."""
    return replace(OUTGOING, text=text, pictures=pictures(folder, count) if folder else ())


async def publish(connector: Any, outgoing: Outgoing) -> Receipt:
    """Step by step to the receipt."""
    progress = Progress()
    for _ in range(20):
        outcome = await connector.step(outgoing, progress)
        if isinstance(outcome, Receipt):
            return outcome
        progress = outcome
    raise AssertionError("it never comes to an end")


async def look(connector: Any, outgoing: Outgoing, *known: str) -> Sighting:
    """Look for an attempt of a moment ago; the platforms' clock is this machine's."""
    since = datetime.now(UTC) - timedelta(seconds=30)
    found: Sighting = await connector.find(outgoing, progress=Progress(), since=since, known=frozenset(known))
    return found
