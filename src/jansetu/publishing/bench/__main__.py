"""`python -m jansetu.publishing.bench`: one trial in the database of its environment, figures as JSON.

Started by `jansetu bench delivery`, which gives it an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import django
from django.core.management import call_command

from jansetu.sandbox.process import Sandbox, running

CHANNELS = 55  # Madhya Pradesh's districts
CONCURRENCY = 200
FLOW = timedelta(seconds=10)  # lateness is measured under half the load that a burst showed to be possible


def main() -> None:
    """Read the options, make the trial, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deliveries", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    options = parser.parse_args()
    with running() as sandbox:
        os.environ["JANSETU_SANDBOX"] = f"127.0.0.1:{sandbox.port}"
        django.setup()
        figures = trial(sandbox, options.deliveries, options.workers)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def trial(sandbox: Sandbox, deliveries: int, workers: int) -> dict[str, Any]:
    """The bare client before and after, the burst between, and last an even flow."""
    from jansetu.publishing.bench.crowd import gather
    from jansetu.publishing.bench.measuring import send, working

    call_command("migrate", verbosity=0)
    crowd = gather(kinds=["x"], channels=CHANNELS, sandbox_port=sandbox.port, now=datetime.now(UTC))
    before = bare_client(sandbox, deliveries, workers)
    with working(workers, CONCURRENCY) as processes:
        burst = send(crowd, sandbox, processes, deliveries=deliveries)
        after = bare_client(sandbox, deliveries, workers)
        evenly = int(burst.rate / 2 * FLOW.total_seconds())
        flow = send(crowd, sandbox, processes, deliveries=evenly, spread=FLOW)
    bare = (before.rate + after.rate) / 2
    bare_cpu = (before.cpu + after.cpu) / 2
    return {
        "deliveries": deliveries,
        "workers": workers,
        "concurrency": CONCURRENCY,
        "deliveries_per_second": round(burst.rate),
        "bare_client_per_second": round(bare),
        "ratio_to_bare_client": round(burst.rate / bare, 2),
        "cpu_seconds_per_1000": round(burst.worker_cpu / deliveries * 1000, 3),
        "bare_cpu_seconds_per_1000": round(bare_cpu, 3),
        # By its own processor time: below twice the bare client's rate it would be what is measured.
        "sandbox_could_take_per_second": round(deliveries / burst.sandbox_cpu),
        "sandbox_could_take_times_bare": round(deliveries / burst.sandbox_cpu / bare, 1),
        "burst_lateness_ms": burst.lateness_ms(),
        "flow_per_second": round(evenly / FLOW.total_seconds()),
        "lateness_ms": flow.lateness_ms(),
    }


class Bare(NamedTuple):
    """What as many bare clients as there are workers did, all together."""

    rate: float  # posts a second
    cpu: float  # seconds of processor time per 1,000


def bare_client(sandbox: Sandbox, requests: int, clients: int) -> Bare:
    """Post as often as the workers will."""
    share = requests // clients
    command = [sys.executable, "-m", "jansetu.publishing.bench.bare", str(sandbox.port), str(share)]
    started = [
        subprocess.Popen([*command, str(CONCURRENCY)], stdout=subprocess.PIPE)  # noqa: S603 - our own module
        for _ in range(clients)
    ]
    taken = [tuple(map(float, client.communicate()[0].split())) for client in started]
    return Bare(sum(share / seconds for seconds, _ in taken), sum(cpu for _, cpu in taken) / requests * 1000)


if __name__ == "__main__":
    main()
