"""YouTube: the contract with recorded answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Found,
    Progress,
    Receipt,
    RemotePost,
    Renewed,
    Timeline,
)
from jansetu.connectors.youtube import YouTube
from jansetu.connectors.youtube_tokens import YouTubeCredentials
from tests.connectors.contract import NOW, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.youtube_audience import (
    AUDIENCE,
    CHANNEL,
    CHANNELS,
    DONE,
    THREADS,
    VIDEO,
    VIDEOS,
    comment,
    listed,
    thread,
)

OPEN, PUT = "POST /upload/youtube/v3/videos", "PUT /upload/youtube/v3/videos"
UPLOADS, CHANGE = "GET /youtube/v3/playlistItems", "PUT /youtube/v3/videos"
DELETE, BEGIN = "DELETE /youtube/v3/videos", "POST /youtube/v3/commentThreads"
TOKEN, RENEWING, SECRET = "ya29.secret-token", "1//secret-renewing", "GOCSPX-secret"
SESSION = "/upload/youtube/v3/videos?uploadType=resumable&upload_id=AAgh7x"
COMMENT, FURTHER = "UgzOurs00000000000AaABAg", "विस्तार से: https://ujjain.nic.in/jal"
AT = datetime(2026, 11, 24, 5, 0, 2, tzinfo=UTC)
PLAYLIST = "UUk8ujjain0collector00AB"
CREDENTIALS = {
    "channel_id": CHANNEL,
    "access_token": TOKEN,
    "refresh_token": RENEWING,
    "client_id": "3141.apps.example",
    "client_secret": SECRET,
}
SNIPPET: dict[str, Any] = {
    "publishedAt": "2026-11-24T05:00:02Z",
    "channelId": CHANNEL,
    "title": TEXT,
    "description": TEXT,
    "categoryId": "25",
}
SHOWN: dict[str, Any] = {"kind": "youtube#video", "id": VIDEO, "snippet": SNIPPET}
WHOLE = f"{TEXT}\n\n{TEXT}"
OWN = {
    "kind": "youtube#channel",
    "id": CHANNEL,
    "snippet": {"title": "कलेक्टर उज्जैन", "customUrl": "@collectorujjain"},
    "contentDetails": {"relatedPlaylists": {"likes": "", "uploads": PLAYLIST}},
}
OPENED = Reply(None, 200, {"Location": SESSION})
STANDING = Reply(SHOWN)
BEGUN = Progress(step="film", state={"session": SESSION, "has": 0, "at": NOW.timestamp()})


def item(video: str = VIDEO, **changed: Any) -> dict[str, Any]:
    """A video in the uploads; `privacy` and fields of its snippet can be changed."""
    privacy = changed.pop("privacy", "public")
    snippet = SNIPPET | {"resourceId": {"kind": "youtube#video", "videoId": video}} | changed
    return {
        "kind": "youtube#playlistItem",
        "id": f"item-{video}",
        "snippet": snippet,
        "contentDetails": {"videoId": video, "videoPublishedAt": snippet["publishedAt"]},
        "status": {"privacyStatus": privacy},
    }


def refused(reason: str, status: int = 400) -> Reply:
    """A refusal in YouTube's words."""
    one = {"message": "words that nobody reads", "domain": "youtube", "reason": reason}
    return Reply({"error": {"code": status, "message": "words", "errors": [one]}}, status)


def more(has: int) -> Reply:
    """308: so much is there."""
    return Reply(None, 308, {"Range": f"bytes=0-{has - 1}"} if has else {})


def receipt(server: str, *further: str) -> Receipt:
    return Receipt(remote_id=VIDEO, url=f"{server}/watch?v={VIDEO}", further_ids=further)


def commenting(server: str) -> Progress:
    return Progress(step="comment", state={"posted": [VIDEO], "url": f"{server}/watch?v={VIDEO}"})


def remote_post(server: str, raw: Any) -> RemotePost:
    url = f"{server}/watch?v={VIDEO}"
    return RemotePost(remote_id=VIDEO, text=WHOLE, url=url, published_at=AT, raw=raw)


def talk(
    capability: str, name: str, *answers: tuple[str, Reply], gives: Callable[[str], Any], **rest: Any
) -> Talk:
    return Talk(capability=capability, name=name, answers=answers, gives=gives, remote_id=VIDEO, **rest)


def nothing(server: str) -> None:
    """What a deletion gives, and the reading of a video that is gone."""


TALKS = (
    talk(
        "Publishes",
        "published",
        (OPEN, OPENED),
        (PUT, STANDING),
        gives=receipt,
        film=True,
        decides=PUT,
        prepares=OPEN,
    ),
    talk(
        "Publishes",
        "published with a film",
        (OPEN, OPENED),
        (PUT, more(20_000)),
        (PUT, STANDING),
        gives=receipt,
        film=True,
        decides=PUT,
        decides_at=2,
    ),
    talk(
        "Publishes",
        "published with a comment",
        (OPEN, OPENED),
        (PUT, STANDING),
        (BEGIN, Reply(thread(comment(COMMENT, FURTHER, CHANNEL)))),
        gives=lambda server: receipt(server, COMMENT),
        film=True,
        further=(FURTHER,),
        decides=BEGIN,
        prepares=OPEN,
    ),
    talk(
        "Finds",
        "found",
        (PUT, STANDING),
        gives=lambda server: Found(receipt=receipt(server)),
        film=True,
        decides=PUT,
        begun=BEGUN,
        passed_over=CannotTell(reason="listed_as_another"),
    ),
    talk(
        "Finds",
        "absent",
        (PUT, Reply(b"Not Found", 404, {"Content-Type": "text/plain"})),
        (CHANNELS, listed("channel", OWN)),
        (UPLOADS, listed("playlistItem", item(title="कुछ और"))),
        gives=lambda server: Absent(),
        film=True,
        decides=UPLOADS,
        prepares=CHANNELS,
        begun=BEGUN,
    ),
    talk(
        "Finds",
        "comment found",
        (THREADS, listed("commentThread", thread(comment(COMMENT, FURTHER, CHANNEL, "05:00:04")))),
        gives=lambda server: Found(receipt=receipt(server, COMMENT)),
        film=True,
        further=(FURTHER,),
        decides=THREADS,
        begun=commenting(""),
    ),
    talk(
        "Reads",
        "read",
        (VIDEOS, listed("video", SHOWN)),
        gives=lambda server: remote_post(server, SHOWN),
        decides=VIDEOS,
    ),
    talk("Reads", "gone", (VIDEOS, listed("video")), gives=nothing, decides=VIDEOS),
    talk("Deletes", "deleted", (DELETE, DONE), gives=nothing, decides=DELETE),
    talk("Deletes", "gone", (DELETE, refused("videoNotFound", 404)), gives=nothing),
    talk(
        "Corrects",
        "corrected",
        (VIDEOS, listed("video", SHOWN)),
        (CHANGE, STANDING),
        gives=receipt,
        decides=CHANGE,
        prepares=VIDEOS,
    ),
    talk(
        "Identifies",
        "identified",
        (CHANNELS, listed("channel", OWN)),
        gives=lambda server: Account(
            remote_id=CHANNEL,
            handle="collectorujjain",
            name="कलेक्टर उज्जैन",
            url=f"{server}/channel/{CHANNEL}",
        ),
        decides=CHANNELS,
    ),
    talk(
        "Lists",
        "listed",
        (CHANNELS, listed("channel", OWN)),
        (UPLOADS, listed("playlistItem", item(), item("private_000", privacy="private"), page="p2")),
        gives=lambda server: Timeline(
            posts=(remote_post(server, item()),),
            cursor={"since": NOW.timestamp(), "began": NOW.timestamp(), "uploads": PLAYLIST, "page": "p2"},
            more=True,
        ),
        decides=UPLOADS,
        prepares=CHANNELS,
    ),
    talk(
        "Lists",
        "nothing new",
        (UPLOADS, listed("playlistItem", item(publishedAt="2026-11-20T05:00:02Z"), page="p2")),
        gives=lambda server: Timeline(
            posts=(), cursor={"since": NOW.timestamp() - 3600, "uploads": PLAYLIST}, more=False
        ),
        cursor={"since": NOW.timestamp() - 3600, "uploads": PLAYLIST},
    ),
    talk(
        "Refreshes",
        "renewed",
        ("POST /token", Reply({"access_token": "ya29.fresh", "expires_in": 3599, "token_type": "Bearer"})),
        gives=lambda server: Renewed(
            credentials=YouTubeCredentials(server=server, **(CREDENTIALS | {"access_token": "ya29.fresh"})),
            expires_at=NOW + timedelta(seconds=3599),
        ),
        decides="POST /token",
    ),
    *AUDIENCE,
)


class TestYouTube(Contract):
    """Every promise, on the Data API's own words."""

    connector = YouTube
    recorded = Recorded(
        credentials=CREDENTIALS,
        refusals={
            "401": refused("authError", 401),
            "403": refused("forbidden", 403),
            "429": refused("quotaExceeded", 403),  # until midnight in California, which is 08:00 UTC
            "500": refused("internalError", 500),
            "503": refused("backendError", 503),
        },
        resets_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        talks=TALKS,
        secrets=("ya29.fresh",),
    )
