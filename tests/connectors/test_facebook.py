"""Facebook: the contract with recorded answers, and what is peculiar to a Page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from jansetu.connectors.capabilities import Reposts
from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Found,
    Progress,
    Quota,
    Receipt,
    RemotePost,
)
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.facebook import PAGES, PHOTO_LIFE, Facebook
from tests.connectors.contract import (
    CALL_SECRET,
    CALLED_AT,
    NOW,
    OUTGOING,
    TEXT,
    Contract,
    Recorded,
    Reply,
    Talk,
)
from tests.connectors.facebook_audience import AUDIENCE, PAGE, POST
from tests.connectors.facebook_films import FILMS
from tests.connectors.pictures import pictures
from tests.connectors.stage import Stage, staged

FEED, PHOTOS = f"POST /v23.0/{PAGE}/feed", f"POST /v23.0/{PAGE}/photos"
PUBLISHED, NODE = f"GET /v23.0/{PAGE}/published_posts", f"/v23.0/{POST}"
CALLED = f"POST /v23.0/{PAGE}/subscribed_apps"
TOKEN, SECRET = "EAAB-secret-page-token", "app-secret-5d21"


def usage(used: int = 3, minutes: int = 0) -> dict[str, str]:
    told = {
        "type": "pages",
        "call_count": used,
        "total_cputime": 1,
        "total_time": 2,
        "estimated_time_to_regain_access": minutes,
    }
    return {"X-Business-Use-Case-Usage": json.dumps({PAGE: [told]})}


def refused(code: int, status: int = 400, subcode: int = 0, headers: Any = None, **more: Any) -> Reply:
    error = {"message": "words that nobody reads", "type": "OAuthException", "code": code, **more}
    error |= {"error_subcode": subcode} if subcode else {}
    return Reply({"error": {**error, "fbtrace_id": "A1b2C3"}}, status, headers or {})


GONE = refused(100, subcode=33)
SHOWN: dict[str, Any] = {
    "id": POST,
    "message": TEXT,
    "created_time": "2026-11-24T05:00:02+0000",
    "permalink_url": f"https://www.facebook.com/{PAGE}/posts/122104857600123",
}
EMPTY = Reply({"data": []})
SUCCESS = Reply({"success": True}, headers=usage())
AT = datetime(2026, 11, 24, 5, 0, 2, tzinfo=UTC)


def receipt(server: str) -> Receipt:
    return Receipt(remote_id=POST, url=f"{server}/{POST}")


def talk(
    capability: str, name: str, *answers: tuple[str, Reply], gives: Callable[[str], Any], **rest: Any
) -> Talk:
    return Talk(capability=capability, name=name, answers=answers, gives=gives, remote_id=POST, **rest)


def nothing(server: str) -> None:
    """What a deletion gives, and the reading of a post that is gone."""


TALKS = (
    talk(
        "Publishes",
        "published",
        (FEED, Reply({"id": POST}, headers=usage())),
        gives=receipt,
        decides=FEED,
    ),
    talk(
        "Publishes",
        "published with pictures",
        (PHOTOS, Reply({"id": "1220001"}, headers=usage())),
        (PHOTOS, Reply({"id": "1220002"}, headers=usage())),
        (FEED, Reply({"id": POST}, headers=usage())),
        gives=receipt,
        pictures=2,
        decides=FEED,
        prepares=PHOTOS,
    ),
    talk(
        "Finds",
        "found",
        (PUBLISHED, Reply({"data": [SHOWN], "paging": {"cursors": {"before": "b", "after": "a"}}})),
        gives=lambda server: Found(receipt=receipt(server)),
        decides=PUBLISHED,
    ),
    talk("Finds", "absent", (PUBLISHED, EMPTY), gives=lambda server: Absent()),
    talk(
        "Reads",
        "read",
        (f"GET {NODE}", Reply(SHOWN)),
        gives=lambda server: RemotePost(
            remote_id=POST, text=TEXT, url=f"{server}/{POST}", published_at=AT, raw=SHOWN
        ),
        decides=f"GET {NODE}",
    ),
    talk("Reads", "gone", (f"GET {NODE}", GONE), (PUBLISHED, EMPTY), gives=nothing, decides=PUBLISHED),
    talk("Deletes", "deleted", (f"DELETE {NODE}", SUCCESS), gives=nothing, decides=f"DELETE {NODE}"),
    talk("Deletes", "gone", (f"DELETE {NODE}", GONE), (PUBLISHED, EMPTY), gives=nothing, decides=PUBLISHED),
    talk("Corrects", "corrected", (f"POST {NODE}", SUCCESS), gives=receipt, decides=f"POST {NODE}"),
    talk("Subscribes", "subscribed", (CALLED, SUCCESS), gives=nothing, decides=CALLED),
    talk(
        "Identifies",
        "identified",
        (
            "GET /v23.0/me",
            Reply(
                {
                    "id": PAGE,
                    "name": "कलेक्टर उज्जैन",
                    "username": "collectorujjain",
                    "link": "https://f.example/c",
                }
            ),
        ),
        gives=lambda server: Account(
            remote_id=PAGE, handle="collectorujjain", name="कलेक्टर उज्जैन", url="https://f.example/c"
        ),
        decides="GET /v23.0/me",
    ),
    *AUDIENCE,
    *FILMS,
)


class TestFacebook(Contract):
    """Every promise, on the Graph API's own words."""

    connector = Facebook
    recorded = Recorded(
        credentials={"page_id": PAGE, "page_token": TOKEN, "app_secret": SECRET},
        refusals={
            "401": refused(190),  # a dead token is a 400
            "403": refused(200, 403),
            "429": refused(80001, headers=usage(100, 42), is_transient=True),
            "500": refused(1, 500),
            "503": refused(2, 503, is_transient=True),
        },
        resets_at=NOW + timedelta(minutes=42),
        talks=TALKS,
    )


SUITE = TestFacebook()


async def asked(stage: Stage, capability: str, name: str = "", **changed: Any) -> Any:
    """The first talk of a capability, on a stage of the test's own."""
    chosen = next(one for one in TALKS if one.capability == capability and one.name in (name, one.name))
    async with SUITE._connected(stage.port) as connector:
        return await SUITE._ask(connector, replace(chosen, **changed), Progress(), Path())


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (refused(190, 401, 463), NotAuthorized, "token_refused"),
        (refused(10, 403), NotAuthorized, "not_permitted"),
        (refused(368), NotAuthorized, "not_permitted"),
        (refused(506), OutcomeUnknown, "duplicate"),
        (refused(1), OutcomeUnknown, "server_trouble"),
        (refused(9999, is_transient=True), OutcomeUnknown, "server_trouble"),
        (refused(100), Rejected, "rejected"),
        (refused(324), Rejected, "rejected"),
        (refused(100, subcode=1366046), Rejected, "too_large"),
        (Reply(b"<html>gate</html>", 403), Unavailable, "blocked"),
    ],
    ids=lambda value: str(getattr(value, "body", value))[:60],
)
async def test_refusals_are_told_apart_by_their_codes(
    answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((FEED, answer),)) as stage:
        with pytest.raises(error) as raised:
            await asked(stage, "Publishes")
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("code", "headers", "wait", "scope"),
    [
        (80001, usage(100, 7), 7, "account"),
        (32, {}, 15, "account"),
        (4, {}, 15, "app"),
        (4, {"X-Business-Use-Case-Usage": "not JSON"}, 15, "app"),
    ],
)
async def test_too_many_calls_wait_as_long_as_facebook_says(
    code: int, headers: dict[str, str], wait: int, scope: str
) -> None:
    async with staged(((FEED, refused(code, headers=headers)),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await asked(stage, "Publishes")
    assert (raised.value.until, raised.value.scope) == (NOW + timedelta(minutes=wait), scope)


async def test_what_is_used_up_is_told_with_the_receipt() -> None:
    async with staged(((FEED, Reply({"id": POST}, headers=usage(100, 9))),)) as stage:
        sent = await asked(stage, "Publishes")
    until = NOW + timedelta(minutes=9)
    assert sent.quota == Quota(scope="account", name="pages", limit=0, remaining=0, resets_at=until)


async def test_photos_go_first_unseen_each_with_its_description(tmp_path: Path) -> None:
    talk_with_pictures = next(one for one in TALKS if one.pictures)
    async with staged(talk_with_pictures.answers) as stage:
        await SUITE._done(talk_with_pictures, stage, tmp_path)
    first, second, feed = stage.heard
    assert b'name="published"\r\n\r\nfalse' in first.body
    assert "पुल का नया रास्ता".encode() in first.body
    assert b"alt_text_custom" not in second.body
    form = parse_qs(feed.body.decode())
    assert form["message"] == [TEXT]
    media = [json.loads(form[f"attached_media[{number}]"][0])["media_fbid"] for number in (0, 1)]
    assert media == ["1220001", "1220002"]


async def test_photos_that_facebook_has_forgotten_are_uploaded_anew(tmp_path: Path) -> None:
    old = Progress(step="photos", state={"photos": ["1"], "until": NOW.timestamp() - 1})
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    async with staged(()) as stage, SUITE._connected(stage.port) as connector:
        assert await connector.step(outgoing, old) == Progress()
        assert stage.heard == []
    assert PHOTO_LIFE < 24 * 3600


async def test_a_search_follows_cursors_and_never_an_address_with_a_token() -> None:
    def page(posts: list[Any], after: str) -> Reply:
        elsewhere = f"https://elsewhere.example/?access_token={TOKEN}"
        return Reply({"data": posts, "paging": {"cursors": {"after": after}, "next": elsewhere}})

    other = SHOWN | {"id": f"{PAGE}_9", "message": "कुछ और"}
    answers = (
        (PUBLISHED, page([other], "c1")),
        (PUBLISHED, page([], "c2")),
        (PUBLISHED, Reply({"data": [SHOWN]})),
    )
    async with staged(answers) as stage:
        sighting = await asked(stage, "Finds")
        assert sighting == Found(receipt=receipt(stage.server))
    assert [heard.query.get("after") for heard in stage.heard] == [None, "c1", "c2"]
    assert stage.heard[0].query["since"] == str(int(NOW.timestamp()) - 60)


async def test_a_search_without_end_proves_nothing() -> None:
    endless = Reply({"data": [], "paging": {"cursors": {"after": "c"}, "next": "https://f.example"}})
    async with staged(((PUBLISHED, endless),)) as stage:
        assert await asked(stage, "Finds") == CannotTell(reason="too_many_posts")
    assert len(stage.heard) == PAGES


async def test_a_post_that_the_token_may_not_see_is_not_taken_for_gone() -> None:
    answers = ((f"* {NODE}", GONE), (PUBLISHED, refused(10, 403)))
    async with staged(answers) as stage:
        for capability in ("Reads", "Deletes"):
            with pytest.raises(NotAuthorized):
                await asked(stage, capability)


@pytest.mark.parametrize("owner", ["7", "104857600123457"])
async def test_a_token_of_a_person_or_of_another_page_is_refused(owner: str) -> None:
    async with staged((("GET /v23.0/me", Reply({"id": owner, "name": "कोई और"})),)) as stage:
        with pytest.raises(NotAuthorized) as raised:
            await asked(stage, "Identifies")
    assert raised.value.code == "other_account"


async def test_the_proof_of_the_app_goes_with_every_call_and_its_secret_with_none(tmp_path: Path) -> None:
    for one in TALKS:
        async with staged(one.answers) as stage:
            await SUITE._done(one, stage, tmp_path)
        for heard in stage.heard:
            assert "appsecret_proof" in heard.target + heard.body.decode(errors="replace")
            assert SECRET.encode() not in heard.body
            assert heard.headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_page_has_no_repost_that_could_be_repeated_without_harm() -> None:
    assert not issubclass(Facebook, Reposts)


async def test_the_page_is_taken_into_the_app_and_neither_address_nor_secret_leaves() -> None:
    async with staged(((CALLED, SUCCESS),)) as stage, SUITE._connected(stage.port) as connector:
        await connector.subscribe(CALLED_AT, CALL_SECRET)
    told = parse_qs(stage.heard[0].body.decode())
    assert told["subscribed_fields"] == ["feed,mention"]
    assert CALL_SECRET not in stage.heard[0].body.decode()
    assert CALLED_AT not in stage.heard[0].body.decode()
