"""YouTube: what it answers of a channel's audience, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Absent, AccountFigures, Found, Hearing, PostFigures, Receipt, Remark
from tests.connectors.contract import NOW, TEXT, Reply, Talk

CHANNEL, VIDEO = "UCk8ujjain0collector00AB", "dQw4w9WgXcQ"
REMARK, REPLY = "UgzRemark0000000AaABAg", "UgzRemark0000000AaABAg.9answer"
THREADS, COMMENTS = "GET /youtube/v3/commentThreads", "GET /youtube/v3/comments"
CHANNELS, VIDEOS = "GET /youtube/v3/channels", "GET /youtube/v3/videos"
MODERATE = "POST /youtube/v3/comments/setModerationStatus"
AT = NOW.timestamp()
DONE = Reply(None, 204)


def listed(kind: str, *items: Any, page: str = "") -> Reply:
    told = {"kind": f"youtube#{kind}ListResponse", "etag": "e", "items": list(items)}
    return Reply(told | ({"nextPageToken": page} if page else {}))


def comment(
    comment_id: str, text: str, author: str, at: str = "05:02:00", parent: str = ""
) -> dict[str, Any]:
    """A comment as the API tells it; `author` is its channel."""
    snippet = {
        "channelId": CHANNEL,
        "videoId": VIDEO,
        "textDisplay": text,
        "textOriginal": text,
        "authorDisplayName": "@ravi_sharma" if author != CHANNEL else "@collectorujjain",
        "authorChannelId": {"value": author},
        "likeCount": 0,
        "publishedAt": f"2026-11-24T{at}Z",
        "updatedAt": f"2026-11-24T{at}Z",
    }
    parented = {"parentId": parent} if parent else {}
    return {"kind": "youtube#comment", "etag": "e", "id": comment_id, "snippet": snippet | parented}


def thread(top: dict[str, Any], *answers: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    """A thread, with some of its answers."""
    count = len(answers) if total is None else total
    snippet = {"channelId": CHANNEL, "videoId": VIDEO, "topLevelComment": top, "totalReplyCount": count}
    told = {"kind": "youtube#commentThread", "etag": "e", "id": top["id"], "snippet": snippet}
    return told | ({"replies": {"comments": list(answers)}} if answers else {})


SAID = comment(REMARK, "पानी कब आएगा?", "UCravi00sharma0000000000")
OURS = comment(REPLY, TEXT, CHANNEL, "05:00:02", parent=REMARK)
FIGURES = {"viewCount": "2210", "likeCount": "31", "favoriteCount": "0", "commentCount": "4"}
CHANNEL_FIGURES = {
    "kind": "youtube#channel",
    "id": CHANNEL,
    "statistics": {
        "viewCount": "90000",
        "subscriberCount": "8120",
        "hiddenSubscriberCount": False,
        "videoCount": "57",
    },
}
MEASURED = {"kind": "youtube#video", "id": VIDEO, "statistics": FIGURES}
REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="@ravi_sharma",
    author_id="UCravi00sharma0000000000",
    text="पानी कब आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=VIDEO,
    raw=SAID,
)
FOLLOWING = {"since": AT - 600, "long": {}}


def comment_receipt(server: str, comment_id: str = REPLY) -> Receipt:
    return Receipt(remote_id=comment_id, url=f"{server}/watch?v={VIDEO}&lc={comment_id}")


def talk(capability: str, name: str, *answers: tuple[str, Reply], gives: Any, **rest: Any) -> Talk:
    return Talk(capability=capability, name=name, answers=answers, gives=gives, **rest)


AUDIENCE = (
    talk(
        "Measures",
        "account",
        (CHANNELS, listed("channel", CHANNEL_FIGURES)),
        gives=lambda server: AccountFigures(followers=8120, posts=57, raw=CHANNEL_FIGURES),
        decides=CHANNELS,
    ),
    talk(
        "Measures",
        "posts",
        (VIDEOS, listed("video", MEASURED)),
        gives=lambda server: (PostFigures(remote_id=VIDEO, views=2210, likes=31, replies=4, raw=MEASURED),),
        remote_id=VIDEO,
        gone=("gone_000000",),
        decides=VIDEOS,
    ),
    talk(
        "Listens",
        "heard",
        (THREADS, listed("commentThread", thread(SAID, OURS))),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor=FOLLOWING, more=False),
        decides=THREADS,
    ),
    talk(
        "Listens",
        "nothing new",
        (THREADS, listed("commentThread")),
        gives=lambda server: Hearing(remarks=(), cursor=FOLLOWING, more=False),
        cursor={"since": AT - 600, "long": {}},
    ),
    talk(
        "Replies",
        "replied",
        ("POST /youtube/v3/comments", Reply(OURS)),
        gives=comment_receipt,
        remote_id=REMARK,
        decides="POST /youtube/v3/comments",
    ),
    talk(
        "Replies",
        "reply found",
        (COMMENTS, listed("comment", comment(f"{REMARK}.8", TEXT, "UCother0000000000000000"), OURS)),
        gives=lambda server: Found(receipt=comment_receipt(server)),
        remote_id=REMARK,
        decides=COMMENTS,
    ),
    talk(
        "Replies",
        "reply absent",
        (COMMENTS, listed("comment", comment(f"{REMARK}.8", TEXT, "UCother0000000000000000"))),
        gives=lambda server: Absent(),
        remote_id=REMARK,
    ),
    talk(
        "Hides",
        "hidden",
        (MODERATE, DONE),
        gives=lambda server: None,
        remote_id=REMARK,
        decides=MODERATE,
    ),
    talk("Hides", "shown again", (MODERATE, DONE), gives=lambda server: None, remote_id=REMARK),
)
