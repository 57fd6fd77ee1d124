"""How X says no and how it tells its limits. Written against X's OpenAPI 2.167 (August 2026)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited
from jansetu.connectors.http import Answer, Dialect, Headers, Verdict


def quota(headers: Headers, now: datetime) -> Quota | None:
    """The tightest of X's windows: fifteen minutes, and where told the account's and the app's day."""
    told = headers.get("x-rate-limit-remaining")
    tightest = _window(headers, "x-rate-limit-", "account", "window") if told else None
    for prefix, scope in (("x-user-limit-24hour-", "account"), ("x-app-limit-24hour-", "app")):
        if prefix + "remaining" in headers:
            day = _window(headers, prefix, scope, "day")
            if day and (tightest is None or day.remaining < tightest.remaining):
                tightest = day
    return tightest


def _window(headers: Headers, prefix: str, scope: Any, name: str) -> Quota | None:
    try:
        return Quota(
            scope=scope,
            name=name,
            limit=int(headers[prefix + "limit"]),
            remaining=int(headers[prefix + "remaining"]),
            resets_at=datetime.fromtimestamp(int(headers[prefix + "reset"]), UTC),
        )
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """X's refusals that mean something else than their status.

    A 403 to a publication whose problem has no type of its own (`about:blank`) is how X answers a repeated
    text (seen February 2026); other 403s carry one. It may be our own lost attempt: look first.
    """
    if answer.status == 403 and answer.publishes and answer.readable:
        if answer.get("type") in (None, "about:blank"):
            return Verdict(OutcomeUnknown, "duplicate")
    elif answer.status == 402:  # the app's credits are used up; pay per use since 2026
        return Verdict(NotAuthorized, "credits_used_up")
    elif answer.status == 429:
        spent = answer.quota if answer.quota and answer.quota.remaining <= 0 else None
        return Verdict(
            RateLimited,
            "rate_limited",
            spent.resets_at if spent else _reset(answer.headers),
            spent.scope if spent else "account",
        )
    return None


def _reset(headers: Headers) -> datetime | None:
    told = headers.get("x-rate-limit-reset", "")
    return datetime.fromtimestamp(int(told), UTC) if told.isdigit() else None


DIALECT = Dialect("X", verdict, quota)
