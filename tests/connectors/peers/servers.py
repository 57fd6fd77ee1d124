"""Starts real peers as processes of their own on this machine, and stops them."""

from __future__ import annotations

import asyncio
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

HERE = Path(__file__).parent
HOST = "127.0.0.1"
KEPT = ("Authorization", "Content-Type", "Idempotency-Key")
PATIENCE = 180  # seconds until a peer must answer: alone it takes five, on a crowded machine a minute


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer that answers at this base URL."""

    server: str

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.server.rpartition(":")[2])

    def post(self, path: str, body: dict[str, Any], token: str = "") -> Any:
        """One JSON call past our connector, to prepare something."""
        return self._ask(path, token, json.dumps(body).encode())

    def get(self, path: str, token: str = "") -> Any:
        """One JSON reading past our connector, to look for ourselves."""
        return self._ask(path, token, None)

    def _ask(self, path: str, token: str, body: bytes | None) -> Any:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(self.server + path, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def required(what: str) -> None:
    """A peer that is missing is a reason to skip on somebody's machine; under CI it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and under CI nothing is skipped")
    pytest.skip(f"{what}; bin/test installs it")


@contextmanager
def bluesky() -> Iterator[Peer]:
    """A real PDS with its PLC directory."""
    if shutil.which("node") is None:
        required("Bluesky's server needs Node 20 or newer")
    if not (HERE / "node_modules" / "@atproto" / "pds").is_dir():
        required("Bluesky's server is not installed in tests/connectors/peers")
    with (
        tempfile.TemporaryDirectory(prefix="jansetu-pds-") as folder,
        _running(["node", str(HERE / "pds.mjs"), folder]) as said,
    ):
        yield Peer(json.loads(said)["server"])


@contextmanager
def mastodon() -> Iterator[Peer]:
    """A stateful stand-in for Mastodon that is not ours."""
    with (
        tempfile.TemporaryDirectory(prefix="jansetu-mastodon-") as folder,
        _running([sys.executable, str(HERE / "mock.py")], folder) as said,
    ):
        yield Peer(json.loads(said)["server"])


@contextmanager
def _running(command: Sequence[str], folder: str | None = None) -> Iterator[bytes]:
    """The process, from the line by which it says that it answers; a peer that says nothing fails."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env={**os.environ, "LOG_ENABLED": "false", "NODE_ENV": "test"},
        )
        try:
            line = _first_line(process)
            if not line:
                complaints.seek(0)
                pytest.fail(f"the peer did not start: {complaints.read().decode(errors='replace')[-2000:]}")
            yield line
        finally:
            _stop(process)


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
    return process.stdout.readline() if ready else b""


def _stop(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@asynccontextmanager
async def losing_answers(peer: Peer, *, to: str) -> AsyncIterator[Peer]:
    """A way to the peer on which all arrives, but the answers to calls of the path `to` are lost."""

    async def pass_on(request: web.BaseRequest) -> web.StreamResponse:
        kept = {name: request.headers[name] for name in KEPT if name in request.headers}
        async with session.request(
            request.method, peer.server + str(request.rel_url), data=await request.read(), headers=kept
        ) as answer:
            body = await answer.read()
        if request.path.endswith(to) and request.transport is not None:
            request.transport.close()
        return web.Response(status=answer.status, body=body, content_type=answer.content_type)

    relay = web.Server(pass_on, access_log=None)
    async with ClientSession() as session:
        listening = await asyncio.get_running_loop().create_server(relay, HOST, 0)
        try:
            yield Peer(f"http://{HOST}:{listening.sockets[0].getsockname()[1]}")
        finally:
            listening.close()
            await relay.shutdown(timeout=0)
