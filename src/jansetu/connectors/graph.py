"""What Meta's platforms say alike by the Graph API: what is used up, and codes in place of statuses.

Knows no platform: each brings the codes that mean something of its own.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import FormData

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import NotAuthorized, RateLimited, Rejected
from jansetu.connectors.http import IN_DOUBT, Answer, Dialect, Headers, Http, Verdict, address

API, VERSION = "https://graph.facebook.com", "v23.0"
USAGE = "X-Business-Use-Case-Usage"
UNTOLD = timedelta(minutes=15)  # calls made while barred prolong the bar

# Codes of "too many calls": of the app, and of a user, a Page or a use case of the account.
# developers.facebook.com/docs/graph-api/overview/rate-limiting, 2026.
APP_WIDE = {4, 341}
TOO_MANY = APP_WIDE | {17, 32, 613, *range(80000, 80015)}
TOKEN, PERMISSION = Verdict(NotAuthorized, "token_refused"), Verdict(NotAuthorized, "not_permitted")
NOT_THERE = Verdict(Rejected, "not_there")
# developers.facebook.com/docs/graph-api/guides/error-handling, 2026. 368: barred for a while for its conduct.
MEANS = {
    **dict.fromkeys((1, 2), IN_DOUBT),
    **dict.fromkeys((102, 190), TOKEN),
    **dict.fromkeys((3, 10, 368, *range(200, 300)), PERMISSION),
    803: NOT_THERE,
}
MEANS_EXACTLY = {(100, 33): NOT_THERE}

APP_SECRET = {  # how the connect form of each of Meta's platforms asks for it
    "hi": "ऐप सीक्रेट",
    "en": "App secret",
    "secret": True,
    "help_hi": "केवल तब, जब ऐप 'Require App Secret' माँगता हो",
    "help_en": "Only where the app has 'Require App Secret' switched on",
}


def proof(token: str, app_secret: str) -> dict[str, str]:
    """The parameter that proves that the app's own server calls; nothing where the app asks for none."""
    if not app_secret:
        return {}
    return {"appsecret_proof": hmac.new(app_secret.encode(), token.encode(), "sha256").hexdigest()}


class Wire:
    """Calls in the name of one account's token; the token goes in a header and never in an address."""

    def __init__(self, http: Http, dialect: Dialect, *, server: str, token: str, app_secret: str) -> None:
        self.http, self.dialect, self._server = http, dialect, server
        self._headers = {"Authorization": f"Bearer {token}"}
        self._proof = proof(token, app_secret)

    async def read(self, path: str, params: Mapping[str, str], **rest: Any) -> Answer:
        """GET."""
        return await self._call("GET", path, params={**params, **self._proof}, **rest)

    async def read_or_less(self, path: str, wanted: str, public: str) -> Answer:
        """The fields that are wanted; the public ones alone where the token may not read the others."""
        try:
            return await self.read(path, {"fields": wanted})
        except (Rejected, NotAuthorized) as error:
            if error.code not in ("rejected", "not_permitted"):
                raise
        return await self.read(path, {"fields": public})

    async def write(self, path: str, fields: Mapping[str, str], **rest: Any) -> Answer:
        """POST of fields."""
        return await self.send(path, FormData(fields), **rest)

    async def send(self, path: str, form: FormData, **rest: Any) -> Answer:
        """POST of a form that may carry a file."""
        for name, value in self._proof.items():
            form.add_field(name, value)
        return await self._call("POST", path, data=form, **rest)

    async def delete(self, path: str) -> Answer:
        """DELETE."""
        return await self._call("DELETE", path, params=self._proof)

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        dialect, server = rest.pop("dialect", self.dialect), rest.pop("server", self._server)
        http = rest.pop("http", self.http)
        url = address(server, f"/{VERSION}/{path}")
        answer: Answer = await http.call(method, url, dialect=dialect, headers=self._headers, **rest)
        return answer


def expect_success(answer: Answer) -> None:
    """Raise unless the answer says so in so many words."""
    if answer.get("success") is not True:
        answer.not_understood()


def segment(remote_id: str) -> str:
    """An id as a part of a path."""
    return quote(remote_id, safe="")


def usage(headers: Headers) -> tuple[int, int] | None:
    """How many per cent of the account's calls are used, and in how many minutes it may call again."""
    try:
        told = [one for entries in json.loads(headers[USAGE]).values() for one in entries]
        used = [int(one[name]) for one in told for name in ("call_count", "total_time", "total_cputime")]
        return max(used), max(int(one["estimated_time_to_regain_access"]) for one in told)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def quota_of(name: str) -> Callable[[Headers, datetime], Quota | None]:
    """Reads the header. It tells per cents and no number of calls (0); so only what is used up is told on."""

    def quota(headers: Headers, now: datetime) -> Quota | None:
        told = usage(headers)
        if told is None or (told[0] < 100 and told[1] == 0):
            return None
        resets_at = now + (timedelta(minutes=told[1]) or UNTOLD)
        return Quota(scope="account", name=name, limit=0, remaining=0, resets_at=resets_at)

    return quota


def verdict_of(
    means: Mapping[int, Verdict], exactly: Mapping[tuple[int, int], Verdict]
) -> Callable[[Answer, datetime], Verdict | None]:
    """Reads refusals by code and subcode; their statuses say little (a dead token is a 400)."""
    codes, exact = {**MEANS, **means}, {**MEANS_EXACTLY, **exactly}

    def verdict(answer: Answer, now: datetime) -> Verdict | None:
        code, subcode = answer.get("error", "code"), answer.get("error", "error_subcode")
        if not isinstance(code, int):
            return None
        known = exact.get((code, subcode)) if isinstance(subcode, int) else None
        if known is None and code in TOO_MANY:
            until = answer.quota.resets_at if answer.quota else now + UNTOLD
            return Verdict(RateLimited, "rate_limited", until, "app" if code in APP_WIDE else "account")
        known = known or codes.get(code)
        if known is None and answer.get("error", "is_transient") is True:
            return IN_DOUBT
        return known

    return verdict
