"""What X calls us to say of an account: its posts, answers to it and mentions of it (Account Activity API).

docs.x.com: Webhooks, quickstart (challenge and signature); Account Activity, data objects; both 2026.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from html import unescape
from typing import Any, ClassVar

from jansetu.connectors.contracts import Json, Remark, RemotePost
from jansetu.connectors.hooks import Call, Hook, Item, Secrets
from jansetu.connectors.oauth import AppField

WEB = "https://x.com"
SIGNATURE = "x-twitter-webhooks-signature"
CREATED = "tweet_create_events"
NAMED = ("id_str", "id")  # where an event carries a number of its own


class XHook(Hook):
    """Secrets: `consumer_secret`, the app's API key secret; not the client secret of OAuth 2."""

    kind = "x"
    app_fields: ClassVar[tuple[AppField, ...]] = (
        AppField(
            name="consumer_secret",
            hi="API Key Secret (Consumer Secret)",
            en="API Key Secret (Consumer Secret)",
            help_hi="OAuth 2.0 का Client Secret नहीं",
            help_en="Not OAuth 2.0's Client Secret",
        ),
    )

    def challenge(self, call: Call, secrets: Secrets) -> str | None:
        """X's word signed with the app's secret, as X wants it at least once a day."""
        token, secret = call.query.get("crc_token", ""), secrets.get("consumer_secret", "")
        if not token or not secret:
            return None
        return json.dumps({"response_token": signature_of(token.encode(), secret)})

    def is_genuine(self, call: Call, secrets: Secrets) -> bool:
        """Signed over the raw body with the app's secret."""
        secret, given = secrets.get("consumer_secret", ""), call.headers.get(SIGNATURE, "")
        return bool(secret) and hmac.compare_digest(signature_of(call.body, secret).encode(), given.encode())

    def items(self, call: Call) -> tuple[Item, ...]:
        """Each event of a call; what has another form is passed on as it came."""
        try:
            told = json.loads(call.body)
        except ValueError:
            told = None
        account = str(told.get("for_user_id") or "") if isinstance(told, dict) else ""
        made = [
            Item(id=_name(account, kind, event), account=account, raw=_raw(account, kind, event))
            for kind, events in (told.items() if account else ())
            if isinstance(events, list)
            for event in events
        ]
        if made:
            return tuple(made)
        whole = call.body.decode(errors="replace")
        return (Item(id=_name(account, "", whole), account=account, raw=_raw(account, "", whole)),)

    def remarks(self, raw: Json) -> tuple[Remark, ...]:
        """What somebody else wrote to the account or about it; reposts say nothing of their own."""
        post = _post(raw)
        if post is None or _author(post) == raw["account"] or post.get("retweeted_status"):
            return ()
        answers = str(post.get("in_reply_to_status_id_str") or "")
        ours = str(post.get("in_reply_to_user_id_str") or "") == raw["account"]
        return (
            Remark(
                remote_id=str(post["id_str"]),
                kind="comment" if answers and ours else "mention",
                author=str((post.get("user") or {}).get("screen_name") or ""),
                author_id=_author(post),
                text=_text(post),
                said_at=_time(post),
                answers=answers,
                raw=raw,
            ),
        )

    def posts(self, raw: Json) -> tuple[RemotePost, ...]:
        """A post of the account itself; reposts and answers are none."""
        post = _post(raw)
        if post is None or _author(post) != raw["account"]:
            return ()
        if post.get("retweeted_status") or post.get("in_reply_to_status_id_str"):
            return ()
        number, name = str(post["id_str"]), (post.get("user") or {}).get("screen_name") or "i"
        url = f"{WEB}/{name}/status/{number}"
        return (RemotePost(remote_id=number, text=_text(post), url=url, published_at=_time(post), raw=raw),)


def signature_of(words: bytes, secret: str) -> str:
    """HMAC-SHA256 in base64, as X writes it."""
    made = hmac.new(secret.encode(), words, hashlib.sha256).digest()
    return "sha256=" + base64.b64encode(made).decode()


def _raw(account: str, kind: str, event: Any) -> Json:
    return {"account": account, "kind": kind, "event": event}


def _name(account: str, kind: str, event: Any) -> str:
    """Account, kind and the event's own number; where it has none, what it says."""
    number = next((event[name] for name in NAMED if event.get(name)), "") if isinstance(event, dict) else ""
    said = number or hashlib.sha256(json.dumps(event, sort_keys=True).encode()).hexdigest()[:32]
    return f"{account}/{kind}/{said}"


def _post(raw: Json) -> dict[str, Any] | None:
    """The post that was made; None where the event tells of something else."""
    event = raw.get("event")
    made = raw.get("kind") == CREATED and isinstance(event, dict) and event.get("id_str")
    return event if made and isinstance(event, dict) else None


def _author(post: dict[str, Any]) -> str:
    return str((post.get("user") or {}).get("id_str") or "")


def _text(post: dict[str, Any]) -> str:
    """The whole text as it was written: links expanded, the link to its own pictures dropped."""
    whole = post.get("extended_tweet") or post
    text = str(whole.get("full_text") or whole.get("text") or "")
    entities = whole.get("entities") or {}
    for link in entities.get("urls") or []:
        if link.get("url"):
            text = text.replace(link["url"], link.get("expanded_url") or link["url"])
    media = (whole.get("extended_entities") or entities).get("media") or []
    for own in media:
        text = text.replace(own.get("url") or "\0", "")
    return unescape(text).strip()


def _time(post: dict[str, Any]) -> datetime | None:
    """When it was made: in milliseconds, or as X's first API writes it."""
    told = str(post.get("timestamp_ms") or "")
    if told.isdigit():
        return datetime.fromtimestamp(int(told) / 1000, UTC)
    try:
        return datetime.strptime(str(post.get("created_at")), "%a %b %d %H:%M:%S %z %Y")
    except ValueError:
        return None
