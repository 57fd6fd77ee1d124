"""X: what it answers to a film, a thread, a look at the account's own posts and a refresh token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from jansetu.connectors.contracts import Found, Progress, Receipt, RemotePost, Renewed, Resumes, Timeline
from jansetu.connectors.x import XCredentials
from tests.connectors.contract import NOW, TEXT, Reply, Talk
from tests.connectors.x_audience import ACCOUNT, POST, TIMELINE

FILM, SECOND, THIRD = "1861000000000000007", "1861234567890123457", "1861234567890123458"
PARTS = ("दूसरा भाग: टैंकर वार्ड 4 में।", "तीसरा भाग: हेल्पलाइन 1912।")
CREDENTIALS = {
    "account_id": ACCOUNT,
    "access_token": "x-secret-7f3a9c",
    "refresh_token": "x-renewing-51bd",
    "client_id": "practice-client",
    "client_secret": "x-client-secret-90ee",
}
NEW_TOKEN, NEW_REFRESH = "x-fresh-c0ffee", "x-next-renewing-77"
SECRETS = (NEW_TOKEN, NEW_REFRESH)
TOKEN_CALL = "POST /2/oauth2/token"
MEDIA = "/2/media/upload"


def created(post_id: str, text: str) -> Reply:
    return Reply({"data": {"id": post_id, "text": text}}, 201)


def page_of(server: str, post_id: str) -> str:
    return f"{server}/i/web/status/{post_id}"


def film(state: str | None, **rest: Any) -> Reply:
    """The answer to FINALIZE and to STATUS."""
    processing = {"processing_info": {"state": state, **rest}} if state else {}
    told = {"id": FILM, "media_key": f"7_{FILM}", "size": 50_000, "expires_after_secs": 86400}
    return Reply({"data": told | processing})


BEGUN = Reply({"data": {"id": FILM, "media_key": f"7_{FILM}", "expires_after_secs": 86400}})
APPENDED = Reply({"data": {"expires_at": 1_795_000_000}})


def whole(server: str) -> Receipt:
    return Receipt(remote_id=POST, url=page_of(server, POST), further_ids=(SECOND, THIRD))


def standing(server: str, *ids: str) -> Progress:
    return Progress(step="thread", state={"posted": [POST, *ids], "url": page_of(server, POST)})


def answer_of_ours(post_id: str, text: str, above: str) -> dict[str, Any]:
    return {
        "id": post_id,
        "text": text,
        "created_at": "2026-11-24T05:00:04.000Z",
        "referenced_posts": [{"type": "replied_to", "id": above}],
    }


FIRST: dict[str, Any] = {"id": POST, "text": TEXT, "created_at": "2026-11-24T05:00:03.000Z"}
LISTED = {"data": [FIRST], "meta": {"result_count": 1, "newest_id": POST, "oldest_id": POST}}
BEGINNING = {"data": [FIRST], "meta": {"result_count": 1, "newest_id": POST, "oldest_id": POST}}
LAST = {
    "data": [answer_of_ours(THIRD, PARTS[1], SECOND)],
    "meta": {"result_count": 1, "newest_id": THIRD, "oldest_id": THIRD},
}
RENEWED = {
    "token_type": "bearer",
    "expires_in": 7200,
    "access_token": NEW_TOKEN,
    "scope": "tweet.read tweet.write users.read media.write offline.access",
    "refresh_token": NEW_REFRESH,
}
FURTHER = (
    Talk(
        capability="Publishes",
        name="published with a film",
        film=True,
        answers=(
            (f"POST {MEDIA}/initialize", BEGUN),
            (f"POST {MEDIA}/{FILM}/append", APPENDED),
            (f"POST {MEDIA}/{FILM}/finalize", film("pending", check_after_secs=0)),
            (f"GET {MEDIA}", film("in_progress", check_after_secs=0, progress_percent=40)),
            (f"GET {MEDIA}", film("succeeded", progress_percent=100)),
            ("POST /2/tweets", created(POST, TEXT)),
        ),
        gives=lambda server: Receipt(remote_id=POST, url=page_of(server, POST)),
        decides="POST /2/tweets",
        prepares=f"POST {MEDIA}/{FILM}/finalize",
    ),
    Talk(
        capability="Publishes",
        name="published as a thread",
        further=PARTS,
        answers=(
            ("POST /2/tweets", created(POST, TEXT)),
            ("POST /2/tweets", created(SECOND, PARTS[0])),
            ("POST /2/tweets", created(THIRD, PARTS[1])),
        ),
        gives=whole,
        decides="POST /2/tweets",
    ),
    Talk(
        capability="Finds",
        name="first part found",
        further=PARTS,
        answers=((TIMELINE, Reply(BEGINNING)),),
        gives=lambda server: Resumes(progress=standing(server)),
        decides=TIMELINE,
    ),
    Talk(
        capability="Finds",
        name="last part found",
        further=PARTS,
        begun=Progress(step="thread", state={"posted": [POST, SECOND], "url": "https://x.com/first"}),
        answers=((TIMELINE, Reply(LAST)),),
        gives=lambda server: Found(
            receipt=Receipt(remote_id=POST, url="https://x.com/first", further_ids=(SECOND, THIRD))
        ),
    ),
    Talk(
        capability="Lists",
        name="listed",
        answers=((TIMELINE, Reply(LISTED)),),
        gives=lambda server: Timeline(
            posts=(
                RemotePost(
                    remote_id=POST,
                    text=TEXT,
                    url=page_of(server, POST),
                    published_at=datetime(2026, 11, 24, 5, 0, 3, tzinfo=UTC),
                    raw=FIRST,
                ),
            ),
            cursor={"last": POST},
            more=False,
        ),
        decides=TIMELINE,
    ),
    Talk(
        capability="Lists",
        name="nothing new",
        cursor={"last": POST},
        answers=((TIMELINE, Reply({"meta": {"result_count": 0}})),),
        gives=lambda server: Timeline(posts=(), cursor={"last": POST}, more=False),
    ),
    Talk(
        capability="Refreshes",
        name="renewed",
        answers=((TOKEN_CALL, Reply(RENEWED)),),
        gives=lambda server: Renewed(
            credentials=XCredentials(
                **{**CREDENTIALS, "server": server, "access_token": NEW_TOKEN, "refresh_token": NEW_REFRESH}
            ),
            expires_at=NOW + timedelta(hours=2),
        ),
        decides=TOKEN_CALL,
    ),
)
