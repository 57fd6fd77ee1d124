"""Facebook's calls to us: the challenge and the signature of Meta, and what changes on a Page."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from jansetu.connectors.facebook_hook import FacebookHook
from jansetu.connectors.hooks import Call

PAGE, POST, COMMENT = "104857600123456", "104857600123456_122104857600123", "122104857600123_9001"
SECRETS = {"client_secret": "app-secret-5d21", "verify_token": "हमारा-शब्द"}
SAID_AT = datetime(2026, 11, 24, 5, 2, tzinfo=UTC)
HOOK = FacebookHook()


def called(body: Any, secret: str = SECRETS["client_secret"]) -> Call:
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    made = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    return Call(query={}, headers={"x-hub-signature-256": f"sha256={made}"}, body=raw)


def changed(field: str = "feed", **value: Any) -> dict[str, Any]:
    told = {"post_id": POST, "created_time": int(SAID_AT.timestamp()), **value}
    entry = {"id": PAGE, "time": 1795496521, "changes": [{"field": field, "value": told}]}
    return {"object": "page", "entry": [entry]}


BY_RAVI: dict[str, Any] = {"from": {"id": "77001", "name": "रवि शर्मा"}}
BY_US: dict[str, Any] = {"from": {"id": PAGE, "name": "कलेक्टर उज्जैन"}}
COMMENTED: dict[str, Any] = {"item": "comment", "verb": "add", "comment_id": COMMENT, "parent_id": POST}


def challenged(**query: str) -> str | None:
    return HOOK.challenge(Call(query=query, headers={}, body=b""), SECRETS)


def test_the_challenge_is_given_back_to_whoever_knows_our_word() -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    assert challenged(**asked, **{"hub.verify_token": "हमारा-शब्द"}) == "1158201444"
    assert challenged(**asked, **{"hub.verify_token": "कोई और"}) is None
    assert challenged(**asked) is None
    unset = Call(query={**asked, "hub.verify_token": ""}, headers={}, body=b"")
    assert HOOK.challenge(unset, {"verify_token": ""}) is None


def test_only_what_is_signed_with_the_apps_secret_is_genuine() -> None:
    call = called(changed(**COMMENTED, **BY_RAVI))
    assert HOOK.is_genuine(call, SECRETS)
    assert not HOOK.is_genuine(call, {"client_secret": "another"})
    assert not HOOK.is_genuine(called({}, secret=""), {"client_secret": ""})
    assert not HOOK.is_genuine(Call(query={}, headers=call.headers, body=call.body + b" "), SECRETS)
    assert not HOOK.is_genuine(Call(query={}, headers={}, body=call.body), SECRETS)


def test_a_comment_is_a_remark_once_however_often_it_is_told() -> None:
    (item,) = HOOK.items(called(changed(**COMMENTED, **BY_RAVI, message="पानी कब आएगा?")))
    (again,) = HOOK.items(called(changed(**COMMENTED, **BY_RAVI, message="पानी कब आएगा?")))
    assert (item.account, item.id) == (PAGE, again.id)
    (remark,) = HOOK.remarks(item.raw)
    assert (remark.remote_id, remark.kind, remark.text) == (COMMENT, "comment", "पानी कब आएगा?")
    assert (remark.author, remark.said_at, remark.answers) == ("रवि शर्मा", SAID_AT, POST)
    assert HOOK.posts(item.raw) == ()


def test_every_change_of_every_entry_is_an_item_of_its_own() -> None:
    body = changed(**COMMENTED, **BY_RAVI)
    body["entry"][0]["changes"] *= 2
    body["entry"][0]["changes"][1] = {"field": "feed", "value": {"item": "like", "verb": "add"}}
    first, second = HOOK.items(called(body))
    assert first.id != second.id
    assert HOOK.remarks(second.raw) == () == HOOK.posts(second.raw)


@pytest.mark.parametrize("item", ["status", "photo", "video", "share", "post"])
def test_a_post_of_the_page_itself_stands_on_its_timeline(item: str) -> None:
    body = changed(item=item, verb="add", published=1, message="सीधे डाली गई", **BY_US)
    (told,) = HOOK.items(called(body))
    (post,) = HOOK.posts(told.raw)
    assert (post.remote_id, post.text, post.published_at) == (POST, "सीधे डाली गई", SAID_AT)
    assert HOOK.remarks(told.raw) == ()


@pytest.mark.parametrize(
    "value",
    [
        {"item": "status", "verb": "remove", **BY_US},
        {"item": "photo", "verb": "add", "published": 0, **BY_US},
        {"item": "reaction", "verb": "add", **BY_RAVI},
        {"item": "comment", "verb": "remove", "comment_id": COMMENT, **BY_RAVI},
    ],
    ids=["removed", "unpublished", "reaction", "comment removed"],
)
def test_what_is_removed_or_unseen_is_neither_a_post_nor_a_remark(value: dict[str, Any]) -> None:
    (item,) = HOOK.items(called(changed(**value)))
    assert HOOK.posts(item.raw) == () == HOOK.remarks(item.raw)


def test_a_visitors_post_and_a_mention_elsewhere_are_mentions_and_our_own_comment_is_nothing() -> None:
    (visited,) = HOOK.items(called(changed(item="status", verb="add", message="नमस्ते", **BY_RAVI)))
    mentioned = changed("mention", item="post", verb="add", message="@collector", sender_id=77001)
    (elsewhere,) = HOOK.items(called(mentioned))
    (ours,) = HOOK.items(called(changed(**COMMENTED, **BY_US)))
    assert [one.kind for item in (visited, elsewhere) for one in HOOK.remarks(item.raw)] == ["mention"] * 2
    assert HOOK.remarks(elsewhere.raw)[0].author_id == "77001"
    assert HOOK.remarks(ours.raw) == () == HOOK.posts(visited.raw)


@pytest.mark.parametrize("body", [b"not JSON", b"[]", b'{"entry": [7]}', b'{"object": "page"}'])
def test_what_is_not_understood_is_passed_on_and_not_lost(body: bytes) -> None:
    (item,) = HOOK.items(called(body))
    assert item.raw["value"] == body.decode()
    assert HOOK.posts(item.raw) == () == HOOK.remarks(item.raw)
