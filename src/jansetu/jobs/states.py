"""The table of a job's moves: what is not in it does not happen, by hand or by worker."""

from __future__ import annotations

from collections.abc import Mapping

from jansetu.core.errors import Refusal
from jansetu.jobs.models import Job

S = Job.State

MOVES: Mapping[S, frozenset[S]] = {
    S.WAITING: frozenset({S.RUNNING, S.CANCELLED}),
    # back to waiting: its worker stopped or died, or the process ended without a word
    S.RUNNING: frozenset({S.DONE, S.FAILED, S.CANCELLED, S.WAITING}),
    # its asker may run it again; it goes on where it had saved
    S.FAILED: frozenset({S.WAITING}),
    S.CANCELLED: frozenset({S.WAITING}),
    S.DONE: frozenset(),
}


def may_move(before: str, after: str) -> bool:
    """Whether the table has the move."""
    return S(after) in MOVES[S(before)]


def require_move(job: Job, after: S) -> None:
    """Refuse what the table does not have."""
    if not may_move(job.state, after):
        raise Refusal(
            "wrong_state",
            hi=f"यह काम अभी “{S(job.state).label}” है, इसलिए यह नहीं हो सकता। पृष्ठ फिर खोलें।",
            en=f"The job is “{job.state}” now, so this cannot be done. Open the page again.",
        )
