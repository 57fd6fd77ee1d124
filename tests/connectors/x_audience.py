"""X: what it answers of an account's audience, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Absent, AccountFigures, Found, Hearing, PostFigures, Receipt, Remark
from tests.connectors.contract import TEXT, Reply, Talk

ACCOUNT, POST = "2244994945", "1861234567890123456"
REMARK, CITIZEN, REPLY = "1861234599990000001", "77001", "1861234600000000009"
MENTIONS, HIDDEN = f"GET /2/users/{ACCOUNT}/mentions", f"PUT /2/tweets/{REMARK}/hidden"
TIMELINE = f"GET /2/users/{ACCOUNT}/tweets"

METRICS = {
    "repost_count": 4,
    "reply_count": 3,
    "like_count": 21,
    "quote_count": 0,
    "bookmark_count": 2,
    "impression_count": 1830,
}
MEASURED: dict[str, Any] = {"id": POST, "text": TEXT, "public_metrics": METRICS}
GONE = {
    "value": "1",
    "detail": "Could not find tweet with ids: [1].",
    "title": "Not Found Error",
    "resource_type": "tweet",
    "parameter": "ids",
    "resource_id": "1",
    "type": "https://api.x.com/2/problems/resource-not-found",
}
USER = {
    "id": ACCOUNT,
    "name": "कलेक्टर",
    "username": "collectorujjain",
    "public_metrics": {"followers_count": 512, "following_count": 7, "post_count": 90, "listed_count": 1},
}
SAID: dict[str, Any] = {
    "id": REMARK,
    "text": "@collectorujjain पानी कब &amp; कहाँ आएगा?",
    "created_at": "2026-11-24T05:02:00.000Z",
    "author_id": CITIZEN,
    "in_reply_to_user_id": ACCOUNT,
    "referenced_posts": [{"type": "replied_to", "id": POST}],
}
HEARD = {
    "data": [SAID],
    "includes": {"users": [{"id": CITIZEN, "name": "रवि", "username": "ravi_ujjain"}]},
    "meta": {"result_count": 1, "newest_id": REMARK, "oldest_id": REMARK},
}
OURS: dict[str, Any] = {
    "id": REPLY,
    "text": f"@ravi_ujjain {TEXT}",
    "created_at": "2026-11-24T05:00:03.000Z",
    "referenced_posts": [{"type": "replied_to", "id": REMARK}],
}
REPLIES = {"data": [OURS], "meta": {"result_count": 1, "newest_id": REPLY, "oldest_id": REPLY}}


def reply_receipt(server: str) -> Receipt:
    return Receipt(remote_id=REPLY, url=f"{server}/i/web/status/{REPLY}")


REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="ravi_ujjain",
    author_id=CITIZEN,
    text="@collectorujjain पानी कब & कहाँ आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=POST,
    raw=SAID,
)
AUDIENCE = (
    Talk(
        capability="Measures",
        name="account",
        answers=(("GET /2/users/me", Reply({"data": USER})),),
        gives=lambda server: AccountFigures(followers=512, following=7, posts=90, raw={"data": USER}),
        decides="GET /2/users/me",
    ),
    Talk(
        capability="Measures",
        name="posts",
        remote_id=POST,
        gone=("1",),
        answers=(("GET /2/tweets", Reply({"data": [MEASURED], "errors": [GONE]})),),
        gives=lambda server: (
            PostFigures(
                remote_id=POST,
                views=1830,
                likes=21,
                reposts=4,
                quotes=0,
                replies=3,
                saves=2,
                raw=MEASURED,
            ),
        ),
        decides="GET /2/tweets",
    ),
    Talk(
        capability="Listens",
        name="heard",
        answers=((MENTIONS, Reply(HEARD)),),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor={"last": REMARK}, more=False),
        decides=MENTIONS,
    ),
    Talk(
        capability="Listens",
        name="nothing new",
        cursor={"last": REMARK},
        answers=((MENTIONS, Reply({"meta": {"result_count": 0}})),),
        gives=lambda server: Hearing(remarks=(), cursor={"last": REMARK}, more=False),
    ),
    Talk(
        capability="Replies",
        name="replied",
        remote_id=REMARK,
        answers=(("POST /2/tweets", Reply({"data": {"id": REPLY, "text": TEXT}}, 201)),),
        gives=reply_receipt,
        decides="POST /2/tweets",
    ),
    Talk(
        capability="Replies",
        name="reply found",
        remote_id=REMARK,
        answers=((TIMELINE, Reply(REPLIES)),),
        gives=lambda server: Found(receipt=reply_receipt(server)),
        decides=TIMELINE,
    ),
    Talk(
        capability="Replies",
        name="reply absent",
        remote_id=POST,  # the same words stand beneath another post
        answers=((TIMELINE, Reply(REPLIES)),),
        gives=lambda server: Absent(),
    ),
    Talk(
        capability="Hides",
        name="hidden",
        remote_id=REMARK,
        answers=((HIDDEN, Reply({"data": {"hidden": True}})),),
        gives=lambda server: None,
        decides=HIDDEN,
    ),
    Talk(
        capability="Hides",
        name="shown again",
        remote_id=REMARK,
        answers=((HIDDEN, Reply({"data": {"hidden": False}})),),
        gives=lambda server: None,
    ),
)
