"""What was measured of others on a machine like this one, to be printed beside our own figures.

Postiz built whole, its Temporal as the development server (in memory or on SQLite), against a local platform;
the job queues under `kill -9` with thousands of jobs. Measured for this project, 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Figure, what others showed.
OTHERS: Mapping[str, str] = {
    "ratio_to_bare_client": "a Celery task each 0.07–0.23 · Procrastinate 0.11 · django-tasks-db 0.04",
    "cpu_seconds_per_1000": "Postiz 310–410",
    "burst_first_s": "Postiz 111 (1,000 posts)",
    "burst_last_s": "Postiz 320 (1,000 posts)",
    "lateness_ms": "the same design alone, without an application around it: p50 16, p99 55",
}


def beside_anchors(figures: Mapping[str, Any]) -> str:
    """One line a figure; behind it what others showed, where that was measured."""
    return "\n".join(_line(name, value) for name, value in figures.items())


def _line(name: str, value: Any) -> str:
    shown = " ".join(f"{key} {one}" for key, one in value.items()) if isinstance(value, dict) else str(value)
    others = OTHERS.get(name)
    return f"{name:30} {shown:32}" + (f" | {others}" if others else "")
