"""`jansetu up`: the practice platforms, the worker and the web on this machine together. Keeps nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import click
from django.conf import settings
from django.core.management import call_command

from jansetu.core.clock import utcnow

PATIENCE = 60  # seconds that a part may take to answer
GRACE = 40  # seconds that a part may take to stop: a call to a platform may last thirty


class PartFailedError(click.ClickException):
    """A part of Jansetu did not start or stopped by itself."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process: its name, its command, and how to tell that it is ready."""

    name: str
    command: list[str]
    ready: Callable[[], bool]
    says: bool = True  # whether what it writes to standard output is for people


def free_port(wanted: int, *, row: int = 1) -> int:
    """`wanted`, or the next port on the loopback address that nobody uses, nor those of a `row` after it."""
    for port in range(wanted, wanted + 100):
        if all(is_free(port + step) for step in range(row)):
            return port
    raise PartFailedError(f"no free port from {wanted} to {wanted + 99}")


def is_free(port: int) -> bool:
    """Whether nobody uses the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(url: str) -> bool:
    """Whether somebody answers at `url`."""
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 (our own loopback address)
            return bool(answer.status < 500)
    except HTTPError as refusal:
        return refusal.code < 500
    except (URLError, OSError):
        return False


def start(part: Part, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a part and wait until it is ready."""
    click.echo(f"  ▸ {part.name} …", nl=False)
    # A session of its own: Ctrl-C reaches only us, and we stop the parts in their order.
    heard = None if part.says else subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603
        part.command, env=environment, start_new_session=True, stdout=heard
    )
    deadline = time.monotonic() + PATIENCE
    while not part.ready():
        if process.poll() is not None:
            raise PartFailedError(f"{part.name} stopped with code {process.returncode}")
        if time.monotonic() > deadline:
            stop(process)
            raise PartFailedError(f"{part.name} did not answer within {PATIENCE} s")
        time.sleep(0.1)
    click.echo(" ✓")
    return process


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a part to stop; insist when it does not."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def running(parts: list[Part], environment: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """All parts, started in order and stopped in the opposite order whatever happens."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for part in parts:
            processes.append(start(part, environment))
        yield processes
    finally:
        for process in reversed(processes):
            stop(process)


def wait_for_end(parts: list[Part], processes: list[subprocess.Popen[bytes]]) -> None:
    """Until Ctrl-C or SIGTERM; a part that stops by itself ends everything, loudly."""
    ending: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        ending.append(number)

    signal.signal(signal.SIGINT, note)
    signal.signal(signal.SIGTERM, note)
    while not ending:
        for part, process in zip(parts, processes, strict=True):
            if process.poll() is not None:
                raise PartFailedError(f"{part.name} stopped by itself with code {process.returncode}")
        time.sleep(0.2)


def parts_of(*, web: int, sandbox: int) -> list[Part]:
    """The three processes of one machine."""
    folder = settings.JANSETU_FOLDER
    python = sys.executable
    gunicorn = ["-m", "gunicorn", "--bind", f"127.0.0.1:{web}", "--workers", "1", "--threads", "8"]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    return [
        Part(
            name="अभ्यास मंच · practice platforms",
            command=[
                python,
                "-m",
                "jansetu.sandbox",
                "--port",
                str(sandbox),
                "--folder",
                str(folder / "sandbox"),
            ],
            ready=lambda: answers(f"http://127.0.0.1:{sandbox}/_sandbox/"),
            says=False,
        ),
        Part(
            name="डेस्क और पोर्टल · desk and portal",
            command=[python, *gunicorn, *quiet, "jansetu.config.wsgi:application"],
            ready=lambda: answers(f"http://127.0.0.1:{web}/"),
        ),
        Part(
            name="प्रेषक · worker",
            command=[python, "-m", "jansetu.cli", "worker"],
            ready=lambda: True,
        ),
    ]


def prepare() -> None:
    """The database's tables and the hashed static files; harmless when repeated."""
    click.echo("  ▸ डेटाबेस · database …", nl=False)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    click.echo(" ✓")
    click.echo("  ▸ स्थिर फ़ाइलें · static files …", nl=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo(" ✓")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Of the desk and the portal.")
@click.option(
    "--sandbox-port",
    default=8009,
    show_default=True,
    help="Of the practice platforms; mail takes the two after it.",
)
@click.option(
    "--demonstration", is_flag=True, help="Load the demonstration state where nothing is there yet."
)
@click.pass_context
def up(context: click.Context, port: int, sandbox_port: int, demonstration: bool) -> None:
    """Start everything on this machine and stop it cleanly on Ctrl-C."""
    # From the first moment on: whoever is stopped while parts are starting must not leave them behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    web, sandbox = free_port(port), free_port(sandbox_port, row=3)
    here = f"http://localhost:{web}"  # a passkey needs a name, not a number
    settings.JANSETU_SANDBOX = f"127.0.0.1:{sandbox}"
    environment = os.environ | {"JANSETU_SANDBOX": settings.JANSETU_SANDBOX, "JANSETU_PUBLIC_URL": here}
    prepare()
    if demonstration:
        # Late: the file can be read only once Django is set up.
        from jansetu.cli.demonstration import load

        context.invoke(load)
    parts = parts_of(web=web, sandbox=sandbox)
    with running(parts, environment) as processes:
        click.echo(f"\n  जनसेतु · Jansetu          {here}/desk/")
        click.echo(f"  पोर्टल · portal           {here}/")
        click.echo(f"  अभ्यास मंच · practice     http://localhost:{sandbox}/_sandbox/")
        click.echo("  लॉगिन · logins            .venv/bin/jansetu demonstration logins\n")
        click.echo("  Ctrl-C से बंद करें · stops everything")
        settings.JANSETU_PUBLIC_URL = f"http://127.0.0.1:{web}"  # the practice platforms call numbers only
        _let_practice_call()
        wait_for_end(parts, processes)
    click.echo("  सब बंद · all stopped")


def _let_practice_call() -> None:
    """Imported late: rows can be read once Django is set up, and this module before that."""
    from jansetu.channels.operations.practice_calls import be_called_by_practice

    be_called_by_practice(now=utcnow())
