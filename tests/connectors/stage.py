"""A tiny server on this machine that answers with recorded answers and can go wrong at one call."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

HOST = "127.0.0.1"
STALL = 30  # seconds; longer than any patience of a test
TOO_LONG = 2 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One recorded answer; `body` is JSON, or bytes as they come."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """For aiohttp; no body at all where there is None."""
        raw = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = {"Content-Type": "application/json", **self.headers}
        return web.Response(status=self.status, body=None if self.body is None else raw, headers=headers)


@dataclass(frozen=True, slots=True)
class Heard:
    """One call that arrived whole."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    target: str  # path and query as they were written

    @property
    def call(self) -> str:
        """What recorded answers are found by: "POST /2/tweets"."""
        return f"{self.method} {self.path}"

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


WEB_PAGE = Reply(b"<!doctype html><title>502</title>", 200, {"Content-Type": "text/html"})
BLUNDERS = {
    "html": WEB_PAGE,
    "{}": Reply({}),
    "[]": Reply([]),
    "redirect": Reply(None, 302, {"Location": "/elsewhere"}),
    "long": Reply(b'"' + b"x" * TOO_LONG + b'"'),
}
LINE = ("lost answer", "slow head", "slow body")


@dataclass(slots=True)
class Trouble:
    """What goes wrong at every call that fits the pattern `at`: a name of LINE, or an answer."""

    at: str
    what: str | Reply
    struck: int = 0


@dataclass(slots=True)
class Stage:
    """The server: answers by pattern, in their order; the last one of a pattern stays."""

    answers: tuple[tuple[str, Reply], ...]
    trouble: Trouble | None = None
    heard: list[Heard] = field(default_factory=list)
    port: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)  # lets stalled calls go
    _used: dict[int, bool] = field(default_factory=dict)

    @property
    def server(self) -> str:
        """Its base URL."""
        return f"http://{HOST}:{self.port}"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one call, or go wrong at it."""
        body = await request.read()
        heard = Heard(
            request.method, request.path, request.query, request.headers, body, str(request.rel_url)
        )
        self.heard.append(heard)
        if self.trouble is not None and fnmatchcase(heard.call, self.trouble.at):
            self.trouble.struck += 1
            return await self._go_wrong(self.trouble.what, request)
        return self._recorded(heard).response()

    def _recorded(self, heard: Heard) -> Reply:
        fitting = [n for n, (pattern, _) in enumerate(self.answers) if fnmatchcase(heard.call, pattern)]
        if not fitting:
            return Reply({"unexpected": heard.call}, 599)
        chosen = next((n for n in fitting if not self._used.get(n)), fitting[-1])
        self._used[chosen] = True
        return self.answers[chosen][1]

    async def _go_wrong(self, what: str | Reply, request: web.BaseRequest) -> web.StreamResponse:
        if isinstance(what, Reply):
            return what.response()
        if what == "lost answer":  # the platform has read everything and has acted
            if request.transport is not None:
                request.transport.close()
            return web.Response()
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        if what == "slow body":
            response.content_length = 100
            await response.prepare(request)
            await response.write(b'{"id": ')
        with suppress(TimeoutError):
            await asyncio.wait_for(self.over.wait(), STALL)
        return response


@asynccontextmanager
async def staged(
    answers: tuple[tuple[str, Reply], ...], trouble: Trouble | None = None
) -> AsyncIterator[Stage]:
    """A stage that answers for the length of a `with` statement."""
    stage = Stage(answers, trouble)
    server = web.Server(stage.answer, access_log=None)
    listening = await asyncio.get_running_loop().create_server(server, HOST, 0)
    stage.port = listening.sockets[0].getsockname()[1]
    try:
        yield stage
    finally:
        stage.over.set()
        listening.close()
        await server.shutdown(timeout=0)


@contextmanager
def nobody_there() -> Iterator[int]:
    """A port of this machine at which nobody listens."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        yield held.getsockname()[1]
