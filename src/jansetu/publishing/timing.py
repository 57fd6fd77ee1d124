"""How long things may take. Every figure is in seconds and has its reason beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """The clockwork of sending; tests run it faster, with the same proportions."""

    call: float = 30  # one platform call in all, uploads too; the step is given up after it
    fresh: float = 2  # between the last checks (pause, approval, withdrawal) and the first byte
    margin: float = 5  # the database's clock and ours, and a slow commit
    first_look: float = 2  # after a lost answer
    look_again: float = 5  # between two complete reads, at least
    backoff: float = 5  # before the second try; doubles each time
    backoff_limit: float = 600
    read_patience: float = 86_400  # unreadable for so long: a person decides
    cannot_tell_limit: int = 3  # incomplete reads before a person is asked

    lag: float | None = None  # of timelines, instead of each platform's own; for tests

    def timeline_lag(self, platforms: timedelta) -> timedelta:
        """How late a timeline may show a post."""
        return platforms if self.lag is None else timedelta(seconds=self.lag)

    @property
    def lease(self) -> timedelta:
        """Longer than any call that began in time can last, so that a lapsed lease means: all quiet."""
        return timedelta(seconds=self.call + self.fresh + self.margin)

    def after(self, seconds: float) -> timedelta:
        """Seconds as a span."""
        return timedelta(seconds=seconds)

    def wait_before(self, attempt: int, key: str) -> timedelta:
        """Exponential backoff after `attempt` tries, spread by the delivery's key."""
        base: float = min(self.backoff_limit, self.backoff * 2.0 ** min(attempt - 1, 10))
        return timedelta(seconds=base * (1 + int(key[:4], 16) / 0xFFFF / 2))


STANDARD = Timing()
