"""What we ask of YouTube and what the practice YouTube answers, against Google's own discovery document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jansetu.sandbox.process import Sandbox
from tests.connectors import test_youtube as ours
from tests.connectors.discovery import Discovery, discovery
from tests.connectors.stage import Heard, staged
from tests.sandbox.conftest import Client, Told
from tests.sandbox.test_youtube import Channel

pytestmark = pytest.mark.shared
TOKENS = "/token"  # Google's, and not of the API


@pytest.fixture
def document() -> Discovery:
    return discovery("youtube.v3.json")


@pytest.mark.parametrize("talk", ours.TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_is_in_googles_document(talk: Any, tmp_path: Path, document: Discovery) -> None:
    async with staged(talk.answers) as stage:
        await ours.TestYouTube()._done(talk, stage, tmp_path)
    assert stage.heard
    heard = [one for one in stage.heard if one.path != TOKENS]
    assert [fault for one in heard for fault in document.wrong_in(one)] == []


def test_every_answer_of_the_practice_youtube_is_in_googles_document(
    sandbox: Sandbox, document: Discovery
) -> None:
    channel = Channel(Client(sandbox.port, "/youtube", "sandbox-collectorujjain"))
    video = channel.upload().body["id"]
    said = sandbox.say("youtube", "collectorujjain", "कब?", reply_to=video)
    parts = {"part": "snippet,status,statistics,contentDetails", "id": video}
    reply = {"snippet": {"parentId": said, "textOriginal": "कल"}}
    snippet = {"id": video, "snippet": {"title": "नया", "categoryId": "25", "description": "क"}}
    related = {"part": "snippet,replies", "videoId": video}
    everything: list[tuple[str, str, Any, Any]] = [
        ("GET", "videos", parts, None),
        ("PUT", "videos", {"part": "snippet"}, snippet),
        ("GET", "channels", {"part": "snippet,statistics,contentDetails", "mine": "true"}, None),
        ("GET", "playlistItems", {"part": "snippet,status", "playlistId": channel.uploads}, None),
        ("POST", "comments", {"part": "snippet"}, reply),
        ("GET", "commentThreads", related, None),
        ("GET", "comments", {"part": "snippet", "parentId": said}, None),
        ("POST", "comments/setModerationStatus", {"id": said, "moderationStatus": "heldForReview"}, None),
        ("DELETE", "videos", {"id": video}, None),
    ]
    for method, path, query, body in everything:
        told: Told = channel.ask(method, f"/youtube/v3/{path}", body, query=query)
        assert told.status in (200, 204), (path, told.raw)
        shown = json.loads(told.raw) if told.raw else None
        assert document.answer_errors(method, f"/youtube/v3/{path}", shown) == [], path


def test_the_check_itself_finds_what_is_wrong(document: Discovery) -> None:
    body = json.dumps({"snippet": {"titel": "पुल"}}).encode()
    query = {"part": "snippet", "mine": "true"}
    heard = Heard("PUT", "/youtube/v3/videos", query, {}, body, "/youtube/v3/videos")
    assert len(document.wrong_in(heard)) == 2
    assert document.answer_errors("GET", "/youtube/v3/videos", {"items": [{"id": 7}]})
