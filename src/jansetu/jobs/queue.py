"""The engine's queue of long jobs: claims, keeps the leases of what lives, settles what ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jansetu.engine.clock import database_now, elapsed
from jansetu.jobs import claims
from jansetu.jobs.alive import Alive
from jansetu.jobs.claims import Claim, Why
from jansetu.jobs.kinds import kinds
from jansetu.jobs.supervising import Child, Ended, Timing

log = logging.getLogger(__name__)
STANDARD = Timing()


class Jobs:
    """Long jobs, each in a process of its own."""

    name = "jobs"
    poll = 1.0

    def __init__(
        self,
        owner: str,
        *,
        capacity: int,
        timing: Timing = STANDARD,
        clock: Callable[[], datetime] = database_now,
    ) -> None:
        self.owner, self.capacity, self.timing = owner, capacity, timing
        self._clock, self._stopping = clock, False
        self._children: dict[int, Child] = {}
        self._look_at = self._renew_at = 0.0
        self._alive: Alive | None = None

    def cycle(self, results: Sequence[Ended], room: int) -> Sequence[Claim]:
        """Settle, keep the leases, hear who must end, claim; between looks it costs nothing."""
        asked_at = elapsed()
        if not results and asked_at < self._look_at:
            return []
        self._look_at = asked_at + self.timing.look
        now = self._clock()
        self._settle(results, now)
        self._watch(asked_at, now)
        if self._stopping or room <= 0:
            return []
        self._take_over(now)
        begun = claims.claim(self.owner, room, now, timedelta(seconds=self.timing.lease))
        for claim in begun:
            self._children[claim.turn.job] = self._child(claim, asked_at)
        return begun

    async def run(self, job: Claim) -> Ended:
        """One attempt, to its end; a process that could not be started has ended."""
        child = self._children[job.turn.job]
        if self._stopping:
            return Ended(turn=job.turn, why=Why.STOPPED)
        try:
            return await child.live()
        except OSError:
            return Ended(turn=job.turn, why=Why.BY_ITSELF)

    def stop(self) -> None:
        """Nothing new; what runs is asked to end and given back."""
        self._stopping = True
        for child in list(self._children.values()):
            child.is_stopping = True

    def _child(self, claim: Claim, asked_at: float) -> Child:
        seconds = kinds()[claim.kind].minutes * 60
        return Child(claim, until=self._until(asked_at), seconds=seconds, timing=self.timing)

    def _until(self, asked_at: float) -> float:
        """When a process must have ended whose lease was written after `asked_at`."""
        return asked_at + self.timing.lease - self.timing.margin

    def _settle(self, results: Sequence[Ended], now: datetime) -> None:
        for ended in results:
            claims.settle(ended.turn, ended.why, now, timedelta(seconds=self.timing.wait))
            self._children.pop(ended.turn.job, None)

    def _watch(self, asked_at: float, now: datetime) -> None:
        held = {child.claim.turn: child for child in self._children.values()}
        if not held:
            return
        for turn, why in claims.orders(held).items():
            held[turn].order = why
        if asked_at < self._renew_at:
            return
        claims.renew(held, now, timedelta(seconds=self.timing.lease))
        self._renew_at = asked_at + self.timing.renew
        for turn in held:
            held[turn].until = self._until(asked_at)

    def _take_over(self, now: datetime) -> None:
        """At the first look: show that we live, and do not wait for the leases of those who surely do not."""
        if self._alive is not None:
            return
        try:
            self._alive = Alive(self.owner)
        except OSError as error:
            log.error("the folder of long jobs cannot be written: %s", error)
            return  # asked again at the next look; until then leases tell
        claims.take_from_the_dead(self._alive.dead(claims.running_owners()), now)
