"""One bad day: a burst, real workers, and everything that the plan has in store for them."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from jansetu.publishing.bench.crowd import gather, schedule_burst
from jansetu.publishing.bench.faults.crew import Crew, Worker
from jansetu.publishing.bench.faults.ground import Database
from jansetu.publishing.bench.faults.judging import Ledger, restless, verdict
from jansetu.publishing.bench.faults.plan import LAG_MS, LOST, SILENT_MS, WINDOW, Blow, blows
from jansetu.publishing.models import Delivery, Look
from jansetu.sandbox.process import Sandbox

log = logging.getLogger(__name__)
KINDS = ("x", "facebook", "instagram", "mastodon", "bluesky", "youtube", "telegram")
CHANNELS = 42
CONCURRENCY = range(8, 65)  # calls of one worker at once: a small burst must not be gone at one blow
BEGINS = 5.0  # seconds that a blow waits until its victim has something in flight
END = 120  # seconds after the last blow within which all doubts must be gone
STUCK = 20  # seconds without progress after which the next blow falls all the same
LAST = 0.9  # of all deliveries are tried when the last blow falls
PROMPT = ("x", "mastodon", "bluesky", "youtube", "telegram")  # these say in seconds how long to wait
META = ("facebook", "instagram")  # in minutes, and for all accounts of the app
EVERY = (None,)  # platforms
STORMS: dict[str, tuple[Sequence[str | None], dict[str, Any]]] = {
    "storm": (PROMPT, {"kind": "429", "rate": 0.8, "ms": 1500}),
    "long_storm": (META, {"kind": "429", "rate": 0.8, "ms": 1500}),
    "lag": (EVERY, {"kind": "lag", "ms": LAG_MS, "calls": "all"}),
    "blind": (EVERY, {"kind": "stall", "rate": 0.7, "ms": SILENT_MS, "calls": "read"}),
}
FIRED = {"lose_answer": "lost answer", "429": "storm", "lag": "lag", "stall": "blind"}


@dataclass(slots=True)
class Hits:
    """How often something was done, and what it met."""

    times: int = 0
    in_flight: int = 0  # calls that were under way, or their answers not yet written down
    acted: int = 0  # of these the platform had published already

    def as_json(self, name: str) -> dict[str, Any]:
        """A line of the table."""
        return {"fault": name, "times": self.times, "in_flight": self.in_flight, "acted": self.acted}


@dataclass(slots=True)
class Day:
    """The day while it lasts."""

    sandbox: Sandbox
    database: Database
    crew: Crew
    ledger: Ledger
    deliveries: int
    seed: int
    hits: dict[str, Hits] = field(default_factory=dict)
    unsprung: int = 0  # traps through which nothing came

    def live(self, plan: list[Blow]) -> None:
        """All blows, one after the other."""
        for blow in plan:
            self.wait_for(int(self.deliveries * LAST * blow.share))
            self.fall(blow)

    def fall(self, blow: Blow) -> None:
        """One blow."""
        log.info("%s %s, %s left", blow.kind, blow.point, self.left())
        if blow.kind in STORMS:
            for platform in STORMS[blow.kind][0]:
                fault = STORMS[blow.kind][1] | {"platform": platform, "seconds": WINDOW, "seed": self.seed}
                self.sandbox.fault(fault.pop("kind"), **fault)
            self.note(blow, Hits(times=1))
        elif blow.kind == "database":
            met = self.met("")
            self.database.go_away(blow.chance)
            connection.close()
            self.note(blow, met)
        else:
            self.strike(blow)

    def strike(self, blow: Blow) -> None:
        """A blow at one of the workers."""
        worker = self.someone(blow)
        if blow.kind == "kill":
            self.crew.strike(worker, signal.SIGKILL)
        elif blow.kind == "stop":
            self.crew.strike(worker, signal.SIGSTOP)
        elif not self.crew.spring(worker, blow):
            self.unsprung += 1
            return
        self.note(blow, self.met(worker.mark))
        if worker.process.poll() is not None:
            self.crew.replace(worker)

    def someone(self, blow: Blow) -> Worker:
        """Whom it meets at a random moment: one at work, with something in flight if it can be."""
        deadline = time.monotonic() + BEGINS
        while True:
            found = self.crew.pick(blow.chance)
            if found is not None and (self.is_busy(found) or time.monotonic() > deadline):
                time.sleep(blow.chance * 0.05)
                return found
            self.pause(0.01)

    def is_busy(self, worker: Worker) -> bool:
        """Whether it has calls under way."""
        return Delivery.objects.filter(owner__contains=worker.mark, state="sending").exists()

    def met(self, mark: str) -> Hits:
        """What is under way just now by the workers whose names have that mark."""
        under_way = Delivery.objects.filter(owner__contains=mark, state="sending")
        places = set(under_way.values_list("channel__kind", "channel__handle", "variant__text"))
        published = self.ledger.read_on()
        return Hits(times=1, in_flight=len(places), acted=sum(place in published for place in places))

    def note(self, blow: Blow, met: Hits) -> None:
        """Add it to its line of the table."""
        line = self.hits.setdefault(f"{blow.kind} {blow.point}".strip(), Hits())
        line.times += met.times
        line.in_flight += met.in_flight
        line.acted += met.acted

    def pause(self, seconds: float) -> None:
        """Wait, and look after the workers meanwhile."""
        self.crew.tend()
        time.sleep(seconds)

    def wait_for(self, tried: int) -> None:
        """Until so much was tried, or nothing moves any more."""
        deadline, seen = time.monotonic() + STUCK, self.deliveries
        while (left := self.left()) > self.deliveries - tried and time.monotonic() < deadline:
            if left < seen:
                deadline, seen = time.monotonic() + STUCK, left
            self.pause(0.03)

    def left(self) -> int:
        """Deliveries that nobody has brought to an end or into doubt yet."""
        return Delivery.objects.filter(state__in=["held", "due", "sending"]).count()

    def end(self) -> float:
        """Fair weather until everything is quiet; the seconds that this took, at most END."""
        self.sandbox.calm()
        began = time.monotonic()
        while restless() and time.monotonic() - began < END:
            self.pause(0.5)
        for line in restless():
            log.warning("still: %s", line)
        return time.monotonic() - began

    def table(self, fired: dict[str, int]) -> list[dict[str, Any]]:
        """One line for each kind of fault; of the platforms' own each call that was hit is one in flight."""
        for kind, name in FIRED.items():
            line = self.hits.setdefault(name, Hits(times=1))
            line.in_flight = fired.get(kind, 0)
            line.acted = line.in_flight if kind == "lose_answer" else 0
        return [self.hits[name].as_json(name) for name in sorted(self.hits)]


def trial(
    sandbox: Sandbox, database: Database, *, deliveries: int, workers: int, kills: int, seed: int
) -> dict[str, Any]:
    """The day's figures, the verdict last."""
    now = datetime.now(UTC)
    crowd = gather(kinds=KINDS, channels=CHANNELS, sandbox_port=sandbox.port, now=now)
    schedule_burst(crowd, deliveries=deliveries, at=now, now=now)
    sandbox.fault("lose_answer", rate=LOST, seed=seed)
    began = time.monotonic()
    concurrency = min(max(deliveries // 40, CONCURRENCY.start), CONCURRENCY[-1])
    crew = Crew(workers, database.folder, concurrency)
    day = Day(sandbox, database, crew, Ledger(sandbox), deliveries, seed)
    try:
        day.live(blows(kills=kills, seed=seed, broker=False))
        quiet = day.end()
    finally:
        crew.stop()
    return _figures(day, quiet, time.monotonic() - began)


def _figures(day: Day, quiet: float, seconds: float) -> dict[str, Any]:
    fired = day.sandbox.fired()
    table = day.table(fired)
    struck = [line for line in table if line["fault"] not in FIRED.values()]
    return {
        "database": day.database.name,
        "workers": len(day.crew.workers),
        "separation": "processes",
        "concurrency": day.crew.concurrency,
        "seed": day.seed,
        "seconds": round(seconds, 1),
        "quiet_after": round(quiet, 1),
        "worker_exits": day.crew.exits,
        "unsprung": day.unsprung,
        "looks": Look.objects.count(),
        "deliveries": day.deliveries,
        "kills": sum(line["times"] for line in struck if "kill" in line["fault"]),
        "stops": sum(line["times"] for line in struck if "stop" in line["fault"]),
        "lost_answers": fired.get("lose_answer", 0),
        "in_flight_hit": sum(line["in_flight"] for line in struck),
        "table": table,
        **verdict(day.ledger, day.sandbox.count()["refused_duplicates"]),
    }
