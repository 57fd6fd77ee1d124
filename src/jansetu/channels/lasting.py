"""How long tokens last, and when they are renewed: well before their end, and seldom.

X's refresh tokens serve once: each renewal is a chance to lose the answer, so none is made before its time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from jansetu.connectors import registry
from jansetu.connectors.capabilities import Refreshes
from jansetu.connectors.contracts import Credentials

UNKNOWN_LIFE = timedelta(minutes=30)  # half of the shortest life, Google's hour
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


def can_renew(kind: str, credentials: Credentials) -> bool:
    """Whether the platform renews such tokens, and these have with what."""
    return issubclass(registry.CONNECTORS[kind], Refreshes) and bool(
        getattr(credentials, "refresh_token", "")
    )


def next_renewal(
    kind: str, credentials: Credentials, ends: datetime | None, now: datetime
) -> datetime | None:
    """When two thirds of their life are over; None where they last, or nobody can renew them."""
    if ends is None or not can_renew(kind, credentials):
        return None
    return now + max(ends - now, timedelta(0)) * 2 / 3


def first_renewal(
    kind: str, credentials: Credentials, ends: datetime | None, now: datetime
) -> datetime | None:
    """The same of tokens just connected; of those typed by hand nobody knows how old they are."""
    if ends is None and can_renew(kind, credentials):
        return now + UNKNOWN_LIFE
    return next_renewal(kind, credentials, ends, now)


def wait_after(troubles: int) -> timedelta:
    """Before the next try after so many passing ones, each twice as long as the one before."""
    doubled: int = 2 ** min(max(troubles - 1, 0), 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
