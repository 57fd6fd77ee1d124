"""Lets a worker kill or freeze itself at an exact point of a delivery. For trials; the product has none.

The points: an attempt is committed and nothing is sent; the connection is held, before the last question; the
platform has answered, and nobody has written it down.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType

from jansetu.publishing.jobs import Job, Result
from jansetu.publishing.queues import Deliveries
from jansetu.publishing.sending import Connections

SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}


class Trap:
    """Armed by SIGUSR1 with the words in a file of this process: `kill committed`, `stop asked`, …"""

    def __init__(self) -> None:
        self.armed = ("", "")
        self.file: Path | None = None

    def lay(self, folder: Path) -> None:
        """From now on it can be armed; the file's presence says so."""
        signal.signal(signal.SIGUSR1, self.arm)
        self.file = folder / str(os.getpid())
        self.file.touch()

    def arm(self, _number: int, _frame: FrameType | None) -> None:
        """Read where it is to spring."""
        if self.file is not None:
            how, _, point = self.file.read_text().partition(" ")
            self.armed = (how, point)

    def spring(self, point: str) -> None:
        """Here and now, where it was armed for this point; once."""
        how, wanted = self.armed
        if how and wanted == point:
            self.armed = ("", "")
            os.kill(os.getpid(), SIGNALS[how])


TRAP = Trap()


class TrappedDeliveries(Deliveries):
    """The queue, with a trap before and behind each call."""

    async def run(self, job: Job) -> Result:
        """One platform call."""
        TRAP.spring("committed")
        result = await super().run(job)
        TRAP.spring("answered")
        return result


class TrappedConnections(Connections):
    """The connections, with a trap before the last question."""

    def _ask(self) -> None:
        TRAP.spring("asked")
        super()._ask()
