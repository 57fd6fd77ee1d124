"""Calls to a Mastodon server in the name of one account, and how such servers tell their limits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from jansetu.connectors.contracts import Quota
from jansetu.connectors.http import Answer, Dialect, Headers, Http, address


def quota(headers: Headers, now: datetime) -> Quota | None:
    """The window that Mastodon tells of: 300 calls in five minutes, or 300 new statuses in three hours."""
    try:
        return Quota(
            scope="account",
            name="calls",
            limit=int(headers["X-RateLimit-Limit"]),
            remaining=int(headers["X-RateLimit-Remaining"]),
            resets_at=datetime.fromisoformat(headers["X-RateLimit-Reset"]).astimezone(UTC),
        )
    except (KeyError, ValueError, OverflowError):
        return None


DIALECT = Dialect("Mastodon", quota=quota)


class Wire:
    """One account's way to its server; the token goes in a header and never in an address."""

    def __init__(self, http: Http, server: str, token: str) -> None:
        self.http, self.server = http, server
        self._headers = {"Authorization": f"Bearer {token}"}

    async def call(self, method: Any, path: str, *, headers: Headers | None = None, **rest: Any) -> Answer:
        """One call, with headers of its own where it has some."""
        url = address(self.server, path)
        every = {**self._headers, **(headers or {})}
        return await self.http.call(method, url, dialect=DIALECT, headers=every, **rest)


def segment(remote_id: str) -> str:
    """An id as one part of a path."""
    return quote(remote_id, safe="")
