"""The little of IMAP4rev1 (RFC 3501) that reading a mailbox takes, over a guarded line; changes nothing.

The asynchronous library there is, aioimaplib, is under the GPL, and imaplib opens its own unguarded lines.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import regex
from yarl import URL

from jansetu.connectors.email_dialect import troubled
from jansetu.connectors.email_smtp import Login, trust
from jansetu.connectors.errors import NotAuthorized, Unavailable
from jansetu.connectors.http import Http, Verdict
from jansetu.core.http import AddressRefused

PORTS = {"imaps": 993, "imap": 143}
PART = 256 * 1024  # bytes of a message that are read: a report's facts stand before the mail it returns
LINE_LIMIT = 1024 * 1024  # bytes; a search may name thousands of messages
MOST_LINES = 10_000  # of one answer
LITERAL = regex.compile(rb"\{(?P<size>[0-9]{1,10})\}\r\n$")
CODE = regex.compile(rb"^[A-Z]+ \[(?P<code>[A-Z-]+)(?: (?P<value>[^\]]*))?\]")
PASSING = {b"UNAVAILABLE", b"INUSE", b"SERVERBUG", b"CONTACTADMIN", b"LIMIT", b"EXPIRED"}  # RFC 5530


T = TypeVar("T")


class NotImap(Exception):
    """The server said no (`refuses`), or something that is no IMAP; carries nothing that it said."""

    def __init__(self, *, refuses: bool = False) -> None:
        super().__init__()
        self.refuses = refuses


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is no command's last, with the literal it carried."""

    text: bytes
    literal: bytes = b""


@dataclass(slots=True)
class Imap:
    """A connection that is logged in."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int = 0

    async def login(self, user: str, password: str) -> None:
        """Say who we are."""
        await self.command(f"LOGIN {quoted(user)} {quoted(password)}")

    async def examine(self, name: str) -> int:
        """Open a mailbox for reading; its UIDVALIDITY."""
        for line in await self.command(f"EXAMINE {quoted(name)}"):
            found = CODE.match(line.text.removeprefix(b"* "))
            if found and found["code"] == b"UIDVALIDITY" and found["value"].isdigit():
                return int(found["value"])
        raise NotImap

    async def search(self, wanted: str) -> list[int]:
        """The UIDs that fit, ascending."""
        numbers: set[int] = set()
        for line in await self.command(f"UID SEARCH {wanted}"):
            words = line.text.split()
            if words[:2] == [b"*", b"SEARCH"]:
                numbers.update(int(one) for one in words[2:] if one.isdigit())
        return sorted(numbers)

    async def fetch(self, uid: int) -> bytes:
        """The beginning of a message; empty where it is gone."""
        lines = await self.command(f"UID FETCH {uid} (UID BODY.PEEK[]<0.{PART}>)")
        return next((line.literal for line in lines if line.literal), b"")

    async def command(self, words: str) -> list[Line]:
        """Say something and read all of the answer; NotImap unless it is OK."""
        self.number += 1
        tag = b"j%d" % self.number
        self.writer.write(tag + b" " + words.encode() + b"\r\n")
        await self.writer.drain()
        lines: list[Line] = []
        while len(lines) < MOST_LINES:
            line = await self.read()
            if line.text.startswith(tag + b" "):
                said = line.text.removeprefix(tag + b" ")
                if said.startswith(b"OK"):
                    return lines
                found = CODE.match(said)
                passing = found is not None and found["code"] in PASSING
                raise NotImap(refuses=said.startswith(b"NO") and not passing)
            lines.append(line)
        raise NotImap

    async def read(self) -> Line:
        """One line, whole, its literals read by their own length."""
        text, literal = b"", b""
        while True:
            more = await self.reader.readuntil(b"\n")
            text += more
            found = LITERAL.search(more)
            if found is None:
                return Line(text.rstrip(b"\r\n"), literal)
            size = int(found["size"])
            if size > PART or len(text) > LINE_LIMIT:
                raise NotImap
            literal = await self.reader.readexactly(size)


def quoted(text: str) -> str:
    """A quoted string; the credentials' patterns let no line break through."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


async def visit(login: Login, http: Http, act: Callable[[Imap], Awaitable[T]]) -> T:
    """What `act` finds over a connection that is logged in; every trouble is an error of ours."""
    arrived = False
    try:
        async with asyncio.timeout(http.patience):
            imap = await _open(login, http)
            try:
                if not (await imap.read()).text.startswith(b"* OK"):
                    raise NotImap
                http.ask_to_leave()
                await imap.login(login.user, login.password)
                arrived = True
                return await act(imap)
            finally:
                imap.writer.close()
    except NotImap as error:
        refused = not arrived and error.refuses
        verdict = Verdict(NotAuthorized, "login_refused") if refused else Verdict(Unavailable, "no_answer")
    except AddressRefused:
        verdict = Verdict(Unavailable, "address_refused")
    except (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError):
        verdict = Verdict(Unavailable, "no_answer")
    raise troubled(verdict)  # outside the handler: what the server said goes no further


async def _open(login: Login, http: Http) -> Imap:
    place = URL(login.server)
    secure, host = place.scheme == "imaps", place.host or ""
    if not secure and not http.may_be_plain:
        raise troubled(Verdict(Unavailable, "not_secure"))
    line = await http.open_line(host, place.port or PORTS[place.scheme])
    tls: dict[str, Any] = {"ssl": trust(), "server_hostname": host} if secure else {}
    try:
        return Imap(*await asyncio.open_connection(sock=line, limit=LINE_LIMIT, **tls))
    except BaseException:
        line.close()
        raise
