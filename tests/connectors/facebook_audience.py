"""Facebook: what it answers of a Page's audience, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Absent, AccountFigures, Found, Hearing, PostFigures, Receipt, Remark
from tests.connectors.contract import NOW, TEXT, Reply, Talk

PAGE, POST = "104857600123456", "104857600123456_122104857600123"
REMARK, REPLY = "122104857600123_9001", "122104857600123_9007"
FEED, THREAD = f"GET /v23.0/{PAGE}/feed", f"/v23.0/{REMARK}/comments"
AT = int(NOW.timestamp())


def total(count: int) -> dict[str, Any]:
    return {"data": [], "summary": {"total_count": count}}


def lifetime(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "period": "lifetime", "values": [{"value": value}], "id": f"{POST}/insights/{name}"}


PAGE_FIGURES = {"id": PAGE, "followers_count": 8120, "fan_count": 7990}
PUBLIC: dict[str, Any] = {"id": POST, "reactions": total(31), "comments": total(4)}
MEASURED: dict[str, Any] = {
    **PUBLIC,
    "shares": {"count": 5},
    "insights": {"data": [lifetime("post_media_view", 2210), lifetime("post_clicks", 47)]},
}
SAID: dict[str, Any] = {
    "id": REMARK,
    "from": {"name": "रवि शर्मा", "id": "77001"},
    "message": "पानी कब आएगा?",
    "created_time": "2026-11-24T05:02:00+0000",
    "is_hidden": False,
}
OURS: dict[str, Any] = {
    "id": REPLY,
    "from": {"name": "कलेक्टर उज्जैन", "id": PAGE},
    "message": TEXT,
    "created_time": "2026-11-24T05:00:02+0000",
}
POSTED: dict[str, Any] = {
    "id": POST,
    "from": {"name": "कलेक्टर उज्जैन", "id": PAGE},
    "message": TEXT,
    "created_time": "2026-11-24T04:50:00+0000",
    "comments": {"data": [SAID, OURS | {"parent": {"id": REMARK}}]},
}
REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="रवि शर्मा",
    author_id="77001",
    text="पानी कब आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=POST,
    raw=SAID,
)
SUCCESS = Reply({"success": True})


def reply_receipt(server: str) -> Receipt:
    return Receipt(remote_id=REPLY, url=f"{server}/{REPLY}")


def talk(capability: str, name: str, *answers: tuple[str, Reply], gives: Any, **rest: Any) -> Talk:
    return Talk(capability=capability, name=name, answers=answers, gives=gives, **rest)


LOOKED_UP = (f"GET /v23.0/{REMARK}", Reply({"id": REMARK}))
AUDIENCE = (
    talk(
        "Measures",
        "account",
        (f"GET /v23.0/{PAGE}", Reply(PAGE_FIGURES)),
        gives=lambda server: AccountFigures(followers=8120, raw=PAGE_FIGURES),
        decides=f"GET /v23.0/{PAGE}",
    ),
    talk(
        "Measures",
        "posts",
        (f"GET /v23.0/{POST}", Reply(MEASURED)),
        gives=lambda server: (
            PostFigures(remote_id=POST, views=2210, likes=31, reposts=5, replies=4, clicks=47, raw=MEASURED),
        ),
        remote_id=POST,
        decides=f"GET /v23.0/{POST}",
    ),
    talk(
        "Listens",
        "heard",
        (FEED, Reply({"data": [POSTED]})),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor={"since": AT - 60}, more=False),
        decides=FEED,
    ),
    talk(
        "Listens",
        "nothing new",
        (FEED, Reply({"data": []})),
        gives=lambda server: Hearing(remarks=(), cursor={"since": AT - 60}, more=False),
        cursor={"since": AT - 600},
    ),
    talk(
        "Replies",
        "replied",
        LOOKED_UP,
        (f"POST {THREAD}", Reply({"id": REPLY})),
        gives=reply_receipt,
        remote_id=REMARK,
        decides=f"POST {THREAD}",
        prepares=LOOKED_UP[0],
    ),
    talk(
        "Replies",
        "reply found",
        LOOKED_UP,
        (f"GET {THREAD}", Reply({"data": [SAID | {"message": TEXT}, OURS]})),
        gives=lambda server: Found(receipt=reply_receipt(server)),
        remote_id=REMARK,
        decides=f"GET {THREAD}",
    ),
    talk(
        "Replies",
        "reply absent",
        LOOKED_UP,
        (f"GET {THREAD}", Reply({"data": [SAID | {"message": TEXT}]})),  # the same words by a citizen
        gives=lambda server: Absent(),
        remote_id=REMARK,
    ),
    talk(
        "Hides",
        "hidden",
        (f"POST /v23.0/{REMARK}", SUCCESS),
        gives=lambda server: None,
        remote_id=REMARK,
        decides=f"POST /v23.0/{REMARK}",
    ),
    talk(
        "Hides",
        "shown again",
        (f"POST /v23.0/{REMARK}", SUCCESS),
        gives=lambda server: None,
        remote_id=REMARK,
    ),
)
