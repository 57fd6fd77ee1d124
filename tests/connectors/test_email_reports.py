"""What comes back by mail: which message tells what of which mail, and what a mailbox in trouble means."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.connectors.contracts import Absent, CannotTell, Found, Progress, Report, Reports
from jansetu.connectors.email import Email
from jansetu.connectors.email_message import Sender, mailbox
from jansetu.connectors.email_reports import report_of
from jansetu.connectors.errors import ConnectorError, NotAuthorized, Unavailable
from tests.connectors.contract import NOW
from tests.connectors.email_contract import IMPATIENT, MAIL, PASSWORD, REMOTE_ID, MailContract
from tests.connectors.email_stage import HANG_UP, STALLED, imap, smtp, staged

KEY = MAIL.key
PATH = f"bounce+{KEY}@ujjain.example"
SENDER = Sender(
    mailbox=mailbox("collector@ujjain.example"), name="कलेक्टर", bounces=mailbox("bounce@ujjain.example")
)
SUITE = MailContract()
SUITE.connector = Email  # type: ignore[misc]  # an instance of its own, for its connections alone


def dsn(
    *, to: str = PATH, action: str = "failed", status: str = "5.1.1", said: str = "", rest: str = ""
) -> bytes:
    """A delivery status notification."""
    diagnostic = f"Diagnostic-Code: {said}\n" if said else ""
    return f"""Return-Path: <>
To: <{to}>
Date: Tue, 24 Nov 2026 04:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Words that nobody reads.
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; ravi@gaon.example
Action: {action}
Status: {status}
{diagnostic}
{rest}
--B--
""".replace("\n", "\r\n").encode()


def told(raw: bytes) -> Report | None:
    return report_of(raw, sender=SENDER, now=NOW)


@pytest.mark.parametrize(
    ("status", "said", "code", "dead"),
    [
        ("5.1.1", "", "address_dead", True),
        ("5.1.2", "", "address_dead", True),
        ("5.1.10", "", "address_dead", True),
        ("5.1.8", "", "not_delivered", False),  # the sender's address was bad, not the recipient's
        ("5.2.2", "", "mailbox_full", False),
        ("5.7.1", "", "recipient_refused", False),
        ("4.4.7", "", "not_delivered", False),
        ("5.0.0", "smtp; 550 5.1.1 unknown", "address_dead", True),
        ("5.0.0", "smtp; 550-5.1.1 unknown, see https://help.example", "address_dead", True),
        ("5.0.0", "smtp; 554 no", "not_delivered", False),
        ("", "smtp; 550 5.1.1 unknown", "address_dead", True),
        ("nonsense", "x-unix; nonsense", "not_delivered", False),
    ],
)
def test_a_bounce_says_why_by_its_code(status: str, said: str, code: str, dead: bool) -> None:
    report = told(dsn(status=status, said=said))
    assert report is not None
    assert (report.state, report.code, report.address_is_dead) == ("failed", code, dead)
    assert (report.key, report.remote_id) == (KEY, REMOTE_ID)
    assert report.at == datetime(2026, 11, 24, 4, tzinfo=UTC)
    assert report.hi
    assert report.en


@pytest.mark.parametrize(
    ("action", "state"), [("delivered", "delivered"), ("relayed", "accepted"), ("expanded", "accepted")]
)
def test_a_success_is_told_as_what_it_is(action: str, state: str) -> None:
    report = told(dsn(action=action, status="2.0.0"))
    assert report is not None
    assert (report.state, report.address_is_dead) == (state, False)


@pytest.mark.parametrize("action", ["delayed", "", "nonsense"])
def test_what_is_not_final_tells_nothing(action: str) -> None:
    assert told(dsn(action=action)) is None


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_the_mail_that_comes_back_tells_whose_bounce_it_is(kind: str) -> None:
    returned = f"--B\nContent-Type: {kind}\n\nSubject: x\nMessage-ID: {REMOTE_ID}\n\n"
    report = told(dsn(to="collector@ujjain.example", rest=returned))
    assert report is not None
    assert report.key == KEY


@pytest.mark.parametrize(
    "raw",
    [
        dsn(to="collector@ujjain.example"),  # nothing says of which mail
        dsn(to="bounce+nonsense@ujjain.example"),
        dsn(to=f"bounce+{KEY}@else.example"),
        dsn(
            to="x@y.example",
            rest=f"--B\nContent-Type: message/rfc822\n\nMessage-ID: <{KEY}@else.example>\n\n",
        ),
        f"To: {PATH}\r\nSubject: Out of office\r\n\r\nI am away.\r\n".encode(),
        b"",
        b"\xff\xfe\x00",
    ],
)
def test_what_names_no_mail_of_ours_or_is_no_report_is_passed_over(raw: bytes) -> None:
    assert told(raw) is None


def arf(kind: str) -> bytes:
    """A complaint of a feedback loop."""
    return f"""To: fbl@ujjain.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="B"

--B
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeGenerator/1.0
Version: 1

--B
Content-Type: message/rfc822

Message-ID: {REMOTE_ID}
Subject: x

x
--B--
""".replace("\n", "\r\n").encode()


def test_a_complaint_is_heard_and_a_praise_is_not() -> None:
    report = told(arf("abuse"))
    assert report is not None
    assert (report.state, report.code, report.key) == ("failed", "complaint", KEY)
    assert report.at == NOW  # it has no date of its own
    assert told(arf("not-spam")) is None


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Fri, 31 Dec 9999 23:59:59 -2300", "Tue, 24 Nov 2099 00:00:00 +0000"]
)
def test_a_date_that_cannot_be_is_now(date: str) -> None:
    report = told(dsn().replace(b"Tue, 24 Nov 2026 04:00:00 +0000", date.encode()))
    assert report is not None
    assert report.at == NOW


def test_the_same_report_twice_is_one_and_another_is_another() -> None:
    first, again, other = told(dsn()), told(dsn()), told(dsn(status="5.2.2"))
    assert first is not None
    assert again is not None
    assert other is not None
    assert first.id == again.id != other.id


@given(raw=st.binary(max_size=2000))
def test_whatever_arrives_in_a_mailbox_harms_nobody(raw: bytes) -> None:
    found = told(b"To: " + PATH.encode() + b"\r\n" + raw)
    assert found is None or found.key == KEY


BODY = dsn()
FULL = {
    "SEARCH": "* SEARCH 4 9\r\n{tag} OK",
    "FETCH": f"* 1 FETCH (UID 4 BODY[]<0> {{{len(BODY)}}}\r\n{BODY.decode()})\r\n{{tag}} OK",
}


async def ask(what: str, answers: dict[str, str], *, patience: float = 10) -> object:
    """One look or one reading of a mailbox."""
    more: Any = {"copies": "Sent", "bounces": "bounce@ujjain.example"}
    async with (
        staged(smtp()) as post,
        staged(imap(**answers)) as box,
        SUITE.connected(post.port, imap=box.port, patience=patience, **more) as mail,
    ):
        if what == "reports":
            return await mail.reports({}, since=NOW)
        known = frozenset({"<other@ujjain.example>"})
        return await mail.find(MAIL, progress=Progress(), since=NOW, known=known)


async def test_a_page_of_reports_ends_at_the_last_message_read() -> None:
    found = await ask("reports", FULL)
    assert isinstance(found, Reports)
    assert (len(found.reports), found.cursor) == (2, {"uidvalidity": 7, "uid": 9})


async def test_a_copy_or_its_absence_among_copies_is_told() -> None:
    assert isinstance(await ask("find", {"SEARCH": "* SEARCH 4\r\n{tag} OK"}), Found)
    assert await ask("find", {}) == CannotTell(reason="copies_unproven")
    assert await ask("find", {"EXAMINE": "{tag} NO [NONEXISTENT] none"}) == CannotTell(reason="no_copies")


@pytest.mark.parametrize("what", ["reports", "find"])
@pytest.mark.parametrize(
    ("command", "answer", "error"),
    [
        ("greeting", "* BYE not now", Unavailable),
        ("greeting", "220 this is SMTP", Unavailable),
        ("greeting", HANG_UP, Unavailable),
        ("LOGIN", "{tag} NO [AUTHENTICATIONFAILED] " + PASSWORD, NotAuthorized),
        ("LOGIN", "{tag} NO " + PASSWORD, NotAuthorized),
        ("LOGIN", "{tag} NO [UNAVAILABLE] later", Unavailable),
        ("LOGIN", "{tag} BAD what", Unavailable),
        ("LOGIN", HANG_UP, Unavailable),
        ("LOGIN", "<!doctype html>" * 100_000, Unavailable),
        ("SEARCH", "{tag} NO", Unavailable),
        ("SEARCH", HANG_UP, Unavailable),
        ("SEARCH", "* SEARCH {99999999}", Unavailable),
    ],
)
async def test_each_trouble_of_a_mailbox_has_its_error_and_no_secret(
    what: str, command: str, answer: str, error: type[ConnectorError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(ConnectorError) as raised:
        await ask(what, {command: answer})
    assert type(raised.value) is error
    SUITE.assert_silent(raised.value, caplog.text)


@pytest.mark.parametrize("command", ["greeting", "LOGIN", "EXAMINE", "SEARCH", "FETCH"])
async def test_a_mailbox_that_is_too_slow_is_a_passing_trouble(command: str) -> None:
    with pytest.raises(Unavailable):
        await ask("reports", FULL | {command: STALLED}, patience=IMPATIENT)


async def test_nothing_is_asked_where_no_mailbox_is_given() -> None:
    async with staged(smtp()) as post, SUITE.connected(post.port) as mail:
        assert await mail.reports({"uid": 5}, since=NOW) == Reports(reports=(), cursor={"uid": 5}, more=False)
        look = await mail.find(MAIL, progress=Progress(), since=NOW, known=frozenset())
    assert look == CannotTell(reason="no_copies")
    assert post.lines == 0


async def test_a_known_id_is_not_found_again() -> None:
    async with (
        staged(smtp()) as post,
        staged(imap(SEARCH="* SEARCH 4\r\n{tag} OK")) as box,
        SUITE.connected(post.port, imap=box.port, copies="Sent") as mail,
    ):
        look = await mail.find(MAIL, progress=Progress(), since=NOW, known=frozenset({REMOTE_ID}))
    assert look == Absent()
