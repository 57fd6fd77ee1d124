"""What tests do with a connector on the practice platforms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jansetu.connectors.contracts import Outgoing, Progress, Receipt, Sighting
from tests.connectors.contract import OUTGOING
from tests.connectors.pictures import pictures

BEGINNING = Progress()


def drafted(text: str, folder: Path | None = None, count: int = 0) -> Outgoing:
    """A text with so many pictures."""
    return replace(OUTGOING, text=text, pictures=pictures(folder, count) if folder else ())


async def publish(connector: Any, outgoing: Outgoing) -> Receipt:
    """Step by step to the receipt."""
    progress = Progress()
    for _ in range(60):
        outcome = await connector.step(outgoing, progress)
        if isinstance(outcome, Receipt):
            return outcome
        progress = outcome
    raise AssertionError("it never comes to an end")


async def look(connector: Any, outgoing: Outgoing, *known: str, progress: Progress = BEGINNING) -> Sighting:
    """Look for an attempt of a moment ago; the platforms' clock is this machine's."""
    since = datetime.now(UTC) - timedelta(seconds=30)
    found: Sighting = await connector.find(outgoing, progress=progress, since=since, known=frozenset(known))
    return found


async def go_on(
    connector: Any, outgoing: Outgoing, progress: Progress = BEGINNING
) -> list[Progress | Receipt]:
    """What each step from here gave, saved and read again in between as the runner does."""
    outcomes: list[Progress | Receipt] = []
    while not outcomes or isinstance(outcomes[-1], Progress):
        outcomes.append(await connector.step(outgoing, progress))
        if isinstance(outcomes[-1], Progress):
            progress = Progress.from_json(json.loads(json.dumps(outcomes[-1].as_json())))
    return outcomes


async def listed(connector: Any, cursor: dict[str, Any] | None = None) -> tuple[list[str], dict[str, Any]]:
    """The texts of the account's own posts of the last minute, page after page, and where they end."""
    since, texts, cursor = datetime.now(UTC) - timedelta(seconds=60), [], cursor or {}
    while True:
        page = await connector.own_posts(cursor, since=since)
        texts += [post.text for post in page.posts]
        cursor = page.cursor
        if not page.more:
            return texts, cursor
