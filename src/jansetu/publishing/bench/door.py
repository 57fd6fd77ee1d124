"""Our own web on this machine, for practice Instagram to fetch its pictures from."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Threaded(ThreadingMixIn, WSGIServer):
    """Answers several at once."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@cache
def web() -> Any:
    """The application; made at the first request, for settings may still be read then."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return get_wsgi_application()


def application(environment: Any, start: Any) -> Iterable[bytes]:
    """Any address of ours."""
    answer: Iterable[bytes] = web()(environment, start)
    return answer


@contextmanager
def open_door() -> Iterator[str]:
    """Its base URL, for the length of a `with` statement."""
    server = make_server("127.0.0.1", 0, application, server_class=Threaded, handler_class=Quiet)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join(5)
