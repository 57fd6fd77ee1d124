"""Takes a mail apart for those who read it, and writes the reports that servers send back; keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from html.parser import HTMLParser

LINES = "\r\n"


@dataclass(slots=True)
class Letter:
    """What a citizen's program shows. `pictures` by their Content-ID; `alts` what the HTML says of each."""

    message_id: str
    subject: str
    text: str
    html: str
    head: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    alts: dict[str, str] = field(default_factory=dict)


class Described(HTMLParser):
    """The alternative text of each picture that the HTML shows by its Content-ID."""

    def __init__(self) -> None:
        super().__init__()
        self.alts: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only pictures matter."""
        told = dict(attrs)
        source = told.get("src") or ""
        if tag == "img" and source.startswith("cid:"):
            self.alts[source.removeprefix("cid:")] = told.get("alt") or ""


def taken_apart(raw: bytes) -> Letter:
    """A mail as it arrived."""
    message = message_from_bytes(raw, policy=default)
    head = raw.partition(b"\r\n\r\n")[0].decode(errors="replace")
    subject, number = str(message.get("Subject", "")), str(message.get("Message-ID", "")).strip()
    letter = Letter(number, subject, "", "", head)
    for part in message.walk():
        kind, content = part.get_content_type(), part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_maintype() == "image":
            letter.pictures[str(part.get("Content-ID", "")).strip("<> ")] = content
        elif kind == "text/plain" and not letter.text:
            letter.text = content.decode(errors="replace").replace(LINES, "\n").strip()
        elif kind == "text/html" and not letter.html:
            letter.html = content.decode(errors="replace")
    described = Described()
    described.feed(letter.html)
    letter.alts = described.alts
    return letter


def bounce(*, sender: str, recipient: str, status: str, at: datetime, head: str) -> bytes:
    """A delivery status notification (RFC 3464) that the mail came back."""
    facts = [
        "Reporting-MTA: dns; practice.test",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        "Action: failed",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; 550 {status} practice bounce",
    ]
    said = "यह मेल नहीं पहुँचा (अभ्यास)।\nThis mail was not delivered (practice)."
    return report("delivery-status", facts, said, sender=sender, at=at, head=head)


def complaint(*, sender: str, recipient: str, at: datetime, head: str) -> bytes:
    """An abuse report (RFC 5965): the recipient called it unwanted."""
    facts = [
        "Feedback-Type: abuse",
        "User-Agent: Practice/1",
        "Version: 1",
        f"Original-Rcpt-To: {recipient}",
    ]
    said = "प्राप्तकर्ता ने इसे अवांछित बताया (अभ्यास)।\nThe recipient reported this mail (practice)."
    return report("feedback-report", facts, said, sender=sender, at=at, head=head)


def report(kind: str, facts: list[str], said: str, *, sender: str, at: datetime, head: str) -> bytes:
    """A multipart/report with what people read, what machines read, and the head of the mail."""
    words = EmailMessage(policy=SMTP)
    words.set_content(said)
    line = "=_practice_report"
    parts = [
        words.as_string().rstrip(),
        LINES.join([f"Content-Type: message/{kind}", "", *facts]),
        LINES.join(["Content-Type: text/rfc822-headers", "", head]),
    ]
    top = [
        "From: Mail Delivery <postmaster@practice.test>",
        f"To: <{sender}>",
        f"Date: {format_datetime(at)}",
        "Subject: Undelivered mail" if kind == "delivery-status" else "Subject: Complaint",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type={kind}; boundary="{line}"',
    ]
    body = "".join(f"--{line}{LINES}{part}{LINES}{LINES}" for part in parts)
    return f"{LINES.join(top)}{LINES}{LINES}{body}--{line}--{LINES}".encode()
