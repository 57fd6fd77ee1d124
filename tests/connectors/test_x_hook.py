"""X's calls to us: the challenge, the signature, posts, answers and mentions."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from jansetu.connectors.hooks import Call
from jansetu.connectors.x_hook import XHook

US, RAVI = "2244994945", "77001"
SECRETS = {"consumer_secret": "api-key-secret-9x", "client_secret": "another"}
AT = datetime(2026, 11, 24, 5, 2, tzinfo=UTC)
HOOK = XHook()


def signed(words: bytes, secret: str = SECRETS["consumer_secret"]) -> str:
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), words, hashlib.sha256).digest()).decode()


def called(body: Any) -> Call:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Call(query={}, headers={"x-twitter-webhooks-signature": signed(raw)}, body=raw)


def posted(by: str = US, number: str = "1990000000000000001", **more: Any) -> dict[str, Any]:
    user = {"id_str": by, "screen_name": "collectorujjain" if by == US else "ravi_sharma"}
    made = {"id_str": number, "text": "नमस्ते", "user": user, "timestamp_ms": str(int(AT.timestamp() * 1000))}
    return made | more


def told(*posts: dict[str, Any]) -> dict[str, Any]:
    return {"for_user_id": US, "tweet_create_events": list(posts)}


def raw_of(post: dict[str, Any]) -> dict[str, Any]:
    (item,) = HOOK.items(called(told(post)))
    return item.raw


def test_the_challenge_is_answered_with_the_word_signed_by_the_api_key_secret() -> None:
    call = Call(query={"crc_token": "9b4507b3"}, headers={}, body=b"")
    assert json.loads(HOOK.challenge(call, SECRETS) or "") == {"response_token": signed(b"9b4507b3")}
    assert HOOK.challenge(call, {}) is None
    assert HOOK.challenge(Call(query={}, headers={}, body=b""), SECRETS) is None


def test_only_what_is_signed_with_that_secret_is_genuine() -> None:
    call = called(told(posted()))
    assert HOOK.is_genuine(call, SECRETS)
    assert not HOOK.is_genuine(call, {"consumer_secret": "another"})
    assert not HOOK.is_genuine(call, {})
    assert not HOOK.is_genuine(Call(query={}, headers=call.headers, body=call.body + b" "), SECRETS)


def test_each_event_is_an_item_and_the_same_one_again_is_the_same_item() -> None:
    gone = {"status": {"id": "1", "user_id": US}, "timestamp_ms": "1"}
    body = told(posted(), posted(number="2")) | {"tweet_delete_events": [gone], "users": {"1": {}}}
    items = HOOK.items(called(body))
    assert len({one.id for one in items}) == 3
    assert {one.account for one in items} == {US}
    assert [one.id for one in HOOK.items(called(body))] == [one.id for one in items]
    assert HOOK.posts(items[2].raw) == () == HOOK.remarks(items[2].raw)


def test_a_post_of_the_account_stands_on_its_timeline_with_whole_links_and_words() -> None:
    links = {"urls": [{"url": "https://t.co/a", "expanded_url": "https://ujjain.nic.in/pul"}]}
    own = {"media": [{"url": "https://t.co/b"}]}
    whole = {
        "full_text": "पुल &amp; रास्ता https://t.co/a https://t.co/b",
        "entities": links,
        "extended_entities": own,
    }
    (post,) = HOOK.posts(raw_of(posted(text="पुल…", truncated=True, extended_tweet=whole)))
    assert (post.text, post.published_at) == ("पुल & रास्ता https://ujjain.nic.in/pul", AT)
    assert post.url == "https://x.com/collectorujjain/status/1990000000000000001"


def test_reposts_and_answers_of_our_own_are_neither_posts_nor_remarks() -> None:
    for more in ({"retweeted_status": posted(RAVI)}, {"in_reply_to_status_id_str": "5"}):
        raw = raw_of(posted(**more))
        assert HOOK.posts(raw) == () == HOOK.remarks(raw)


def test_an_answer_to_us_is_a_comment_and_another_word_of_us_a_mention() -> None:
    answer = {"in_reply_to_status_id_str": "5", "in_reply_to_user_id_str": US}
    elsewhere = {"in_reply_to_status_id_str": "6", "in_reply_to_user_id_str": "9"}
    said = [HOOK.remarks(raw_of(posted(RAVI, **more)))[0] for more in (answer, elsewhere, {})]
    assert [(one.kind, one.answers) for one in said] == [("comment", "5"), ("mention", "6"), ("mention", "")]
    assert (said[0].author, said[0].author_id, said[0].said_at) == ("ravi_sharma", RAVI, AT)
    assert HOOK.remarks(raw_of(posted(RAVI, retweeted_status=posted()))) == ()


def test_xs_first_way_to_write_a_time_is_read_too() -> None:
    old = posted(created_at="Tue Nov 24 05:02:00 +0000 2026")
    del old["timestamp_ms"]
    assert HOOK.posts(raw_of(old))[0].published_at == AT


@pytest.mark.parametrize("body", [b"not JSON", b"[]", b'{"user_event": {"revoke": 1}}'])
def test_what_is_not_understood_is_passed_on_and_not_lost(body: bytes) -> None:
    (item,) = HOOK.items(called(body))
    assert item.raw["event"] == body.decode()
    assert HOOK.posts(item.raw) == () == HOOK.remarks(item.raw)
