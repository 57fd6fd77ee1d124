"""A RabbitMQ or a Redis for one trial or one run of tests, on a free port and in a folder of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from jansetu.core.errors import Refusal

Kind = Literal["amqp", "redis"]
HOST = "127.0.0.1"
SERVERS = {"amqp": "rabbitmq-server", "redis": "redis-server"}
DEBIANS = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # beneath the script that becomes another user
PATIENCE = 60  # seconds: Erlang starts slowly on a busy machine


class Broker:
    """One server that can die and come back on the same port."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind, self.folder, self.port = kind, folder, _free_port()
        self.names = _free_port()  # of Erlang's own daemon, which outlives its nodes
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What JANSETU_BROKER must say."""
        return (
            f"amqp://guest:guest@{HOST}:{self.port}//"
            if self.kind == "amqp"
            else f"redis://{HOST}:{self.port}/0"
        )

    def start(self) -> None:
        """Begin, and wait until it answers."""
        command = self._redis() if self.kind == "redis" else [_rabbitmq()]
        environment = os.environ | (self._rabbitmq() if self.kind == "amqp" else {})
        with (self.folder / "said").open("ab") as said:
            # A session of its own: the scripts around Erlang die with it.
            self.process = subprocess.Popen(  # noqa: S603 (their own servers)
                command, env=environment, stdout=said, stderr=said, start_new_session=True
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise _not_there(self.kind)
            time.sleep(0.05)

    def kill(self) -> None:
        """Without a word, as a power cut would; harmless where it is dead."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def end(self) -> None:
        """Die, and leave nothing running."""
        self.kill()
        if self.kind == "amqp":
            command = ["epmd", "-port", str(self.names), "-kill"]
            for _ in range(20):  # it refuses while it takes the dead node for alive
                asked = subprocess.run(command, check=False, capture_output=True)  # noqa: S603
                if asked.returncode == 0:
                    break
                time.sleep(0.1)

    def _redis(self) -> list[str]:
        where = ["--bind", HOST, "--port", str(self.port), "--dir", str(self.folder)]
        return [SERVERS["redis"], *where, "--save", "", "--appendonly", "no", "--daemonize", "no"]

    def _rabbitmq(self) -> dict[str, str]:
        """No management, no epmd of the machine: the distribution has a port of its own and nobody joins."""
        config = self.folder / "rabbitmq.conf"
        config.write_text(f"listeners.tcp.default = {HOST}:{self.port}\nloopback_users = none\n")
        return {
            "RABBITMQ_NODENAME": f"jansetu{self.folder.name[-8:]}@localhost",
            "RABBITMQ_CONFIG_FILE": str(config),
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_NODE_IP_ADDRESS": HOST,
            "ERL_EPMD_PORT": str(self.names),
            "RABBITMQ_DIST_PORT": str(_free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_FEATURE_FLAGS_FILE": str(self.folder / "flags"),
            "HOME": str(self.folder),
        }

    def _answers(self) -> bool:
        """Whether it greets in its own protocol, and not only the system on its behalf."""
        hello = b"AMQP\x00\x00\x09\x01" if self.kind == "amqp" else b"PING\r\n"
        try:
            with socket.create_connection((HOST, self.port), timeout=2) as line:
                line.sendall(hello)
                return bool(line.recv(1))
        except OSError:
            return False


@contextmanager
def running(kind: Kind) -> Iterator[Broker]:
    """Yields a server that answers; `url` is its address. A Refusal where none is installed."""
    if shutil.which(SERVERS[kind]) is None:
        raise _not_there(kind)
    with tempfile.TemporaryDirectory(prefix="jansetu-broker-", ignore_cleanup_errors=True) as folder:
        own = Path(folder, secrets.token_hex(4))
        own.mkdir()
        broker = Broker(kind, own)
        try:
            broker.start()
            yield broker
        finally:
            broker.end()


def _rabbitmq() -> str:
    return str(DEBIANS) if DEBIANS.exists() else SERVERS["amqp"]


def _not_there(kind: Kind) -> Refusal:
    return Refusal(
        "no_broker",
        hi=f"इस मशीन पर {SERVERS[kind]} शुरू नहीं हुआ: apt install {SERVERS[kind]}।",
        en=f"{SERVERS[kind]} did not start on this machine: apt install {SERVERS[kind]}.",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
    return number
