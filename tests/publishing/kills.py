"""Kills real workers at random moments and lets the practice platforms' ledger judge what came of it.

`python -m tests.publishing.kills --deliveries 2000 --kills 10` prints the figures as JSON. The database is
that of DATABASE_URL and JANSETU_FOLDER: it must be empty and is not emptied.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import django
from django.core.management import call_command

from jansetu.publishing.bench.door import open_door
from jansetu.sandbox.process import Sandbox, running

CONCURRENCY = 64


@dataclass(slots=True)
class Figures:
    """What the ledger and the rows say at the end."""

    deliveries: int
    kills: int = 0
    in_flight: int = 0  # committed attempts without a result at the moments of the kills
    acted: int = 0  # of these: the platform had published, and nobody had written it down
    lost: int = 0  # never published
    doubled: int = 0
    refused_duplicates: int = 0  # sent twice, and the platform saw it
    misled: int = 0  # rows that say sent with an id that the platform does not know
    not_sent: dict[str, int] = field(default_factory=dict)  # states of rows that are not sent
    looks: int = 0
    seconds_after_last_kill: float = 0

    @property
    def is_clean(self) -> bool:
        """Nothing lost, nothing doubled, nothing unknown."""
        bad = self.lost, self.doubled, self.refused_duplicates, self.misled
        return not any(bad) and not self.not_sent


class Day:
    """A burst, its workers and their deaths."""

    def __init__(self, sandbox: Sandbox, options: argparse.Namespace) -> None:
        self.sandbox, self.peacefully = sandbox, options.peacefully
        self.chance = random.Random(options.seed)  # noqa: S311 (a day that can be repeated)
        quick = ["-m", "tests.publishing.quick_worker", str(CONCURRENCY)]
        real = ["-m", "jansetu.cli", "worker", "--concurrency", str(CONCURRENCY)]
        self.command = [sys.executable, *(real if options.standard else quick)]
        self.workers = [self.start() for _ in range(options.workers)]

    def start(self) -> subprocess.Popen[bytes]:
        """One more worker."""
        return subprocess.Popen(self.command, stdout=subprocess.DEVNULL)

    def wait_for(self, published: int, seconds: float) -> bool:
        """Until the platforms have published so much; False where that took too long."""
        deadline = time.monotonic() + seconds
        while self.sandbox.count()["publish"] < published:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True

    def kill(self, figures: Figures) -> None:
        """One of them, at a random moment, without a word; another takes its place.

        Peacefully, it is told to stop and may end what it has begun.
        """
        time.sleep(self.chance.uniform(0, 0.05))
        place = self.chance.randrange(len(self.workers))
        victim = self.workers[place]
        victim.send_signal(signal.SIGTERM if self.peacefully else signal.SIGKILL)
        victim.wait(60)
        figures.kills += 1
        in_flight, acted = hit_by(f":{victim.pid}:", self.sandbox)
        figures.in_flight += in_flight
        figures.acted += acted
        self.workers[place] = self.start()

    def stop(self) -> None:
        """Let them end of their own will."""
        for worker in self.workers:
            worker.terminate()
        codes = [worker.wait(60) for worker in self.workers]
        assert not any(codes), codes


def hit_by(owner: str, sandbox: Sandbox) -> tuple[int, int]:
    """How many attempts of a dead owner were under way, and how many of them the platforms had acted on."""
    from jansetu.publishing.models import Delivery

    rows = Delivery.objects.filter(owner__contains=owner, state="sending")
    places = set(rows.values_list("channel__kind", "channel__handle", "variant__text"))
    return len(places), len(places & {place_of(entry) for entry in sandbox.ledger()})


def place_of(entry: dict[str, str]) -> tuple[str, str, str]:
    """What tells one delivery from every other, in the platform's own words."""
    return entry["platform"], entry["account"], entry["text"]


def judge(figures: Figures, sandbox: Sandbox) -> None:
    """Hold the rows against the ledger."""
    from django.db.models import Count

    from jansetu.publishing.models import Delivery, Look

    published: dict[tuple[str, str, str], list[str]] = {}
    for entry in sandbox.ledger():
        published.setdefault(place_of(entry), []).append(entry["remote_id"])
    rows = Delivery.objects.values_list(
        "channel__kind", "channel__handle", "variant__text", "state", "remote_id"
    )
    wanted = {(kind, account, text): (state, remote) for kind, account, text, state, remote in rows}
    figures.lost = sum(place not in published for place in wanted)
    figures.doubled = sum(len(ids) - 1 for ids in published.values())
    figures.refused_duplicates = sandbox.count()["refused_duplicates"]
    figures.misled = sum(
        state == "sent" and remote not in published.get(place, [])
        for place, (state, remote) in wanted.items()
    )
    counted = Delivery.objects.exclude(state="sent").values_list("state").annotate(Count("pk"))
    figures.not_sent = dict(counted)
    figures.looks = Look.objects.count()


def wait_for_quiet(seconds: float) -> None:
    """Until every delivery is sent."""
    from jansetu.publishing.models import Delivery

    deadline = time.monotonic() + seconds
    while Delivery.objects.exclude(state="sent").exists() and time.monotonic() < deadline:
        time.sleep(0.2)


def live(sandbox: Sandbox, options: argparse.Namespace) -> Figures:
    """The whole day, from the burst to the judgement."""
    from jansetu.connectors.capabilities import Finds
    from jansetu.connectors.registry import CONNECTORS
    from jansetu.publishing.bench.crowd import gather, schedule_burst

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    # Where nobody can look, a person decides after a death, and here is none.
    looking = {kind: one for kind, one in CONNECTORS.items() if issubclass(one, Finds)}
    kinds = sorted(kind for kind, one in looking.items() if not one.limits.one_each)
    crowd = gather(kinds=kinds, channels=options.channels, sandbox_port=sandbox.port, now=now)
    schedule_burst(crowd, deliveries=options.deliveries, at=now, now=now)
    sandbox.fault("lose_answer", rate=0.02, seed=options.seed)
    figures = Figures(deliveries=options.deliveries)
    day = Day(sandbox, options)
    for number in range(options.kills):
        share = (number + day.chance.random()) / options.kills
        day.wait_for(int(options.deliveries * 0.95 * share), 60)
        day.kill(figures)
    killed = time.monotonic()
    wait_for_quiet(120)
    figures.seconds_after_last_kill = round(time.monotonic() - killed, 1)
    day.stop()
    judge(figures, sandbox)
    return figures


def main() -> None:
    """Read the options, live the day, print the figures."""
    parser = argparse.ArgumentParser()
    for name, usual in {"deliveries": 2000, "channels": 40, "kills": 10, "workers": 1, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--standard", action="store_true", help="the real clockwork, by the real command")
    parser.add_argument("--peacefully", action="store_true", help="SIGTERM in place of SIGKILL")
    options = parser.parse_args()
    with running() as sandbox, open_door() as door:
        os.environ["JANSETU_PUBLIC_URL"] = door
        os.environ["JANSETU_SANDBOX"] = f"127.0.0.1:{sandbox.port}"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jansetu.config.settings")
        django.setup()
        figures = live(sandbox, options)
    sys.stdout.write(json.dumps(asdict(figures) | {"is_clean": figures.is_clean}, indent=1) + "\n")


if __name__ == "__main__":
    main()
