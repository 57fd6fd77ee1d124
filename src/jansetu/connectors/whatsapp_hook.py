"""What WhatsApp calls us to say of a number: what became of messages, and what people write to it.

developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages, as updated on
21.5.2026. Each status and each message of a call is an item of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

import regex

from jansetu.connectors.contracts import Json, Remark, Report
from jansetu.connectors.graph_hook import GraphHook, changes_of, digest_of, parsed, text_at, value_of
from jansetu.connectors.hooks import Call, Item
from jansetu.connectors.whatsapp_dialect import LABEL, word_of
from jansetu.connectors.words import say

State = Literal["accepted", "delivered", "read", "failed"]
STATES: dict[str, State] = {
    "sent": "accepted",
    "delivered": "delivered",
    "read": "read",
    "played": "read",  # a voice message was heard
    "failed": "failed",
}
LISTS = ("statuses", "messages")
OUR_KEY = regex.compile(r"[0-9a-f]{32}")
LATEST = 10**11  # seconds since 1970; beyond it, it is no time
# Where the words stand, by the message's type.
WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "text": (("text", "body"),),
    "button": (("button", "text"),),
    "interactive": (("interactive", "button_reply", "title"), ("interactive", "list_reply", "title")),
    "image": (("image", "caption"),),
    "video": (("video", "caption"),),
    "document": (("document", "caption"), ("document", "filename")),
    "location": (("location", "name"), ("location", "address")),
}
UNSPOKEN = {"reaction", "system"}  # a sign beneath our message; a number that changed


class WhatsAppHook(GraphHook):
    """The changes of a business account's numbers."""

    kind = "whatsapp"

    def items(self, call: Call) -> tuple[Item, ...]:
        """Each status, each message, and each change of any other kind as a whole."""
        every = [one for raw in changes_of(parsed(call.body), call.body) for one in _parts(raw)]
        return tuple(Item(id=self.name_of(one), account=one["account"], raw=one) for one in every)

    def name_of(self, raw: Json) -> str:
        """WhatsApp's id of the message and, of a status, which; the same told again is the same."""
        status, message = _only(raw, "statuses"), _only(raw, "messages")
        if text_at(status, "id"):
            return f"{text_at(status, 'id')}/{text_at(status, 'status')}"[:200]
        return text_at(message, "id")[:200] or f"{raw['account']}/{raw['field']}/{digest_of(raw['value'])}"

    def reports(self, raw: Json) -> tuple[Report, ...]:
        """What became of one message.

        131026 says that a number is not on WhatsApp, or that its app is old, or that its owner has not agreed
        to new terms (error codes, 15.5.2026); so one such report proves no dead address.
        """
        status = _only(raw, "statuses")
        state, at = STATES.get(text_at(status, "status")), _moment(status)
        if state is None or at is None or not text_at(status, "id"):
            return ()
        key = text_at(status, "biz_opaque_callback_data")
        word = word_of(_code(status)) if state == "failed" else ""
        hi, en = say(word, LABEL) if word else ("", "")
        report = Report(
            id=self.name_of(raw),
            state=state,
            at=at,
            remote_id=text_at(status, "id"),
            key=key if OUR_KEY.fullmatch(key) else "",
            code=word,
            hi=hi,
            en=en,
        )
        return (report,)

    def remarks(self, raw: Json) -> tuple[Remark, ...]:
        """What somebody wrote or sent; of what has no words the moment alone, for it opens a talk too."""
        message = _only(raw, "messages")
        kind, sender = text_at(message, "type"), _sender(raw, message)
        if not text_at(message, "id") or not sender or not kind or kind in UNSPOKEN:
            return ()
        said = (text_at(message, *place) for place in WORDS.get(kind, ()))
        remark = Remark(
            remote_id=text_at(message, "id"),
            kind="direct",
            author=text_at(_only(raw, "contacts"), "profile", "name"),
            author_id=sender,
            text=next(filter(None, said), ""),
            said_at=_moment(message),
            answers=text_at(message, "context", "id"),
            raw=raw,
        )
        return (remark,)


def _parts(raw: Json) -> list[Json]:
    """A change for each status and message in it, each with the number that it is about."""
    value = value_of(raw)
    about = {"account": text_at(value, "metadata", "phone_number_id") or raw["account"]}
    rest = {name: content for name, content in value.items() if name not in (*LISTS, "contacts")}
    parts = []
    for name in LISTS:
        told = value.get(name)
        for one in told if isinstance(told, list) else ():
            if isinstance(one, dict):
                people = _people(value, one)
                parts.append(raw | about | {"value": rest | {name: [one]} | people})
    return parts or [raw | about]


def _people(value: Json, one: Json) -> Json:
    """Who wrote it, of those whom the call names."""
    listed = value.get("contacts")
    named = [who for who in listed if isinstance(who, dict)] if isinstance(listed, list) else []
    sender = text_at(one, "from")
    mine = [who for who in named if sender and text_at(who, "wa_id") == sender] or named[:1]
    return {"contacts": mine} if mine else {}


def _only(raw: Json, name: str) -> Json:
    """The one entry of a list; nothing where there is none."""
    found = value_of(raw).get(name)
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, dict) else {}


def _sender(raw: Json, message: Json) -> str:
    """The number; of people who hide theirs, WhatsApp's own id of them for this business."""
    contact = _only(raw, "contacts")
    ids = (text_at(message, "from"), text_at(contact, "wa_id"), text_at(contact, "user_id"))
    return next(filter(None, ids), "")


def _code(status: Json) -> int | None:
    errors = status.get("errors")
    first: Any = errors[0] if isinstance(errors, list) and errors else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def _moment(told: Json) -> datetime | None:
    """WhatsApp writes seconds since 1970 as a text."""
    seconds = text_at(told, "timestamp")
    if not seconds.isascii() or not seconds.isdigit() or int(seconds) > LATEST:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)
