"""Telegram's calls to us: the secret in the header, and posts that people put into the channel themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from jansetu.connectors.hooks import Call
from jansetu.connectors.telegram import REMOTE_ID
from jansetu.connectors.telegram_hook import TelegramHook
from tests.connectors.openapi import shared

SECRET = "a1b2c3-hook-secret"
CHANNEL = {"id": -1001234567890, "title": "कलेक्टर उज्जैन", "username": "collectorujjain", "type": "channel"}
AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
HOOK = TelegramHook()


def called(body: Any, secret: str = SECRET) -> Call:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call(query={}, headers={"x-telegram-bot-api-secret-token": secret}, body=raw)


def told(kind: str = "channel_post", **message: Any) -> dict[str, Any]:
    post = {
        "message_id": 101,
        "date": int(AT.timestamp()),
        "chat": CHANNEL,
        "sender_chat": CHANNEL,
        **message,
    }
    return {"update_id": 734, kind: post}


def test_only_a_call_with_our_secret_is_genuine() -> None:
    assert HOOK.is_genuine(called(told()), {"secret_token": SECRET})
    assert not HOOK.is_genuine(called(told(), "another"), {"secret_token": SECRET})
    assert not HOOK.is_genuine(called(told(), ""), {"secret_token": ""})
    assert not HOOK.is_genuine(called(told(), "गुप्त"), {"secret_token": SECRET})
    assert HOOK.challenge(called(b""), {"secret_token": SECRET}) is None


def test_an_update_is_one_item_by_its_number_and_its_channel() -> None:
    (item,) = HOOK.items(called(told(text="नमस्ते")))
    assert (item.id, item.account) == ("-1001234567890/734", "-1001234567890")


def test_a_text_is_a_post_of_the_channel() -> None:
    (post,) = HOOK.posts(told(text="सीधे डाली गई"))
    assert (post.remote_id, post.text, post.published_at) == ("101", "सीधे डाली गई", AT)
    assert post.url == "https://t.me/collectorujjain/101"
    (edited,) = HOOK.posts(told("edited_channel_post", text="सुधारी गई", edit_date=1))
    assert (edited.remote_id, edited.text) == ("101", "सुधारी गई")


@pytest.mark.parametrize("name", ["photo", "video", "document"])
def test_a_post_with_media_has_the_id_by_which_it_can_be_deleted(name: str) -> None:
    media: dict[str, Any] = {name: [{"file_id": "f"}]}
    (post,) = HOOK.posts(told(**media, caption="नया पुल"))
    assert (post.remote_id, post.text) == ("101+101", "नया पुल")
    assert REMOTE_ID.fullmatch(post.remote_id)


def test_of_an_album_the_message_with_the_words_is_the_post() -> None:
    (first,) = HOOK.posts(told(photo=[{}], media_group_id="9", caption="नया पुल"))
    assert first.text == "नया पुल"
    assert HOOK.posts(told(message_id=102, photo=[{}], media_group_id="9")) == ()


def test_a_private_channel_has_its_number_in_the_address() -> None:
    private = {"id": -1001234567890, "title": "बंद", "type": "channel"}
    assert HOOK.posts(told(chat=private, text="x"))[0].url == "https://t.me/c/1234567890/101"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "my_chat_member": {"chat": CHANNEL}},
        told(pinned_message={"message_id": 4}),
        {"update_id": 1, "message": {"message_id": 5, "chat": {"id": 7, "type": "private"}, "text": "x"}},
    ],
    ids=["rights", "pinned", "private"],
)
def test_what_is_no_post_of_a_channel_is_none(update: dict[str, Any]) -> None:
    assert HOOK.posts(update) == () == HOOK.remarks(update)


@pytest.mark.parametrize("body", [b"not JSON", b"[]", b"{}"])
def test_what_is_not_understood_is_passed_on_and_not_lost(body: bytes) -> None:
    (item,) = HOOK.items(called(body))
    assert item.raw == {"unread": body.decode()}
    assert HOOK.posts(item.raw) == ()


@pytest.mark.shared
def test_the_updates_that_are_read_are_those_of_the_bot_api() -> None:
    api = shared("telegram-bot-api.json")
    fields = {one["name"] for one in api["types"]["Update"]["fields"]}
    assert {"update_id", "channel_post", "edited_channel_post"} <= fields
    asked = {one["name"] for one in api["methods"]["setWebhook"]["fields"]}
    assert "secret_token" in asked
