"""One mail as bytes: what a citizen's program makes of it, and what servers ask of who writes to many."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.connectors.contracts import Outgoing
from jansetu.connectors.email_message import (
    SUBJECT_LENGTH,
    NoAddress,
    Sender,
    compose,
    html,
    mailbox,
    plain_text,
    subject_of,
)
from tests.connectors.email_contract import MAIL
from tests.connectors.pictures import pictures

SENDER = Sender(mailbox=mailbox("collector@ujjain.example"), name="कलेक्टर कार्यालय, उज्जैन (मध्य प्रदेश)")
TO = mailbox("ravi@citizen.example")
LONG_TITLE = "उज्जैन में कल सुबह सात बजे से शाम पाँच बजे तक जलप्रदाय बंद रहेगा; कृपया पानी भर लें और हेल्पलाइन 1912 याद रखें"


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def mail(outgoing: Outgoing = MAIL, folder: Path | None = None, count: int = 0) -> EmailMessage:
    shown = pictures(folder, count) if folder else ()
    contents = [one.path.read_bytes() for one in shown]
    return read(compose(replace(outgoing, pictures=shown), contents, sender=SENDER, to=TO))


def test_the_same_delivery_is_the_same_bytes_at_every_attempt(tmp_path: Path) -> None:
    shown = pictures(tmp_path, 2)
    contents = [one.path.read_bytes() for one in shown]
    first, second = (compose(replace(MAIL, pictures=shown), contents, sender=SENDER, to=TO) for _ in range(2))
    assert first == second


def test_a_hindi_head_is_read_as_it_was_written_and_is_ascii_on_its_way() -> None:
    outgoing = replace(MAIL, title=LONG_TITLE)
    raw = compose(outgoing, [], sender=SENDER, to=TO)
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    message = read(raw)
    assert message["Subject"] == LONG_TITLE
    shown = message_from_bytes(raw, policy=compat32)[
        "From"
    ]  # the newer parser loses RFC 2047's rule on spaces
    assert str(make_header(decode_header(shown))) == f"{SENDER.name} <collector@ujjain.example>"
    assert message["From"].addresses[0].addr_spec == "collector@ujjain.example"
    assert message["To"].addresses[0].addr_spec == "ravi@citizen.example"


def test_the_id_is_made_of_the_key_and_the_date_is_the_deliverys() -> None:
    message = mail()
    assert message["Message-ID"] == f"<{MAIL.key}@ujjain.example>"
    assert message["Date"].datetime == MAIL.created_at


def test_one_click_leaves_and_a_link_in_both_languages_says_so() -> None:
    leave = "https://desk.example/leave/" + "x" * 120 + "/"
    raw = compose(replace(MAIL, leave_url=leave), [], sender=SENDER, to=TO)
    assert f"\r\nList-Unsubscribe: <{leave}>\r\n".encode() in raw  # whole, for programs read it as it stands
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    message = read(raw)
    for kind in ("plain", "html"):
        shown = body(message, kind)
        assert leave in shown.replace("\n", "")
        assert "सदस्यता छोड़ें" in shown
        assert "Unsubscribe" in shown


def test_nothing_of_leaving_is_said_where_nobody_can_leave() -> None:
    message = mail(replace(MAIL, leave_url=""))
    assert message["List-Unsubscribe"] is None
    assert "Unsubscribe" not in body(message, "html")


def test_machines_are_told_that_it_goes_to_many_and_wants_no_answer_from_them() -> None:
    message = mail()
    assert (message["Precedence"], message["Auto-Submitted"]) == ("bulk", "auto-generated")
    assert message["List-Id"] == "<collector.ujjain.example>"


def test_html_shows_links_and_lines_and_nothing_that_was_typed_becomes_html() -> None:
    text = 'पहली <b>पंक्ति</b> & "दूसरी"\nhttps://ujjain.nic.in/a?b=1&c=2 देखें\n\nmp.gov.in भी'
    shown = html(replace(MAIL, text=text, title="<script>"), SENDER)
    assert '<html lang="hi">' in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert '<a href="https://ujjain.nic.in/a?b=1&amp;c=2">https://ujjain.nic.in/a?b=1&amp;c=2</a>' in shown
    assert '<a href="https://mp.gov.in">mp.gov.in</a>' in shown
    assert shown.count("<p>") == 3  # two of the text, one of leaving


def test_pictures_are_within_the_mail_with_what_they_show(tmp_path: Path) -> None:
    message = mail(folder=tmp_path, count=2)
    first, second = pictures(tmp_path, 2)
    shown = body(message, "html")
    assert f'alt="{first.alt}"' in shown
    assert 'alt=""' in shown  # the second has none
    assert f"[चित्र: {first.alt}]" in body(message, "plain")
    related = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert [part.get_content() for part in related] == [first.path.read_bytes(), second.path.read_bytes()]
    for part in related:
        assert f"cid:{part['Content-ID'].strip('<>')}" in shown
        assert part.get_content_disposition() == "inline"


def test_no_program_has_to_fetch_anything(tmp_path: Path) -> None:
    assert 'src="http' not in body(mail(folder=tmp_path, count=1), "html")


def test_without_a_title_the_first_line_is_the_subject() -> None:
    assert subject_of(replace(MAIL, title="", text="\n  पहली  पंक्ति\nदूसरी")) == "पहली पंक्ति"
    assert len(subject_of(replace(MAIL, title="क" * 500))) == SUBJECT_LENGTH


def test_a_server_that_must_know_utf8_is_given_utf8() -> None:
    raw = compose(MAIL, [], sender=SENDER, to=mailbox("रवि@डाक.भारत"))
    assert "To: <रवि@xn--11bx1g.xn--h2brj9c>\r\n".encode() in raw


@pytest.mark.parametrize(
    "written", ["", "ravi", "@b.example", "a@", "a b@c.example", "a@b@c", "a@b\r\n.example"]
)
def test_what_is_no_address_is_told_apart(written: str) -> None:
    with pytest.raises(NoAddress):
        mailbox(written)


@given(title=st.text(max_size=300), text=st.text(max_size=500))
def test_whatever_is_typed_arrives_and_breaks_out_of_no_field(title: str, text: str) -> None:
    outgoing = replace(MAIL, title=title, text=text)
    raw = compose(outgoing, [], sender=SENDER, to=TO)
    message = read(raw)
    assert message["Bcc"] is None
    assert len(message.get_all("Subject", [])) == 1
    assert body(message, "plain").replace("\r\n", "\n").rstrip() == _lines(plain_text(outgoing)).rstrip()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
