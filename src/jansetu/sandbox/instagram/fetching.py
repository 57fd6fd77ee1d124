"""Fetches the picture or film that a client names by its address; from this machine only."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from jansetu.sandbox.films import Arrival

LONGEST = 8 * 1024 * 1024  # bytes
PATIENCE, FILM_PATIENCE = 5, 120  # seconds
FILM_LIMIT = 300 * 1024 * 1024  # bytes
PIECE = 1024 * 1024  # bytes in memory at one time


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


async def fetched_film(address: str, arrival: Arrival) -> bool:
    """Whether the film could be had; it is written to its file a little at a time."""
    url = loopback_url(address)
    if url is None:
        return False
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=FILM_PATIENCE)) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            if answer.status != HTTPStatus.OK:
                return False
            async for part in answer.content.iter_chunked(PIECE):
                if arrival.has + len(part) > FILM_LIMIT:
                    return False
                arrival.take(arrival.has, part)
    except (ClientError, TimeoutError, OSError):
        return False
    arrival.size = arrival.has
    return arrival.has > 0


def loopback_url(address: str) -> URL | None:
    """The address, where it is one of this machine."""
    try:
        url = URL(address)
        host = url.host or ""
        own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return None
    return url if own and url.scheme == "http" else None
