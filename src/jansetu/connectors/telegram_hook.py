"""What Telegram calls us to say of a channel: posts that its people put there, new or edited.

Bot API 10.1 (June 2026): Update, setWebhook. A bot is told nothing of what it sent itself, so a call never
settles an attempt of ours.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Json, RemotePost
from jansetu.connectors.hooks import Call, Hook, Item, Secrets

WEB = "https://t.me"
SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 -- the name of a header
CLOSED = "-100"  # the number of a channel, before its own
WITH_MEDIA = ("photo", "video", "animation", "document", "audio", "voice", "video_note")


class TelegramHook(Hook):
    """Secrets: `secret_token`, which we told Telegram with the address."""

    kind = "telegram"

    def is_genuine(self, call: Call, secrets: Secrets) -> bool:
        """The secret comes in a header, as it was told."""
        ours, given = secrets.get("secret_token", ""), call.headers.get(SECRET, "")
        return bool(ours) and hmac.compare_digest(ours.encode(), given.encode())

    def items(self, call: Call) -> tuple[Item, ...]:
        """One update a call, by its number and the chat that it is about."""
        try:
            told = json.loads(call.body)
        except ValueError:
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("update_id"), int):
            digest = hashlib.sha256(call.body).hexdigest()[:32]
            return (Item(id=digest, account="", raw={"unread": call.body.decode(errors="replace")}),)
        chat = str(_message(told).get("chat", {}).get("id") or "")
        return (Item(id=f"{chat}/{told['update_id']}", account=chat, raw=told),)

    def posts(self, raw: Json) -> tuple[RemotePost, ...]:
        """The post that a person of the channel put there; of an album the message that carries its words."""
        message = _message(raw)
        number, chat = message.get("message_id"), message.get("chat") or {}
        text = str(message.get("text") or message.get("caption") or "")
        if not isinstance(number, int) or chat.get("type") != "channel":
            return ()
        media = any(message.get(name) for name in WITH_MEDIA)
        if not text and (message.get("media_group_id") or not media):
            return ()  # a further message of an album, or a service message
        place = chat.get("username") or f"c/{str(chat.get('id')).removeprefix(CLOSED)}"
        date = message.get("date")
        return (
            RemotePost(
                remote_id=f"{number}+{number}" if media else str(number),
                text=text,
                url=f"{WEB}/{place}/{number}",
                published_at=datetime.fromtimestamp(date, UTC) if isinstance(date, int) else None,
                raw=raw,
            ),
        )


def _message(raw: Json) -> dict[str, Any]:
    """The post of an update; empty where it tells of something else."""
    found = raw.get("channel_post") or raw.get("edited_channel_post")
    return found if isinstance(found, dict) else {}
