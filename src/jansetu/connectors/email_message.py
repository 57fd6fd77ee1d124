"""One mail as bytes: plain text and simple HTML, pictures within, the head that mailing lists owe.

The same outgoing text gives the same bytes at every attempt; opens nothing and sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, SMTPUTF8
from email.utils import formataddr
from html import escape

import regex
from yarl import URL

from jansetu.connectors.contracts import Outgoing, Picture
from jansetu.core.text.links import find_urls

SUBJECT_LENGTH = 200  # characters; RFC 5322 folds lines and sets no end
ADDRESS = regex.compile(
    r"(?P<local>[^\s\p{Cc}@<>\"(),:;\[\]\\]{1,64})@(?P<host>[^\s\p{Cc}@<>\"(),:;\[\]\\]{1,255})"
)
KEY = regex.compile(r"[0-9a-f]{32}")
LEAVE = ("सदस्यता छोड़ें", "Unsubscribe")
PICTURE = {"hi": "चित्र", "en": "Picture"}
PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="margin:0 auto;padding:16px;max-width:40em;font-size:16px;line-height:1.6">
<main>
<h1 style="font-size:1.4em">{title}</h1>
{body}
</main>
{foot}
</body>
</html>
"""


class NoAddress(Exception):
    """This is no address that mail can be sent to."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address; its host as DNS writes it."""

    local: str
    host: str

    @property
    def address(self) -> str:
        """As it stands between angle brackets."""
        return f"{self.local}@{self.host}"

    @property
    def is_ascii(self) -> bool:
        """Whether every mail server can take it."""
        return self.local.isascii()

    def plus(self, more: str) -> Mailbox:
        """The same mailbox by another name, where its server supports that."""
        return Mailbox(f"{self.local}+{more}", self.host)


def mailbox(written: str) -> Mailbox:
    """An address as somebody wrote it; a Hindi host becomes its xn-- form. NoAddress for anything else."""
    found = ADDRESS.fullmatch(written.strip())
    if found is None:
        raise NoAddress
    try:
        host = URL.build(scheme="http", host=found["host"]).raw_host
    except ValueError:
        host = None
    if not host or not host.isascii():
        raise NoAddress
    return Mailbox(found["local"], host.lower())


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who writes: the address, the name that people see, and where bounces go by their key, if anywhere."""

    mailbox: Mailbox
    name: str
    bounces: Mailbox | None = None

    def message_id(self, key: str) -> str:
        """The same for every attempt of a delivery."""
        return f"<{key}@{self.mailbox.host}>"

    def return_path(self, key: str) -> Mailbox:
        """Where a mail server reports that it could not deliver."""
        return self.bounces.plus(key) if self.bounces else self.mailbox


def subject_of(outgoing: Outgoing) -> str:
    """The title, or the text's first line where there is none; on one line."""
    lines = [line.strip() for line in outgoing.text.splitlines() if line.strip()]
    title = outgoing.title.strip() or (lines[0] if lines else "")
    return " ".join(title.split())[:SUBJECT_LENGTH]


def compose(outgoing: Outgoing, contents: Sequence[bytes], *, sender: Sender, to: Mailbox) -> bytes:
    """The whole mail. `contents` are the bytes of its pictures, in their order."""
    mail = EmailMessage(policy=SMTP if to.is_ascii else SMTPUTF8)
    mail["Subject"] = subject_of(outgoing)
    mail["Date"] = outgoing.created_at
    mail["Content-Language"] = outgoing.language
    mail["Precedence"] = "bulk"  # vacations are not answered to it
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834
    mail["X-Auto-Response-Suppress"] = "All"  # the same for Exchange
    mail.set_content(plain_text(outgoing), charset="utf-8", cte="base64")
    mail.add_alternative(html(outgoing, sender), subtype="html", charset="utf-8", cte="base64")
    _, page = mail.iter_parts()
    for picture, content in zip(outgoing.pictures, contents, strict=True):
        _attach(page, picture, content, sender)
    for number, part in enumerate(one for one in mail.walk() if one.is_multipart()):
        part.set_boundary(f"=_{outgoing.key}_{number}")
    return _plain_head(outgoing, sender, to).encode() + mail.as_bytes()


def _plain_head(outgoing: Outgoing, sender: Sender, to: Mailbox) -> str:
    """The fields that must stay as they are: Python folds long ones by encoding them, addresses too."""
    lines = [
        f"From: {_named(sender)}",
        f"To: <{to.address}>",
        f"Message-ID: {sender.message_id(outgoing.key)}",
        f"List-Id: <{sender.mailbox.local}.{sender.mailbox.host}>",
    ]
    if outgoing.leave_url:
        lines += [
            f"List-Unsubscribe: <{outgoing.leave_url}>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",  # RFC 8058
        ]
    return "".join(f"{line}\r\n" for line in lines)


def _named(sender: Sender) -> str:
    if sender.name.isascii():
        return formataddr((sender.name, sender.mailbox.address))
    name = Header(sender.name, "utf-8", header_name="From").encode(linesep="\r\n")
    return f"{name}\r\n <{sender.mailbox.address}>"


def plain_text(outgoing: Outgoing) -> str:
    """The text, what its pictures show, and how to leave."""
    parts = ["\n\n".join((outgoing.text, *outgoing.further))]
    word = PICTURE.get(outgoing.language, PICTURE["en"])
    parts += [f"[{word}: {picture.alt}]" for picture in outgoing.pictures if picture.alt]
    if outgoing.leave_url:
        parts.append(f"-- \n{LEAVE[0]} · {LEAVE[1]}: {outgoing.leave_url}")
    return "\n\n".join(parts) + "\n"


def html(outgoing: Outgoing, sender: Sender) -> str:
    """The same for those whose program shows HTML; nothing in it is fetched from anywhere."""
    blocks = [_block(text) for part in (outgoing.text, *outgoing.further) for text in part.split("\n\n")]
    blocks += [
        f'<p><img src="cid:{_content_id(picture, sender)}" alt="{escape(picture.alt)}"'
        f' width="{picture.width}" height="{picture.height}" style="max-width:100%;height:auto"></p>'
        for picture in outgoing.pictures
    ]
    return PAGE.format(
        language=escape(outgoing.language),
        title=escape(subject_of(outgoing)),
        body="\n".join(block for block in blocks if block),
        foot=_foot(outgoing.leave_url),
    )


def _foot(leave_url: str) -> str:
    if not leave_url:
        return ""
    words = f'<span lang="hi">{LEAVE[0]}</span> · <span lang="en">{LEAVE[1]}</span>'
    link = f'<a href="{escape(leave_url)}">{words}</a>'
    return f'<footer style="margin-top:2em;border-top:1px solid #767676"><p>{link}</p></footer>'


def _block(text: str) -> str:
    """One paragraph; its lines stay lines, its addresses become links, and nothing in it becomes HTML."""
    text = text.strip("\n")
    if not text.strip():
        return ""
    parts, after = [], 0
    for link in find_urls(text):
        shown = text[link.start : link.end]
        target = shown if shown.lower().startswith(("http://", "https://")) else f"https://{shown}"
        parts.append(escape(text[after : link.start]))
        parts.append(f'<a href="{escape(target)}">{escape(shown)}</a>')
        after = link.end
    parts.append(escape(text[after:]))
    return "<p>" + "".join(parts).replace("\n", "<br>\n") + "</p>"


def _content_id(picture: Picture, sender: Sender) -> str:
    return f"{picture.digest[:32]}@{sender.mailbox.host}"


def _attach(page: MIMEPart, picture: Picture, content: bytes, sender: Sender) -> None:
    kind, _, subtype = picture.mime.partition("/")
    page.add_related(
        content,
        kind,
        subtype,
        cid=f"<{_content_id(picture, sender)}>",
        disposition="inline",
        filename=picture.path.name,
    )
