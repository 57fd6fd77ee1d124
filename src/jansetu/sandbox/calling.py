"""The practice platforms' own calls: signed as each platform signs, tried again, doubled or late on demand.

Calls only this machine; what waits does not outlive the process, the addresses do.
"""

from __future__ import annotations

import asyncio
import base64
import heapq
import hmac
import ipaddress
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from jansetu.sandbox.exchange import Json, Malformed, text_in

SECRET = "practice-app-secret"  # noqa: S105 - of the practice app, unless another is given
HOOKS = "hooks"  # where the world keeps the addresses that are called
RETRIES = (0.2, 1.0, 5.0, 30.0, 120.0)  # seconds; the platforms' own go on for hours
PATIENCE = ClientTimeout(total=10)
KEPT = 500  # of the newest tries
QUIET = 0.02  # seconds between two looks at what is due


def _meta(body: bytes, secret: str) -> dict[str, str]:
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"}


def _x(body: bytes, secret: str) -> dict[str, str]:
    made = base64.b64encode(hmac.new(secret.encode(), body, "sha256").digest()).decode()
    return {"X-Twitter-Webhooks-Signature": f"sha256={made}"}


def _telegram(body: bytes, secret: str) -> dict[str, str]:
    return {"X-Telegram-Bot-Api-Secret-Token": secret}


SIGNED: dict[str, Callable[[bytes, str], dict[str, str]]] = {
    "facebook": _meta,
    "instagram": _meta,
    "whatsapp": _meta,
    "x": _x,
    "telegram": _telegram,
}


@dataclass(slots=True)
class Subscription:
    """Where a platform calls, of all its accounts or of one. `doubled`: twice; `late`: so many seconds."""

    platform: str
    url: str
    secret: str = field(default=SECRET, repr=False)
    doubled: bool = False
    late: float = 0


@dataclass(slots=True)
class Firing:
    """One call that waits for its time."""

    platform: str
    account: str
    body: bytes
    tries: int = 0


class Callings:
    """What is still to be called, and what became of the newest tries."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.subscriptions: dict[str, Subscription] = {}
        self.tried: list[Json] = []
        self._waiting: list[tuple[float, int, Firing]] = []
        self._numbers = itertools.count()
        self._under_way = 0

    def subscribe(self, asked: Json) -> Subscription | None:
        """Call that address from now on; an empty one ends it. Malformed for any but this machine's.

        An `account` with it has an address of its own, which goes before the platform's.
        """
        platform, url = text_in(asked, "platform"), text_in(asked, "url")
        late = asked.get("late_ms", 0)
        if platform not in SIGNED or not isinstance(late, int) or (url and not is_here(url)):
            raise Malformed
        name = name_of(platform, text_in(asked, "account"))
        self.subscriptions.pop(name, None)
        if not url:
            return None
        doubled = asked.get("doubled") is True
        made = Subscription(platform, url, text_in(asked, "secret") or SECRET, doubled, late / 1000)
        self.subscriptions[name] = made
        return made

    def of(self, platform: str, account: str) -> Subscription | None:
        """Where this account's calls go."""
        own = self.subscriptions.get(name_of(platform, account))
        return own or self.subscriptions.get(platform)

    def fire(self, platform: str, account: str, told: Json, *, after: float = 0) -> None:
        """Tell it after so many seconds; where nobody subscribed it is told to nobody."""
        subscription = self.of(platform, account)
        if subscription is None:
            return
        body = json.dumps(told, separators=(",", ":")).encode()
        for _ in range(2 if subscription.doubled else 1):
            self._put(Firing(platform, account, body), after + subscription.late)

    def listed(self) -> Json:
        """The addresses without their secrets, how many calls wait, and the newest tries."""
        shown = [{"platform": one.platform, "url": one.url} for one in self.subscriptions.values()]
        waiting = len(self._waiting) + self._under_way
        return {"hooks": shown, "waiting": waiting, "tried": self.tried[-KEPT:]}

    def clear(self) -> None:
        """Forget the addresses and all that waits."""
        self.subscriptions.clear()
        self._waiting.clear()
        self.tried.clear()

    async def run(self) -> None:
        """Make every call at its time, until cancelled."""
        async with ClientSession(timeout=PATIENCE) as session:
            while True:
                due = self._due()
                if due is None:
                    await asyncio.sleep(QUIET)
                else:
                    await self._call(session, due)

    def _put(self, firing: Firing, after: float) -> None:
        heapq.heappush(self._waiting, (self.clock() + after, next(self._numbers), firing))

    def _due(self) -> Firing | None:
        """The next whose time has come; one at a time, so that they arrive in their order."""
        if self._waiting and self._waiting[0][0] <= self.clock():
            return heapq.heappop(self._waiting)[2]
        return None

    async def _call(self, session: ClientSession, firing: Firing) -> None:
        subscription = self.of(firing.platform, firing.account)
        if subscription is None:
            return
        self._under_way += 1
        try:
            status = await _posted(session, subscription, firing.body)
        finally:
            self._under_way -= 1
        told: Json = {"platform": firing.platform, "account": firing.account, "status": status}
        self.tried.append(told | {"body": json.loads(firing.body)})
        del self.tried[:-KEPT]
        if not 200 <= status < 300 and firing.tries < len(RETRIES):
            firing.tries += 1
            self._put(firing, RETRIES[firing.tries - 1])


async def _posted(session: ClientSession, to: Subscription, body: bytes) -> int:
    """The status of the answer; 0 where none came."""
    headers: dict[str, Any] = {"Content-Type": "application/json", **SIGNED[to.platform](body, to.secret)}
    try:
        async with session.post(to.url, data=body, headers=headers, allow_redirects=False) as answer:
            return answer.status
    except (ClientError, TimeoutError, OSError):
        return 0


def name_of(platform: str, account: str) -> str:
    """By what an address is known: the platform's, or one account's there."""
    return f"{platform}/{account}" if account else platform


def is_here(url: str) -> bool:
    """An address of this machine alone."""
    try:
        parsed = URL(url)
        return parsed.scheme in ("http", "https") and ipaddress.ip_address(parsed.host or "").is_loopback
    except ValueError:
        return False
