"""Facebook: what it answers of films, first comments and the Page's own posts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Found, Progress, Receipt, RemotePost, Timeline
from tests.connectors.contract import NOW, TEXT, Reply, Talk
from tests.connectors.facebook_audience import AT, OURS, PAGE, POST, SUCCESS, talk

VIDEO, SESSION, COMMENT = "1564747010440105", "1564747013773438", "122104857600123_9010"
VIDEOS, FILM = f"POST /v23.0/{PAGE}/videos", f"GET /v23.0/{VIDEO}"
COMMENTS, PUBLISHED = f"/v23.0/{POST}/comments", f"GET /v23.0/{PAGE}/published_posts"
FEED = f"POST /v23.0/{PAGE}/feed"
FURTHER, URL = "विस्तार से: https://ujjain.nic.in/pul", "https://www.facebook.com/the-post"
BEGUN = Progress(step="comment", state={"posted": [POST], "url": URL})
NAMED: dict[str, Any] = {"id": VIDEO, "post_id": POST.partition("_")[2], "published": True}


def offsets(start: int, end: int) -> dict[str, str]:
    return {"start_offset": str(start), "end_offset": str(end)}


STARTED = Reply({"video_id": VIDEO, "upload_session_id": SESSION, **offsets(0, 30_000)})
UPLOADED = (
    (VIDEOS, STARTED),
    (VIDEOS, Reply(offsets(30_000, 50_000))),
    (VIDEOS, Reply(offsets(50_000, 50_000))),
)
POSTED: dict[str, Any] = {"id": POST, "message": TEXT, "created_time": "2026-11-24T05:00:02+0000"}
SHARED = POSTED | {"id": f"{PAGE}_9", "parent_id": "7_8"}


def followed(server: str) -> Receipt:
    return Receipt(remote_id=POST, url=f"{server}/{POST}", further_ids=(COMMENT,))


def listed(server: str) -> Timeline:
    at = datetime(2026, 11, 24, 5, 0, 2, tzinfo=UTC)
    post = RemotePost(remote_id=POST, text=TEXT, url=f"{server}/{POST}", published_at=at, raw=POSTED)
    return Timeline(posts=(post,), cursor={"since": AT - 60}, more=False)


FILMS: tuple[Talk, ...] = (
    talk(
        "Publishes",
        "published with a film",
        *UPLOADED,
        (VIDEOS, SUCCESS),
        (FILM, Reply(NAMED)),
        gives=lambda server: Receipt(remote_id=POST, url=f"{server}/{POST}"),
        film=True,
        decides=VIDEOS,
        decides_at=4,
    ),
    talk(
        "Publishes",
        "published with a film piece by piece",
        *UPLOADED,
        (VIDEOS, SUCCESS),
        (FILM, Reply(NAMED | {"post_id": POST})),
        gives=lambda server: Receipt(remote_id=POST, url=f"{server}/{POST}"),
        film=True,
        decides=FILM,
        prepares=VIDEOS,
    ),
    talk(
        "Publishes",
        "published with a comment",
        (FEED, Reply({"id": POST})),
        (f"POST {COMMENTS}", Reply({"id": COMMENT})),
        gives=followed,
        further=(FURTHER,),
        decides=f"POST {COMMENTS}",
    ),
    talk(
        "Finds",
        "comment found",
        (f"GET {COMMENTS}", Reply({"data": [OURS | {"id": COMMENT, "message": FURTHER}]})),
        gives=lambda server: Found(receipt=Receipt(remote_id=POST, url=URL, further_ids=(COMMENT,))),
        further=(FURTHER,),
        begun=BEGUN,
        decides=f"GET {COMMENTS}",
    ),
    talk(
        "Lists",
        "listed",
        (PUBLISHED, Reply({"data": [POSTED, SHARED]})),
        gives=listed,
        decides=PUBLISHED,
    ),
    talk(
        "Lists",
        "nothing new",
        (PUBLISHED, Reply({"data": []})),
        gives=lambda server: Timeline(posts=(), cursor={"since": AT - 60}, more=False),
        cursor={"since": int(NOW.timestamp()) - 600},
    ),
)
