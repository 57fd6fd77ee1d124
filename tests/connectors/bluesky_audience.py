"""Bluesky: what its AppView answers of an account's audience, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors import bluesky_records as records
from jansetu.connectors.contracts import Absent, AccountFigures, Found, Hearing, PostFigures, Receipt, Remark
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply, Talk

DID, CITIZEN = "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:z72i7hdynmk6r22z27h6tvur"
RKEY = records.record_key(NOW, OUTGOING.key)
POST = f"at://{DID}/app.bsky.feed.post/{RKEY}"
ROOT = f"at://{DID}/app.bsky.feed.post/3lbq7gk2r2c2a"
REMARK = f"at://{CITIZEN}/app.bsky.feed.post/3lbq7gk2r2c2d"
CID = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"
SESSION = "POST /xrpc/com.atproto.server.createSession"
PUT, GET = "POST /xrpc/com.atproto.repo.putRecord", "GET /xrpc/com.atproto.repo.getRecord"
PROFILE, POSTS = "GET /xrpc/app.bsky.actor.getProfile", "GET /xrpc/app.bsky.feed.getPosts"
NOTICES = "GET /xrpc/app.bsky.notification.listNotifications"
SECRETS = ("access-jwt-5d1e", "refresh-jwt-90aa")
IN = (
    SESSION,
    Reply(
        {
            "did": DID,
            "handle": "collectorujjain.bsky.social",
            "accessJwt": SECRETS[0],
            "refreshJwt": SECRETS[1],
            "active": True,
        }
    ),
)
AUTHOR = {"did": CITIZEN, "handle": "ravi.bsky.social"}
ROOTED = {"uri": ROOT, "cid": CID}
SAID: dict[str, Any] = {
    "$type": "app.bsky.feed.post",
    "text": "पानी कब आएगा?",
    "createdAt": "2026-11-24T05:01:59.000Z",
    "reply": {"root": ROOTED, "parent": ROOTED},
}
PROFILED = {
    "did": DID,
    "handle": "collectorujjain.bsky.social",
    "followersCount": 512,
    "followsCount": 7,
    "postsCount": 90,
}
MEASURED: dict[str, Any] = {
    "uri": POST,
    "cid": CID,
    "author": {"did": DID, "handle": "collectorujjain.bsky.social"},
    "record": {"$type": "app.bsky.feed.post", "text": TEXT, "createdAt": "2026-11-24T05:00:00.000Z"},
    "likeCount": 21,
    "repostCount": 4,
    "replyCount": 3,
    "indexedAt": "2026-11-24T05:00:01.000Z",
}
NOTICE: dict[str, Any] = {
    "uri": REMARK,
    "cid": CID,
    "author": AUTHOR,
    "reason": "reply",
    "reasonSubject": ROOT,
    "record": SAID,
    "isRead": False,
    "indexedAt": "2026-11-24T05:02:00.000Z",
}
LIKE = NOTICE | {"reason": "like", "uri": f"at://{CITIZEN}/app.bsky.feed.like/3lbq7gk2r2c2e"}
REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="ravi.bsky.social",
    author_id=CITIZEN,
    text="पानी कब आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=ROOT,
    raw=NOTICE,
)
STANDING = Reply({"uri": REMARK, "cid": CID, "value": SAID})
NO_RECORD = Reply({"error": "RecordNotFound", "message": "RecordNotFound"}, 400)
GATE = f"at://{DID}/app.bsky.feed.threadgate/3lbq7gk2r2c2a"
GATED = {
    "$type": "app.bsky.feed.threadgate",
    "post": ROOT,
    "createdAt": "2026-11-24T04:00:00.000Z",
    "allow": [{"$type": "app.bsky.feed.threadgate#mentionRule"}],
    "hiddenReplies": [REMARK],
}
WRITTEN = Reply({"uri": GATE, "cid": CID})


def receipt(server: str) -> Receipt:
    return Receipt(remote_id=POST, url=f"{server}/profile/{DID}/post/{RKEY}")


AUDIENCE = (
    Talk(
        capability="Measures",
        name="account",
        answers=(IN, (PROFILE, Reply(PROFILED))),
        gives=lambda server: AccountFigures(followers=512, following=7, posts=90, raw=PROFILED),
        decides=PROFILE,
    ),
    Talk(
        capability="Measures",
        name="posts",
        remote_id=POST,
        gone=(f"at://{DID}/app.bsky.feed.post/3lbq7gk2r2c2z",),
        answers=(IN, (POSTS, Reply({"posts": [MEASURED]}))),
        gives=lambda server: (PostFigures(remote_id=POST, likes=21, reposts=4, replies=3, raw=MEASURED),),
        decides=POSTS,
    ),
    Talk(
        capability="Listens",
        name="heard",
        answers=(IN, (NOTICES, Reply({"notifications": [LIKE, NOTICE]}))),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor={"last": NOTICE["indexedAt"]}, more=False),
        decides=NOTICES,
    ),
    Talk(
        capability="Listens",
        name="nothing new",
        cursor={"last": NOTICE["indexedAt"]},
        answers=(IN, (NOTICES, Reply({"notifications": []}))),
        gives=lambda server: Hearing(remarks=(), cursor={"last": NOTICE["indexedAt"]}, more=False),
    ),
    Talk(
        capability="Replies",
        name="replied",
        remote_id=REMARK,
        answers=(IN, (GET, STANDING), (PUT, Reply({"uri": POST, "cid": CID}))),
        gives=receipt,
        decides=PUT,
        prepares=GET,
    ),
    Talk(
        capability="Replies",
        name="reply found",
        remote_id=REMARK,
        answers=(IN, (GET, Reply({"uri": POST, "cid": CID, "value": MEASURED["record"]}))),
        gives=lambda server: Found(receipt=receipt(server)),
        decides=GET,
    ),
    Talk(
        capability="Replies",
        name="reply absent",
        remote_id=REMARK,
        answers=(IN, (GET, NO_RECORD)),
        gives=lambda server: Absent(),
    ),
    Talk(
        capability="Hides",
        name="hidden",
        remote_id=REMARK,
        answers=(IN, (GET, STANDING), (GET, NO_RECORD), (PUT, WRITTEN)),
        gives=lambda server: None,
        decides=PUT,
        prepares=GET,
    ),
    Talk(
        capability="Hides",
        name="shown again",
        remote_id=REMARK,
        answers=(
            IN,
            (GET, STANDING),
            (GET, Reply({"uri": GATE, "cid": CID, "value": GATED})),
            (PUT, WRITTEN),
        ),
        gives=lambda server: None,
    ),
)
