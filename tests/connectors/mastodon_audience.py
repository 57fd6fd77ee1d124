"""Mastodon: what it answers of an account's audience, and what the connector makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Absent, AccountFigures, Found, Hearing, PostFigures, Receipt, Remark
from tests.connectors.contract import TEXT, Reply, Talk

ACCOUNT, POST = "109348684884938491", "115602914000000001"
REMARK, REPLY, CITIZEN = "115602999000000005", "115603000000000007", "110000000000000042"
NOTICES = "GET /api/v1/notifications"
STATUSES, ME = f"GET /api/v1/accounts/{ACCOUNT}/statuses", "GET /api/v1/accounts/verify_credentials"
PLACE = f"https://social.example.in/@collectorujjain/{REPLY}"
FIGURES = {
    "id": ACCOUNT,
    "username": "collectorujjain",
    "followers_count": 512,
    "following_count": 7,
    "statuses_count": 90,
}
MEASURED: dict[str, Any] = {
    "id": POST,
    "favourites_count": 21,
    "reblogs_count": 4,
    "replies_count": 3,
    "content": f"<p>{TEXT}</p>",
}
SAID: dict[str, Any] = {
    "id": REMARK,
    "created_at": "2026-11-24T05:02:00.000Z",
    "in_reply_to_id": POST,
    "in_reply_to_account_id": ACCOUNT,
    "visibility": "public",
    "content": '<p><span class="h-card"><a href="https://social.example.in/@collectorujjain">'
    "@<span>collectorujjain</span></a></span> पानी कब आएगा?</p>",
    "account": {"id": CITIZEN, "acct": "ravi@other.example"},
}
NOTICE: dict[str, Any] = {
    "id": "34975861",
    "type": "mention",
    "created_at": "2026-11-24T05:02:01.000Z",
    "account": {"id": CITIZEN, "acct": "ravi@other.example"},
    "status": SAID,
}
OURS: dict[str, Any] = {
    "id": REPLY,
    "url": PLACE,
    "created_at": "2026-11-24T05:00:03.000Z",
    "in_reply_to_id": REMARK,
    "content": f'<p><a href="https://other.example/@ravi" class="mention">@<span>ravi</span></a> {TEXT}</p>',
}
WHO = (ME, Reply(FIGURES))
REMARKED = Remark(
    remote_id=REMARK,
    kind="comment",
    author="ravi@other.example",
    author_id=CITIZEN,
    text="@collectorujjain पानी कब आएगा?",
    said_at=datetime(2026, 11, 24, 5, 2, tzinfo=UTC),
    answers=POST,
    raw=NOTICE,
)


def reply_receipt(server: str) -> Receipt:
    return Receipt(remote_id=REPLY, url=PLACE)


AUDIENCE = (
    Talk(
        capability="Measures",
        name="account",
        answers=(WHO,),
        gives=lambda server: AccountFigures(followers=512, following=7, posts=90, raw=FIGURES),
        decides=ME,
    ),
    Talk(
        capability="Measures",
        name="posts",
        remote_id=POST,
        answers=((f"GET /api/v1/statuses/{POST}", Reply(MEASURED)),),
        gives=lambda server: (PostFigures(remote_id=POST, likes=21, reposts=4, replies=3, raw=MEASURED),),
        decides=f"GET /api/v1/statuses/{POST}",
    ),
    Talk(
        capability="Listens",
        name="heard",
        answers=(WHO, (NOTICES, Reply([NOTICE]))),
        gives=lambda server: Hearing(remarks=(REMARKED,), cursor={"last": NOTICE["id"]}, more=False),
        decides=NOTICES,
        fine=frozenset({"[]"}),  # nobody has said anything
    ),
    Talk(
        capability="Listens",
        name="nothing new",
        cursor={"last": NOTICE["id"]},
        answers=(WHO, (NOTICES, Reply([]))),
        gives=lambda server: Hearing(remarks=(), cursor={"last": NOTICE["id"]}, more=False),
    ),
    Talk(
        capability="Replies",
        name="replied",
        remote_id=REMARK,
        answers=((f"GET /api/v1/statuses/{REMARK}", Reply(SAID)), ("POST /api/v1/statuses", Reply(OURS))),
        gives=reply_receipt,
        decides="POST /api/v1/statuses",
        prepares=f"GET /api/v1/statuses/{REMARK}",
    ),
    Talk(
        capability="Replies",
        name="reply found",
        remote_id=REMARK,
        answers=(WHO, (STATUSES, Reply([OURS])), (STATUSES, Reply([]))),
        gives=lambda server: Found(receipt=reply_receipt(server)),
        decides=STATUSES,
        fine=frozenset({"[]"}),
    ),
    Talk(
        capability="Replies",
        name="reply absent",
        remote_id=POST,  # the same words stand beneath another status
        answers=(WHO, (STATUSES, Reply([OURS])), (STATUSES, Reply([]))),
        gives=lambda server: Absent(),
    ),
)
