"""The promises of `contract.Contract` where the platform speaks SMTP: a mail server's stage, not HTTP's.

A mail connector's test subclasses `MailContract` as `TestX` with `connector`; a missing promise fails.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiohttp import ClientSession, ClientTimeout
from aiohttp.resolver import ThreadedResolver

from jansetu.connectors.contracts import Connector, Progress, Receipt
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.http import UNTOLD_WAIT, Http
from jansetu.connectors.registry import checked
from jansetu.core.http import GuardedConnector, practice
from tests.connectors.contract import NOW, OUTGOING, chain_of
from tests.connectors.email_stage import HANG_UP, HOST, STALLED, Stage, smtp, staged
from tests.connectors.pictures import pictures
from tests.connectors.stage import nobody_there

PASSWORD = "planted-password-no-page-may-tell"
PATIENT, IMPATIENT = 10.0, 0.5
MAIL = replace(
    OUTGOING, recipient="ravi@citizen.example", title="जलप्रदाय", leave_url="https://desk.example/leave/a1/"
)
REMOTE_ID = f"<{MAIL.key}@ujjain.example>"
# At which command the server says what, and what that must mean.
REFUSALS: tuple[tuple[str, str, type[ConnectorError], str], ...] = (
    ("greeting", "421 4.3.2 Not now", Unavailable, "not_now"),
    ("greeting", "554 5.7.1 We do not talk to you", Unavailable, "blocked"),
    ("AUTH", "535 5.7.8 planted-password-no-page-may-tell is wrong", NotAuthorized, "login_refused"),
    ("AUTH", "454 4.7.0 Ask again", Unavailable, "not_now"),
    ("MAIL", "550 5.7.60 Not your address", NotAuthorized, "sender_refused"),
    ("MAIL", "530 5.7.0 Log in first", NotAuthorized, "login_refused"),
    ("MAIL", "552 5.3.4 Too big", Rejected, "too_large"),
    ("MAIL", "421 4.7.0 Too many mails", RateLimited, "rate_limited"),
    ("MAIL", "452 4.3.1 Disk full", Unavailable, "not_now"),
    ("RCPT", "550 5.1.1 Nobody of that name", Rejected, "address_dead"),
    ("RCPT", "550 Nobody of that name", Rejected, "address_dead"),
    ("RCPT", "550 5.7.1 Not from you", Rejected, "recipient_refused"),
    ("RCPT", "552 5.2.2 Full", Rejected, "recipient_refused"),
    ("RCPT", "450 4.7.1 Greylisted", Unavailable, "not_now"),
    ("RCPT", "451 4.3.0 Trouble", Unavailable, "not_now"),
    ("RCPT", "452 4.5.3 Too many recipients", RateLimited, "rate_limited"),
    ("RCPT", "421 4.7.28 Rate limit", RateLimited, "rate_limited"),
    ("DATA", "421 4.3.2 Going down", Unavailable, "not_now"),
    ("DATA", "554 5.5.1 No valid recipients", Rejected, "recipient_refused"),
    ("content", "451 4.3.0 Trouble", Unavailable, "not_now"),
    ("content", "421 4.7.0 Rate limit", RateLimited, "rate_limited"),
    ("content", "554 5.7.1 Looks like spam", Rejected, "rejected"),
    ("content", "552 5.3.4 Too big", Rejected, "too_large"),
    ("content", "550 5.1.1 Nobody of that name after all", Rejected, "address_dead"),
)
COMMANDS = ("greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "content")
GARBAGE = ("<!doctype html>", "", "200", "339 Go on and on", "999 What")


def meaning(command: str) -> type[ConnectorError]:
    """What trouble without a refusal means at a command."""
    return OutcomeUnknown if command == "content" else Unavailable


@asynccontextmanager
async def session_to(*ports: int, patience: float = PATIENT) -> AsyncIterator[ClientSession]:
    """What reaches these ports and nothing else."""
    guarded = GuardedConnector(practice({(HOST, port) for port in ports}), ThreadedResolver(), 4)
    async with ClientSession(connector=guarded, timeout=ClientTimeout(total=patience)) as session:
        yield session


class MailContract:
    """The suite."""

    connector: ClassVar[type[Connector]]

    def given(self, port: int, **more: str) -> dict[str, str]:
        """What is typed into the connect form."""
        return {
            "server": f"smtp://{HOST}:{port}",
            "user": "collector",
            "password": PASSWORD,
            "sender": "collector@ujjain.example",
            "sender_name": "कलेक्टर, उज्जैन",
            **more,
        }

    @asynccontextmanager
    async def connected(
        self,
        port: int,
        *,
        patience: float = PATIENT,
        before_send: Callable[[], None] | None = None,
        imap: int = 0,
        **more: str,
    ) -> AsyncIterator[Any]:
        """A connector whose servers are at these ports."""
        if imap:
            more |= {"imap": f"imap://{HOST}:{imap}"}
        credentials = checked(self.connector.credentials_class, self.given(port, **more))
        async with session_to(port, imap or port, patience=patience) as session:
            yield self.connector(credentials, Http(session, before_send=before_send, clock=lambda: NOW))

    async def trouble(self, stage: Stage, **rest: Any) -> ConnectorError:
        """The error that comes of one attempt."""
        async with self.connected(stage.port, **rest) as mail:
            with pytest.raises(ConnectorError) as raised:
                await mail.step(MAIL, Progress())
        return raised.value

    def assert_silent(self, error: BaseException, log: str = "") -> None:
        """No secret in the error, in what lies behind it, or in the log."""
        said = [log, *traceback.format_exception(error)]
        for one in chain_of(error):
            said += [repr(one), str(one), repr(vars(one))]
        assert not [text for text in said if PASSWORD in text]
        assert not isinstance(error, ConnectorError) or (error.hi and error.en)

    async def test_what_the_server_took_has_its_receipt(self) -> None:
        async with staged(smtp()) as stage, self.connected(stage.port) as mail:
            assert await mail.step(MAIL, Progress()) == Receipt(remote_id=REMOTE_ID, url="")
        assert len(stage.mails) == 1

    async def test_pictures_go_with_it(self, tmp_path: Path) -> None:
        async with staged(smtp()) as stage, self.connected(stage.port) as mail:
            await mail.step(replace(MAIL, pictures=pictures(tmp_path, 2)), Progress())
        assert stage.mails[0].count(b"Content-Type: image/jpeg") == 2

    @pytest.mark.parametrize(("command", "answer", "error", "code"), REFUSALS)
    async def test_each_no_has_its_error_and_no_secret(
        self,
        command: str,
        answer: str,
        error: type[ConnectorError],
        code: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        async with staged(smtp(**{command: answer})) as stage:
            found = await self.trouble(stage)
        assert (type(found), found.code, found.status) == (error, code, int(answer[:3]))
        if isinstance(found, RateLimited):
            assert found.until >= NOW + UNTOLD_WAIT
        self.assert_silent(found, caplog.text)

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("answer", [HANG_UP, *GARBAGE])
    async def test_what_is_no_answer_is_in_doubt_only_after_the_content(
        self, command: str, answer: str
    ) -> None:
        async with staged(smtp(**{command: answer})) as stage:
            found = await self.trouble(stage)
        assert type(found) is meaning(command)
        self.assert_silent(found)
        assert len(stage.mails) == (command == "content"), "it was sent again without a look"

    @pytest.mark.parametrize("command", COMMANDS)
    async def test_what_is_too_slow_is_in_doubt_only_after_the_content(self, command: str) -> None:
        async with staged(smtp(**{command: STALLED})) as stage:
            found = await self.trouble(stage, patience=IMPATIENT)
        assert type(found) is meaning(command)
        assert len(stage.mails) == (command == "content")

    async def test_a_refused_connection_is_surely_nothing_sent(self) -> None:
        with nobody_there() as port:
            found = await self.trouble(Stage({}, port=port))
        assert type(found) is Unavailable
        self.assert_silent(found)

    async def test_a_lease_that_ran_out_sends_nothing(self) -> None:
        class TooLate(Exception):
            pass

        def too_late() -> None:
            raise TooLate

        async with staged(smtp()) as stage:
            async with self.connected(stage.port, before_send=too_late) as mail:
                for ask in (lambda: mail.step(MAIL, Progress()), mail.whoami):
                    with pytest.raises(TooLate):
                        await ask()
            assert set(stage.commands()) <= {"EHLO", "AUTH", "RSET"}

    async def test_whose_account_it_is_takes_the_login(self) -> None:
        async with staged(smtp()) as stage, self.connected(stage.port) as mail:
            account = await mail.whoami()
        assert (account.remote_id, account.name) == ("collector@ujjain.example", "कलेक्टर, उज्जैन")
        async with staged(smtp(AUTH="535 5.7.8 No")) as stage, self.connected(stage.port) as mail:
            with pytest.raises(NotAuthorized):
                await mail.whoami()
        assert stage.mails == []

    def test_the_connect_form_can_be_drawn_and_hides_its_secrets(self) -> None:
        shape = self.connector.credentials_class
        shown = repr(checked(shape, self.given(1, imap="imap://localhost:2", imap_password=PASSWORD)))
        assert PASSWORD not in shown
        assert all(entry.metadata["hi"] and entry.metadata["en"] for entry in fields(shape))
        assert sum(bool(entry.metadata.get("secret")) for entry in fields(shape)) >= 1

    async def test_no_secret_is_in_the_mail_or_in_what_is_saved(self) -> None:
        async with staged(smtp()) as stage, self.connected(stage.port) as mail:
            receipt = await mail.step(MAIL, Progress())
        assert PASSWORD.encode() not in stage.mails[0]
        assert PASSWORD not in json.dumps([receipt.remote_id, receipt.url])
