"""`python -m jansetu.publishing.bench.faults`: one bad day in a database of its own, figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from typing import Any

import django
from django.core.management import call_command

from jansetu.publishing.bench.door import open_door
from jansetu.publishing.bench.faults.ground import ground
from jansetu.sandbox.process import running


def main() -> None:
    """Read the options, live the day, print the figures; ended from outside, it ends its workers too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser()
    for name in ("deliveries", "workers", "kills", "seed"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--database", required=True)
    figures = lived(**vars(parser.parse_args()))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def lived(*, database: str, **options: int) -> dict[str, Any]:
    """A sandbox, our own web for its pictures, a database, and the day in them."""
    with ground(database) as base, running() as sandbox, open_door() as door:
        os.environ |= {
            "JANSETU_FOLDER": str(base.folder),
            "DATABASE_URL": base.url,
            "JANSETU_TRAPS": str(base.folder),
            "JANSETU_PUBLIC_URL": door,
            "JANSETU_SANDBOX": f"127.0.0.1:{sandbox.port}",
        }
        django.setup()
        call_command("migrate", verbosity=0)
        from django.db import connections

        from jansetu.publishing.bench.faults.day import trial

        try:
            return trial(sandbox, base, **options)
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()
