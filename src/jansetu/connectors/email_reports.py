"""What a message in the bounce mailbox reports: a bounce (RFC 3464) or a complaint (RFC 5965). Opens nothing.

A report counts only where it carries the key of a mail of ours, which nobody but its recipient knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import Literal

import regex

from jansetu.connectors.contracts import Report
from jansetu.connectors.email_dialect import LABEL, enhanced, is_dead
from jansetu.connectors.email_message import Sender
from jansetu.connectors.words import say

ARRIVED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To", "To")
FINAL = {"failed", "delivered", "relayed", "expanded"}  # RFC 3464, 2.3.3; "delayed" is not
FULL = {"5.2.2", "4.2.2"}
SMTP_REPLY = regex.compile(r"smtp;\s*[0-9]{3}[ -](?P<text>.*)", regex.IGNORECASE | regex.DOTALL)


def report_of(raw: bytes, *, sender: Sender, now: datetime) -> Report | None:
    """What became of one of our mails; None where the message tells nothing final about any."""
    message = message_from_bytes(raw, policy=compat32)
    parts = list(message.walk())
    key = _key_in(message, parts, sender)
    if not key:
        return None
    at = _moment(message, now)
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            return _complaint(part, key, sender, at)
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            return _bounce(part, key, sender, at)
    return None


def _complaint(part: Message, key: str, sender: Sender, at: datetime) -> Report | None:
    fields = next(_groups(part), None)
    if fields is None or str(fields.get("Feedback-Type", "")).strip().lower() == "not-spam":
        return None
    return _failed("complaint", key, sender, at, dead=False)


def _bounce(part: Message, key: str, sender: Sender, at: datetime) -> Report | None:
    """The group of the recipient; a mail of ours has only one. `delayed` is not final: it tells nothing."""
    for fields in _groups(part):
        action = str(fields.get("Action", "")).strip().lower()
        if action not in FINAL:
            continue
        if action == "failed":
            status = _status(fields)
            return _failed(_code(status), key, sender, at, dead=is_dead(status))
        state: Literal["accepted", "delivered"] = "delivered" if action == "delivered" else "accepted"
        number = sender.message_id(key)
        return Report(id=_id(key, state), state=state, remote_id=number, key=key, at=at)
    return None


def _failed(code: str, key: str, sender: Sender, at: datetime, *, dead: bool) -> Report:
    hi, en = say(code, LABEL)
    return Report(
        id=_id(key, code),
        state="failed",
        at=at,
        remote_id=sender.message_id(key),
        key=key,
        code=code,
        hi=hi,
        en=en,
        address_is_dead=dead,
    )


def _code(status: str) -> str:
    if is_dead(status):
        return "address_dead"
    if status in FULL:
        return "mailbox_full"
    return "recipient_refused" if status.startswith("5.7.") else "not_delivered"


def _status(fields: Message) -> str:
    """RFC 3464's Status; what the server behind it said is more exact than a bare 5.0.0."""
    status = enhanced(str(fields.get("Status", "")))
    said = SMTP_REPLY.match(str(fields.get("Diagnostic-Code", "")).strip())
    return (enhanced(said["text"]) if said else "") or status if status in ("", "5.0.0", "4.0.0") else status


def _groups(part: Message) -> Iterator[Message]:
    """The groups of fields; the parser makes a message of each."""
    inside = part.get_payload()
    if isinstance(inside, list):
        yield from (one for one in inside if isinstance(one, Message))


def _key_in(message: Message, parts: list[Message], sender: Sender) -> str:
    """From the address at which the report arrived, or from the mail that it returns."""
    if sender.bounces is not None:
        at = (
            regex.escape(sender.bounces.local)
            + r"\+(?P<key>[0-9a-f]{32})@"
            + regex.escape(sender.bounces.host)
        )
        for value in (str(one) for name in ARRIVED for one in message.get_all(name, [])):
            if found := regex.search(at, value, regex.IGNORECASE):
                return found["key"].lower()
    ours = regex.compile(
        r"<(?P<key>[0-9a-f]{32})@" + regex.escape(sender.mailbox.host) + ">", regex.IGNORECASE
    )
    for part in parts[1:]:
        for value in _ids_in(part):
            if found := ours.search(value):
                return found["key"].lower()
    return ""


def _ids_in(part: Message) -> Iterator[str]:
    """The Message-ID of a part's own head, or of a head that is returned as text (RFC 6522)."""
    yield from (str(one) for one in part.get_all("Message-ID", []))
    if part.get_content_type() in ("text/rfc822-headers", "message/global-headers"):
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes):
            yield from (
                str(one) for one in message_from_bytes(raw, policy=compat32).get_all("Message-ID", [])
            )


def _moment(message: Message, now: datetime) -> datetime:
    """When the report was written, never later than now."""
    try:
        written = parsedate_to_datetime(str(message.get("Date", "")))
        return min(written.replace(tzinfo=written.tzinfo or UTC).astimezone(UTC), now)
    except (ValueError, OverflowError):
        return now


def _id(key: str, what: str) -> str:
    """Made of its facts: the same report read twice is one."""
    return hashlib.sha256(f"{key}/{what}".encode()).hexdigest()[:32]
