"""The yardstick: nothing but an HTTP client that posts the same body; no row, no check, no promise.

`python -m jansetu.publishing.bench.bare PORT REQUESTS CONCURRENCY` prints the seconds that it took and
the seconds of processor time that it used.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from aiohttp import ClientSession, TCPConnector

from jansetu.publishing.bench.words import text_of
from jansetu.sandbox.process import credentials


async def post_all(port: int, requests: int, concurrency: int) -> tuple[float, float]:
    """Seconds, and of processor time, for `requests` posts with `concurrency` under way."""
    given = credentials("x", "bare", port=port)
    address, headers = f"{given['server']}/2/tweets", {"Authorization": f"Bearer {given['access_token']}"}
    numbers = iter(range(requests))
    began, used = time.perf_counter(), time.process_time()
    async with ClientSession(connector=TCPConnector(limit=concurrency), headers=headers) as session:

        async def go_on() -> None:
            for number in numbers:
                async with session.post(address, json={"text": text_of(began + number)}) as answer:
                    json.loads(await answer.read())
                    answer.raise_for_status()

        await asyncio.gather(*(go_on() for _ in range(concurrency)))
    return time.perf_counter() - began, time.process_time() - used


if __name__ == "__main__":
    taken = asyncio.run(post_all(*(int(word) for word in sys.argv[1:4])))
    sys.stdout.write("{} {}\n".format(*taken))
