"""The one place that asks what time it is; everything below entry points is told."""

from __future__ import annotations

from datetime import UTC, datetime


def utcnow() -> datetime:
    """Now, in UTC, aware."""
    return datetime.now(UTC)
