"""Instagram's calls to us: comments with their words, mentions by their ids."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.instagram_hook import InstagramHook
from tests.connectors.test_facebook_hook import SECRETS, called

USER, MEDIA, COMMENT = "17841400000000001", "17900000000000001", "17870000000000005"
HOOK = InstagramHook()
AT = datetime(2026, 11, 24, 5, 2, 1, tzinfo=UTC)


def changed(field: str, value: dict[str, Any], time: int = int(AT.timestamp())) -> dict[str, Any]:
    entry = {"id": USER, "time": time, "changes": [{"field": field, "value": value}]}
    return {"object": "instagram", "entry": [entry]}


def commented(author: str = "77001", **more: Any) -> dict[str, Any]:
    told = {"id": COMMENT, "from": {"id": author, "username": "ravi_sharma"}, "text": "पानी कब आएगा?"}
    return told | {"media": {"id": MEDIA, "media_product_type": "FEED"}, **more}


def test_a_comment_is_a_remark_beneath_its_post_or_its_comment() -> None:
    call = called(changed("comments", commented()))
    assert HOOK.is_genuine(call, SECRETS)
    (item,) = HOOK.items(call)
    assert item.account == USER
    (remark,) = HOOK.remarks(item.raw)
    assert (remark.remote_id, remark.kind, remark.answers) == (COMMENT, "comment", MEDIA)
    assert (remark.author, remark.text, remark.said_at) == ("ravi_sharma", "पानी कब आएगा?", AT)
    (beneath,) = HOOK.items(called(changed("comments", commented(parent_id="178"))))
    assert HOOK.remarks(beneath.raw)[0].answers == "178"


def test_a_comment_told_again_is_the_same_item() -> None:
    (first,) = HOOK.items(called(changed("comments", commented())))
    (again,) = HOOK.items(called(changed("comments", commented(), time=1795496999)))
    assert first.id == again.id


def test_our_own_comment_is_no_remark() -> None:
    (item,) = HOOK.items(called(changed("comments", commented(author=USER))))
    assert HOOK.remarks(item.raw) == ()


def test_a_mention_is_known_by_its_ids_alone() -> None:
    (item,) = HOOK.items(called(changed("mentions", {"media_id": "18", "comment_id": "19"})))
    (remark,) = HOOK.remarks(item.raw)
    assert (remark.remote_id, remark.kind, remark.answers, remark.text) == ("19", "mention", "18", "")
    (caption,) = HOOK.items(called(changed("mentions", {"media_id": "18"})))
    assert HOOK.remarks(caption.raw)[0].remote_id == "18"


def test_times_in_milliseconds_are_read_too_and_other_fields_are_passed_on() -> None:
    (item,) = HOOK.items(called(changed("comments", commented(), time=int(AT.timestamp()) * 1000)))
    assert HOOK.remarks(item.raw)[0].said_at == AT
    (other,) = HOOK.items(called(changed("story_insights", {"media_id": "18", "reach": 7})))
    assert HOOK.remarks(other.raw) == () == HOOK.posts(other.raw)
    assert other.raw["value"]["reach"] == 7
