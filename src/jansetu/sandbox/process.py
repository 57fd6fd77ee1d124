"""Starts the practice platforms as a process of their own, speaks to their control API, stops them."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jansetu.sandbox.calling import SECRET
from jansetu.sandbox.exchange import Json
from jansetu.sandbox.numbers import IMAP_STEP, MAIL_DOMAIN, SMTP_STEP, account_number

HOST = "127.0.0.1"
PLATFORMS = (
    "x",
    "facebook",
    "instagram",
    "youtube",
    "whatsapp",
    "mastodon",
    "bluesky",
    "telegram",
    "email",
)


CALLING = ("facebook", "instagram", "telegram", "whatsapp")  # those that call an address of ours


class NotStarted(Exception):
    """The sandbox did not come up; the message is what it wrote."""


@dataclass(slots=True)
class Sandbox:
    """A running sandbox. Use it in a `with` statement, or call `stop`."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> tuple[str, int]:
        """Where it answers by HTTP."""
        return (HOST, self.port)

    @property
    def addresses(self) -> frozenset[tuple[str, int]]:
        """What a practice address policy must admit."""
        return addresses_of(*self.address)

    def server(self, platform: str) -> str:
        """The base URL that stands for the platform's own server in credentials."""
        return server_of(platform, self.port)

    def credentials(self, platform: str, account: str) -> dict[str, str]:
        """What an officer would type into the connect form for this practice account."""
        return credentials(platform, account, port=self.port)

    def page(self, platform: str, account: str) -> str:
        """Where a citizen sees the account."""
        return f"http://{HOST}:{self.port}/_sandbox/see/{platform}/{account}"

    def ledger(self, since: int = 0) -> list[Json]:
        """What the platforms did after entry number `since`, oldest first."""
        entries: list[Json] = self._ask("GET", f"ledger?since={since}")["entries"]
        return entries

    def count(self) -> dict[str, int]:
        """Acts of each kind: publish, repost, correct, delete; and distinct, doubled, refused_duplicates."""
        counts: dict[str, int] = self._ask("GET", "count")
        return counts

    def films(self) -> list[Json]:
        """Each film on its way or whole: `size`, what it `has`, what `arrived` in all, its `digest`."""
        found: list[Json] = self._ask("GET", "films")["films"]
        return found

    def fault(self, kind: str, **wanted: Any) -> None:
        """Put a fault in force: platform, account, calls, rate, next, ms, acts, seed (see `faults.Fault`)."""
        self._ask("POST", "faults", {"kind": kind, **wanted})

    def fired(self) -> dict[str, int]:
        """How often each kind of fault has struck since the last reset."""
        found: dict[str, int] = self._ask("GET", "faults")["fired"]
        return found

    def say(self, platform: str, account: str, text: str, **rest: Any) -> str:
        """Let a citizen speak (author, reply_to, direct); the id of what was said."""
        said = {"platform": platform, "account": account, "text": text, **rest}
        remote_id: str = self._ask("POST", "remarks", said)["id"]
        return remote_id

    def grants(self, platform: str, do: str, **rest: Any) -> None:
        """Let granted tokens end: `expire` or `revoke` (account), `life` (seconds), `withhold` (on)."""
        self._ask("POST", "grants", {"platform": platform, "do": do, **rest})

    def call(self, platform: str, url: str, **rest: Any) -> None:
        """Let a platform call that address of this machine (secret, doubled, late_ms); "" ends it."""
        self._ask("POST", "hooks", {"platform": platform, "url": url, **rest})

    def calls(self) -> Json:
        """Where the platforms call, how many calls wait, and the newest tries with their statuses."""
        found: Json = self._ask("GET", "hooks")
        return found

    def citizen(self, number: str, **changed: Any) -> None:
        """What is peculiar to a person on WhatsApp: name; absent, stopped, weary, unread."""
        self._ask("POST", "whatsapp/citizens", {"number": number, **changed})

    def calm(self) -> None:
        """Take away all faults."""
        self._ask("DELETE", "faults")

    def reset(self) -> None:
        """Forget all posts, faults and the ledger."""
        self._ask("POST", "reset", {})

    def stop(self) -> None:
        """End it and wait; harmless where it has ended."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _ask(self, method: str, path: str, body: Json | None = None) -> Any:
        request = urllib.request.Request(
            f"http://{HOST}:{self.port}/_sandbox/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address on this machine
            return json.load(answer)


def start(
    *,
    port: int = 0,
    folder: Path | None = None,
    generous: bool = True,
    pace: float = 0,
    timeout: float = 20,
) -> Sandbox:
    """Start a sandbox and wait until it answers; NotStarted after `timeout` seconds or where it ended.

    It ends with this process, however this process ends, and not by a Ctrl-C meant for this process.
    `generous` lifts the platforms' rate limits (X: 100 posts in fifteen minutes), which tests and the
    bench would run into. With a `pace` figures grow and citizens answer, so many times faster than life.
    """
    command = [sys.executable, "-m", "jansetu.sandbox", "--port", str(port), "--with-parent"]
    command += ["--folder", str(folder)] if folder else []
    command += ["--generous"] if generous else []
    command += ["--pace", str(pace)] if pace else []
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, start_new_session=True
        )
        line = first_line(process, timeout)
        if not line:
            process.kill()
            process.communicate()
            said.seek(0)
            raise NotStarted(said.read().decode(errors="replace").strip() or f"silent for {timeout} s")
    return Sandbox(json.loads(line)["port"], process)


def call(port: int, platform: str, url: str, secret: str) -> None:
    """Let a platform of a running sandbox call that address of this machine, signed with the secret."""
    body = json.dumps({"platform": platform, "url": url, "secret": secret}).encode()
    request = urllib.request.Request(
        f"http://{HOST}:{port}/_sandbox/hooks",
        method="POST",
        data=body,
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - our own address on this machine


def first_line(process: subprocess.Popen[bytes], timeout: float) -> bytes:
    """The line by which the child says that it answers; empty where it ended or is too slow."""
    if process.stdout is None:
        return b""
    ready, _, _ = select.select([process.stdout], [], [], timeout)
    return process.stdout.readline() if ready else b""


@contextmanager
def running(*, folder: Path | None = None, generous: bool = True, pace: float = 0) -> Iterator[Sandbox]:
    """A sandbox for the length of a `with` statement."""
    with start(folder=folder, generous=generous, pace=pace) as sandbox:
        yield sandbox


def addresses_of(host: str, port: int) -> frozenset[tuple[str, int]]:
    """Every address of a sandbox: its own port and those of its mail server."""
    return frozenset((host, port + step) for step in (0, SMTP_STEP, IMAP_STEP))


def server_of(platform: str, port: int) -> str:
    """The base URL of a practice platform."""
    if platform == "email":
        return f"smtp://{HOST}:{port + SMTP_STEP}"
    return f"http://{HOST}:{port}/{platform}"


def credentials(platform: str, account: str, *, port: int) -> dict[str, str]:
    """What an officer would type into the connect form for a practice account, field by field."""
    server, token = server_of(platform, port), f"sandbox-{account}"
    own = {
        "x": {"account_id": account_number("x", account), "access_token": token},
        "facebook": {"page_id": account_number("facebook", account), "page_token": token},
        "instagram": {
            "user_id": account_number("instagram", account),
            "username": account,
            "access_token": token,
        },
        "youtube": {
            "channel_id": account_number("youtube", account),
            "access_token": token,
            "refresh_token": f"renewing-{account}",
            "client_id": "practice-app",
            "client_secret": f"secret-{account}",
        },
        "whatsapp": {
            "phone_number_id": account_number("whatsapp", account),
            "business_account_id": account_number("whatsapp", f"{account}/business"),
            "access_token": token,
            "app_secret": SECRET,
        },
        "mastodon": {"access_token": token},
        "telegram": {
            "chat_id": f"@{account}",
            "bot_token": f"{account_number('telegram', account)}:{token}",
        },
        "email": mail_account(account, port) | {"password": token},
        "bluesky": {"handle": f"{account}.bsky.test", "app_password": token},
    }
    return {"server": server, **own[platform]}


def mail_account(account: str, port: int) -> dict[str, str]:
    """The rest of what a mail account is connected by: its addresses, and where its mailboxes are read."""
    return {
        "user": account,
        "sender": f"{account}@{MAIL_DOMAIN}",
        "sender_name": f"{account} (अभ्यास)",
        "bounces": f"{account}@{MAIL_DOMAIN}",
        "imap": f"imap://{HOST}:{port + IMAP_STEP}",
        "copies": "Sent",
    }
