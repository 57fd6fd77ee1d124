"""Which addresses leave this machine, the last question before the first byte, and answers without end."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_address
from socket import AF_INET, AI_NUMERICHOST, AddressFamily

import pytest
from aiohttp import ClientConnectorError, ClientSession, InvalidUrlClientError, web
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from jansetu.core.http import (
    ANSWER_LIMIT,
    REAL,
    AddressPolicy,
    AddressRefused,
    AnswerTooLong,
    Departure,
    departing,
    is_public,
    open_session,
    practice,
    read_capped,
)

PUBLIC = ("1.1.1.1", "164.100.0.1", "2606:4700::1111", "::ffff:8.8.8.8")
NOT_PUBLIC = {
    "this machine": ("127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::"),  # noqa: S104
    "the house": ("10.1.2.3", "172.16.0.1", "192.168.0.1", "fc00::1", "fd12::1", "fec0::1"),
    "the wire": ("169.254.169.254", "fe80::1", "fe80::1%eth0"),
    "the provider": ("100.64.0.1", "192.0.0.1", "192.88.99.1"),
    "nobody": ("203.0.113.9", "198.18.0.1", "240.0.0.1", "2001:db8::1", "3fff::1", "100::1", "5f00::1"),
    "everybody": ("224.0.0.1", "255.255.255.255", "ff02::1"),
    "mapped": ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    "tunnels": ("2002:7f00:1::", "2002:a00:1::", "2001::1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
}
EVERY_PRIVATE = [address for addresses in NOT_PUBLIC.values() for address in addresses]


class Names(AbstractResolver):
    """A directory of names of our own."""

    def __init__(self, **names: tuple[str, ...]) -> None:
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}

    async def resolve(self, host: str, port: int = 0, family: AddressFamily = AF_INET) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=AF_INET, proto=0, flags=AI_NUMERICHOST
            )
            for address in self.names[host]
        ]

    async def close(self) -> None:
        """Nothing is held."""


@asynccontextmanager
async def listening(
    answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]],
) -> AsyncIterator[tuple[int, list[str]]]:
    """A server on this machine: its port, and the calls that reached it."""
    heard: list[str] = []

    async def hear(request: web.BaseRequest) -> web.StreamResponse:
        heard.append(f"{request.method} {request.path}")
        return await answer(request)

    server = web.Server(hear, access_log=None)
    socket = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
    try:
        yield socket.sockets[0].getsockname()[1], heard
    finally:
        socket.close()
        await server.shutdown(timeout=0)


async def fine(request: web.BaseRequest) -> web.StreamResponse:
    return web.Response(text="ठीक")


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_reached_by_https_alone(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    REAL.check_target(URL(f"https://{host}/"))
    REAL.check_address(ip_address(address))
    for scheme in ("http", "ws", "wss", "ftp"):
        with pytest.raises(AddressRefused):
            REAL.check_target(URL(f"{scheme}://{host}/"))


@pytest.mark.parametrize("address", EVERY_PRIVATE)
def test_what_is_not_the_internet_is_refused_as_a_name_and_as_an_address(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(AddressRefused):
        REAL.check_address(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused):
        REAL.check_target(URL(f"https://{host}/"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]"])
async def test_no_way_of_writing_this_machine_reaches_it(host: str) -> None:
    async with listening(fine) as (port, heard), open_session(REAL) as session:
        with pytest.raises((AddressRefused, InvalidUrlClientError)):
            await session.get(f"https://{host}:{port}/")
        assert heard == []


async def test_one_private_address_among_public_ones_spoils_the_name() -> None:
    names = Names(two_example=("1.1.1.1", "10.0.0.7"))
    async with open_session(REAL, resolver=names) as session:
        with pytest.raises(AddressRefused, match=r"10\.0\.0\.7"):
            await session.get("https://two.example/")


async def test_practice_admits_its_host_and_port_and_nothing_else() -> None:
    async with listening(fine) as (port, heard), listening(fine) as (other, heard_by_other):
        async with open_session(practice({("127.0.0.1", port)})) as session:
            async with session.get(f"http://127.0.0.1:{port}/a") as answer:
                assert answer.status == 200
            for url in (
                f"http://127.0.0.1:{other}/",
                f"http://localhost:{port}/",
                f"http://127.0.0.2:{port}/",
                "https://api.x.com/2/tweets",
                "https://graph.facebook.com/v23.0/me",
            ):
                with pytest.raises(AddressRefused):
                    await session.get(url)
        assert (heard, heard_by_other) == (["GET /a"], [])


async def test_practice_without_a_sandbox_reaches_nobody() -> None:
    async with open_session(practice(())) as session:
        with pytest.raises(AddressRefused):
            await session.get("https://api.x.com/")


async def test_a_redirect_and_a_cookie_are_not_followed_by_the_next_call() -> None:
    cookies: list[str | None] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        cookies.append(request.headers.get("Cookie"))
        return web.Response(status=302, headers={"Location": "https://10.0.0.1/", "Set-Cookie": "a=b"})

    async with listening(answer) as (port, _), open_session(practice({("127.0.0.1", port)})) as session:
        with pytest.raises(AddressRefused):  # whoever follows it meets the policy again
            await session.get(f"http://127.0.0.1:{port}/")
        async with session.get(f"http://127.0.0.1:{port}/", allow_redirects=False) as second:
            assert second.status == 302
    assert cookies == [None, None]


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(fine) as (port, heard), listening(fine) as (proxy, heard_by_proxy):
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy}")
        policy = practice({("127.0.0.1", port)})
        async with open_session(policy) as session, session.get(f"http://127.0.0.1:{port}/") as response:
            assert response.status == 200
        assert (heard, heard_by_proxy) == (["GET /"], [])


class TooLate(Exception):
    """The lease ran out while the connection was waited for."""


def too_late() -> None:
    raise TooLate


async def send(session: ClientSession, port: int, departure: Departure) -> int:
    outer = departing.set(departure)
    try:
        async with session.post(f"http://127.0.0.1:{port}/tweets", data=b"text") as answer:
            await answer.read()
            return answer.status
    finally:
        departing.reset(outer)


async def test_what_the_last_question_raises_means_that_nothing_was_sent() -> None:
    async with listening(fine) as (port, heard), open_session(practice({("127.0.0.1", port)})) as session:
        for _ in range(3):
            late = Departure(too_late)
            with pytest.raises(TooLate):
                await send(session, port, late)
            assert not late.begun
        assert heard == []
        on_time = Departure(lambda: None)
        assert await send(session, port, on_time) == 200  # the pool has lost no connection
        assert on_time.begun


async def test_a_connection_that_was_refused_never_began() -> None:
    async with listening(fine) as (port, _):
        pass
    departure = Departure()
    async with open_session(practice({("127.0.0.1", port)})) as session:
        with pytest.raises(ClientConnectorError):
            await send(session, port, departure)
    assert not departure.begun


async def test_the_last_question_is_asked_after_the_wait_for_a_free_connection() -> None:
    release, reached = asyncio.Event(), asyncio.Event()
    order: list[str] = []

    async def slow(request: web.BaseRequest) -> web.StreamResponse:
        order.append("answering")
        reached.set()
        await release.wait()
        return web.Response()

    async with (
        listening(slow) as (port, _),
        open_session(practice({("127.0.0.1", port)}), limit=1) as session,
    ):
        first = asyncio.create_task(send(session, port, Departure()))
        await asyncio.wait_for(reached.wait(), 10)
        second = asyncio.create_task(send(session, port, Departure(lambda: order.append("asked"))))
        await asyncio.sleep(0.05)
        assert order == ["answering"]
        release.set()
        await asyncio.wait_for(asyncio.gather(first, second), 10)
    assert order == ["answering", "asked", "answering"]


@pytest.mark.parametrize("size", [0, 1, ANSWER_LIMIT, ANSWER_LIMIT + 1])
@pytest.mark.parametrize("how", ["told", "chunked", "packed"])
async def test_an_answer_is_read_to_the_limit_and_not_a_byte_further(size: int, how: str) -> None:
    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if how == "told":
            return web.Response(body=b"a" * size)
        if how == "packed":
            packed = gzip.compress(b"a" * size)
            return web.Response(body=packed, headers={"Content-Encoding": "gzip"})
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(b"a" * size)
        await response.write_eof()
        return response

    async with (
        listening(answer) as (port, _),
        open_session(practice({("127.0.0.1", port)})) as session,
        session.get(f"http://127.0.0.1:{port}/") as response,
    ):
        if size > ANSWER_LIMIT:
            with pytest.raises(AnswerTooLong):
                await read_capped(response)
        else:
            assert len(await read_capped(response)) == size


def test_the_policy_for_real_channels_is_the_one_without_exceptions() -> None:
    assert AddressPolicy() == REAL
    assert practice(()) != REAL
