"""As much SMTP (RFC 5321) as submitting mail takes, with faults on demand; what arrives goes to the office.

Small enough to be our own: aiosmtpd has stood still since 2024 and has no place to lose an answer in.
"""

from __future__ import annotations

import asyncio
import binascii
from base64 import b64decode
from collections.abc import Awaitable, Callable
from contextlib import suppress

import regex

from jansetu.sandbox.faults import SPOKEN, Fault, Verb
from jansetu.sandbox.mail.office import Mail
from jansetu.sandbox.world import Account

SIZE_LIMIT = 25 * 1024 * 1024  # bytes of a mail
LINE_LIMIT = 64 * 1024
PATH = regex.compile(r"(?:FROM|TO):\s*<(?P<address>[^<>\s]*)>(?P<more>.*)", regex.IGNORECASE)
SAYS = (
    "practice.test",
    "AUTH PLAIN LOGIN",
    f"SIZE {SIZE_LIMIT}",
    "8BITMIME",
    "SMTPUTF8",
    "ENHANCEDSTATUSCODES",
)
# Each of `faults.SPOKEN` in SMTP's words, said when the sender is named.
WORDS = {
    "401": "530 5.7.0 Authentication required",
    "403": "550 5.7.60 Not permitted to send as this sender",
    "429": "421 4.7.28 Too many messages, come again later",
    "500": "451 4.3.0 Local error",
    "503": "421 4.3.2 Not accepting network messages",
}
REFUSED = "554 5.7.1 Refused for what it says"


class Closed(Exception):
    """The conversation is over."""


class Conversation:
    """One connection."""

    def __init__(self, office: Mail, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.office, self.reader, self.writer = office, reader, writer
        self.account: Account | None = None
        self.sender, self.recipient, self.fault = "", "", None  # type: tuple[str, str, Fault | None]
        self.verbs: dict[str, Callable[[str], Awaitable[None]]] = {
            "EHLO": self.ehlo,
            "HELO": self.helo,
            "AUTH": self.auth,
            "MAIL": self.mail,
            "RCPT": self.rcpt,
            "DATA": self.data,
            "RSET": self.rset,
            "NOOP": self.noop,
            "QUIT": self.quit,
        }

    async def run(self) -> None:
        """Until somebody hangs up."""
        with suppress(Closed, OSError, EOFError, asyncio.LimitOverrunError):
            await self.say("220 practice.test ESMTP अभ्यास")
            while True:
                verb, _, rest = (await self.line()).partition(" ")
                run = self.verbs.get(verb.upper())
                if run is None:
                    await self.say("502 5.5.1 Not known here")
                else:
                    await run(rest)

    async def line(self) -> str:
        """One line of the client's."""
        return (await self.reader.readuntil(b"\n")).decode(errors="replace").rstrip("\r\n")

    async def say(self, text: str) -> None:
        """Answer; 421 is the last word."""
        self.writer.write(text.encode() + b"\r\n")
        await self.writer.drain()
        if text.startswith("421"):
            raise Closed

    async def ehlo(self, rest: str) -> None:
        """What we can do."""
        lines = [f"250-{one}" for one in SAYS[:-1]] + [f"250 {SAYS[-1]}"]
        await self.say("\r\n".join(lines))

    async def helo(self, rest: str) -> None:
        """The same without it."""
        await self.say("250 practice.test")

    async def auth(self, rest: str) -> None:
        """PLAIN and LOGIN."""
        method, _, initial = rest.partition(" ")
        try:
            user, password = await self._credentials(method.upper(), initial)
        except (ValueError, binascii.Error):
            await self.say("501 5.5.2 Cannot decode")
            return
        self.account = self.office.log_in(user, password)
        fault = self.pick("session") if self.account else None
        if self.account is None or fault is not None:
            self.account = None
            await self.say("454 4.7.0 Try again" if fault and fault.kind != "401" else "535 5.7.8 Bad login")
        else:
            await self.say("235 2.7.0 Welcome")

    async def _credentials(self, method: str, initial: str) -> tuple[str, str]:
        if method == "PLAIN":
            given = initial or await self._asked("334 ")
            _, user, password = b64decode(given).decode().split("\0")
            return user, password
        if method != "LOGIN":
            raise ValueError
        user = initial or await self._asked("334 VXNlcm5hbWU6")
        return b64decode(user).decode(), b64decode(await self._asked("334 UGFzc3dvcmQ6")).decode()

    async def _asked(self, prompt: str) -> str:
        await self.say(prompt)
        return await self.line()

    async def mail(self, rest: str) -> None:
        """Who sends; a fault that strikes this mail is chosen here."""
        found = PATH.match(rest)
        if self.account is None:
            await self.say(WORDS["401"])
            return
        self.fault = self.pick("publish")
        if self.fault is not None and self.fault.kind in WORDS:
            await self.say(WORDS[self.fault.kind])
        elif found is None:
            await self.say("501 5.1.7 Bad sender")
        elif not self.office.may_send(self.account, found["address"]):
            await self.say(WORDS["403"])
        else:
            self.sender = found["address"]
            await self.say("250 2.1.0 OK")

    async def rcpt(self, rest: str) -> None:
        """To whom; one recipient a mail, for nobody sees another's address here."""
        found = PATH.match(rest)
        if not self.sender:
            await self.say("503 5.5.1 Who sends?")
        elif found is None or "@" not in found["address"]:
            await self.say("553 5.1.3 Bad address")
        elif self.recipient:
            await self.say("452 4.5.3 One recipient a mail")
        elif told := self.office.refuses(found["address"]):
            await self.say(told)
        else:
            self.recipient = found["address"]
            await self.say("250 2.1.5 OK")

    async def data(self, rest: str) -> None:
        """The mail itself."""
        if self.account is None or not self.recipient:
            await self.say("503 5.5.1 To whom?")
            return
        await self.say("354 Go on")
        raw = await self.content()
        account, sender, recipient, fault = self.account, self.sender, self.recipient, self.fault
        self.forget()
        if len(raw) > SIZE_LIMIT:
            await self.say("552 5.3.4 Too big")
        elif fault is not None:
            await self.disturbed(fault, lambda: self.office.take(account, sender, recipient, raw))
        else:
            self.office.take(account, sender, recipient, raw)
            await self.say(f"250 2.0.0 Queued as {len(account.posts)}")

    async def content(self) -> bytes:
        """Up to the line of one dot, the other dots taken back; never more than a little over the limit."""
        lines, size = [], 0
        while (line := await self.reader.readuntil(b"\n")) != b".\r\n":
            size += len(line)
            if size <= SIZE_LIMIT + LINE_LIMIT:
                lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    async def disturbed(self, fault: Fault, take: Callable[[], object]) -> None:
        """The answer of a bad day."""
        if fault.acts:
            take()
        if fault.kind in SPOKEN:
            await self.say(REFUSED)
        elif fault.kind == "html":
            await self.say("<!doctype html><title>502</title>")
        elif fault.kind == "empty":
            await self.say("")
        elif fault.kind == "stall":
            await asyncio.sleep(fault.ms / 1000)
            await self.say("250 2.0.0 Queued at last" if fault.acts else WORDS["500"])
        else:
            raise Closed  # lose_answer and drop: the line goes dead

    def pick(self, verb: Verb) -> Fault | None:
        """The fault that strikes now."""
        if self.account is None or not self.office.faults.active:
            return None
        return self.office.faults.pick(self.office.name, self.account.name, verb)

    async def rset(self, rest: str) -> None:
        """Begin anew."""
        self.forget()
        await self.say("250 2.0.0 OK")

    def forget(self) -> None:
        """No mail is under way."""
        self.sender, self.recipient, self.fault = "", "", None

    async def noop(self, rest: str) -> None:
        """Nothing."""
        await self.say("250 2.0.0 OK")

    async def quit(self, rest: str) -> None:
        """The end."""
        await self.say("221 2.0.0 Bye")
        raise Closed
