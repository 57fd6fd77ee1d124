"""Tiny SMTP and IMAP servers on this machine that answer as they are told and can go wrong at one command."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"
STALL = 20  # seconds; longer than any patience of a test
HANG_UP, STALLED = "hang up", "stall"  # instead of an answer
EHLO = "250-stage.example\r\n250-AUTH PLAIN LOGIN\r\n250-SIZE 20000000\r\n250 ENHANCEDSTATUSCODES"
GOOD = {
    "greeting": "220 stage.example ESMTP",
    "EHLO": EHLO,
    "AUTH": "235 2.7.0 Welcome",
    "MAIL": "250 2.1.0 OK",
    "RCPT": "250 2.1.5 OK",
    "DATA": "354 Go on",
    "content": "250 2.0.0 Queued",
    "RSET": "250 2.0.0 OK",
    "QUIT": "221 2.0.0 Bye",
}
MAILBOX = {
    "greeting": "* OK ready",
    "LOGIN": "{tag} OK",
    "EXAMINE": "* OK [UIDVALIDITY 7] here\r\n{tag} OK [READ-ONLY]",
    "SEARCH": "* SEARCH\r\n{tag} OK",
    "FETCH": "{tag} OK",
}


@dataclass(slots=True)
class Stage:
    """One server: `answers` by command; what it heard, and the mails that it took whole."""

    answers: Mapping[str, str]
    heard: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    lines: int = 0
    port: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until somebody hangs up."""
        self.lines += 1
        try:
            with suppress(OSError, EOFError):
                if await self.say("greeting", writer):
                    await self.listen(reader, writer)
        finally:
            writer.close()

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer each command."""
        while line := (await reader.readuntil(b"\n")).decode():
            self.heard.append(line.rstrip("\r\n"))
            words = line.split()
            name = words[0].upper()
            if name not in self.answers:  # IMAP: the tag comes first, and UID before the command
                name = words[2 if words[1].upper() == "UID" else 1].upper()
            if not await self.say(name, writer, words[0]):
                return
            if name == "DATA" and self.answers["DATA"].startswith("354"):
                self.mails.append((await reader.readuntil(b"\r\n.\r\n"))[:-3].replace(b"\r\n..", b"\r\n."))
                if not await self.say("content", writer):
                    return

    async def say(self, name: str, writer: asyncio.StreamWriter, tag: str = "") -> bool:
        """The answer to a command; false where there is none."""
        answer = self.answers[name]
        if answer == STALLED:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.over.wait(), STALL)
        if answer in (HANG_UP, STALLED):
            return False
        writer.write(answer.replace("{tag}", tag).encode() + b"\r\n")
        await writer.drain()
        return True

    def commands(self) -> list[str]:
        """The first word of each command."""
        return [line.split()[0].upper() for line in self.heard]


@asynccontextmanager
async def staged(answers: Mapping[str, str]) -> AsyncIterator[Stage]:
    """A server for the length of a `with` statement."""
    stage = Stage(answers)
    conversations: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(stage.converse(reader, writer))
        conversations.add(task)

    server = await asyncio.start_server(begin, HOST, 0)
    stage.port = server.sockets[0].getsockname()[1]
    try:
        yield stage
    finally:
        stage.over.set()
        server.close()
        for task in conversations:
            task.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)
        await asyncio.sleep(0.01)  # for the closed lines to be let go


def smtp(**changed: str) -> dict[str, str]:
    """A server that takes mail, with some answers changed."""
    return GOOD | changed


def imap(**changed: str) -> dict[str, str]:
    """A server with an empty mailbox, with some answers changed."""
    return MAILBOX | changed
