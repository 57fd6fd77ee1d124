"""One mail handed to a server by SMTP, over a guarded line that serves the next mail too; composes nothing.

A reply that says no is a refusal at every point; what is lost once the content began to leave is in doubt.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache

import regex
from aiosmtplib import SMTP, SMTPException, SMTPResponseException, SMTPServerDisconnected
from yarl import URL

from jansetu.connectors.email_dialect import Phase, troubled, verdict_of
from jansetu.connectors.email_message import Mailbox
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.http import Http, Verdict
from jansetu.core.http import AddressRefused

PORTS = {"smtps": 465, "smtp": 587}
HESITATION = 10.0  # seconds from the last question to the content; a process that slept longer sends nothing
TAKEN = 250
START_INPUT = 354  # go on with the content
CLOSING = 421  # the server hangs up
USES = 50  # mails over one line; servers hang up after a hundred or so
DOT = regex.compile(rb"^\.", regex.MULTILINE)


@cache
def trust() -> ssl.SSLContext:
    """The machine's certificates, read once."""
    return ssl.create_default_context()


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """A server and who logs in there; also the key under which its lines wait."""

    server: str
    user: str
    password: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """What the server is told, apart from the mail itself."""

    sender: Mailbox
    recipient: Mailbox
    content: bytes


@dataclass(slots=True)
class Conversation:
    """One line that is logged in."""

    smtp: SMTP
    used: int = 0

    def close(self) -> None:
        """Hang up without a word: nothing is under way."""
        transport = self.smtp.transport
        self.smtp.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()


@dataclass(slots=True)
class Course:
    """How far one call has come."""

    phase: Phase = "greeting"
    begun: bool = False  # the content has begun to leave


class Mailer:
    """Hands mails to one server."""

    def __init__(self, login: Login, name: str, http: Http) -> None:
        """`name` is how we introduce ourselves."""
        self._login, self._name, self._http = login, name, http

    async def check(self) -> None:
        """Log in and do nothing."""

        async def nothing_more(smtp: SMTP) -> None:
            self._http.ask_to_leave()

        await self._over_a_line(Course(), nothing_more)

    async def deliver(self, envelope: Envelope) -> None:
        """The server has it; otherwise one of the five errors."""
        course = Course()

        async def hand_over(smtp: SMTP) -> None:
            self._http.ask_to_leave()
            asked_at = asyncio.get_running_loop().time()
            await self._introduce(smtp, envelope, course)
            if asyncio.get_running_loop().time() - asked_at > HESITATION:
                raise SMTPServerDisconnected("slept too long")
            await self._hand_over(smtp, envelope.content, course)

        await self._over_a_line(course, hand_over)

    async def _introduce(self, smtp: SMTP, envelope: Envelope, course: Course) -> None:
        course.phase = "sender"
        room = smtp.esmtp_extensions.get("size", "").strip()
        if room.isdigit() and 0 < int(room) < len(envelope.content):
            raise troubled(Verdict(Rejected, "too_large"))
        options, encoding = [], "ascii"
        if not (envelope.sender.is_ascii and envelope.recipient.is_ascii):
            if not smtp.supports_extension("smtputf8"):
                raise troubled(Verdict(Rejected, "recipient_refused"))
            options, encoding = ["SMTPUTF8", "BODY=8BITMIME"], "utf-8"
        await smtp.mail(envelope.sender.address, options=options, encoding=encoding)
        course.phase = "recipient"
        await smtp.rcpt(envelope.recipient.address, encoding=encoding)
        ready = await smtp.execute_command(b"DATA")
        if ready.code != START_INPUT:
            raise SMTPResponseException(ready.code, ready.message)

    async def _hand_over(self, smtp: SMTP, content: bytes, course: Course) -> None:
        """The content and its final dot; the library's own `data` does not tell where a line broke."""
        if smtp.protocol is None:
            raise SMTPServerDisconnected("lost")
        course.phase = "content"
        smtp.protocol.write(DOT.sub(b"..", content) + b".\r\n")
        course.begun = True
        answer = await smtp.protocol.read_response(timeout=None)
        if answer.code != TAKEN:
            raise SMTPResponseException(answer.code, answer.message)

    async def _over_a_line(self, course: Course, act: Callable[[SMTP], Awaitable[None]]) -> None:
        """Act over a line that is logged in, kept where it is still good. Each trouble has its error."""
        status, talk = 0, None
        try:
            async with asyncio.timeout(self._http.patience):
                talk = await self._conversation(course)
                await act(talk.smtp)
            verdict = None
        except SMTPResponseException as error:
            verdict, status = verdict_of(course.phase, error.code, error.message), error.code
            if status == CLOSING or not 400 <= status < 600:
                _hang_up(talk)
        except AddressRefused:
            verdict = Verdict(Unavailable, "address_refused")
        except (SMTPException, OSError, TimeoutError):
            verdict = self._lost(course)
            _hang_up(talk)
        except asyncio.CancelledError:
            _hang_up(talk)
            raise
        finally:
            self._keep(talk)
        if verdict is not None:  # outside the handler: the library's errors carry what was said
            raise troubled(verdict, status if status > 0 else None)

    def _lost(self, course: Course) -> Verdict:
        if course.begun:
            return Verdict(OutcomeUnknown, "lost_answer")
        return Verdict(Unavailable, "refused_connection" if course.phase == "greeting" else "no_answer")

    def _keep(self, talk: Conversation | None) -> None:
        if talk is None or not talk.smtp.is_connected:
            return
        talk.used += 1
        if talk.used < USES:
            self._http.idle.put(self._login, talk)
        else:
            talk.close()

    async def _conversation(self, course: Course) -> Conversation:
        """One that waited, where its server still answers, or a new one."""
        waiting = self._http.idle.take(self._login, Conversation)
        if waiting is not None:
            try:
                async with asyncio.timeout(self._http.patience / 3):
                    await waiting.smtp.rset()
            except (SMTPException, OSError, TimeoutError):
                waiting.close()
            except BaseException:
                waiting.close()
                raise
            else:
                return waiting
        return await self._fresh(course)

    async def _fresh(self, course: Course) -> Conversation:
        place = URL(self._login.server)
        host, implicit = place.host or "", place.scheme == "smtps"
        line = await self._http.open_line(host, place.port or PORTS[place.scheme])
        smtp = SMTP(
            hostname=host,
            sock=line,
            use_tls=implicit,
            start_tls=False,
            tls_context=trust(),
            local_hostname=self._name,
            timeout=None,
        )
        try:
            await smtp.connect()
            await self._secure(smtp)
            course.phase = "login"
            if not smtp.supports_extension("auth"):
                raise troubled(Verdict(NotAuthorized, "login_refused"))
            await smtp.login(self._login.user, self._login.password)
        except BaseException:
            smtp.close()
            raise
        return Conversation(smtp)

    async def _secure(self, smtp: SMTP) -> None:
        """No password leaves in the open, except on this machine."""
        await smtp.ehlo()
        if smtp.get_transport_info("sslcontext") is not None:
            return
        if smtp.supports_extension("starttls"):
            await smtp.starttls()
            await smtp.ehlo()
        elif not self._http.may_be_plain:
            raise troubled(Verdict(Unavailable, "not_secure"))


def _hang_up(talk: Conversation | None) -> None:
    if talk is not None:
        talk.close()
