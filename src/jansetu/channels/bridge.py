"""Asks platforms a question from synchronous code. The only such bridge; the worker has its own loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from jansetu.channels.models import Channel
from jansetu.channels.practice import policy_for
from jansetu.connectors import registry
from jansetu.connectors.contracts import Connector, Credentials
from jansetu.connectors.errors import ConnectorError
from jansetu.connectors.http import Http
from jansetu.core.clock import utcnow
from jansetu.core.errors import Refusal
from jansetu.core.http import AddressPolicy, open_session

T = TypeVar("T")
PATIENCE = 20  # seconds; a person is waiting
AT_ONCE = 16  # calls to one platform; a platform that stalls holds up none of the others


def ask(channel: Channel, credentials: Credentials, question: Callable[[Connector], Awaitable[T]]) -> T:
    """The platform's answer. A Refusal in the reader's language where it gives none."""
    return reach(
        policy_for(channel), lambda http: question(registry.connect(channel.kind, credentials, http))
    )


def reach(policy: AddressPolicy, question: Callable[[Http], Awaitable[T]]) -> T:
    """The same where there are no credentials yet."""
    try:
        return asyncio.run(_reach(policy, question))
    except ConnectorError as error:
        raise Refusal(
            f"platform.{error.code}",
            hi=error.hi or f"मंच ने उत्तर नहीं दिया ({error.code})।",
            en=error.en or f"The platform did not answer ({error.code}).",
        ) from error
    except TimeoutError as error:
        raise Refusal(
            "platform.timeout",
            hi="मंच ने समय पर उत्तर नहीं दिया; थोड़ी देर बाद फिर जाँचें।",
            en="The platform did not answer in time; try again in a while.",
        ) from error


async def _reach(policy: AddressPolicy, question: Callable[[Http], Awaitable[T]]) -> T:
    async with asyncio.timeout(PATIENCE), open_session(policy, limit=1) as session:
        return await question(Http(session))


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A channel with its opened credentials and what its session may reach."""

    channel: Channel
    credentials: Credentials
    policy: AddressPolicy


@dataclass(frozen=True, slots=True)
class Heard(Generic[T]):
    """What one platform answered, or the error in its place; `ahead`: how far our clock is ahead of its."""

    answer: T | Exception
    ahead: timedelta | None


def ask_each(
    asked: Sequence[Asked],
    question: Callable[[Connector], Awaitable[T]],
    *,
    seconds: float,
    clock: Callable[[], datetime] = utcnow,
) -> list[Heard[T]]:
    """The same question to many, in their order, each within so many seconds; no error stops the others."""
    return asyncio.run(_ask_each(asked, question, seconds, clock))


async def _ask_each(
    asked: Sequence[Asked],
    question: Callable[[Connector], Awaitable[T]],
    seconds: float,
    clock: Callable[[], datetime],
) -> list[Heard[T]]:
    gates: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))

    async def answer(one: Asked, http: Http) -> T:
        async with gates[one.channel.kind], asyncio.timeout(seconds):
            return await question(registry.connect(one.channel.kind, one.credentials, http))

    async with AsyncExitStack() as stack:
        sessions = {
            policy: await stack.enter_async_context(open_session(policy))
            for policy in {one.policy for one in asked}
        }
        lines = [Http(sessions[one.policy], clock=clock) for one in asked]
        calls = [answer(one, line) for one, line in zip(asked, lines, strict=True)]
        answers = await asyncio.gather(*calls, return_exceptions=True)
    return [Heard(_no_exit(found), line.ahead()) for found, line in zip(answers, lines, strict=True)]


def _no_exit(found: T | BaseException) -> T | Exception:
    """An answer or an error; whoever wants to end the program is let through."""
    if isinstance(found, BaseException) and not isinstance(found, Exception):
        raise found
    return found
