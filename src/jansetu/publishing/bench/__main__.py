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
from typing import TYPE_CHECKING, Any, NamedTuple

import django
from django.core.management import call_command

from jansetu.sandbox.process import Sandbox, running

if TYPE_CHECKING:
    from jansetu.publishing.bench.measuring import Run

CHANNELS = 55  # Madhya Pradesh's districts
CONCURRENCY = 200
FLOW = timedelta(seconds=20)  # lateness is measured under an even load
A_SECOND = 50  # of it; a state of 5,000 posts a day has as many in its worst second
SUBSCRIBERS = 50_000


def main() -> None:
    """Read the options, make the trial, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--deliveries", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--woken", action="store_true")
    parser.add_argument("--subscribers", type=int, default=SUBSCRIBERS)
    options = parser.parse_args()
    with running() as sandbox:
        os.environ["JANSETU_SANDBOX"] = f"127.0.0.1:{sandbox.port}"
        django.setup()
        figures = trial(sandbox, options)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def trial(sandbox: Sandbox, options: argparse.Namespace) -> dict[str, Any]:
    """The bare client before and after, the burst between, then an even flow, and last a list's approval."""
    from jansetu.publishing.bench.crowd import add_list, gather
    from jansetu.publishing.bench.lists import seconds_to_approve, subscribe
    from jansetu.publishing.bench.measuring import memory_of, send, working
    from jansetu.publishing.bench.weighing import bytes_held, server_cpu

    call_command("migrate", verbosity=0)
    now, deliveries, workers = datetime.now(UTC), options.deliveries, options.workers
    crowd = gather(kinds=["x"], channels=CHANNELS, sandbox_port=sandbox.port, now=now)
    before = bare_client(sandbox, deliveries, workers)
    with working(workers, CONCURRENCY, woken=options.woken) as processes:
        held, used = bytes_held(), server_cpu()
        burst = send(crowd, sandbox, processes, deliveries=deliveries)
        weight = bytes_held() - held, (server_cpu() or 0) - (used or 0)
        after = bare_client(sandbox, deliveries, workers)
        evenly = int(A_SECOND * FLOW.total_seconds())
        flow = send(crowd, sandbox, processes, deliveries=evenly, spread=FLOW)
        memory = memory_of(processes)
    readers = add_list(crowd, sandbox_port=sandbox.port, now=now)
    subscribe(readers, options.subscribers, now)
    approval = seconds_to_approve(crowd, readers, now)
    return (
        {"deliveries": deliveries, "workers": workers, "concurrency": CONCURRENCY}
        | of_burst(burst, before, after)
        | {
            "database_kb_per_1000": round(weight[0] / deliveries),
            "database_cpu_seconds_per_1000": round(weight[1] / deliveries * 1000, 3),
        }
        | of_flow(flow)
        | {
            "memory_mb_each": round(memory / 1e6),
            "subscribers": options.subscribers,
            "seconds_to_approve_for_all": round(approval, 2),
        }
    )


def of_burst(burst: Run, before: Bare, after: Bare) -> dict[str, Any]:
    """All of them due at one moment."""
    from jansetu.publishing.bench.desk import in_ms

    bare = (before.rate + after.rate) / 2
    return {
        "deliveries_per_second": round(burst.rate),
        "bare_client_per_second": round(bare),
        "ratio_to_bare_client": round(burst.rate / bare, 2),
        "cpu_seconds_per_1000": round(burst.worker_cpu / burst.deliveries * 1000, 3),
        "bare_cpu_seconds_per_1000": round((before.cpu + after.cpu) / 2, 3),
        # By its own processor time: below twice the bare client's rate it would be what is measured.
        "sandbox_could_take_per_second": round(burst.deliveries / burst.sandbox_cpu),
        "sandbox_could_take_times_bare": round(burst.deliveries / burst.sandbox_cpu / bare, 1),
        "burst_first_s": round(min(burst.lateness), 2),
        "burst_last_s": round(max(burst.lateness), 2),
        "desk_write_ms": in_ms(burst.writes),
    }


def of_flow(flow: Run) -> dict[str, Any]:
    """Evenly one after the other."""
    return {
        "flow_per_second": A_SECOND,
        "lateness_ms": flow.lateness_ms(),
        "early": sum(late < 0 for late in flow.lateness),
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
