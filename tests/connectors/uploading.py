"""A worker that does nothing but send one film, step by step, and keeps its progress in a file.

`python -m tests.connectors.uploading` with what to do as JSON on standard input; it can be killed at any
moment and begun anew. At its end it writes how much memory it took at most.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jansetu.connectors.capabilities import Finds, Publishes
from jansetu.connectors.contracts import Found, Outgoing, Progress, Receipt, Resumes, Video
from jansetu.connectors.http import Http
from jansetu.connectors.registry import connect, credentials_from
from jansetu.core.http import open_session, practice


async def send(asked: dict[str, Any]) -> Receipt:
    """To the receipt; what an earlier worker left in doubt is looked for first."""
    outgoing, saved = film_of(asked), Path(asked["saved"])
    async with open_session(practice({("127.0.0.1", asked["port"])})) as session:
        connector = connect(
            asked["kind"], credentials_from(asked["kind"], asked["credentials"]), Http(session)
        )
        assert isinstance(connector, Publishes)
        assert isinstance(connector, Finds)
        progress = kept(saved)
        if progress != Progress():
            seen = await connector.find(
                outgoing, progress=progress, since=datetime.now(UTC), known=frozenset()
            )
            if isinstance(seen, Found):
                return seen.receipt
            progress = seen.progress if isinstance(seen, Resumes) else progress
        while True:
            outcome = await connector.step(outgoing, progress)
            if isinstance(outcome, Receipt):
                return outcome
            progress = outcome
            keep(progress, saved)


def kept(saved: Path) -> Progress:
    """Where an earlier worker stood."""
    return Progress.from_json(json.loads(saved.read_text()) if saved.exists() else None)


def keep(progress: Progress, saved: Path) -> None:
    """Whole or not at all."""
    fresh = saved.with_suffix(".new")
    fresh.write_text(json.dumps(progress.as_json()))
    fresh.replace(saved)


def film_of(asked: dict[str, Any]) -> Outgoing:
    """What is to be sent, the same for every worker."""
    told = asked["film"]
    film = Video(**{**told, "path": Path(told["path"])})
    made = Outgoing(key="7" * 32, text="पुल खुला", language="hi", created_at=datetime.now(UTC))
    return replace(made, video=film, title="पुल")


def peak() -> int:
    """The most memory that this process ever had, in bytes."""
    # Not getrusage: that begins with what the process had before it became this program.
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (one for one in told.splitlines() if one.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    sent = asyncio.run(send(json.load(sys.stdin)))
    sys.stdout.write(json.dumps({"remote_id": sent.remote_id, "peak": peak()}))
