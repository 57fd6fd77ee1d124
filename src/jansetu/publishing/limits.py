"""Which bucket a platform call draws on, and what its answer taught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import RateLimited
from jansetu.engine import buckets
from jansetu.engine.clock import elapsed
from jansetu.publishing.jobs import Account, Job

EVERY = 0.2  # seconds between two writings of what answers told
Lane = Literal["publish", "read"]


def account_key(kind: str, channel: int, lane: Lane) -> str:
    """The bucket of one account's calls."""
    return f"{kind}:account:{channel}:{lane}"


def app_key(kind: str, practice: bool, lane: Lane) -> str:
    """The bucket that all channels of a platform share; practice never uses up what is real."""
    return f"{kind}:{'practice' if practice else 'app'}:all:{lane}"


def keys(kind: str, channel: int, practice: bool, lane: Lane) -> tuple[str, str]:
    """Both buckets of a call."""
    return account_key(kind, channel, lane), app_key(kind, practice, lane)


def learn(answers: Iterable[tuple[Account, object]], lane: Lane) -> None:
    """Believe what receipts and errors told of limits."""
    levels = [level for account, answer in answers for level in _levels(account, answer, lane)]
    buckets.teach(levels)


class Lessons:
    """What answers told, written a few times a second and in a transaction of its own.

    A worker that also settled and claimed in the same transaction would hold some buckets while it waited
    for others, and two of them would wait for each other.
    """

    def __init__(self) -> None:
        self._heard: list[buckets.Level] = []
        self._next_at = 0.0

    def hear(self, answers: Iterable[tuple[Account, object]], lane: Lane) -> None:
        """Keep what they told until it is written; hearing it twice is harmless."""
        self._heard += [level for account, answer in answers for level in _levels(account, answer, lane)]

    def write(self) -> None:
        """Believe it, where that is due: at once when something is used up."""
        used_up = any(level.remaining <= 0 for level in self._heard)
        if self._heard and (used_up or elapsed() >= self._next_at):
            buckets.teach(self._heard)
            self._heard.clear()
            self._next_at = elapsed() + EVERY


def _levels(account: Account, answer: object, lane: Lane) -> list[buckets.Level]:
    quota = getattr(answer, "quota", None)
    found = []
    # A refusal's window ends when it says that we may try again: told twice, the longer one would win.
    if isinstance(quota, Quota) and not (isinstance(answer, RateLimited) and quota.resets_at <= answer.until):
        key = _key(account, quota.scope, lane)
        found.append(
            buckets.Level(key=key, limit=quota.limit, remaining=quota.remaining, resets_at=quota.resets_at)
        )
    if isinstance(answer, RateLimited):
        key = _key(account, answer.scope, lane)
        found.append(buckets.Level(key=key, limit=0, remaining=0, resets_at=answer.until))
    return found


def _key(account: Account, scope: str, lane: Lane) -> str:
    if scope == "app":
        return app_key(account.kind, account.practice, lane)
    return account_key(account.kind, account.channel, lane)


def give_back(unused: Iterable[Job], now: datetime) -> None:
    """Return the reservations of calls that were never made."""
    accounts = (job.account for job in unused)
    give_back_keys((keys(one.kind, one.channel, one.practice, "publish") for one in accounts), now)


def give_back_keys(unused: Iterable[tuple[str, str]], now: datetime) -> None:
    """The same, for calls of which only the buckets are known."""
    buckets.give_back(Counter(key for pair in unused for key in pair), now)
