"""E-mail: the promises of every connector on SMTP's own words, and what is peculiar to sending by SMTP."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from aiohttp import ClientSession

from jansetu.connectors import email_smtp
from jansetu.connectors.contracts import Progress
from jansetu.connectors.email import Email, EmailCredentials
from jansetu.connectors.email_message import mailbox
from jansetu.connectors.email_smtp import Envelope, Login, Mailer
from jansetu.connectors.errors import NotAuthorized, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import checked
from jansetu.core.errors import Refusal
from jansetu.core.http import REAL, AddressPolicy, open_session, practice
from tests.connectors.email_contract import MAIL, MailContract
from tests.connectors.email_stage import EHLO, HOST, smtp, staged


class TestEmail(MailContract):
    """Every promise."""

    connector = Email


SUITE = TestEmail()


class TlsEverywhere(AddressPolicy):
    """The practice policy, but as strict about TLS as the one for real channels."""

    @property
    def may_be_plain(self) -> bool:
        return False


def made(session: ClientSession, port: int, **more: str) -> Email:
    return Email(checked(EmailCredentials, SUITE.given(port, **more)), Http(session))


async def test_one_line_serves_many_mails_and_each_begins_with_a_clean_slate() -> None:
    async with staged(smtp()) as stage, SUITE.connected(stage.port) as mail:
        for number in range(3):
            await mail.step(replace(MAIL, key=f"{number:032x}"), Progress())
    assert (stage.lines, len(stage.mails)) == (1, 3)
    assert stage.commands() == ["EHLO", "AUTH", *["MAIL", "RCPT", "DATA", "RSET"] * 3][:-1]


async def test_mails_at_once_go_over_lines_of_their_own() -> None:
    async with staged(smtp()) as stage, SUITE.connected(stage.port) as mail:
        keys = [replace(MAIL, key=f"{number:032x}") for number in range(5)]
        await asyncio.gather(*(mail.step(one, Progress()) for one in keys))
    assert (stage.lines, len(stage.mails)) == (5, 5)


async def test_a_line_on_which_nobody_answers_any_more_is_replaced_before_anything_is_said() -> None:
    async with staged(smtp(RSET="421 4.4.2 Idle too long")) as stage, SUITE.connected(stage.port) as mail:
        for number in range(2):
            await mail.step(replace(MAIL, key=f"{number:032x}"), Progress())
    assert (stage.lines, len(stage.mails)) == (2, 2)


async def test_a_line_survives_a_refused_recipient() -> None:
    async with staged(smtp(RCPT="550 5.1.1 No")) as stage, SUITE.connected(stage.port) as mail:
        for _ in range(2):
            with pytest.raises(Rejected):
                await mail.step(MAIL, Progress())
    assert (stage.lines, stage.mails) == (1, [])


async def test_a_line_belongs_to_the_login_that_opened_it() -> None:
    async with staged(smtp()) as stage, open_session(practice({(HOST, stage.port)})) as session:
        for user in ("one", "two"):
            await made(session, stage.port, user=user).step(MAIL, Progress())
    assert (stage.lines, stage.commands().count("AUTH")) == (2, 2)


async def test_a_bounce_will_find_its_way_by_the_key_in_the_return_path() -> None:
    async with staged(smtp()) as stage:
        async with SUITE.connected(stage.port, bounces="bounce@ujjain.example") as mail:
            await mail.step(MAIL, Progress())
        async with SUITE.connected(stage.port) as mail:
            await mail.step(MAIL, Progress())
    paths = [line.split("<")[1].split(">")[0] for line in stage.heard if line.startswith("MAIL")]
    assert paths == [f"bounce+{MAIL.key}@ujjain.example", "collector@ujjain.example"]


async def test_a_mail_larger_than_the_server_takes_is_not_begun() -> None:
    small = EHLO.replace("20000000", "500")
    async with staged(smtp(EHLO=small)) as stage, SUITE.connected(stage.port) as mail:
        with pytest.raises(Rejected, match="too_large"):
            await mail.step(MAIL, Progress())
    assert "MAIL" not in stage.commands()


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("", "recipient_missing"),
        ("ravi", "address_dead"),
        ("ravi@a@b.example", "address_dead"),
        ("ravi@b.example\r\nRCPT TO:<else@b.example>", "address_dead"),
        ("<ravi@b.example>", "address_dead"),
        ("रवि@b.example", "recipient_refused"),  # this server knows no SMTPUTF8
    ],
)
async def test_what_is_no_recipient_gets_nothing(recipient: str, code: str) -> None:
    async with staged(smtp()) as stage, SUITE.connected(stage.port) as mail:
        with pytest.raises(Rejected, match=code):
            await mail.step(replace(MAIL, recipient=recipient), Progress())
    assert "RCPT" not in stage.commands()


async def test_a_hindi_address_goes_to_servers_that_know_it() -> None:
    knows = EHLO.replace("250 ENHANCED", "250-SMTPUTF8\r\n250 ENHANCED")
    async with staged(smtp(EHLO=knows)) as stage, SUITE.connected(stage.port) as mail:
        await mail.step(replace(MAIL, recipient="रवि@डाक.भारत"), Progress())
    assert "RCPT TO:<रवि@xn--11bx1g.xn--h2brj9c>" in stage.heard
    assert next(line for line in stage.heard if line.startswith("MAIL")).endswith("SMTPUTF8 BODY=8BITMIME")


async def test_a_line_of_dots_does_not_end_the_mail() -> None:
    content = b"Subject: dots\r\n\r\n.\r\n..\r\n.end\r\n"
    to = mailbox("ravi@citizen.example")
    async with staged(smtp()) as stage, open_session(practice({(HOST, stage.port)})) as session:
        login = Login(server=f"smtp://{HOST}:{stage.port}", user="collector", password="secret")
        await Mailer(login, "ujjain.example", Http(session)).deliver(
            Envelope(sender=to, recipient=to, content=content)
        )
    assert stage.mails == [content]


async def test_a_process_that_slept_between_the_last_question_and_the_content_sends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(email_smtp, "HESITATION", -1.0)  # as if it had slept
    async with staged(smtp()) as stage, SUITE.connected(stage.port) as mail:
        with pytest.raises(Unavailable):
            await mail.step(MAIL, Progress())
    assert stage.commands()[-1] == "DATA"
    assert stage.mails == []


async def test_no_password_leaves_without_tls_where_the_channel_is_real() -> None:
    async with staged(smtp()) as stage:
        policy = TlsEverywhere(frozenset({(HOST, stage.port)}))
        async with open_session(policy) as session:
            for ask in (
                made(session, stage.port).whoami,
                lambda: made(session, stage.port).step(MAIL, Progress()),
            ):
                with pytest.raises(Unavailable, match="not_secure"):
                    await ask()
    assert set(stage.commands()) == {"EHLO"}


async def test_a_certificate_that_nobody_vouches_for_is_no_tls() -> None:
    async with staged(smtp()) as stage, open_session(practice({(HOST, stage.port)})) as session:
        with pytest.raises(Unavailable):
            await made(session, stage.port, server=f"smtps://{HOST}:{stage.port}").whoami()
    assert "AUTH" not in stage.commands()


@pytest.mark.parametrize("server", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "[::1]", "localhost"])
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_real_channel_never_reaches_this_machine_or_its_neighbours(scheme: str, server: str) -> None:
    async with staged(smtp()) as stage, open_session(REAL) as session:
        mail = made(session, stage.port, server=f"{scheme}://{server}:{stage.port}")
        with pytest.raises(Unavailable, match="address_refused"):
            await mail.step(MAIL, Progress())
    assert stage.lines == 0


async def test_a_practice_channel_reaches_the_sandbox_and_nothing_else() -> None:
    async with staged(smtp()) as stage, open_session(practice({(HOST, 1)})) as session:
        with pytest.raises(Unavailable, match="address_refused"):
            await made(session, stage.port).step(MAIL, Progress())
        with pytest.raises(Unavailable, match="address_refused"):
            await made(session, stage.port, server="smtps://mail.example.org").step(MAIL, Progress())
    assert stage.lines == 0


async def test_a_server_without_a_login_is_none_of_ours() -> None:
    bare = EHLO.replace("250-AUTH PLAIN LOGIN\r\n", "")
    async with staged(smtp(EHLO=bare)) as stage, SUITE.connected(stage.port) as mail:
        with pytest.raises(NotAuthorized):
            await mail.step(MAIL, Progress())
    assert stage.mails == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"server": "https://mail.example"}, "credentials.server.malformed"),
        ({"imap": "smtp://mail.example"}, "credentials.imap.malformed"),
        ({"sender": "कलेक्टर"}, "credentials.sender.malformed"),
        ({"sender_name": 'a"b'}, "credentials.sender_name.malformed"),
        ({"bounces": "bounce+x@ujjain.example"}, "credentials.bounces.malformed"),
    ],
)
def test_a_slip_of_the_pen_is_refused_by_the_fields_name(changed: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(EmailCredentials, SUITE.given(25) | changed)
    assert refused.value.code == code


def test_a_server_without_a_scheme_is_taken_for_one_with_tls() -> None:
    given = SUITE.given(25) | {"server": "smtp.example.org:465", "imap": "imap.example.org"}
    made = checked(EmailCredentials, given)
    assert isinstance(made, EmailCredentials)
    assert (made.server, made.imap) == ("smtps://smtp.example.org:465", "imaps://imap.example.org")
