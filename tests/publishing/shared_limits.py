"""Two workers on PostgreSQL against the real limits of X: 100 posts of an account in fifteen minutes.

`python -m tests.publishing.shared_limits` prints the figures as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management import call_command

from jansetu.publishing.bench.faults.ground import ground
from jansetu.sandbox.process import Sandbox, running

ACCOUNTS = 2
EACH = 110  # more than X takes


def live(sandbox: Sandbox) -> dict[str, Any]:
    """One post on each account tells the limit; then far more at once than it allows."""
    from jansetu.publishing.bench.crowd import gather, schedule_burst
    from jansetu.publishing.models import Attempt, Delivery

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    crowd = gather(kinds=["x"], channels=ACCOUNTS, sandbox_port=sandbox.port, now=now)
    schedule_burst(crowd, deliveries=ACCOUNTS, at=now, now=now)
    command = [sys.executable, "-m", "tests.publishing.quick_worker", "64"]
    workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(2)]
    try:
        wait_for_count(sandbox, ACCOUNTS)
        time.sleep(1)  # lessons are written a few times a second
        schedule_burst(crowd, deliveries=ACCOUNTS * EACH, at=now, now=now)
        wait_for_count(sandbox, ACCOUNTS * 100)
        time.sleep(2)  # time enough to send one too many
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(30)
    counted = Counter(entry["account"] for entry in sandbox.ledger())
    return {
        "published": sorted(counted.values()),
        "refused": Attempt.objects.filter(outcome="limited").count(),
        "attempts": Attempt.objects.exclude(outcome="unsent").count(),
        "workers_that_sent": Attempt.objects.filter(outcome="sent").values("owner").distinct().count(),
        "waiting": Delivery.objects.filter(state="due").count(),
    }


def wait_for_count(sandbox: Sandbox, wanted: int) -> None:
    """Until so much is published."""
    deadline = time.monotonic() + 60
    while sandbox.count()["publish"] < wanted:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def main() -> None:
    """All servers, then the trial."""
    with running(generous=False) as sandbox, ground("postgresql") as database:
        os.environ |= {
            "JANSETU_FOLDER": str(database.folder),
            "DATABASE_URL": database.url,
            "JANSETU_LOG_LEVEL": "ERROR",
            "JANSETU_SANDBOX": f"127.0.0.1:{sandbox.port}",
            "DJANGO_SETTINGS_MODULE": "jansetu.config.settings",
        }
        django.setup()
        figures = live(sandbox)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
