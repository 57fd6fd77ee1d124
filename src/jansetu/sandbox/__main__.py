"""`python -m jansetu.sandbox --port 8009 --folder DIR`: the practice platforms until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
from pathlib import Path

from jansetu.sandbox.server import NotLoopback, serve


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m jansetu.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="an address of this machine only")
    parser.add_argument("--port", type=int, default=8009, help="0 for any free port")
    parser.add_argument("--folder", type=Path, help="keep posts and pictures here over restarts")
    parser.add_argument("--generous", action="store_true", help="10,000 times the platforms' rate limits")
    parser.add_argument(
        "--pace",
        type=float,
        default=0,
        help="let figures grow and citizens answer by themselves, so many times faster than life; 0 is never",
    )
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input closes")
    return parser.parse_args()


async def run(asked: argparse.Namespace) -> None:
    """Serve until a signal, or until the parent is gone."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if asked.with_parent:
        loop.add_reader(sys.stdin.fileno(), listen_to_parent, stop)
    await serve(
        asked.host,
        asked.port,
        folder=asked.folder,
        ready=announce,
        stop=stop,
        generous=asked.generous,
        pace=asked.pace,
    )


def listen_to_parent(stop: asyncio.Event) -> None:
    """The parent says nothing: what comes is the end of the line, when it stops us or is gone."""
    if not os.read(sys.stdin.fileno(), 4096):
        stop.set()


def announce(port: int) -> None:
    """One line of JSON once it answers, for whoever started it."""
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()


def main() -> int:
    """The exit status."""
    # The world only grows and has no cycles; walking through all of it again and again would be felt as lag.
    gc.set_threshold(100_000, 50, 1000)
    try:
        asyncio.run(run(arguments()))
    except (NotLoopback, OSError) as error:
        sys.stderr.write(f"sandbox: {type(error).__name__}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
