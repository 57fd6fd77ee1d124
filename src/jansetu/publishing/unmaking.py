"""Taking back or correcting a thread part by part: which is in turn, and what is kept of each. Calls nobody.

A thread is taken back from its end, so that no part ever stands without what it answers; it is corrected
from its beginning. What hangs beneath a post as a comment goes with the post.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from jansetu.connectors import registry
from jansetu.connectors.contracts import Outgoing
from jansetu.content.parting import parts_on
from jansetu.publishing.jobs import Evidence, Removed
from jansetu.publishing.models import Delivery, Removal


class Turn(NamedTuple):
    """The part that is dealt with now."""

    remote_id: str
    place: int  # its number in the thread, from nought
    has_evidence: bool


def next_turn(row: Removal) -> Turn:
    """The first part, in the removal's order, that is not done."""
    ids = _ids(row)
    order = list(enumerate(ids)) if row.action == Removal.Action.CORRECT else [*enumerate(ids)][::-1]
    place, one = next((pair for pair in order if not _is_done(row, pair[1])), order[-1])
    has_evidence = row.evidence is not None if place == 0 else "evidence" in row.parts.get(one, {})
    return Turn(one, place, has_evidence)


def words_of(delivery: Delivery, turn: Turn) -> Outgoing:
    """What a correction says in this part's place."""
    said = parts_on(delivery.channel.kind, delivery.variant.text)
    return Outgoing(
        key=delivery.key,
        text=said[min(turn.place, len(said) - 1)],
        language=delivery.variant.language,
        title=delivery.variant.title,
        created_at=delivery.schedule.publish_at,
    )


def kept(row: Removal, remote_id: str, outcome: Evidence | Removed, now: datetime) -> dict[str, Any]:
    """The columns that remember this step; empty where it was the last one."""
    if isinstance(outcome, Evidence) and remote_id == row.delivery.remote_id:
        return {"evidence": outcome.as_json(), "evidence_at": now}
    said = {"evidence": outcome.as_json()} if isinstance(outcome, Evidence) else {"done": True}
    parts = row.parts | {remote_id: row.parts.get(remote_id, {}) | said}
    if isinstance(outcome, Removed) and all(parts.get(one, {}).get("done") for one in _ids(row)):
        return {}
    return {"parts": parts}


def _ids(row: Removal) -> list[str]:
    delivery = row.delivery
    whole = registry.limits_of(delivery.channel.kind).follows_as != "comment"
    return delivery.parts_out if whole else [delivery.remote_id]


def _is_done(row: Removal, remote_id: str) -> bool:
    return bool(row.parts.get(remote_id, {}).get("done"))
