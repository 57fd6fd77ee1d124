"""How Instagram says no by the Graph API: codes of its own, beside those of every Meta platform."""

from __future__ import annotations

from datetime import datetime, timedelta

from jansetu.connectors import graph
from jansetu.connectors.errors import OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.connectors.http import IN_DOUBT, Answer, Dialect, Verdict

UNTOLD = timedelta(minutes=30)  # the posts of rolling 24 hours are counted; nobody tells when one ends
# developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes, 2026.
LOST, FILM_LOST = Verdict(Rejected, "picture_lost"), Verdict(Rejected, "film_lost")
UNFETCHED = Verdict(Unavailable, "picture_unfetched")
MEANS = {
    -1: IN_DOUBT,
    352: Verdict(Rejected, "film_refused"),
    9004: UNFETCHED,
    9007: Verdict(OutcomeUnknown, "not_ready"),  # or published already: the container's status tells
    36000: Verdict(Rejected, "too_large"),
}
MEANS_EXACTLY = {
    (4, 2207051): graph.PERMISSION,  # barred for its conduct
    (9, 2207042): Verdict(RateLimited, "rate_limited"),
    (24, 2207006): LOST,
    (24, 2207008): LOST,
    (-2, 2207020): LOST,
    (-2, 2207003): UNFETCHED,
    (25, 2207050): graph.PERMISSION,  # restricted, or not confirmed
}
told_verdict = graph.verdict_of(MEANS, MEANS_EXACTLY)


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """Instagram's refusals; where the day's posts are used up, nobody tells until when."""
    told = told_verdict(answer, now)
    if told is not None and told.error is RateLimited and told.until is None:
        return told._replace(until=now + UNTOLD)
    return told


DIALECT = Dialect("Instagram", verdict, graph.quota_of("instagram"))
