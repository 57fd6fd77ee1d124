"""How often an account called, and what the platform's headers say of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

GENEROSITY = 10_000  # a generous sandbox allows this many times the platform's limit


@dataclass(frozen=True, slots=True)
class Reading:
    """A limit at one moment; `resets_at` in seconds since 1970."""

    limit: int
    remaining: int
    resets_at: int
    exceeded: bool


class Meters:
    """Fixed windows, one an account and quota, each opening at its first call."""

    def __init__(self, *, generous: bool) -> None:
        self.factor = GENEROSITY if generous else 1
        self.windows: dict[tuple[str, str, str], tuple[float, int]] = {}

    def read(
        self, key: tuple[str, str, str], *, limit: int, seconds: int, now: float, weight: int = 1
    ) -> Reading:
        """Count one call of `weight` against `limit` calls in `seconds` under (platform, account, quota)."""
        opened, used = self.windows.get(key, (now, 0))
        if now >= opened + seconds:
            opened, used = now, 0
        allowed = limit * self.factor
        exceeded = used + weight > allowed
        used = used if exceeded else used + weight
        self.windows[key] = (opened, used)
        return Reading(allowed, allowed - used, ceil(opened + seconds), exceeded)
