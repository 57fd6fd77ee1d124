"""How Bluesky's servers say no and how they tell their limits. Written against the PDS of August 2026."""

from __future__ import annotations

from datetime import UTC, datetime

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, RateLimited, Rejected
from jansetu.connectors.http import IN_DOUBT, Answer, Dialect, Headers, Verdict

CREATE_POINTS = 3  # of the 5,000 an hour and 35,000 a day that an account may spend on writing
HOUR = 3600
NAMES = {
    "ExpiredToken": Verdict(NotAuthorized, "token_refused"),
    "InvalidToken": Verdict(NotAuthorized, "token_refused"),
    "AccountTakedown": Verdict(NotAuthorized, "not_permitted"),
    "AccountDeactivated": Verdict(NotAuthorized, "not_permitted"),
    "RecordNotFound": Verdict(Rejected, "not_there"),
    "BlobNotFound": Verdict(Rejected, "picture_lost"),
    "BlobTooLarge": Verdict(Rejected, "too_large"),
    "InvalidSwap": Verdict(OutcomeUnknown, "duplicate"),  # something stands there: look
    **dict.fromkeys(("UploadNotFound", "UploadExpired", "UploadAborted"), Verdict(Rejected, "film_lost")),
    **dict.fromkeys(
        ("UnsupportedContentType", "VideoTooLarge", "VideoTooLong", "BadAspectRatio", "UploadFailed"),
        Verdict(Rejected, "film_refused"),
    ),
    **dict.fromkeys(("DailyLimitExceeded", "TooManyOpenUploads"), Verdict(OutcomeUnknown, "film_limit")),
    **dict.fromkeys(("ServiceOverloaded", "UploadNotReady"), IN_DOUBT),
    "UploadForbidden": Verdict(Rejected, "film_forbidden"),
    "RateLimitExceeded": Verdict(RateLimited, "rate_limited"),
}


def quota(headers: Headers, now: datetime) -> Quota | None:
    """Points for writing are told as records that can still be made; calls of one address as the app's."""
    try:
        window = int(headers["RateLimit-Policy"].partition("w=")[2].partition(";")[0])
        worth = CREATE_POINTS if window >= HOUR else 1
        return Quota(
            scope="account" if window >= HOUR else "app",
            name="writes" if window >= HOUR else "calls",
            limit=int(headers["RateLimit-Limit"]) // worth,
            remaining=int(headers["RateLimit-Remaining"]) // worth,
            resets_at=datetime.fromtimestamp(int(headers["RateLimit-Reset"]), UTC),
        )
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """What the error's name says; a server in trouble means nothing by it."""
    return NAMES.get(str(answer.get("error"))) if 400 <= answer.status < 500 else None


DIALECT = Dialect("Bluesky", verdict, quota)
