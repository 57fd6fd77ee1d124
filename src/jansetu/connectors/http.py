"""One call to a platform, and what every kind of trouble with it means.

Each error is made here, from types, statuses, headers and structured codes, never from a message's words.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple, NoReturn

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, FormData
from yarl import URL

from jansetu.connectors.contracts import Quota
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.words import say
from jansetu.core.clock import utcnow
from jansetu.core.http import (
    AddressRefused,
    AnswerTooLong,
    Departure,
    GuardedConnector,
    departing,
    read_capped,
)
from jansetu.core.lines import IdleLines

Method = Literal["GET", "POST", "PUT", "DELETE"]
Headers = Mapping[str, str]

UNTOLD_WAIT = timedelta(seconds=60)  # where a platform says "too fast" and not until when
LONGEST_WAIT = timedelta(hours=24)
LONGEST_CALL = 30.0  # seconds
HALF_A_SECOND = timedelta(milliseconds=500)  # a Date header leaves the fraction of its second out
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Verdict(NamedTuple):
    """What a platform's refusal means."""

    error: type[ConnectorError]
    code: str
    until: datetime | None = None
    scope: Literal["account", "app"] = "account"


IN_DOUBT = Verdict(OutcomeUnknown, "server_trouble")
USUAL = {
    401: Verdict(NotAuthorized, "token_refused"),
    403: Verdict(NotAuthorized, "not_permitted"),
    404: Verdict(Rejected, "not_there"),
    408: IN_DOUBT,
    410: Verdict(Rejected, "not_there"),
    413: Verdict(Rejected, "too_large"),
    425: IN_DOUBT,
    429: Verdict(RateLimited, "rate_limited"),
}


@dataclass(slots=True)
class Answer:
    """One answer: `body` is the parsed JSON, None where there was none."""

    status: int
    headers: Headers
    body: Any
    publishes: bool
    platform: str
    readable: bool = True  # False: there was a body and it is not JSON
    quota: Quota | None = None

    def get(self, *path: str | int) -> Any:
        """What stands at this place in the body, or None."""
        found = self.body
        for step in path:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def text(self, *path: str | int) -> str:
        """The text or number at this place; an answer without it is an answer not understood."""
        found = self.get(*path)
        if isinstance(found, str) and found:
            return found
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        self.not_understood()

    def count(self, *path: str | int) -> int | None:
        """The number at this place; None where none is told, for unknown is not zero."""
        found = self.get(*path)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def items(self, *path: str | int) -> list[Any]:
        """The list at this place; an answer without it is an answer not understood."""
        found = self.get(*path)
        if not isinstance(found, list):
            self.not_understood()
        return found

    def not_understood(self) -> NoReturn:
        """The platform said yes in words that we do not know."""
        raise failure(
            Verdict(OutcomeUnknown if self.publishes else Unavailable, "unexpected_answer"),
            self.platform,
            status=self.status,
            quota=self.quota,
        )


def no_quota(headers: Headers, now: datetime) -> Quota | None:
    """For platforms that do not tell."""
    return None


def no_verdict(answer: Answer, now: datetime) -> Verdict | None:
    """For refusals that mean what their status says."""
    return None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one platform says no and how it tells its limits."""

    platform: str  # the label in sentences
    verdict: Callable[[Answer, datetime], Verdict | None] = no_verdict
    quota: Callable[[Headers, datetime], Quota | None] = no_quota


def failure(
    verdict: Verdict, platform: str, *, status: int | None = None, quota: Quota | None = None
) -> ConnectorError:
    """The error of a verdict, with its sentences."""
    hi, en = say(verdict.code, platform)
    rest: dict[str, Any] = {"status": status, "hi": hi, "en": en, "quota": quota}
    if verdict.error is RateLimited:
        return RateLimited(
            verdict.code, until=verdict.until or utcnow() + UNTOLD_WAIT, scope=verdict.scope, **rest
        )
    return verdict.error(verdict.code, **rest)


def usual_verdict(answer: Answer) -> Verdict:
    """What a status means where the platform's own words do not say more."""
    if answer.status == 403 and not answer.readable:
        # A web page instead of the platform's JSON is some gate on the way, not the platform.
        return Verdict(Unavailable, "blocked")
    if answer.status in USUAL:
        return USUAL[answer.status]
    if 400 <= answer.status < 500:
        return Verdict(Rejected, "rejected")
    return IN_DOUBT


def retry_after(headers: Headers, now: datetime) -> datetime | None:
    """RFC 9110's Retry-After, in seconds or as a date."""
    told = headers.get("Retry-After", "")
    if told.isdigit():
        return now + timedelta(seconds=int(told))
    try:
        return parsedate_to_datetime(told).astimezone(UTC) if told else None
    except ValueError:
        return None


def refusal(answer: Answer, dialect: Dialect, now: datetime) -> ConnectorError:
    """The error that an answer other than a success stands for."""
    verdict = dialect.verdict(answer, now) or usual_verdict(answer)
    if verdict.error is OutcomeUnknown and not answer.publishes:
        verdict = verdict._replace(error=Unavailable)
    if verdict.error is RateLimited:
        until = verdict.until or retry_after(answer.headers, now)
        if until is None and answer.quota is not None and answer.quota.remaining <= 0:
            until = answer.quota.resets_at
        until = min(max(until or now + UNTOLD_WAIT, now + timedelta(seconds=1)), now + LONGEST_WAIT)
        verdict = verdict._replace(until=until)
    return failure(verdict, dialect.platform, status=answer.status, quota=answer.quota)


def parsed(raw: bytes) -> tuple[Any, bool]:
    """The JSON of a body, and whether it was JSON; no body at all is readable and None."""
    if not raw:
        return None, True
    try:
        return json.loads(raw), True
    except ValueError:
        return None, False


@lru_cache(maxsize=4096)
def address(server: str, path: str) -> URL:
    """The address of a path on a server; kept, because parsing it costs as much as sending it."""
    return URL(server.rstrip("/") + path)


class Http:
    """A connector's only way out: one pooled session, one lease to ask before each departure."""

    __slots__ = ("_before_send", "_told", "clock", "session")

    def __init__(
        self,
        session: ClientSession,
        *,
        before_send: Callable[[], None] | None = None,
        clock: Callable[[], datetime] = utcnow,
    ) -> None:
        """`before_send` is asked once the connection is held; what it raises reaches the caller unchanged."""
        self.session, self._before_send, self.clock = session, before_send, clock
        self._told: tuple[str, datetime] | None = None  # the platform's clock at its last answer, and ours

    async def call(
        self,
        method: Method,
        url: URL,
        *,
        dialect: Dialect,
        publishes: bool = False,
        headers: Headers | None = None,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        data: bytes | FormData | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """The platform's answer where it is a success; otherwise one of the five errors.

        With `publishes`, trouble after the first byte is OutcomeUnknown; without, Unavailable.
        `seconds` bounds the whole call, the wait for a connection included.
        """
        if json is not None:
            headers, data = {**(headers or {}), "Content-Type": "application/json"}, encode(json).encode()
        departure = Departure(self._before_send, once=publishes)
        outer = departing.set(departure)
        rest: dict[str, Any] = {} if seconds is None else {"timeout": ClientTimeout(total=seconds)}
        try:
            async with self.session.request(
                method, url, headers=headers, params=params, data=data, allow_redirects=False, **rest
            ) as response:
                raw = await self._read(response)
            trouble = ""
        except AddressRefused:
            trouble = "address_refused"
        except (ClientError, AnswerTooLong, OSError, TimeoutError):
            trouble = "refused_connection"
        finally:
            departing.reset(outer)
        if trouble:  # outside the handler: aiohttp's errors carry the request, and with it the token
            raise lost(trouble, dialect, publishes=publishes, begun=departure.begun)
        body, readable = parsed(raw)
        told = (response.status, response.headers, body, publishes, dialect.platform, readable)
        return settled(Answer(*told), dialect, self.clock())

    async def open_line(self, host: str, port: int) -> socket.socket:
        """A line for a platform that speaks no HTTP, under the session's own policy."""
        return await self._guard().open_line(host, port)

    @property
    def may_be_plain(self) -> bool:
        """Whether such a line may be without TLS."""
        return self._guard().policy.may_be_plain

    @property
    def idle(self) -> IdleLines:
        """Lines that wait for their next use and end with the session."""
        return self._guard().idle

    @property
    def patience(self) -> float:
        """Seconds that one call over such a line may take in all.

        A little less than whoever asked will wait: from outside nobody sees how far it had come.
        """
        return (self.session.timeout.total or LONGEST_CALL) * 0.9

    def ask_to_leave(self) -> None:
        """The question before the first byte of what acts; what it raises means that nothing was sent."""
        Departure(self._before_send).begin()

    def _guard(self) -> GuardedConnector:
        if not isinstance(self.session.connector, GuardedConnector):
            raise AddressRefused("this session has no policy")
        return self.session.connector

    async def _read(self, response: ClientResponse) -> bytes:
        self._told = response.headers.get("Date", ""), self.clock()
        return await read_capped(response)

    def ahead(self) -> timedelta | None:
        """How far our clock was ahead of the platform's at its last answer, to a second or two.

        None where no answer came or its head told no time (RFC 9110, 6.6.1).
        """
        date, at = self._told or ("", self.clock())
        try:
            told = parsedate_to_datetime(date).astimezone(UTC)
        except ValueError:
            return None
        return at - told - HALF_A_SECOND


def lost(trouble: str, dialect: Dialect, *, publishes: bool, begun: bool) -> ConnectorError:
    """The error of a call without an answer."""
    if not begun:
        return failure(Verdict(Unavailable, trouble), dialect.platform)
    if publishes:
        return failure(Verdict(OutcomeUnknown, "lost_answer"), dialect.platform)
    return failure(Verdict(Unavailable, "no_answer"), dialect.platform)


def settled(answer: Answer, dialect: Dialect, now: datetime) -> Answer:
    """The answer, where it is a success in words that can be read."""
    answer.quota = dialect.quota(answer.headers, now)
    if not 200 <= answer.status < 300:
        raise refusal(answer, dialect, now)
    if not answer.readable or (answer.publishes and not isinstance(answer.body, dict)):
        answer.not_understood()
    return answer
