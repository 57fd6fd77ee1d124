"""Telegram's words: the envelope, bots, channels and messages as the Bot API shows them."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer, Json
from jansetu.sandbox.world import Account, Media, Post

JSON_TYPE = "application/json"
RIGHTS = (
    *("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_post_messages", "can_edit_messages"),
)
HELD = {"can_manage_chat", "can_post_messages", "can_edit_messages", "can_delete_messages"}
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def said(result: object) -> Answer:
    """A success."""
    return Answer.json(200, {"ok": True, "result": result}, content_type=JSON_TYPE, ascii_only=True)


def failed(status: int, description: str, *, retry_after: int = 0) -> Answer:
    """A refusal: Telegram gives its status again, and a sentence."""
    body: Json = {"ok": False, "error_code": status, "description": description}
    headers = {}
    if retry_after:
        body["parameters"] = {"retry_after": retry_after}
        headers["Retry-After"] = str(retry_after)
    return Answer.json(status, body, headers, JSON_TYPE, ascii_only=True)


def bad(description: str) -> Answer:
    """A 400."""
    return failed(400, f"Bad Request: {description}")


def chat_number(account: Account) -> int:
    """A channel's number: -100 and ten digits, as far as JavaScript can count them."""
    return -(10**12 + int(account.number) % 10**10)


def bot(account: Account) -> Json:
    """The bot of a channel: each practice channel has one of its own."""
    return {
        "id": int(account.number),
        "is_bot": True,
        "first_name": account.name,
        "username": f"{account.name}_bot",
    }


def chat(account: Account) -> Json:
    """A channel in short."""
    return {
        "id": chat_number(account),
        "title": account.name,
        "username": account.name,
        "type": "channel",
    }


def full_chat(account: Account) -> Json:
    """A channel at length (ChatFullInfo)."""
    more: Json = {"active_usernames": [account.name], "accent_color_id": 0, "max_reaction_count": 11}
    return {**chat(account), **more, "accepted_gift_types": dict.fromkeys(GIFTS, False)}


def administrator(account: Account) -> Json:
    """The bot's rights in its own channel."""
    rights = {right: right in HELD for right in RIGHTS}
    return {"user": bot(account), "status": "administrator", **rights, "is_anonymous": False}


def message(account: Account, post: Post, at: int, pictures: list[Media], answered: Json | None) -> Json:
    """One message of a post; `at` is its place in the album."""
    place = chat(account)
    numbers = post.detail["messages"]
    shown: Json = {"message_id": numbers[at], "sender_chat": place, "chat": place, "date": int(post.at)}
    if post.edited_at:
        shown["edit_date"] = int(post.edited_at)
    if answered:
        shown["reply_to_message"] = answered
    if not pictures:
        return {**shown, "text": post.text}
    if len(numbers) > 1:
        shown["media_group_id"] = f"{account.number}{numbers[0]}"
    if pictures[at].mime.startswith("video/"):
        shown["video"] = film(pictures[at], post.detail.get("seconds", 0))
    else:
        shown["photo"] = [size(pictures[at])]
    return {**shown, "caption": post.text} if post.text and at == 0 else shown


def film(media: Media, seconds: int) -> Json:
    """A film."""
    return {**size(media), "duration": seconds, "mime_type": media.mime}


def size(media: Media) -> Json:
    """A photo in its only size."""
    return {
        "file_id": media.id,
        "file_unique_id": f"u{media.id}",
        "width": media.width,
        "height": media.height,
        "file_size": media.size,
    }
