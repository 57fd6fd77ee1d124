"""E-mail against mail-devel, an SMTP and IMAP server that is not ours: what arrives, and what comes back."""

from __future__ import annotations

import imaplib
import json
import smtplib
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jansetu.connectors.contracts import Absent, CannotTell, Found, Outgoing, Progress
from jansetu.connectors.email import Email, EmailCredentials
from jansetu.connectors.email_smtp import trust
from jansetu.connectors.errors import NotAuthorized, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.registry import checked
from jansetu.core.http import AddressPolicy, open_session, practice
from tests.connectors.contract import OUTGOING
from tests.connectors.peers.servers import HERE, HOST, _running
from tests.connectors.pictures import pictures

pytestmark = [pytest.mark.peers]
TITLE = "उज्जैन में कल सुबह सात बजे से जलप्रदाय बंद रहेगा; कृपया पानी भर लें — हेल्पलाइन 1912"
USER, PASSWORD = "collector@ujjain.example", "only-on-this-machine"
POST = [sys.executable, "-W", "ignore", str(HERE / "post.py"), USER, PASSWORD]
Ports = dict[str, int]


class TlsEverywhere(AddressPolicy):
    """The practice policy, but as strict about TLS as the one for real channels."""

    @property
    def may_be_plain(self) -> bool:
        return False


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One that vouches for itself, and its key."""
    folder, key = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "practice")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture(scope="module")
def post() -> Iterator[Ports]:
    """Its ports."""
    with _running(POST) as said:
        yield json.loads(said)


@pytest.fixture(scope="module")
def post_with_tls(certificate: tuple[Path, Path]) -> Iterator[Ports]:
    """The same with STARTTLS and, at a port of its own, TLS from the first byte."""
    with _running([*POST, *map(str, certificate)]) as said:
        yield json.loads(said)


@pytest.fixture
def trusting(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This machine trusts the certificate, as OpenSSL is told by its own variable."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    trust.cache_clear()
    yield
    trust.cache_clear()


@asynccontextmanager
async def office(ports: Ports, *, strict: bool = False, **more: str) -> AsyncIterator[Email]:
    """The collector's account."""
    given = {
        "server": f"smtp://{HOST}:{ports['smtp']}",
        "user": USER,
        "password": PASSWORD,
        "sender": USER,
        "sender_name": "कलेक्टर कार्यालय, उज्जैन",
        "bounces": "bounce@ujjain.example",
        "imap": f"imap://{HOST}:{ports['imap']}",
    }
    admitted = practice({(HOST, port) for port in ports.values()})
    policy = TlsEverywhere(admitted.admitted) if strict else admitted
    async with open_session(policy) as session:
        yield Email(checked(EmailCredentials, given | more), Http(session))


def outgoing(to: str = "ravi@gaon.example") -> Outgoing:
    leave = "https://desk.example/leave/a1/"
    return replace(OUTGOING, key=uuid4().hex, recipient=to, title=TITLE, leave_url=leave)


def arrived(ports: Ports, address: str) -> list[EmailMessage]:
    """What stands in a mailbox, read by the standard library's own client."""
    with imaplib.IMAP4(HOST, ports["imap"]) as client:
        client.login(address, PASSWORD)
        client.select("INBOX", readonly=True)
        _, [numbers] = client.search(None, "ALL")
        found = [client.fetch(number, "(BODY.PEEK[])")[1][0] for number in numbers.split()]
    messages = [message_from_bytes(one[1], policy=default) for one in found if isinstance(one, tuple)]
    assert all(isinstance(one, EmailMessage) for one in messages)
    return messages


def comes_back(ports: Ports, raw: str, *, to: str) -> None:
    """Some other server reports to an address, by SMTP."""
    with smtplib.SMTP(HOST, ports["smtp"]) as client:
        client.login(USER, PASSWORD)
        client.sendmail("", [to], raw.replace("\n", "\r\n").encode())


def dsn(to: str, status: str, returned: str = "", action: str = "failed") -> str:
    """As Postfix writes it."""
    return f"""From: MAILER-DAEMON@relay.example (Mail Delivery System)
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host relay.example.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
X-Postfix-Queue-ID: 4XyZ

Final-Recipient: rfc822; ravi@gaon.example
Original-Recipient: rfc822;ravi@gaon.example
Action: {action}
Status: {status}
Remote-MTA: dns; mx.gaon.example
Diagnostic-Code: smtp; 550 {status} unknown user

--B
Content-Type: text/rfc822-headers

From: <{USER}>
{returned}

--B--
"""


async def test_a_hindi_mail_with_pictures_arrives_whole(post: Ports, tmp_path: Path) -> None:
    to = f"{uuid4().hex[:8]}@gaon.example"
    sent = replace(outgoing(to), pictures=pictures(tmp_path, 2))
    async with office(post) as mail:
        receipt = await mail.step(sent, Progress())
    [message] = arrived(post, to)
    assert message["Message-ID"] == receipt.remote_id
    assert message["Subject"] == TITLE
    assert message["List-Unsubscribe"] == f"<{sent.leave_url}>"
    images = [part.get_content() for part in message.walk() if part.get_content_maintype() == "image"]
    assert images == [picture.path.read_bytes() for picture in sent.pictures]
    plain = message.get_body(("plain",))
    assert plain is not None
    assert sent.text in plain.get_content()


async def test_a_bounce_is_heard_by_its_return_path_and_by_the_mail_that_it_returns(post: Ports) -> None:
    since = datetime.now(UTC) - timedelta(hours=1)
    first, second, third, fourth = (outgoing() for _ in range(4))
    async with office(post) as mail:
        start = (await mail.reports({}, since=since)).cursor
        comes_back(post, dsn(f"bounce+{first.key}@ujjain.example", "5.1.1"), to=USER)
        returned = f"Message-ID: <{second.key}@ujjain.example>"
        comes_back(post, dsn(USER, "4.4.1", returned), to=USER)
        comes_back(post, dsn(f"bounce+{third.key}@ujjain.example", "4.4.1", action="delayed"), to=USER)
        comes_back(post, dsn(f"bounce+{fourth.key}@ujjain.example", "2.0.0", action="delivered"), to=USER)
        comes_back(post, f"From: a@b.example\nTo: {USER}\nSubject: holidays\n\nI am away.\n", to=USER)
        told = await mail.reports(start, since=since)
        after = await mail.reports(told.cursor, since=since)
    assert [(one.key, one.state, one.code, one.address_is_dead) for one in told.reports] == [
        (first.key, "failed", "address_dead", True),
        (second.key, "failed", "not_delivered", False),
        (fourth.key, "delivered", "", False),
    ]
    assert after.reports == ()
    assert after.cursor == told.cursor


async def test_a_copy_is_found_by_its_id_alone(post: Ports) -> None:
    """INBOX stands for the mailbox of sent mail: this server files none."""
    kept, other, lost = (outgoing(USER) for _ in range(3))
    async with office(post, copies="INBOX") as mail:
        sent = [await mail.step(one, Progress()) for one in (kept, other)]
        look: dict[str, Any] = {"progress": Progress(), "since": datetime.now(UTC)}
        assert await mail.find(kept, known=frozenset(), **look) == Found(receipt=sent[0])
        assert await mail.find(lost, known=frozenset({sent[1].remote_id}), **look) == Absent()
        unproven = await mail.find(lost, known=frozenset({"<nobody@ujjain.example>"}), **look)
    assert unproven == CannotTell(reason="copies_unproven")


async def test_a_wrong_password_is_told(post: Ports) -> None:
    async with office(post, password="wrong", imap_password=PASSWORD) as mail:
        with pytest.raises(NotAuthorized, match="login_refused"):
            await mail.whoami()
    async with office(post, imap_password="wrong") as mail:
        with pytest.raises(NotAuthorized, match="login_refused"):
            await mail.whoami()


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_tls_carries_it_where_the_certificate_is_trusted(
    post_with_tls: Ports, trusting: None, scheme: str
) -> None:
    to = f"{uuid4().hex[:8]}@gaon.example"
    server = f"{scheme}://{HOST}:{post_with_tls[scheme]}"
    async with office(post_with_tls, strict=True, server=server) as mail:
        for _ in range(2):
            await mail.step(outgoing(to), Progress())
    assert len(arrived(post_with_tls, to)) == 2


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(
    post_with_tls: Ports, scheme: str
) -> None:
    server = f"{scheme}://{HOST}:{post_with_tls[scheme]}"
    async with office(post_with_tls, strict=True, server=server) as mail:
        with pytest.raises(Unavailable):
            await mail.step(outgoing(), Progress())


async def test_mailboxes_are_not_read_in_the_open_where_the_channel_is_real(post: Ports) -> None:
    async with office(post, strict=True) as mail:
        with pytest.raises(Unavailable, match="not_secure"):
            await mail.reports({}, since=datetime.now(UTC))
