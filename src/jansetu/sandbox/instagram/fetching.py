"""Fetches the picture that a client names by its address, as Instagram does; from this machine only."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

LONGEST = 8 * 1024 * 1024  # bytes
PATIENCE = 5  # seconds


async def fetched(address: str) -> bytes | None:
    """The bytes, one more than allowed where there are too many; None where they cannot be had."""
    url = loopback_url(address)
    if url is None:
        return None
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            content = bytearray()
            async for part in answer.content.iter_chunked(65536):
                content += part
                if len(content) > LONGEST:
                    break
            return bytes(content) if answer.status == HTTPStatus.OK else None
    except (ClientError, TimeoutError, OSError):
        return None


def loopback_url(address: str) -> URL | None:
    """The address, where it is one of this machine."""
    try:
        url = URL(address)
        host = url.host or ""
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return None
    return url if own and url.scheme == "http" else None
