"""The practice platforms as a process of their own, asked by plain HTTP as any client would."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from jansetu.sandbox.process import Sandbox, running
from tests.connectors.pictures import one_picture


@dataclass(frozen=True)
class Told:
    """One answer."""

    status: int
    headers: http.client.HTTPMessage
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True)
class Client:
    """Asks one platform of the sandbox in the name of one account."""

    port: int
    prefix: str = ""
    token: str = ""

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: dict[str, str] | None = None,
        form: dict[str, str] | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> Told:
        """One call: `body` as JSON, `form` urlencoded, or multipart where there is a file."""
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        content, mime = encoded(body, form, file)
        headers |= {"Content-Type": mime} if mime else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            target = f"{self.prefix}{path}" + (f"?{urlencode(query)}" if query else "")
            connection.request(method, target, content, headers)
            answer = connection.getresponse()
            return Told(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


def encoded(
    body: Any, form: dict[str, str] | None, file: tuple[str, bytes] | None
) -> tuple[bytes | None, str]:
    if file is not None:
        parts = [part(name, value.encode(), "") for name, value in (form or {}).items()]
        parts.append(part(file[0], file[1], '; filename="picture.jpg"'))
        return b"".join(parts) + b"--limit--\r\n", "multipart/form-data; boundary=limit"
    if form is not None:
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
    return (None, "") if body is None else (json.dumps(body).encode(), "application/json")


def part(name: str, content: bytes, more: str) -> bytes:
    mime = "Content-Type: image/jpeg\r\n" if more else ""
    head = f'--limit\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{mime}\r\n'
    return head.encode() + content + b"\r\n"


@pytest.fixture(scope="session")
def platforms() -> Iterator[Sandbox]:
    """Started once."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(platforms: Sandbox) -> Sandbox:
    """Calm and empty."""
    platforms.reset()
    return platforms


@pytest.fixture
def x(sandbox: Sandbox) -> Client:
    """X, as the collector's account."""
    return Client(sandbox.port, "/x", "sandbox-collectorujjain")


@pytest.fixture
def facebook(sandbox: Sandbox) -> Client:
    """Facebook, as the collector's Page."""
    return Client(sandbox.port, "/facebook/v23.0", "sandbox-collectorujjain")


@pytest.fixture
def instagram(sandbox: Sandbox) -> Client:
    """Instagram, as the collector's account."""
    return Client(sandbox.port, "/instagram/v23.0", "sandbox-collectorujjain")


@pytest.fixture
def telegram(sandbox: Sandbox) -> Client:
    """Telegram, as the bot of the collector's channel."""
    token = sandbox.credentials("telegram", "collectorujjain")["bot_token"]
    return Client(sandbox.port, f"/telegram/bot{token}")


@pytest.fixture
def control(sandbox: Sandbox) -> Client:
    """The sandbox itself."""
    return Client(sandbox.port)


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    """A real JPEG picture."""
    return one_picture(tmp_path, 0).path.read_bytes()
