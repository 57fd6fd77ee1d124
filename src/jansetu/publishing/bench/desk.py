"""The desk at its work while a load is sent: how long an ordinary write waits for the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import quantiles

from django.db import connection

from jansetu.content.operations.drafts import save_draft
from jansetu.orgs.models import Person

PAUSE = 0.02  # seconds between two writes: as many as a busy state's desks make together
WORDS = "उज्जैन जिले में आज से टीकाकरण शिविर। "


@contextmanager
def typing(person: Person) -> Iterator[list[float]]:
    """Yields the seconds that each save of a draft took, growing while the load is sent."""
    took: list[float] = []
    stop = threading.Event()
    typist = threading.Thread(target=_type, args=(person, took, stop))
    typist.start()
    try:
        yield took
    finally:
        stop.set()
        typist.join()


def _type(person: Person, took: list[float], stop: threading.Event) -> None:
    try:
        while not stop.wait(PAUSE):
            began = time.perf_counter()
            text = WORDS * (1 + len(took) % 20)
            save_draft(person=person, form="bench", values={"text": text}, now=datetime.now(UTC))
            took.append(time.perf_counter() - began)
    finally:
        connection.close()


def in_ms(took: Sequence[float]) -> dict[str, float]:
    """Half, and ninety-nine of a hundred, took no longer than so many milliseconds."""
    cuts = quantiles(took, n=100, method="inclusive")
    return {f"p{cut}": round(cuts[cut - 1] * 1000, 1) for cut in (50, 99)}
