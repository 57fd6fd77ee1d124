"""The real worker with the trial's quick clockwork and its trap: `python -m … CONCURRENCY`."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import django

WORKER = "jansetu.config.worker"  # by its name: it joins all apps, above this one


def main(concurrency: int) -> None:
    """Work until stopped or killed; traps are armed in the folder that JANSETU_TRAPS names."""
    django.setup()
    from jansetu.publishing.bench.faults.plan import QUICK
    from jansetu.publishing.bench.faults.traps import TRAP, TrappedConnections, TrappedDeliveries

    worker = importlib.import_module(WORKER)
    vars(worker).update(Deliveries=TrappedDeliveries, Connections=TrappedConnections)
    TRAP.lay(Path(os.environ["JANSETU_TRAPS"]))
    worker.work(concurrency=concurrency, timing=QUICK)


if __name__ == "__main__":
    main(int(sys.argv[1]))
