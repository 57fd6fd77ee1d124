"""Mastodon: the contract with recorded answers, and what is peculiar to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Found,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Sighting,
)
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.connectors.mastodon import PAGES, Mastodon, MastodonCredentials
from jansetu.connectors.mastodon_text import plain
from jansetu.core.http import open_session, practice
from tests.connectors.contract import NOW, OUTGOING, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.mastodon_audience import ACCOUNT, AUDIENCE, ME, POST, STATUSES
from tests.connectors.mastodon_further import FURTHER
from tests.connectors.pictures import pictures
from tests.connectors.stage import HOST, Stage, staged

REBLOG = "115602950000000009"
RESET = datetime(2026, 11, 24, 5, 5, tzinfo=UTC)
PLACE = f"https://social.example.in/@collectorujjain/{POST}"
TEXT_HTML = f"<p>{TEXT}</p>"


def told(remaining: int) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": "300",
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": "2026-11-24T05:05:00.000000Z",
    }


def status(remote_id: str = POST, content: str = TEXT_HTML, **more: Any) -> dict[str, Any]:
    return {
        "id": remote_id,
        "created_at": "2026-11-24T05:00:03.000Z",
        "url": PLACE,
        "uri": PLACE,
        "content": content,
        "visibility": "public",
        "language": "hi",
        "media_attachments": [],
        "reblog": None,
        **more,
    }


def attachment(media_id: str, url: str | None = "https://files.example.in/1.jpg") -> dict[str, Any]:
    return {"id": media_id, "type": "image", "url": url, "description": "पुल का नया रास्ता"}


def told_no(number: int, words: str, **headers: str) -> Reply:
    return Reply({"error": words}, number, headers)


QUOTA = Quota(scope="account", name="calls", limit=300, remaining=299, resets_at=RESET)
PUBLISHED = Reply(status(), 200, told(299))
ACCOUNT_SHOWN = {
    "id": ACCOUNT,
    "username": "collectorujjain",
    "acct": "collectorujjain",
    "display_name": "कलेक्टर उज्जैन",
    "url": "https://social.example.in/@collectorujjain",
}
WHO = (ME, Reply(ACCOUNT_SHOWN))
GONE = told_no(404, "Record not found")
PICTURED = status(media_attachments=[attachment("22"), attachment("23")])


def receipt(quota: Quota | None = QUOTA, remote_id: str = POST) -> Receipt:
    return Receipt(remote_id=remote_id, url=PLACE, quota=quota)


TALKS = (
    Talk(
        capability="Publishes",
        name="published",
        answers=(("POST /api/v1/statuses", PUBLISHED),),
        gives=lambda server: receipt(),
        decides="POST /api/v1/statuses",
    ),
    Talk(
        capability="Publishes",
        name="published with pictures",
        answers=(
            ("POST /api/v2/media", Reply(attachment("22"))),
            ("POST /api/v2/media", Reply(attachment("23", url=None), 202)),
            ("GET /api/v1/media/23", Reply(attachment("23"))),
            ("POST /api/v1/statuses", PUBLISHED),
        ),
        gives=lambda server: receipt(),
        pictures=2,
        decides="POST /api/v1/statuses",
        prepares="POST /api/v2/media",
    ),
    Talk(
        capability="Publishes",
        name="published once the picture is ready",
        answers=(
            ("POST /api/v2/media", Reply(attachment("22", url=None), 202)),
            ("GET /api/v1/media/22", Reply(attachment("22"))),
            ("POST /api/v1/statuses", PUBLISHED),
        ),
        gives=lambda server: receipt(),
        pictures=1,
        decides="POST /api/v1/statuses",
        prepares="GET /api/v1/media/22",
    ),
    Talk(
        capability="Finds",
        name="found",
        answers=(WHO, (STATUSES, Reply([status()])), (STATUSES, Reply([]))),
        gives=lambda server: Found(receipt=receipt(None)),
        decides=STATUSES,
        fine=frozenset({"[]"}),  # an account without posts
    ),
    Talk(
        capability="Finds",
        name="absent",
        answers=(WHO, (STATUSES, Reply([]))),
        gives=lambda server: Absent(),
    ),
    Talk(
        capability="Reads",
        name="read",
        remote_id=POST,
        answers=((f"GET /api/v1/statuses/{POST}", Reply(status())),),
        gives=lambda server: RemotePost(
            remote_id=POST,
            text=TEXT,
            url=PLACE,
            published_at=datetime(2026, 11, 24, 5, 0, 3, tzinfo=UTC),
            raw=status(),
        ),
        decides=f"GET /api/v1/statuses/{POST}",
    ),
    Talk(
        capability="Reads",
        name="gone",
        remote_id=POST,
        answers=((f"GET /api/v1/statuses/{POST}", GONE),),
        gives=lambda server: None,
    ),
    Talk(
        capability="Deletes",
        name="deleted",
        remote_id=POST,
        answers=((f"DELETE /api/v1/statuses/{POST}", Reply({**status(), "text": TEXT})),),
        gives=lambda server: None,
        decides=f"DELETE /api/v1/statuses/{POST}",
    ),
    Talk(
        capability="Deletes",
        name="gone",
        remote_id=POST,
        answers=((f"DELETE /api/v1/statuses/{POST}", GONE),),
        gives=lambda server: None,
    ),
    Talk(
        capability="Corrects",
        name="corrected",
        remote_id=POST,
        answers=(
            (f"GET /api/v1/statuses/{POST}", Reply(PICTURED)),
            (f"PUT /api/v1/statuses/{POST}", Reply(PICTURED, 200, told(299))),
        ),
        gives=lambda server: receipt(),
        decides=f"PUT /api/v1/statuses/{POST}",
        prepares=f"GET /api/v1/statuses/{POST}",
    ),
    Talk(
        capability="Reposts",
        name="reposted",
        remote_id=POST,
        answers=(
            (
                f"POST /api/v1/statuses/{POST}/reblog",
                Reply(status(REBLOG, "", reblog=status()), 200, told(299)),
            ),
        ),
        gives=lambda server: receipt(remote_id=REBLOG),
        decides=f"POST /api/v1/statuses/{POST}/reblog",
    ),
    Talk(
        capability="Identifies",
        name="identified",
        answers=(WHO,),
        gives=lambda server: Account(
            remote_id=f"{ACCOUNT}@{HOST}",
            handle="collectorujjain",
            name="कलेक्टर उज्जैन",
            url="https://social.example.in/@collectorujjain",
        ),
        decides=ME,
    ),
    *AUDIENCE,
    *FURTHER,
)


class TestMastodon(Contract):
    """Every promise, in Mastodon's own words."""

    connector = Mastodon
    recorded = Recorded(
        credentials={"access_token": "mastodon-secret-7f3a9c"},
        refusals={
            "401": told_no(401, "The access token is invalid"),
            "403": told_no(403, "This action is outside the authorized scopes"),
            "429": told_no(429, "Too many requests", **told(0)),
            "500": told_no(500, "Internal Server Error"),
            "503": told_no(503, "There was a temporary problem serving your request, please try again"),
        },
        resets_at=RESET,
        talks=TALKS,
    )


def session_for(stage: Stage) -> Any:
    return open_session(practice({(HOST, stage.port)}))


def connector_at(stage: Stage, session: Any) -> Mastodon:
    credentials = MastodonCredentials(server=stage.server, access_token="mastodon-secret-7f3a9c")
    return Mastodon(credentials, Http(session, clock=lambda: NOW))


async def sighting(*pages: Reply, text: str = TEXT) -> Sighting:
    """What a search makes of these pages of the timeline."""
    async with staged((WHO, *((STATUSES, page) for page in pages))) as stage, session_for(stage) as session:
        return await connector_at(stage, session).find(
            replace(OUTGOING, text=text), progress=Progress(), since=NOW, known=frozenset()
        )


async def test_the_same_key_goes_with_every_attempt() -> None:
    async with (
        staged((("POST /api/v1/statuses", PUBLISHED),)) as stage,
        session_for(stage) as session,
    ):
        for _ in range(2):
            await connector_at(stage, session).step(OUTGOING, Progress())
    assert [heard.headers["Idempotency-Key"] for heard in stage.heard] == [OUTGOING.key] * 2
    assert stage.heard[0].json() == {"status": TEXT, "visibility": "public", "language": "hi"}


async def test_alternative_texts_travel_with_the_pictures(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 2))
    answers = (
        ("POST /api/v2/media", Reply(attachment("22"))),
        ("POST /api/v2/media", Reply(attachment("23"))),
    )
    async with staged(answers) as stage, session_for(stage) as session:
        progress = Progress()
        for _ in range(2):
            taken = await connector_at(stage, session).step(outgoing, progress)
            assert isinstance(taken, Progress)
            progress = taken
    assert progress.state["media"] == ["22", "23"]
    assert outgoing.pictures[0].alt.encode() in stage.heard[0].body
    assert b"description" not in stage.heard[1].body


async def test_a_picture_in_the_making_is_asked_for_again_and_not_uploaded_twice(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    answers = (
        ("POST /api/v2/media", Reply(attachment("22", url=None), 202)),
        ("GET /api/v1/media/22", Reply(attachment("22", url=None), 206)),
    )
    async with staged(answers) as stage, session_for(stage) as session:
        uploaded = await connector_at(stage, session).step(outgoing, Progress())
        assert isinstance(uploaded, Progress)
        with pytest.raises(Unavailable) as raised:
            await connector_at(stage, session).step(outgoing, uploaded)
    assert raised.value.code == "picture_processing"
    assert [heard.method for heard in stage.heard] == ["POST", "GET"]


async def test_a_picture_that_the_server_lost_fails_with_its_reason(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    waiting = Progress(step="pictures", state={"media": ["22"], "ready": 0, "until": NOW.timestamp() + 60})
    async with staged((("GET /api/v1/media/22", GONE),)) as stage, session_for(stage) as session:
        with pytest.raises(Rejected) as raised:
            await connector_at(stage, session).step(outgoing, waiting)
    assert raised.value.code == "picture_lost"


async def test_uploads_older_than_a_day_are_made_anew(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    old = Progress(step="pictures", state={"media": ["22"], "ready": 1, "until": NOW.timestamp() - 1})
    async with staged(()) as stage, session_for(stage) as session:
        assert await connector_at(stage, session).step(outgoing, old) == Progress()


async def test_a_correction_keeps_the_pictures() -> None:
    talk = next(one for one in TALKS if one.capability == "Corrects")
    async with staged(talk.answers) as stage, session_for(stage) as session:
        await connector_at(stage, session).correct(POST, OUTGOING)
    assert stage.heard[1].json() == {"status": TEXT, "language": "hi", "media_ids": ["22", "23"]}


async def test_a_search_goes_back_page_by_page_until_before_the_attempt() -> None:
    newer = status("115602914000000009", "<p>बाद की पोस्ट</p>", created_at="2026-11-24T05:10:00.000Z")
    older = status("115602914000000000", "<p>पहले की पोस्ट</p>", created_at="2026-11-24T04:00:00.000Z")
    found = await sighting(Reply([newer]), Reply([status(), older]))
    assert found == Found(receipt=receipt(None))
    assert await sighting(Reply([newer]), Reply([older])) == Absent()


async def test_more_posts_than_a_search_reads_prove_nothing() -> None:
    pages = [
        Reply([status(str(900 - number), f"<p>{number}</p>", created_at="2026-11-24T05:10:00.000Z")])
        for number in range(PAGES)
    ]
    assert await sighting(*pages) == CannotTell(reason="too_many_posts")


async def test_a_mention_is_found_although_mastodon_hides_its_server() -> None:
    shown = (
        '<p><span class="h-card"><a href="https://other.example/@cmo" class="u-url mention">@<span>cmo</span>'
        "</a></span> के निर्देश पर कार्य पूर्ण।</p>"
    )
    text = "@cmo@other.example के निर्देश पर कार्य पूर्ण।"
    assert isinstance(await sighting(Reply([status(content=shown)]), Reply([]), text=text), Found)


async def test_the_same_words_from_before_the_attempt_are_another_post() -> None:
    early = (NOW - timedelta(minutes=10)).isoformat()
    assert await sighting(Reply([status(created_at=early)])) == Absent()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>पहला<br />दूसरा</p><p>तीसरा &amp; चौथा</p>", "पहला\nदूसरा\n\nतीसरा & चौथा"),
        (
            '<p>देखें <a href="https://mp.gov.in/yojana/ladli"><span class="invisible">https://</span>'
            '<span class="ellipsis">mp.gov.in/yojana</span><span class="invisible">/ladli</span></a></p>',
            "देखें https://mp.gov.in/yojana/ladli",
        ),
        (
            '<p><a href="https://mp.gov.in/a/very/long/way">mp.gov.in/a/v…</a></p>',
            "https://mp.gov.in/a/very/long/way",
        ),
        (
            '<p><a href="https://s.example/tags/x" class="hashtag">#<span>हिन्दी</span></a></p>',
            "#हिन्दी",
        ),
        ('<p>#<a href="/tags/भ" class="mention hashtag">भ</a>ारत</p>', "#भारत"),
        ("", ""),
    ],
)
def test_html_is_read_as_the_text_that_was_written(content: str, text: str) -> None:
    assert plain(content) == text
