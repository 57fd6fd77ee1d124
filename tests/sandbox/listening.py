"""A tiny server on this machine that a practice platform calls."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """One call as it came; header names in lower case."""

    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Ear:
    """What was heard; refuses the next `refusing` calls."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    refusing: int = 0

    def wait(self, enough: Callable[[list[Heard]], bool], seconds: float = 10) -> list[Heard]:
        """Until enough was heard; fails after so many seconds."""
        until = time.monotonic() + seconds
        while not enough(self.heard):
            assert time.monotonic() < until, [one.body for one in self.heard]
            time.sleep(0.01)
        return list(self.heard)


@contextmanager
def listening() -> Iterator[Ear]:
    """For the length of a `with` statement."""
    ear = Ear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            refused = ear.refusing > 0
            ear.refusing -= refused
            if not refused:
                ear.heard.append(Heard({name.lower(): one for name, one in self.headers.items()}, body))
            self.send_response(503 if refused else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    ear.url = f"http://127.0.0.1:{server.server_address[1]}/hooks/whatsapp/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield ear
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
