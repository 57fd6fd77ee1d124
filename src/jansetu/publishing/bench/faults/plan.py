"""What goes wrong in a trial, and when: made by chance from a seed, so that a bad day can be repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass

from jansetu.publishing.timing import Timing

# The standard clockwork, quicker in the same proportions: a lease of 5 seconds instead of 37.
QUICK = Timing(call=3, fresh=1, margin=1, first_look=0.2, look_again=0.3, backoff=0.3, lag=1.5)
FROZEN = QUICK.lease.total_seconds() + 1.5  # seconds that a stopped worker stands still
LAG_MS = 1000  # of the timelines: less than the clockwork is told
SILENT_MS = 4000  # of a reading that times out: more than a call may take
LOST = 0.05  # of all publications: the platform acts, and its answer does not arrive
WINDOW = 4.0  # seconds that a storm, a lag and blindness last
POINTS = ("committed", "asked", "answered")  # where an aimed blow falls; see traps.py


@dataclass(frozen=True, kw_only=True, slots=True)
class Blow:
    """One thing that is done to the workers, their database, their broker or the platforms."""

    kind: str
    share: float  # of all deliveries that are tried when it falls
    chance: float  # from 0 to 1: which worker, and how long to wait
    point: str = ""


def blows(*, kills: int, seed: int, broker: bool) -> list[Blow]:
    """A day's blows in their order; for each four kills at random two aimed ones and one of the others."""
    chance = random.Random(seed)  # noqa: S311 - a day that can be repeated, no secret
    fewer = max(1, kills // 5)
    kinds = ["kill"] * kills + [
        kind for kind in ("stop", "storm", "lag", "blind", "database") for _ in range(fewer)
    ]
    kinds += ["broker"] * (fewer if broker else 0) + ["long_storm"] * (kills // 20)
    aimed = [
        (kind, POINTS[number % 3]) for kind in ("aimed_kill", "aimed_stop") for number in range(2 * fewer)
    ]
    every = [(kind, "") for kind in kinds] + aimed
    chance.shuffle(every)
    return [
        Blow(kind=kind, point=point, share=(place + chance.random()) / len(every), chance=chance.random())
        for place, (kind, point) in enumerate(every)
    ]
