"""What platforms publish of their limits, for accounts of which no answer has told anything yet.

Dated facts; the first answer that tells better is believed instead. Practice platforms tell their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from jansetu.engine import buckets


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """So many publications in so long, by one account or by all of one app."""

    scope: Literal["account", "app"]
    most: int
    lasts: timedelta
    source: str


X_SOURCE = "rate limits of POST /2/tweets, docs.x.com, as transcribed 28.8.2026"
PUBLISHED: Mapping[str, tuple[Window, ...]] = {
    "x": (
        Window(scope="account", most=100, lasts=timedelta(minutes=15), source=X_SOURCE),
        Window(scope="app", most=10_000, lasts=timedelta(hours=24), source=X_SOURCE),
    ),
    "mastodon": (
        Window(
            scope="account",
            most=300,
            lasts=timedelta(minutes=5),
            source="docs.joinmastodon.org, API rate limits, read 2026",
        ),
    ),
    "bluesky": (
        Window(
            scope="account",
            most=5000 // 3,
            lasts=timedelta(hours=1),
            source="docs.bsky.app, 5,000 points an hour, 3 a creation, read 2026",
        ),
    ),
}


def first_of(key: str, now: datetime) -> buckets.Level | None:
    """A full window from now on; None where the platform publishes none, and for practice."""
    kind, scope, _, lane = key.split(":")
    for window in PUBLISHED.get(kind, ()) if lane == "publish" else ():
        if window.scope == scope:
            ends = now + window.lasts
            return buckets.Level(key=key, limit=window.most, remaining=window.most, resets_at=ends)
    return None
