"""The table of a delivery's moves: what is not in it does not happen, by hand or by worker.

`sent` can follow every state in which an answer that came after its lease may find the delivery: what is
public is public, and what was withdrawn meanwhile is then removed.
"""

from __future__ import annotations

from collections.abc import Mapping

from jansetu.core.errors import Refusal
from jansetu.publishing.models import Delivery

S = Delivery.State

MOVES: Mapping[S, frozenset[S]] = {
    # waits for a person, a reconnected channel or the post that it reposts
    S.HELD: frozenset({S.DUE, S.CANCELLED, S.EXPIRED, S.SENT}),
    # waits for its hour; a local channel's is sent at once
    S.DUE: frozenset({S.SENDING, S.SENT, S.HELD, S.CANCELLED, S.EXPIRED}),
    # an attempt is committed; its owner's lease runs
    S.SENDING: frozenset({S.SENT, S.FAILED, S.UNKNOWN, S.DUE, S.HELD, S.CANCELLED}),
    # maybe published: found → sent, absent → due, cannot tell → a person; a report may say that it failed
    S.UNKNOWN: frozenset({S.SENT, S.DUE, S.CANCELLED, S.EXPIRED, S.FAILED}),
    # the platform said never; a person may try again or let it be; a later report may know better
    S.FAILED: frozenset({S.DUE, S.CANCELLED, S.SENT}),
    # too old to publish; a person schedules the post again
    S.EXPIRED: frozenset({S.SENT}),
    S.CANCELLED: frozenset({S.SENT}),
    S.SENT: frozenset(),
}
WAITING = frozenset({S.HELD, S.DUE})
IN_DOUBT = frozenset({S.SENDING, S.UNKNOWN})
ENDED = frozenset({S.SENT, S.FAILED, S.CANCELLED, S.EXPIRED})


def may_move(before: str, after: str) -> bool:
    """Whether the table has the move."""
    return S(after) in MOVES[S(before)]


def require_move(delivery: Delivery, after: S) -> None:
    """Refuse what the table does not have."""
    if not may_move(delivery.state, after):
        raise Refusal(
            "wrong_state",
            hi=f"वितरण अभी “{delivery.get_state_display()}” है, इसलिए यह नहीं हो सकता।",
            en=f"The delivery is “{delivery.state}” now, so this cannot be done.",
        )
