"""One attempt in a process of its own, held on a leash: it lives no longer than its worker or its lease."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from jansetu.engine.clock import elapsed
from jansetu.jobs.claims import Claim, Why
from jansetu.jobs.models import Turn

COMMAND = (sys.executable, "-m", "jansetu.jobs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """The clockwork, in seconds; tests bring a quicker one in the same proportions."""

    lease: float = 90  # longer than SQLite's patience (20) and one look together
    renew: float = 20
    look: float = 0.5
    margin: float = 15  # the process ends itself this long before its lease does
    grace: float = 10  # between asking a process to end and ending it
    wait: float = 10  # before what died is run again


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """What became of a process. It may have said all itself."""

    turn: Turn
    why: Why


class Child:
    """The database thread sets `until` and `order`; the event loop tells and obeys them."""

    def __init__(self, claim: Claim, *, until: float, seconds: float, timing: Timing) -> None:
        self.claim, self.timing = claim, timing
        self.until = until  # of engine.clock.elapsed: when the process must have ended
        self.order = Why.BY_ITSELF
        self.is_stopping = False
        self._too_long_at = elapsed() + seconds
        self._told = 0.0

    async def live(self) -> Ended:
        """From its start to its end, whoever ends it."""
        process = await asyncio.create_subprocess_exec(
            *self.command(), stdin=asyncio.subprocess.PIPE, start_new_session=True
        )
        while process.returncode is None and self.why_end() is Why.BY_ITSELF:
            self.tell(process)
            await _wait(process, min(self.timing.look, 0.2))
        why = self.why_end()
        if process.returncode is None:
            await self.end(process)
        _sweep_group(process.pid)
        return Ended(turn=self.claim.turn, why=why)

    def command(self) -> Sequence[str]:
        """What is run."""
        turn = self.claim.turn
        return (*COMMAND, str(turn.job), str(turn.attempt), turn.owner)

    def why_end(self) -> Why:
        """Why the process must end; by itself: it need not."""
        if self.order is not Why.BY_ITSELF:
            return self.order
        if elapsed() > self._too_long_at:
            return Why.TOO_LONG
        return Why.STOPPED if self.is_stopping else Why.BY_ITSELF

    def tell(self, process: asyncio.subprocess.Process) -> None:
        """Pass on how long the lease runs; the end of this pipe ends the process."""
        if self.until != self._told and process.stdin is not None:
            self._told = self.until
            process.stdin.write(f"{self.until:.3f}\n".encode())

    async def end(self, process: asyncio.subprocess.Process) -> None:
        """Ask, then insist; all that it started goes with it."""
        with suppress(ProcessLookupError):
            process.terminate()
        await _wait(process, self.timing.grace)
        _sweep_group(process.pid)
        await process.wait()


async def _wait(process: asyncio.subprocess.Process, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), seconds)


def _sweep_group(pid: int) -> None:
    """What the process started itself, and the process where it still is."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
