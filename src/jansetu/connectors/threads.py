"""A thread: which part goes next, under which key, and what one that is found on a platform means.

Knows no platform and calls none; what stands is in `Progress.posted`.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

from jansetu.connectors.contracts import Found, Json, Outgoing, Progress, Receipt, Resumes, Sighting

FURTHER = 24  # parts after the first; our own choice: nobody reads more, and a mistake must be taken back
KEPT = ("posted", "url")


def part(outgoing: Outgoing, progress: Progress) -> Outgoing:
    """The part that is next, as a post of its own: media with the first one, a key and a second for each."""
    number = len(progress.posted)
    if number == 0:
        return replace(outgoing, further=())
    return replace(
        outgoing,
        key=hashlib.sha256(f"{outgoing.key}/{number}".encode()).hexdigest()[:32],
        text=outgoing.further[number - 1],
        pictures=(),
        video=None,
        further=(),
        created_at=outgoing.created_at + timedelta(seconds=number),
    )


def above(progress: Progress) -> str:
    """What the part that is next answers: the part before it; empty at the beginning."""
    return progress.posted[-1] if progress.posted else ""


def after(outgoing: Outgoing, progress: Progress, stands: Receipt, **rest: Any) -> Progress | Receipt:
    """What to do once the part that was next stands; `rest` is what the platform must remember besides."""
    posted, url = [*progress.posted, stands.remote_id], str(progress.state.get("url") or stands.url)
    if len(posted) <= len(outgoing.further):
        state: Json = {"posted": posted, "url": url, **rest}
        return Progress(step="thread", state=state, quota=stands.quota)
    return Receipt(remote_id=posted[0], url=url, quota=stands.quota, further_ids=tuple(posted[1:]))


def seen(outgoing: Outgoing, progress: Progress, sighting: Sighting, **rest: Any) -> Sighting:
    """What a look for the part in doubt means for the whole thread."""
    if not isinstance(sighting, Found):
        return sighting
    then = after(outgoing, progress, sighting.receipt, **rest)
    return Resumes(progress=then) if isinstance(then, Progress) else Found(receipt=then)


def kept(progress: Progress) -> Json:
    """What must not be lost when something is begun anew: the parts that stand."""
    return {name: progress.state[name] for name in KEPT if name in progress.state}
