"""Renewing one account's OAuth 2.0 token at X, which takes each refresh token once and gives the next.

docs.x.com, "OAuth 2.0 Authorization Code Flow with PKCE", November 2026: an access token lives two hours.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

from aiohttp import FormData

from jansetu.connectors import x_dialect
from jansetu.connectors.errors import NotAuthorized
from jansetu.connectors.http import Answer, Dialect, Headers, Http, Verdict, address, failure

REFUSED = frozenset({"invalid_request", "invalid_grant", "invalid_client", "unauthorized_client"})


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """RFC 6749, 5.2; X says `invalid_request` of a refresh token that it does not take (any more)."""
    if answer.status in (400, 401, 403) and answer.get("error") in REFUSED:
        return Verdict(NotAuthorized, "token_refused")
    if answer.status == 403:
        return Verdict(NotAuthorized, "not_permitted")
    return x_dialect.verdict(answer, now)


async def renew(
    http: Http, server: str, label: str, *, client_id: str, client_secret: str, refresh_token: str
) -> tuple[str, str, datetime | None]:
    """The new token, the next refresh token (empty where X gives none), and until when the token serves.

    A lost answer is OutcomeUnknown: the old refresh token may be used up. NotAuthorized without one to use.
    """
    if not client_id or not refresh_token:
        raise failure(Verdict(NotAuthorized, "no_renewal"), label)
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": client_id}
    answer = await http.call(
        "POST",
        address(server, "/2/oauth2/token"),
        dialect=Dialect(label, verdict, x_dialect.quota),
        publishes=True,
        headers=basic(client_id, client_secret) if client_secret else None,
        data=FormData(form),
    )
    token, lives = answer.text("access_token"), answer.count("expires_in")
    following = answer.get("refresh_token")
    until = http.clock() + timedelta(seconds=lives) if lives else None
    return token, following if isinstance(following, str) else "", until


def basic(client_id: str, client_secret: str) -> Headers:
    """How a confidential client names itself (RFC 6749, 2.3.1)."""
    pair = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}
