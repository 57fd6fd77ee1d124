"""The ports of the practice post office beside HTTP's: SMTP at the next one, IMAP at the one after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from jansetu.sandbox.mail import imap, smtp
from jansetu.sandbox.mail.office import Mail
from jansetu.sandbox.numbers import IMAP_STEP, SMTP_STEP

LINE_LIMIT = 256 * 1024


class Runs(Protocol):
    """A conversation."""

    async def run(self) -> None:
        """To its end."""
        ...


class Listening:
    """Both listeners and the conversations under way."""

    def __init__(self, office: Mail) -> None:
        self.office = office
        self.servers: list[asyncio.Server] = []
        self.under_way: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> None:
        """Listen beside that port; OSError where one of the two is taken, and then at neither."""
        kinds: tuple[tuple[int, Callable[..., Runs]], ...] = (
            (SMTP_STEP, smtp.Conversation),
            (IMAP_STEP, imap.Conversation),
        )
        try:
            for step, kind in kinds:
                self.servers.append(
                    await asyncio.start_server(
                        self.greeter(kind), host, port + step, limit=LINE_LIMIT, backlog=1024
                    )
                )
        except OSError:
            await self.stop()
            raise

    def greeter(self, kind: Callable[..., Runs]) -> Callable[..., None]:
        """Begins a conversation for each connection."""

        def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.get_running_loop().create_task(converse(kind(self.office, reader, writer), writer))
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)

        return greet

    async def stop(self) -> None:
        """Hang up everywhere."""
        for server in self.servers:
            server.close()
        self.servers.clear()
        for task in self.under_way:
            task.cancel()
        await asyncio.gather(*self.under_way, return_exceptions=True)


async def converse(conversation: Runs, writer: asyncio.StreamWriter) -> None:
    """One conversation, and then the line is closed."""
    try:
        await conversation.run()
    finally:
        writer.close()
