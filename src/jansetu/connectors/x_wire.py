"""Calls to X in the name of one account; its two generations of field names. Decides nothing.

Written against X's OpenAPI 2.167 (August 2026) and its older field names of 2.159.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from yarl import URL

from jansetu.connectors import x_audience as audience
from jansetu.connectors.errors import Rejected
from jansetu.connectors.http import Answer, Http
from jansetu.connectors.x_dialect import DIALECT

API = "https://api.x.com"
# X is renaming its parameters: the first name is tried first, the other where X refuses that.
FIELD_NAMES = ("post.fields", "tweet.fields")


class Wire:
    """One account's way to X; the token goes in a header and never in an address."""

    def __init__(self, http: Http, server: str, token: str) -> None:
        self.http, self.server = http, server.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}

    async def call(self, method: Any, path: str, **rest: Any) -> Answer:
        """One call."""
        url = URL(self.server + path)
        return await self.http.call(method, url, dialect=DIALECT, headers=self._headers, **rest)

    async def read(
        self, path: str, params: dict[str, str], fields: str, *, expand: tuple[str, ...] = ()
    ) -> Answer:
        """A reading call with the fields asked for by the name that this X understands.

        What the new X gives as an expansion, the old one gives as a field; `author_id` is both.
        """
        new, old = FIELD_NAMES
        expanded = {"expansions": ",".join(expand)} if expand else {}
        try:
            return await self.call("GET", path, params={**params, **expanded, new: fields})
        except Rejected as error:
            if error.status != 400:
                raise
        renamed = dict([audience.REFERENCES])
        fields = ",".join([fields, *(renamed.get(one, one) for one in expand)])
        expanded = {"expansions": "author_id"} if "author_id" in expand else {}
        return await self.call("GET", path, params={**params, **expanded, old: fields})

    def page(self, post_id: str) -> str:
        """Where a citizen reads a post."""
        return f"{self.web}/i/web/status/{post_id}"

    @property
    def web(self) -> str:
        """Where citizens read: x.com, or the practice platform itself."""
        return "https://x.com" if self.server == API else self.server


def segment(remote_id: str) -> str:
    """An id as one part of a path."""
    return quote(remote_id, safe="")
