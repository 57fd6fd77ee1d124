"""How YouTube says no: by the reason in `error.errors`; and when its day's quota begins anew.

Written against the Data API v3 of November 2026.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import regex

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import NotAuthorized, RateLimited, Rejected, Unavailable
from jansetu.connectors.http import IN_DOUBT, Answer, Dialect, Verdict

LABEL = "YouTube"
PACIFIC = ZoneInfo("America/Los_Angeles")
DAY = timedelta(hours=24)
UNITS = 10_000  # a day for all of an app's calls but uploads; Quota Calculator, 2026
PERMISSION = Verdict(NotAuthorized, "not_permitted")
TOKEN = Verdict(NotAuthorized, "token_refused")
NOT_THERE = Verdict(Rejected, "not_there")
BLOCKED = Verdict(Unavailable, "blocked")
# developers.google.com/youtube/v3/docs/errors and core_errors, 2026. A reason that is not here means what
# its status says.
MEANS = {
    **dict.fromkeys(("authError", "expired", "invalidCredentials"), TOKEN),
    **dict.fromkeys(
        (
            "accessNotConfigured",
            "accountDelegationForbidden",
            "authenticatedUserAccountClosed",
            "authenticatedUserAccountSuspended",
            "channelClosed",
            "channelSuspended",
            "forbidden",
            "insufficientPermissions",
            "youtubeSignupRequired",
        ),
        PERMISSION,
    ),
    **dict.fromkeys(
        ("commentNotFound", "commentThreadNotFound", "notFound", "parentCommentNotFound", "videoNotFound"),
        NOT_THERE,
    ),
    **dict.fromkeys(
        ("invalidDescription", "invalidTags", "invalidTitle"), Verdict(Rejected, "words_not_taken")
    ),
    **dict.fromkeys(("backendError", "internalError"), IN_DOUBT),
    "commentsDisabled": Verdict(Rejected, "comments_closed"),
}
APPS_DAY = ("dailyLimitExceeded", "quotaExceeded")
TOO_FAST = ("rateLimitExceeded", "userRateLimitExceeded")
RANGE = regex.compile(r"bytes=0-(\d+)")


class Incomplete(Exception):
    """308: the film is not whole yet, and YouTube has so many bytes of it."""

    def __init__(self, has: int) -> None:
        super().__init__(has)
        self.has = has


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """YouTube's refusals that mean something else than their status."""
    reason = answer.get("error", "errors", 0, "reason")
    if not isinstance(reason, str):
        # A page that is not YouTube's JSON is some gate on the way: nothing is taken for gone because of it.
        return BLOCKED if answer.status in (404, 410) and not answer.readable else None
    if reason in APPS_DAY:
        until = midnight(now)
        # What the app's other channels used nobody tells; but now it is known that nothing is left.
        answer.quota = Quota(scope="app", name="day", limit=UNITS, remaining=0, resets_at=until)
        return Verdict(RateLimited, "rate_limited", until, "app")
    if reason == "uploadLimitExceeded":
        return Verdict(RateLimited, "uploads_used_up", now + DAY)
    if reason in TOO_FAST:
        return Verdict(RateLimited, "rate_limited", None, "app" if reason == TOO_FAST[0] else "account")
    return MEANS.get(reason)


def verdict_of_upload(answer: Answer, now: datetime) -> Verdict | None:
    """The same of a session's address, which answers 308 as long as the film is not whole: Incomplete.

    A session that is over answers 404 or 410 in words of any kind.
    """
    if answer.status == 308:
        told = RANGE.fullmatch(answer.headers.get("Range", ""))
        raise Incomplete(int(told[1]) + 1 if told else 0)
    return NOT_THERE if answer.status in (404, 410) else verdict(answer, now)


def verdict_of_token(answer: Answer, now: datetime) -> Verdict | None:
    """Of Google's token endpoint (RFC 6749, 5.2): a grant that is gone is a 400."""
    told = answer.get("error")
    if told in ("invalid_client", "invalid_grant", "unauthorized_client"):
        return TOKEN
    return Verdict(Unavailable, "unexpected_answer") if isinstance(told, str) else verdict(answer, now)


def midnight(now: datetime) -> datetime:
    """When the day's quota begins anew: the next midnight in California; Quota Calculator, 2026."""
    tomorrow = now.astimezone(PACIFIC).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), PACIFIC).astimezone(UTC)


DIALECT = Dialect(LABEL, verdict)
UPLOADING = Dialect(LABEL, verdict_of_upload)
RENEWING = Dialect(LABEL, verdict_of_token)
