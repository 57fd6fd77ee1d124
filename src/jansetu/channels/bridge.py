"""Asks a platform one question from synchronous code. The only such bridge; the worker has its own loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from jansetu.channels.models import Channel
from jansetu.channels.practice import policy_for
from jansetu.connectors import registry
from jansetu.connectors.contracts import Connector, ConnectorError, Credentials
from jansetu.connectors.http import Http
from jansetu.core.errors import Refusal
from jansetu.core.http import AddressPolicy, open_session

T = TypeVar("T")
PATIENCE = 20  # seconds; a person is waiting


def ask(channel: Channel, credentials: Credentials, question: Callable[[Connector], Awaitable[T]]) -> T:
    """The platform's answer. A Refusal in the reader's language where it gives none."""
    try:
        return asyncio.run(_ask(channel.kind, credentials, policy_for(channel), question))
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


async def _ask(
    kind: str, credentials: Credentials, policy: AddressPolicy, question: Callable[[Connector], Awaitable[T]]
) -> T:
    async with asyncio.timeout(PATIENCE), open_session(policy, limit=1) as session:
        return await question(registry.connect(kind, credentials, Http(session)))
