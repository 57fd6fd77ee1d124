"""Instagram: what it answers of films, comments, figures, own posts, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import (
    Absent,
    AccountFigures,
    Found,
    Hearing,
    PostFigures,
    Progress,
    Quota,
    Receipt,
    Remark,
    RemotePost,
    Timeline,
)
from jansetu.connectors.instagram_dialect import UNTOLD
from tests.connectors.contract import NOW, TEXT, Reply, Talk

USER, NAME, POST, BOX = "17841400000000001", "collectorujjain", "17900000000000001", "17800000000000009"
REMARK, REPLY, COMMENT = "17870000000000005", "17870000000000007", "17870000000000010"
LIMIT, BOXES = f"GET /v23.0/{USER}/content_publishing_limit", f"POST /v23.0/{USER}/media"
STATUS, PUBLISH = f"GET /v23.0/{BOX}", f"POST /v23.0/{USER}/media_publish"
LISTED, TAGS, NODE = f"GET /v23.0/{USER}/media", f"GET /v23.0/{USER}/tags", f"/v23.0/{POST}"
COMMENTS, REPLIES = f"{NODE}/comments", f"/v23.0/{REMARK}/replies"
PERMALINK = "https://www.instagram.com/p/DRaBcDeFgHi/"
FURTHER = "विस्तार से: https://ujjain.nic.in/pul"
AT = int(NOW.timestamp())
ROOM = Reply({"data": [{"quota_usage": 3, "config": {"quota_total": 100, "quota_duration": 86400}}]})
BEGUN = Progress(step="comment", state={"posted": [POST], "url": PERMALINK})
SWEPT = {"since": AT, "until": AT, "after": "", "left": []}

SHOWN: dict[str, Any] = {
    "id": POST,
    "caption": TEXT,
    "timestamp": "2026-11-24T05:00:02+0000",
    "permalink": PERMALINK,
}
SAID: dict[str, Any] = {
    "id": REMARK,
    "text": "पानी कब आएगा?",
    "username": "ravi_sharma",
    "from": {"id": "77001", "username": "ravi_sharma"},
    "timestamp": "2026-11-24T05:02:00+0000",
    "hidden": False,
}
OURS: dict[str, Any] = {
    "id": REPLY,
    "text": TEXT,
    "username": NAME,
    "timestamp": "2026-11-24T05:00:02+0000",
}
ANSWERED = SAID | {"replies": {"data": [OURS | {"parent_id": REMARK}]}}
PROFILE = {"id": USER, "followers_count": 8120, "follows_count": 12, "media_count": 340}


def lifetime(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "period": "lifetime", "values": [{"value": value}], "id": f"{POST}/insights/{name}"}


MEASURED: dict[str, Any] = {
    "id": POST,
    "like_count": 31,
    "comments_count": 4,
    "insights": {
        "data": [lifetime(name, value) for name, value in (("views", 2210), ("shares", 5), ("saved", 7))]
    },
}
REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="ravi_sharma",
    author_id="77001",
    text="पानी कब आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=POST,
    raw=ANSWERED,
)
LOOKED_UP = (f"GET /v23.0/{REMARK}", Reply({"id": REMARK}))
SUCCESS = Reply({"success": True})


def is_(status: str) -> Reply:
    return Reply({"status_code": status, "id": BOX})


def talk(capability: str, name: str, *answers: tuple[str, Reply], gives: Any, **rest: Any) -> Talk:
    told = {"remote_id": REMARK} | rest
    return Talk(capability=capability, name=name, answers=answers, gives=gives, **told)


def receipt(server: str, *further: str) -> Receipt:
    return Receipt(remote_id=POST, url=PERMALINK, further_ids=further)


def replied(server: str) -> Receipt:
    return Receipt(remote_id=REPLY, url=f"{server}/{NAME}/")


def listed(server: str) -> Timeline:
    at = datetime(2026, 11, 24, 5, 0, 2, tzinfo=UTC)
    post = RemotePost(remote_id=POST, text=TEXT, url=PERMALINK, published_at=at, raw=SHOWN)
    return Timeline(posts=(post,), cursor={"since": AT - 60}, more=False)


DONE = (
    (LIMIT, ROOM),
    (STATUS, is_("FINISHED")),
    (PUBLISH, Reply({"id": POST})),
    (f"GET {NODE}", Reply({"permalink": PERMALINK, "id": POST})),
)
AUDIENCE: tuple[Talk, ...] = (
    talk(
        "Publishes",
        "published with a film",
        (BOXES, Reply({"id": BOX})),
        *DONE,
        gives=receipt,
        film=True,
        decides=PUBLISH,
        prepares=BOXES,
    ),
    talk(
        "Publishes",
        "published with a comment",
        (BOXES, Reply({"id": BOX})),
        *DONE,
        (f"POST {COMMENTS}", Reply({"id": COMMENT})),
        gives=lambda server: receipt(server, COMMENT),
        pictures=1,
        further=(FURTHER,),
        decides=f"POST {COMMENTS}",
    ),
    talk(
        "Finds",
        "comment found",
        (f"GET {COMMENTS}", Reply({"data": [OURS | {"id": COMMENT, "text": FURTHER}]})),
        gives=lambda server: Found(receipt=receipt(server, COMMENT)),
        further=(FURTHER,),
        begun=BEGUN,
        decides=f"GET {COMMENTS}",
    ),
    talk(
        "Measures",
        "account",
        (f"GET /v23.0/{USER}", Reply(PROFILE)),
        gives=lambda server: AccountFigures(followers=8120, following=12, posts=340, raw=PROFILE),
        decides=f"GET /v23.0/{USER}",
    ),
    talk(
        "Measures",
        "posts",
        (f"GET {NODE}", Reply(MEASURED)),
        gives=lambda server: (
            PostFigures(remote_id=POST, views=2210, likes=31, reposts=5, replies=4, saves=7, raw=MEASURED),
        ),
        remote_id=POST,
        decides=f"GET {NODE}",
    ),
    talk(
        "Listens",
        "heard",
        (LISTED, Reply({"data": [{"id": POST, "comments": {"data": [ANSWERED]}}]})),
        (TAGS, Reply({"data": []})),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor=SWEPT | {"stage": "tags"}, more=True),
        decides=LISTED,
    ),
    talk(
        "Listens",
        "nothing new",
        (TAGS, Reply({"data": []})),
        (LISTED, Reply({"data": []})),
        gives=lambda server: Hearing(remarks=(), cursor={"since": AT - 60}, more=False),
        cursor=SWEPT | {"stage": "tags"},
    ),
    talk(
        "Replies",
        "replied",
        LOOKED_UP,
        (f"POST {REPLIES}", Reply({"id": REPLY})),
        gives=replied,
        decides=f"POST {REPLIES}",
        prepares=LOOKED_UP[0],
    ),
    talk(
        "Replies",
        "reply found",
        LOOKED_UP,
        (f"GET {REPLIES}", Reply({"data": [SAID | {"text": TEXT}, OURS]})),
        gives=lambda server: Found(receipt=replied(server)),
        decides=f"GET {REPLIES}",
    ),
    talk(
        "Replies",
        "reply absent",
        LOOKED_UP,
        (f"GET {REPLIES}", Reply({"data": [SAID | {"text": TEXT}]})),  # the same words by a citizen
        gives=lambda server: Absent(),
    ),
    talk(
        "Hides",
        "hidden",
        (f"POST /v23.0/{REMARK}", SUCCESS),
        gives=lambda server: None,
        decides=f"POST /v23.0/{REMARK}",
    ),
    talk("Hides", "shown again", (f"POST /v23.0/{REMARK}", SUCCESS), gives=lambda server: None),
    talk("Lists", "listed", (LISTED, Reply({"data": [SHOWN]})), gives=listed, decides=LISTED),
    talk(
        "Lists",
        "nothing new",
        (LISTED, Reply({"data": []})),
        gives=lambda server: Timeline(posts=(), cursor={"since": AT - 60}, more=False),
        cursor={"since": AT - 600},
    ),
    talk(
        "TellsQuota",
        "told",
        (LIMIT, ROOM),
        gives=lambda server: (
            Quota(scope="account", name="posts", limit=100, remaining=97, resets_at=NOW + UNTOLD),
        ),
        decides=LIMIT,
    ),
)
