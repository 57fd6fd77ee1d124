"""The sandbox's one process: finds who is asked by HTTP, lets a fault strike, answers; mail stands beside."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable
from pathlib import Path

from aiohttp import StreamReader, web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage

from jansetu.sandbox.bluesky import Bluesky
from jansetu.sandbox.citizens import Citizens
from jansetu.sandbox.control import Control
from jansetu.sandbox.exchange import BODY_LIMIT, Answer, Call, Malformed, read_call
from jansetu.sandbox.facebook import Facebook
from jansetu.sandbox.faults import SPOKEN, Fault, Faults
from jansetu.sandbox.instagram import Instagram
from jansetu.sandbox.mail import Mail
from jansetu.sandbox.mail.listening import Listening
from jansetu.sandbox.mastodon import Mastodon
from jansetu.sandbox.platform import Platform
from jansetu.sandbox.routes import Route
from jansetu.sandbox.telegram import Telegram
from jansetu.sandbox.whatsapp import WhatsApp
from jansetu.sandbox.world import Account, World
from jansetu.sandbox.x import X
from jansetu.sandbox.youtube import YouTube

ROWS = 50  # tries to find three free ports in a row
HTML = b"<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>"


class NotLoopback(Exception):
    """The sandbox answers on this machine only."""


class Sandbox:
    """All practice platforms behind one handler."""

    def __init__(self, world: World) -> None:
        self.world, self.faults = world, Faults()
        every: list[Platform] = [
            kind(world, self.faults)
            for kind in (X, Facebook, Instagram, YouTube, WhatsApp, Mastodon, Bluesky, Telegram, Mail)
        ]
        self.platforms = {platform.name: platform for platform in every}
        self.mail = Listening(Mail.of(self.platforms))
        self.citizens = Citizens(world, self.platforms)
        self.control = Control(world, self.faults, self.citizens)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        call = await read_call(request)
        platform = self.platforms.get(call.path[0])
        if platform is None:
            return self.control.answer(call).response()
        del call.path[0]
        return await self.ask(platform, call, request)

    async def ask(self, platform: Platform, call: Call, request: web.BaseRequest) -> web.StreamResponse:
        """Let the platform answer, or a fault in its place."""
        found = platform.routes.find(call.method, call.path)
        if found is None:
            return platform.not_found().response()
        route, variables = found
        account = platform.account_of(call)
        if account is None and not route.open:
            return platform.refusal("401", None).response()
        try:
            await platform.prepare(call)
        except Malformed:
            return platform.malformed().response()
        fault = None
        if self.faults.active:
            verb = platform.verb_of(call, route)
            fault = self.faults.pick(platform.name, account.name if account else "", verb)
        if fault is None:
            return act(platform, route, call, account, variables).response()
        done = act(platform, route, call, account, variables) if fault.acts else None
        return await disturbed(platform, fault, account, done, request)


def act(
    platform: Platform, route: Route, call: Call, account: Account | None, variables: list[str]
) -> Answer:
    """What the platform does where nothing goes wrong."""
    try:
        return route.run(call, *variables) if route.open else route.run(call, account, *variables)
    except Malformed:
        return platform.malformed()


async def disturbed(
    platform: Platform, fault: Fault, account: Account | None, done: Answer | None, request: web.BaseRequest
) -> web.StreamResponse:
    """The answer of a bad day; `done` is what a good day would have answered, where the platform acted."""
    if fault.kind in SPOKEN:
        return platform.refusal(fault.kind, account, wait=fault.ms / 1000).response()
    if fault.kind == "html":
        return Answer(200, HTML, "text/html; charset=utf-8").response()
    if fault.kind == "empty":
        return Answer.json(200, {}).response()
    if fault.kind == "stall":
        return await stalled(done or platform.refusal("503", account), fault.ms / 1000, request)
    if request.transport is not None:
        request.transport.close()  # lose_answer and drop: the line goes dead
    return web.Response()


async def stalled(answer: Answer, seconds: float, request: web.BaseRequest) -> web.StreamResponse:
    """The head at once, the body after a while."""
    response = web.StreamResponse(
        status=answer.status, headers={"Content-Type": answer.content_type, **answer.headers}
    )
    response.content_length = len(answer.body)
    await response.prepare(request)
    await asyncio.sleep(seconds)
    await response.write(answer.body)
    await response.write_eof()
    return response


def roomy_request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: web.RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    """A request whose body may be as large as a picture; aiohttp's own limit is 1 MiB."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=BODY_LIMIT)


async def serve(
    host: str,
    port: int,
    *,
    folder: Path | None,
    ready: Callable[[int], None],
    stop: asyncio.Event,
    generous: bool = False,
    pace: float = 0,
) -> None:
    """Serve until `stop` is set; `ready` gets the port once it answers. NotLoopback for any other host."""
    if host != "localhost" and not loopback(host):
        raise NotLoopback(host)
    world = World(folder=folder, generous=generous, pace=pace)
    sandbox = Sandbox(world)
    server = web.Server(sandbox.answer, access_log=None, request_factory=roomy_request)
    loop = asyncio.get_running_loop()
    listening = await listen("127.0.0.1" if host == "localhost" else host, port, server, sandbox.mail)
    life = loop.create_task(live(sandbox.citizens)) if pace else None
    calling = loop.create_task(world.callings.run())
    try:
        ready(listening.sockets[0].getsockname()[1])
        await stop.wait()
    finally:
        if life:
            life.cancel()
        calling.cancel()
        listening.close()
        await sandbox.mail.stop()
        await server.shutdown(timeout=1)
        world.journal.close()
        world.films.close()


async def listen(host: str, port: int, server: web.Server, mail: Listening) -> asyncio.Server:
    """HTTP at the port and mail at those after it; with 0 the first three in a row that are free."""
    for left in range(ROWS if port == 0 else 1, 0, -1):
        listening = await asyncio.get_running_loop().create_server(server, host, port, backlog=4096)
        try:
            await mail.start(host, listening.sockets[0].getsockname()[1])
        except OSError:
            listening.close()
            if left == 1:
                raise
        else:
            return listening
    raise AssertionError


async def live(citizens: Citizens) -> None:
    """Let citizens answer once a second."""
    while True:
        citizens.stir()
        await asyncio.sleep(1)


def loopback(host: str) -> bool:
    """Is it a literal address of this machine alone?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
