"""Outgoing HTTP: which addresses may be reached, and the moment at which a request begins to leave.

Opens lines other than HTTP by the same policy. Knows no platform, follows no redirect, keeps no cookie.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from socket import AF_INET, AF_UNSPEC, AddressFamily
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from jansetu.core.lines import IdleLines

if TYPE_CHECKING:
    from aiohttp.client_reqrep import ClientRequest
    from aiohttp.connector import Connection
    from aiohttp.tracing import Trace

ANSWER_LIMIT = 1024 * 1024  # bytes of an answer's body, unpacked
TIMEOUT = ClientTimeout(total=30, sock_connect=10)  # seconds; `total` includes the wait for a connection
USER_AGENT = "Jansetu"
UNICAST = IPv6Network("2000::/3")  # all that IANA gives out; NAT64, site-local and translated lie outside
# What `ipaddress` takes for anybody's and is not: tunnels that carry an IPv4 address within (6to4, Teredo),
# documentation, relays and protocol assignments. IANA's special-purpose registries, 2025.
SPECIAL: tuple[IPv4Network | IPv6Network, ...] = (
    *map(IPv6Network, ("2002::/16", "2001::/32", "3fff::/20")),
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")),
)

IPAddress = IPv4Address | IPv6Address


class AddressRefused(Exception):
    """This address may not be reached from here."""


class AnswerTooLong(Exception):
    """The answer's body is longer than any answer of a platform."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses a session may reach; without `admitted`, any public one, by https only."""

    admitted: frozenset[tuple[str, int]] | None = None

    def check_target(self, url: URL) -> None:
        """Refuse an address that is forbidden by its own words, before any name is looked up."""
        host, port = url.host or "", url.port or 0
        if self.admitted is not None:
            if (host, port) not in self.admitted:
                raise AddressRefused(f"{host}:{port} is not the practice platforms' address")
        elif url.scheme != "https":
            raise AddressRefused("only https leaves this machine")
        elif (address := literal(host)) is not None:
            self.check_address(address)

    @property
    def may_be_plain(self) -> bool:
        """Whether a line may be without TLS: on this machine alone."""
        return self.admitted is not None

    def check_line(self, host: str, port: int) -> None:
        """The same of a line other than HTTP; its TLS is the caller's duty unless `may_be_plain`."""
        if self.admitted is not None and (host, port) not in self.admitted:
            raise AddressRefused(f"{host}:{port} is not the practice platforms' address")

    def check_address(self, address: IPAddress) -> None:
        """Refuse what a name leads to, where that is not a public address."""
        if self.admitted is None and not is_public(address):
            raise AddressRefused(f"{address} is not a public address")


REAL = AddressPolicy()


def practice(hosts: Iterable[tuple[str, int]]) -> AddressPolicy:
    """Only these hosts and ports, as they are written in the address; http is allowed."""
    return AddressPolicy(frozenset(hosts))


@lru_cache(maxsize=1024)
def literal(host: str) -> IPAddress | None:
    """The IP address that a host name spells, if it spells one."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_public(address: IPAddress) -> bool:
    """Whether it is anybody's on the internet: not loopback, private, link-local, shared or multicast."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address not in UNICAST:
            return False
    if any(address in network for network in SPECIAL):
        return False
    return address.is_global and not address.is_multicast


class LeftAlready(ClientError):
    """A request that may leave once only was about to leave again."""


class Departure:
    """One request's moment of leaving: `begun` turns true right before its first byte is handed over.

    With `once` it does not leave again: aiohttp itself repeats a PUT or DELETE whose connection broke.
    """

    __slots__ = ("before_send", "begun", "once")

    def __init__(self, before_send: Callable[[], None] | None = None, *, once: bool = False) -> None:
        self.before_send, self.begun, self.once = before_send, False, once

    def begin(self) -> None:
        """Ask the last question; what it raises at the first time means that nothing has been sent."""
        if self.begun and self.once:
            raise LeftAlready
        if self.before_send is not None:
            self.before_send()
        self.begun = True


# A context variable and not a trace: aiohttp's traces cost a tenth of a small request.
departing: ContextVar[Departure | None] = ContextVar("departing", default=None)


class GuardedResolver(AbstractResolver):
    """Looks names up and refuses those that lead to a forbidden address."""

    def __init__(self, policy: AddressPolicy, resolver: AbstractResolver) -> None:
        self._policy, self._resolver = policy, resolver

    async def resolve(self, host: str, port: int = 0, family: AddressFamily = AF_INET) -> list[ResolveResult]:
        """The addresses of a name; one forbidden address spoils them all."""
        found = await self._resolver.resolve(host, port, family)
        for entry in found:
            self._policy.check_address(ip_address(entry["host"]))
        return found

    async def close(self) -> None:
        """Let the real resolver go."""
        await self._resolver.close()


class GuardedConnector(TCPConnector):
    """Connects only where the policy allows, and asks the departing request once the connection is held."""

    def __init__(self, policy: AddressPolicy, resolver: AbstractResolver, limit: int) -> None:
        self.policy, self.idle = policy, IdleLines()
        self._guarded = GuardedResolver(policy, resolver)
        super().__init__(limit=limit, resolver=self._guarded, ttl_dns_cache=60)

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 -- the parameter is aiohttp's
    ) -> Connection:
        """A connection to which the first byte may be written at once."""
        self.policy.check_target(req.url)
        connection = await super().connect(req, traces, timeout)
        departure = departing.get()
        if departure is not None:
            try:
                departure.begin()
            except BaseException:
                connection.release()
                raise
        return connection

    async def open_line(self, host: str, port: int) -> socket.socket:
        """A line to a server that speaks no HTTP, connected to an address that the policy has seen."""
        self.policy.check_line(host, port)
        found = await self._guarded.resolve(host, port, AF_UNSPEC)
        trouble: OSError = OSError(f"{host} has no address")
        for entry in found:
            line = socket.socket(entry["family"], socket.SOCK_STREAM)
            line.setblocking(False)
            try:
                await asyncio.get_running_loop().sock_connect(line, (entry["host"], entry["port"]))
            except OSError as error:
                line.close()
                trouble = error
            except BaseException:
                line.close()
                raise
            else:
                return line
        raise trouble

    async def close(self, *, abort_ssl: bool = False) -> None:
        """Let all connections go, the idle lines too."""
        self.idle.close()
        await super().close(abort_ssl=abort_ssl)


def open_session(
    policy: AddressPolicy, *, limit: int = 100, resolver: AbstractResolver | None = None
) -> ClientSession:
    """One pool of at most `limit` connections under one policy; opened and closed within the loop."""
    return ClientSession(
        connector=GuardedConnector(policy, resolver or ThreadedResolver(), limit),
        cookie_jar=DummyCookieJar(),
        timeout=TIMEOUT,
        headers={"User-Agent": USER_AGENT},
        trust_env=False,
    )


async def read_capped(response: ClientResponse, limit: int = ANSWER_LIMIT) -> bytes:
    """The whole body, or AnswerTooLong as soon as it passes `limit` bytes."""
    if response.content_length is not None and "Content-Encoding" not in response.headers:
        if response.content_length > limit:
            raise AnswerTooLong
        return await response.read()
    parts, size = [], 0
    async for part in response.content.iter_any():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise AnswerTooLong
    return b"".join(parts)
