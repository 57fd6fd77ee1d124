"""A translation service of the test's own: a real HTTP server that speaks both APIs and keeps all."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pytest_django import Settings


@dataclass
class Translator:
    """Where it listens, what it will answer, and every request: path, key, body."""

    url: str = ""
    says: str = "Vaccination begins in Ujjain today."
    status: int = 200
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def answer(self, path: str) -> Any:
        if path.endswith("/chat/completions"):
            return {"choices": [{"message": {"role": "assistant", "content": self.says}}]}
        output = [{"source": "…", "target": self.says}]
        return {"pipelineResponse": [{"taskType": "translation", "output": output}]}


@contextmanager
def translator(settings: Settings, kind: str = "openai") -> Iterator[Translator]:
    """The service, named in the settings."""
    service = Translator()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            service.asked.append((self.path, self.headers["Authorization"], body))
            said = json.dumps(service.answer(self.path)).encode()
            self.send_response(service.status)
            self.send_header("Content-Length", str(len(said)))
            if service.status == 302:
                self.send_header("Location", f"{service.url}/elsewhere")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    service.url = f"http://127.0.0.1:{server.server_address[1]}"
    settings.JANSETU_TRANSLATION_URL = f"{service.url}/{'v1' if kind == 'openai' else 'pipeline'}"
    settings.JANSETU_TRANSLATION_KIND = kind
    settings.JANSETU_TRANSLATION_KEY = "a-key"
    settings.JANSETU_TRANSLATION_MODEL = "a-model"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
