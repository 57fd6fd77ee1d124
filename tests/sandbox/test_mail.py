"""The practice post office as the standard library's mail clients and a citizen's browser meet it."""

from __future__ import annotations

import imaplib
import json
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from jansetu.sandbox.process import HOST, NotStarted, Sandbox, running, start
from tests.connectors.pictures import one_picture
from tests.sandbox.conftest import Client

OFFICE, ADDRESS = "collectorujjain", "collectorujjain@dak.test"


@contextmanager
def post(sandbox: Sandbox, *, password: str = f"sandbox-{OFFICE}") -> Iterator[smtplib.SMTP]:
    """A connection that is logged in."""
    with smtplib.SMTP(HOST, sandbox.port + 1, timeout=20) as client:
        client.login(OFFICE, password)
        yield client


@contextmanager
def box(sandbox: Sandbox, name: str = "INBOX") -> Iterator[imaplib.IMAP4]:
    """The account's mailbox, open."""
    with imaplib.IMAP4(HOST, sandbox.port + 2, timeout=20) as client:
        client.login(ADDRESS, f"sandbox-{OFFICE}")
        assert client.select(name, readonly=True)[0] == "OK"
        yield client


def mail(
    to: str, text: str = "नमस्ते", *, html: str = "", number: str = "1", picture: bytes = b""
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ADDRESS, to, "सूचना"
    message["Message-ID"] = f"<{number}@dak.test>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    if picture:
        message.add_attachment(picture, "image", "jpeg", cid="<one@dak.test>")
    return message


def shown(control: Client, path: str) -> tuple[str, str]:
    answer = control("GET", path)
    assert answer.status == 200
    return answer.raw.decode(), str(answer.headers["Content-Security-Policy"])


def test_what_was_sent_is_in_the_citizens_inbox_and_in_the_ledger(sandbox: Sandbox, control: Client) -> None:
    with post(sandbox) as client:
        client.send_message(mail("ravi@gaon.example"))
        client.send_message(mail("seema@gaon.example", number="2"))
    assert [entry["remote_id"] for entry in sandbox.ledger()] == ["<1@dak.test>", "<2@dak.test>"]
    assert (sandbox.count()["distinct"], sandbox.count()["doubled"]) == (2, 0)
    everybody, _ = shown(control, "/email/inboxes")
    assert "ravi@gaon.example" in everybody
    assert "सूचना" in shown(control, "/email/inbox/seema@gaon.example")[0]
    assert "seema" not in shown(control, "/email/inbox/ravi@gaon.example")[0]


def test_the_same_id_twice_is_a_double_and_both_are_shown(sandbox: Sandbox, control: Client) -> None:
    with post(sandbox) as client:
        for _ in range(2):
            client.send_message(mail("ravi@gaon.example"))
    assert sandbox.count()["doubled"] == 1
    assert shown(control, "/email/inbox/ravi@gaon.example")[0].count("<article>") == 2


def test_a_mail_can_do_nothing_in_the_citizens_browser(sandbox: Sandbox, control: Client) -> None:
    html = '<script>alert(1)</script><img src="https://spy.example/p.gif"><form action="https://x.example">'
    with post(sandbox) as client:
        client.send_message(mail("ravi@gaon.example", html=html))
    name = quote("<1@dak.test>", safe="")
    _, policy = shown(control, f"/email/shown/{name}")
    assert policy.startswith("sandbox allow-popups;")  # no script, no form, no origin
    assert "default-src 'none'; img-src 'self'" in policy  # nothing from elsewhere
    page, outer = shown(control, f"/email/mail/{name}")
    assert '<iframe class="mail" sandbox="allow-popups"' in page
    assert "<script>" not in page
    assert "script-src" not in outer
    assert "अभ्यास" in page


def test_a_picture_within_the_mail_is_shown_and_what_is_none_is_left_out(
    sandbox: Sandbox, control: Client, tmp_path: Path
) -> None:
    html = '<p><img src="cid:one@dak.test" alt="पुल"></p>'
    picture = one_picture(tmp_path, 0).path.read_bytes()
    with post(sandbox) as client:
        client.send_message(mail("ravi@gaon.example", html=html, picture=picture))
        client.send_message(mail("ravi@gaon.example", html=html, picture=b"no picture", number="2"))
    first = shown(control, f"/email/shown/{quote('<1@dak.test>', safe='')}")[0]
    address = first.split('src="')[1].split('"')[0]
    assert control("GET", address).raw == picture
    account = shown(control, f"/_sandbox/see/email/{OFFICE}")[0]
    assert account.count('alt="पुल"') == 1


@pytest.mark.parametrize(
    ("recipient", "status", "words"),
    [("dead.ravi", 550, b"5.1.1"), ("grey.ravi", 450, b"4.7.1"), ("busy.ravi", 452, b"4.2.2")],
)
def test_some_addresses_are_refused_at_once(
    sandbox: Sandbox, recipient: str, status: int, words: bytes
) -> None:
    with post(sandbox) as client, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.send_message(mail(f"{recipient}@gaon.example"))
    [(told, said)] = refused.value.recipients.values()
    assert (told, said.startswith(words)) == (status, True)
    assert sandbox.count()["publish"] == 0


def test_what_comes_back_stands_in_the_offices_mailbox(sandbox: Sandbox) -> None:
    with post(sandbox) as client:
        client.send_message(mail("bounce@gaon.example"), from_addr="collectorujjain+key1@dak.test")
        client.send_message(mail("complain@gaon.example", number="2"))
    with box(sandbox) as client:
        _, [numbers] = client.uid("SEARCH", "ALL")
        raws = [client.uid("FETCH", one.decode(), "(BODY.PEEK[])")[1][0][1] for one in numbers.split()[-2:]]
    assert b"To: <collectorujjain+key1@dak.test>" in raws[0]
    assert b"Status: 5.1.1" in raws[0]
    assert b"Message-ID: <1@dak.test>" in raws[0]
    assert b"Feedback-Type: abuse" in raws[1]


def test_a_copy_of_what_was_sent_is_found_by_its_id(sandbox: Sandbox) -> None:
    with post(sandbox) as client:
        client.send_message(mail("ravi@gaon.example"))
    with box(sandbox, "Sent") as client:
        assert client.uid("SEARCH", "HEADER", "Message-ID", '"<1@dak.test>"')[1] == [b"1"]
        assert client.uid("SEARCH", "HEADER", "Message-ID", '"<2@dak.test>"')[1] == [b""]


def test_who_may_not_write_does_not(sandbox: Sandbox) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError), post(sandbox, password="dead-1"):
        pass
    with post(sandbox) as client, pytest.raises(smtplib.SMTPSenderRefused):
        client.send_message(mail("ravi@gaon.example"), from_addr="else@dak.test")
    nobody = smtplib.SMTP(HOST, sandbox.port + 1, timeout=20)
    with nobody, pytest.raises(smtplib.SMTPSenderRefused):
        nobody.send_message(mail("ravi@gaon.example"))
    with imaplib.IMAP4(HOST, sandbox.port + 2, timeout=20) as client, pytest.raises(imaplib.IMAP4.error):
        client.login(OFFICE, "dead-1")
    assert sandbox.count()["publish"] == 0


@pytest.mark.parametrize(("kind", "took"), [("lose_answer", 1), ("drop", 0)])
def test_a_line_goes_dead_after_the_mail_or_before_it(sandbox: Sandbox, kind: str, took: int) -> None:
    sandbox.fault(kind, platform="email", next=1)
    with pytest.raises(smtplib.SMTPServerDisconnected), post(sandbox) as client:
        client.send_message(mail("ravi@gaon.example"))
    assert sandbox.count()["publish"] == took


@pytest.mark.parametrize(
    ("kind", "status"),
    [("401", 530), ("403", 550), ("429", 421), ("500", 451), ("503", 421), ("refuse", 554)],
)
def test_it_says_no_in_smtps_words(sandbox: Sandbox, kind: str, status: int) -> None:
    sandbox.fault(kind, platform="email", next=1)
    with post(sandbox) as client, pytest.raises(smtplib.SMTPResponseException) as refused:
        client.send_message(mail("ravi@gaon.example"))
    assert refused.value.smtp_code == status


def test_mail_outlives_a_restart(tmp_path: Path) -> None:
    with running(folder=tmp_path) as first:
        with post(first) as client:
            client.send_message(mail("ravi@gaon.example"))
            client.send_message(mail("bounce@gaon.example", number="2"))
        before: list[Any] = first.ledger()
    with running(folder=tmp_path) as second:
        assert json.dumps(second.ledger()) == json.dumps(before)
        assert "सूचना" in shown(Client(second.port), "/email/inbox/ravi@gaon.example")[0]
        with box(second) as client:
            assert client.uid("SEARCH", "ALL")[1] == [b"1"]


def test_a_taken_port_of_its_mail_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(NotStarted, match="OSError"):
        start(port=sandbox.port - 1)
