"""X: the contract, on recorded answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Absent, Account, Found, Quota, Receipt, RemotePost
from jansetu.connectors.x import X
from tests.connectors.contract import NOW, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.x_audience import ACCOUNT, AUDIENCE, POST, TIMELINE
from tests.connectors.x_further import CREDENTIALS, FURTHER, SECRETS

RESET = int(NOW.timestamp()) + 600
PROBLEM = "application/problem+json"


def problem(status: int, title: str, kind: str = "about:blank", **headers: str) -> Reply:
    body = {"title": title, "detail": title, "type": kind, "status": status}
    return Reply(body, status, {"Content-Type": PROBLEM, **headers})


def told(remaining: int) -> dict[str, str]:
    return {
        "x-rate-limit-limit": "100",
        "x-rate-limit-remaining": str(remaining),
        "x-rate-limit-reset": str(RESET),
    }


QUOTA = Quota(
    scope="account", name="window", limit=100, remaining=97, resets_at=datetime.fromtimestamp(RESET, UTC)
)
CREATED = Reply({"data": {"id": POST, "text": TEXT, "edit_history_post_ids": [POST]}}, 201, told(97))
SHOWN: dict[str, Any] = {
    "id": POST,
    "text": TEXT,
    "created_at": "2026-11-24T05:00:03.000Z",
    "edit_history_post_ids": [POST],
}
ONE = {"data": SHOWN}
PAGE = {"data": [SHOWN], "meta": {"result_count": 1, "newest_id": POST, "oldest_id": POST}}
NO_SUCH = {
    "errors": [
        {
            "value": POST,
            "detail": f"Could not find tweet with id: [{POST}].",
            "title": "Not Found Error",
            "resource_type": "tweet",
            "parameter": "id",
            "resource_id": POST,
            "type": "https://api.x.com/2/problems/resource-not-found",
        }
    ]
}
FORBIDDEN = "https://api.x.com/2/problems/client-forbidden"


def receipt(server: str, quota: Quota | None = QUOTA, remote_id: str = POST) -> Receipt:
    return Receipt(remote_id=remote_id, url=f"{server}/i/web/status/{POST}", quota=quota)


def uploaded(media: str) -> Reply:
    return Reply({"data": {"id": media, "media_key": f"3_{media}", "size": 700, "expires_after_secs": 86400}})


TALKS = (
    Talk(
        capability="Publishes",
        name="published",
        answers=(("POST /2/tweets", CREATED),),
        gives=receipt,
        decides="POST /2/tweets",
    ),
    Talk(
        capability="Publishes",
        name="published with pictures",
        answers=(
            ("POST /2/media/upload", uploaded("1861000000000000001")),
            ("POST /2/media/upload", uploaded("1861000000000000002")),
            ("POST /2/media/metadata", Reply({"data": {"id": "1861000000000000001"}})),
            ("POST /2/tweets", CREATED),
        ),
        gives=receipt,
        pictures=2,
        decides="POST /2/tweets",
        prepares="POST /2/media/upload",
    ),
    Talk(
        capability="Finds",
        name="found",
        answers=((TIMELINE, Reply(PAGE)),),
        gives=lambda server: Found(receipt=receipt(server, None)),
        decides=TIMELINE,
    ),
    Talk(
        capability="Finds",
        name="absent",
        answers=((TIMELINE, Reply({"meta": {"result_count": 0}})),),
        gives=lambda server: Absent(),
    ),
    Talk(
        capability="Reads",
        name="read",
        remote_id=POST,
        answers=((f"GET /2/tweets/{POST}", Reply(ONE)),),
        gives=lambda server: RemotePost(
            remote_id=POST,
            text=TEXT,
            url=f"{server}/i/web/status/{POST}",
            published_at=datetime(2026, 11, 24, 5, 0, 3, tzinfo=UTC),
            raw=ONE,
        ),
        decides=f"GET /2/tweets/{POST}",
    ),
    Talk(
        capability="Reads",
        name="gone",
        remote_id=POST,
        answers=((f"GET /2/tweets/{POST}", Reply(NO_SUCH)),),
        gives=lambda server: None,
    ),
    Talk(
        capability="Deletes",
        name="deleted",
        remote_id=POST,
        answers=((f"DELETE /2/tweets/{POST}", Reply({"data": {"deleted": True}})),),
        gives=lambda server: None,
        decides=f"DELETE /2/tweets/{POST}",
    ),
    Talk(
        capability="Deletes",
        name="gone",
        remote_id=POST,
        answers=((f"DELETE /2/tweets/{POST}", Reply(NO_SUCH)),),
        gives=lambda server: None,
    ),
    Talk(
        capability="Reposts",
        name="reposted",
        remote_id=POST,
        answers=(
            (
                f"POST /2/users/{ACCOUNT}/retweets",
                Reply({"data": {"retweeted": True, "rest_id": "1861234567890999999"}}),
            ),
        ),
        gives=lambda server: receipt(server, None, f"repost:{POST}"),
        decides=f"POST /2/users/{ACCOUNT}/retweets",
    ),
    Talk(
        capability="Identifies",
        name="identified",
        answers=(
            (
                "GET /2/users/me",
                Reply({"data": {"id": ACCOUNT, "name": "कलेक्टर", "username": "collectorujjain"}}),
            ),
        ),
        gives=lambda server: Account(
            remote_id=ACCOUNT,
            handle="collectorujjain",
            name="कलेक्टर",
            url=f"{server}/collectorujjain",
        ),
        decides="GET /2/users/me",
    ),
    *AUDIENCE,
    *FURTHER,
)


class TestX(Contract):
    """Every promise, on X's own words."""

    connector = X
    recorded = Recorded(
        credentials=CREDENTIALS,
        secrets=SECRETS,
        refusals={
            "401": problem(401, "Unauthorized"),
            "403": problem(403, "Forbidden", FORBIDDEN),
            "429": problem(429, "Too Many Requests", **told(0)),
            "500": problem(500, "Internal Server Error"),
            "503": problem(503, "Service Unavailable"),
        },
        resets_at=datetime.fromtimestamp(RESET, UTC),
        talks=TALKS,
    )
