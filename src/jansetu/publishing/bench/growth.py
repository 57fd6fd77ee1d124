"""`python -m jansetu.publishing.bench.growth`: what a claim costs when the table holds years of deliveries.

Started by `jansetu bench growth`, which gives it an environment of its own. No platform is called.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command
from django.db import connection

from jansetu.engine import sql

if TYPE_CHECKING:
    from jansetu.publishing.bench.crowd import Crowd
    from jansetu.publishing.jobs import Job, Result
    from jansetu.publishing.queues import Deliveries

CHANNELS = 55
NOWHERE = "127.0.0.1:9"  # practice channels must have an address; nothing is sent there
SIZES = (1_000, 10_000, 100_000, 1_000_000)
CLAIMED = 100  # at once
TIMES = 20
# Copies of one delivery that was sent, each of another post on another channel.
FILL = """
INSERT INTO publishing_delivery (schedule_id, post_id, variant_id, channel_id, key, remote_id, {shared})
SELECT s.id, s.post_id, v.id, c.id, {key}, 'r' || s.id, {copied}
FROM publishing_schedule s JOIN content_variant v ON v.post_id = s.post_id
CROSS JOIN channels_channel c CROSS JOIN publishing_delivery d
WHERE d.id = %s AND s.id > %s ORDER BY s.id, c.id LIMIT %s
"""
OWN = ("id", "schedule_id", "post_id", "variant_id", "channel_id", "key", "remote_id")


def main() -> None:
    """Read the options, measure at each size, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=SIZES[-1])
    options = parser.parse_args()
    os.environ["JANSETU_SANDBOX"] = NOWHERE
    django.setup()
    sys.stdout.write(json.dumps(trial(options.most), indent=1) + "\n")


def trial(most: int) -> dict[str, Any]:
    """Milliseconds by size of the table, and how much dearer the largest is than the smallest."""
    from jansetu.publishing.accounts import Accounts
    from jansetu.publishing.bench.crowd import gather
    from jansetu.publishing.queues import Deliveries
    from jansetu.publishing.sending import Connections
    from jansetu.publishing.timing import STANDARD

    call_command("migrate", verbosity=0)
    crowd = gather(kinds=["x"], channels=CHANNELS, sandbox_port=9, now=datetime.now(UTC))
    queue = Deliveries("bench", Connections(pool=1), Accounts(), STANDARD, capacity=CLAIMED)
    send_some(queue, crowd, CHANNELS)  # the first turn reads what later turns know
    rows = [at_size(size, queue, crowd) for size in SIZES if size <= most]
    return {
        "claimed_at_once": CLAIMED,
        "rows": rows,
        "largest_to_smallest": round(rows[-1]["claim_ms"] / rows[0]["claim_ms"], 2),
    }


def at_size(size: int, queue: Deliveries, crowd: Crowd) -> dict[str, Any]:
    """The table filled up to `size` rows, then as many turns as are measured."""
    fill(size - TIMES * CLAIMED if size > TIMES * CLAIMED else size // 2, crowd)
    took = send_some(queue, crowd, min(TIMES * CLAIMED, size // 2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM publishing_delivery")
        [(count,)] = cursor.fetchall()
    return {"deliveries": count, "claim_ms": round(median(took) * 1000, 2)}


def fill(size: int, crowd: Crowd) -> None:
    """Sent deliveries of earlier days, until there are so many."""
    from jansetu.publishing.bench.crowd import scheduled_posts
    from jansetu.publishing.models import Delivery

    missing = size - Delivery.objects.count()
    if missing <= 0:
        return
    pattern = Delivery.objects.filter(state=Delivery.State.SENT).latest("pk")
    now = datetime.now(UTC)
    schedules = scheduled_posts(crowd, -(-missing // len(crowd.channels)), at=now, now=now)
    shared = [str(f.column) for f in Delivery._meta.concrete_fields if f.column not in OWN]
    key = "md5(random()::text || s.id || c.id)" if sql.is_postgresql() else "lower(hex(randomblob(16)))"
    query = FILL.format(shared=", ".join(shared), copied=", ".join(f"d.{name}" for name in shared), key=key)
    sql.change(query, [pattern.pk, min(one.pk for one in schedules) - 1, missing])
    if sql.is_postgresql():  # as its own daemon does within the minute
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE publishing_delivery")


def send_some(queue: Deliveries, crowd: Crowd, count: int) -> list[float]:
    """So many become due and are claimed and settled; the seconds of each turn that claimed a whole batch."""
    from jansetu.publishing.bench.crowd import schedule_burst

    now = datetime.now(UTC)
    schedule_burst(crowd, deliveries=count, at=now - timedelta(seconds=1), now=now)
    took: list[float] = []
    results: list[Result] = []
    while True:
        began = time.perf_counter()
        jobs = queue.cycle(results, CLAIMED)
        if len(jobs) == CLAIMED:
            took.append(time.perf_counter() - began)
        if not jobs and not results:
            return took or [0.0]
        results = [answered(job) for job in jobs]


def answered(job: Job) -> Result:
    """As if the platform had taken it."""
    from jansetu.connectors.contracts import Receipt
    from jansetu.publishing.jobs import Result

    url = f"https://example.in/{job.delivery}"
    return Result(job=job, outcome=Receipt(remote_id=f"p{job.delivery}", url=url))


if __name__ == "__main__":
    main()
