"""The practice YouTube answers as the Data API does: sessions, pieces, pages, comments, its account."""

from __future__ import annotations

import hashlib
import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from jansetu.sandbox.citizens import Citizens
from jansetu.sandbox.exchange import Malformed
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.numbers import account_number
from jansetu.sandbox.process import Sandbox, running
from jansetu.sandbox.world import World
from jansetu.sandbox.youtube import YouTube
from tests.sandbox.conftest import Client, Told

OFFICE = "collectorujjain"
CHANNEL = account_number("youtube", OFFICE)
TEXT = "उज्जैन: कल सुबह 7 बजे से जलप्रदाय बंद रहेगा। #उज्जैन"
SNIPPET = {"title": "जलप्रदाय", "description": TEXT, "categoryId": "25", "tags": ["उज्जैन"]}
GRAIN = 256 * 1024


@dataclass(frozen=True)
class Channel:
    """One channel, spoken for by plain HTTP."""

    ask: Client

    @property
    def uploads(self) -> str:
        return "UU" + CHANNEL[2:]

    def open(self, size: int, snippet: dict[str, Any] | None = None, **headers: str) -> Told:
        """A session for a film of that size."""
        told = {"X-Upload-Content-Length": str(size), "X-Upload-Content-Type": "video/mp4", **headers}
        body = {"snippet": snippet or SNIPPET, "status": {"privacyStatus": "public"}}
        query = {"uploadType": "resumable", "part": "snippet,status"}
        return call(self.ask, "POST", "/upload/youtube/v3/videos", told, query=query, body=body)

    def put(self, session: str, content: bytes, place: str) -> Told:
        """A piece, or a question."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ask.port, timeout=20)
        try:
            path = session.partition(str(self.ask.port))[2]
            connection.request("PUT", path, content, {"Content-Range": place})
            answer = connection.getresponse()
            return Told(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def upload(self, content: bytes = b"film" * 100) -> Told:
        """A film in one piece."""
        session = self.open(len(content)).headers["Location"]
        return self.put(session, content, f"bytes 0-{len(content) - 1}/{len(content)}")

    def read(self, path: str, **query: str) -> Any:
        return self.ask("GET", f"/youtube/v3/{path}", query=query).body


def call(
    client: Client, method: str, path: str, headers: dict[str, str], *, query: dict[str, str], body: Any
) -> Told:
    """A call with headers of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=20)
    try:
        own = {"Authorization": f"Bearer {client.token}", "Content-Type": "application/json", **headers}
        connection.request(method, f"{client.prefix}{path}?{urlencode(query)}", json.dumps(body), own)
        answer = connection.getresponse()
        return Told(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


@pytest.fixture
def youtube(sandbox: Sandbox) -> Channel:
    """The collector's channel."""
    return Channel(Client(sandbox.port, "/youtube", f"sandbox-{OFFICE}"))


def reason(told: Told) -> tuple[int, str]:
    return told.status, told.body["error"]["errors"][0]["reason"]


def test_a_film_goes_in_pieces_and_is_seen_by_nobody_until_it_is_whole(
    youtube: Channel, sandbox: Sandbox
) -> None:
    film = bytes(range(256)) * 1024 * 2 + b"end"
    session = youtube.open(len(film)).headers["Location"]
    assert youtube.put(session, b"", f"bytes */{len(film)}").headers["Range"] is None
    first = youtube.put(session, film[:GRAIN], f"bytes 0-{GRAIN - 1}/{len(film)}")
    assert (first.status, first.headers["Range"]) == (308, f"bytes=0-{GRAIN - 1}")
    assert youtube.put(session, b"", f"bytes */{len(film)}").headers["Range"] == f"bytes=0-{GRAIN - 1}"
    assert sandbox.count()["publish"] == 0
    rest = youtube.put(session, film[GRAIN:], f"bytes {GRAIN}-{len(film) - 1}/{len(film)}")
    assert (rest.status, rest.body["snippet"]["description"]) == (200, TEXT)
    again = youtube.put(session, b"", f"bytes */{len(film)}")
    assert again.body["id"] == rest.body["id"]  # a session makes one video
    (told,) = sandbox.films()
    assert (told["digest"], told["pieces"]) == (hashlib.sha256(film).hexdigest(), 2)
    assert [entry["remote_id"] for entry in sandbox.ledger()] == [rest.body["id"]]


def test_a_piece_that_is_there_already_is_passed_over_and_one_out_of_order_is_refused(
    youtube: Channel, sandbox: Sandbox
) -> None:
    film = b"\1" * GRAIN + b"\2" * GRAIN + b"\3"
    session, size = youtube.open(len(film)).headers["Location"], len(film)
    assert youtube.put(session, film[GRAIN:], f"bytes {GRAIN}-{size - 1}/{size}").status == 400
    assert youtube.put(session, film[:10], f"bytes 0-9/{size}").status == 400
    youtube.put(session, film[:GRAIN], f"bytes 0-{GRAIN - 1}/{size}")
    youtube.put(session, film, f"bytes 0-{size - 1}/{size}")
    (told,) = sandbox.films()
    assert told["digest"] == hashlib.sha256(film).hexdigest()
    assert told["arrived"] == size + GRAIN
    unknown = {"uploadType": "resumable", "upload_id": "9"}
    assert youtube.ask("PUT", "/upload/youtube/v3/videos", query=unknown).status == 404


def test_what_youtube_does_not_take_opens_no_session(youtube: Channel) -> None:
    for changed, expected in (
        ({"title": ""}, "invalidTitle"),
        ({"title": "क" * 101}, "invalidTitle"),
        ({"description": "5 < 6"}, "invalidDescription"),
        ({"description": "क" * 1667}, "invalidDescription"),
        ({"tags": ["क" * 501]}, "invalidTags"),
    ):
        assert reason(youtube.open(10, {**SNIPPET, **changed})) == (400, expected)
    assert youtube.open(10, {**SNIPPET, "description": "क" * 1666}).status == 200
    assert reason(youtube.open(10, None, **{"X-Upload-Content-Type": "image/png"}))[1] == "mediaBodyRequired"


def test_uploads_come_newest_first_page_by_page(youtube: Channel) -> None:
    ids = [youtube.upload().body["id"] for _ in range(5)]
    asked = {"part": "snippet", "playlistId": youtube.uploads, "maxResults": "2"}
    first = youtube.read("playlistItems", **asked)
    second = youtube.read("playlistItems", **asked, pageToken=first["nextPageToken"])
    shown = [one["snippet"]["resourceId"]["videoId"] for page in (first, second) for one in page["items"]]
    assert shown == ids[:0:-1]
    assert first["pageInfo"] == {"totalResults": 5, "resultsPerPage": 2}
    assert youtube.ask("GET", "/youtube/v3/playlistItems", query={**asked, "pageToken": "x"}).status == 400


def test_a_video_is_changed_and_deleted_by_its_owner_only(youtube: Channel, sandbox: Sandbox) -> None:
    video = youtube.upload().body["id"]
    stranger = Client(sandbox.port, "/youtube", "sandbox-somebody")
    refused = stranger("DELETE", "/youtube/v3/videos", query={"id": video})
    assert reason(refused) == (403, "forbidden")
    body = {"id": video, "snippet": {"title": "नया", "categoryId": "25"}}
    assert reason(stranger("PUT", "/youtube/v3/videos", body, query={"part": "snippet"})) == (
        403,
        "forbidden",
    )
    youtube.ask("PUT", "/youtube/v3/videos", body, query={"part": "snippet"})
    [shown] = youtube.read("videos", part="snippet", id=video)["items"]
    assert (shown["snippet"]["title"], shown["snippet"]["description"]) == ("नया", "")
    assert youtube.ask("DELETE", "/youtube/v3/videos", query={"id": video}).status == 204
    assert reason(youtube.ask("DELETE", "/youtube/v3/videos", query={"id": video})) == (404, "videoNotFound")
    assert youtube.read("videos", part="snippet", id=video)["items"] == []


def test_comments_have_two_levels_and_those_held_back_are_seen_by_nobody(
    youtube: Channel, sandbox: Sandbox
) -> None:
    video = youtube.upload().body["id"]
    top = sandbox.say("youtube", OFFICE, "कब?", reply_to=video, author="ravi_sharma")
    answer = sandbox.say("youtube", OFFICE, "हाँ, कब?", reply_to=top)
    below = sandbox.say("youtube", OFFICE, "बताइए", reply_to=answer)
    assert answer.startswith(f"{top}.")
    assert below.startswith(f"{top}.")
    [thread] = youtube.read("commentThreads", part="snippet,replies", videoId=video)["items"]
    assert thread["snippet"]["totalReplyCount"] == 2
    assert {one["snippet"]["parentId"] for one in thread["replies"]["comments"]} == {top}
    to_an_answer = {"snippet": {"parentId": answer, "textOriginal": "कल"}}
    refused = youtube.ask("POST", "/youtube/v3/comments", to_an_answer, query={"part": "snippet"})
    assert reason(refused) == (404, "parentCommentNotFound")
    asked = {"id": top, "moderationStatus": "heldForReview"}
    youtube.ask("POST", "/youtube/v3/comments/setModerationStatus", query=asked)
    assert youtube.read("commentThreads", part="snippet", videoId=video)["items"] == []
    held = youtube.read(
        "commentThreads",
        part="snippet",
        allThreadsRelatedToChannelId=CHANNEL,
        moderationStatus="heldForReview",
    )
    assert [one["id"] for one in held["items"]] == [top]


def test_a_channel_has_no_wall_to_write_on() -> None:
    world = World()
    citizens = Citizens(world, {"youtube": YouTube(world, Faults())})
    with pytest.raises(Malformed):
        citizens.say({"platform": "youtube", "account": OFFICE, "text": "नमस्ते"})


def test_a_fault_meant_for_publishing_hits_the_last_piece_alone(youtube: Channel, sandbox: Sandbox) -> None:
    film = b"\1" * GRAIN + b"\2"
    session, size = youtube.open(len(film)).headers["Location"], len(film)
    sandbox.fault("503", platform="youtube", calls="publish", next=1)
    assert youtube.put(session, film[:GRAIN], f"bytes 0-{GRAIN - 1}/{size}").status == 308
    assert youtube.put(session, b"", f"bytes */{size}").status == 308
    last = f"bytes {GRAIN}-{size - 1}/{size}"
    assert youtube.put(session, film[GRAIN:], last).status == 503
    assert youtube.put(session, film[GRAIN:], last).status == 200


def test_an_upload_outlives_a_restart_and_so_does_the_film(tmp_path: Path) -> None:
    film = b"\1" * GRAIN + b"\2"
    with running(folder=tmp_path) as before:
        youtube = Channel(Client(before.port, "/youtube", f"sandbox-{OFFICE}"))
        session = youtube.open(len(film)).headers["Location"].partition(str(before.port))[2]
        youtube.put(f":{before.port}{session}", film[:GRAIN], f"bytes 0-{GRAIN - 1}/{len(film)}")
    with running(folder=tmp_path) as after:
        youtube = Channel(Client(after.port, "/youtube", f"sandbox-{OFFICE}"))
        place = f":{after.port}{session}"
        assert youtube.put(place, b"", f"bytes */{len(film)}").headers["Range"] == f"bytes=0-{GRAIN - 1}"
        video = youtube.put(place, film[GRAIN:], f"bytes {GRAIN}-{len(film) - 1}/{len(film)}").body["id"]
    with running(folder=tmp_path) as again:
        shown = Client(again.port)("GET", f"/_sandbox/media/youtube/{video}")
        assert hashlib.sha256(shown.raw).digest() == hashlib.sha256(film).digest()
        other = Channel(Client(again.port, "/youtube", f"sandbox-{OFFICE}")).upload().body["id"]
        assert other != video


def test_the_address_of_a_video_and_of_a_channel_lead_to_the_citizens_page(
    youtube: Channel, sandbox: Sandbox
) -> None:
    video = youtube.upload().body["id"]
    web = Client(sandbox.port, "/youtube")
    seen = web("GET", "/watch", query={"v": video})
    assert (seen.status, seen.headers["Location"].endswith(video)) == (302, True)
    assert web("GET", f"/channel/{CHANNEL}").status == 302
    page = Client(sandbox.port)("GET", f"/_sandbox/see/youtube/{OFFICE}").raw.decode()
    assert "<h2>जलप्रदाय</h2>" in page
    assert "<video " in page


def test_a_dead_token_is_refused_in_youtubes_words(sandbox: Sandbox) -> None:
    dead = Client(sandbox.port, "/youtube", "dead-1")
    asked = {"part": "snippet", "mine": "true"}
    assert reason(dead("GET", "/youtube/v3/channels", query=asked)) == (401, "authError")
