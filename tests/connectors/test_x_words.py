"""X: what is peculiar to it, and its calls and answers against its own OpenAPI."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors.contracts import Absent, CannotTell, Found, Progress
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.x_media import ALT_LIMIT
from jansetu.connectors.x_timeline import PAGES
from jansetu.connectors.x_wire import API
from tests.connectors import test_x as recorded
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply, Talk
from tests.connectors.openapi import specification
from tests.connectors.pictures import pictures
from tests.connectors.stage import Stage, staged
from tests.connectors.test_x import (
    FORBIDDEN,
    NO_SUCH,
    PAGE,
    RESET,
    SHOWN,
    TALKS,
    problem,
    receipt,
    told,
)
from tests.connectors.x_audience import ACCOUNT, POST, TIMELINE
from tests.connectors.x_further import TOKEN_CALL

SUITE = recorded.TestX()
REPOST_CALL = f"POST /2/users/{ACCOUNT}/retweets"
INVALID = Reply(
    {
        "title": "Invalid Request",
        "detail": "invalid",
        "type": "https://api.x.com/2/problems/invalid-request",
    },
    400,
)


async def asked(stage: Stage, capability: str, outgoing_text: str = TEXT) -> Any:
    """The first talk of a capability, on a stage of the test's own."""
    chosen = next(one for one in TALKS if one.capability == capability)
    suite = recorded.TestX()
    suite.recorded = replace(SUITE.recorded, outgoing=replace(OUTGOING, text=outgoing_text))  # type: ignore[misc]
    async with suite._connected(stage.port) as connector:
        return await suite._ask(connector, chosen, Progress(), Path())


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (problem(403, "Forbidden"), OutcomeUnknown, "duplicate"),
        (Reply({"title": "Forbidden"}, 403), OutcomeUnknown, "duplicate"),
        (problem(403, "Forbidden", FORBIDDEN), NotAuthorized, "not_permitted"),
        (Reply(b"<html>gate</html>", 403), Unavailable, "blocked"),
        (problem(402, "Payment Required"), NotAuthorized, "credits_used_up"),
        (INVALID, Rejected, "rejected"),
        (problem(413, "Too Large"), Rejected, "too_large"),
        (problem(408, "Timeout"), OutcomeUnknown, "server_trouble"),
    ],
    ids=lambda value: str(getattr(value, "status", value)),
)
async def test_refusals_of_a_publication_are_told_apart(
    answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged((("POST /2/tweets", answer),)) as stage:
        with pytest.raises(error) as raised:
            await asked(stage, "Publishes")
    assert raised.value.code == code


def day(scope: str, remaining: int) -> dict[str, str]:
    prefix = f"x-{scope}-limit-24hour-"
    later = str(RESET + 3600)
    return {prefix + "limit": "10000", prefix + "remaining": str(remaining), prefix + "reset": later}


@pytest.mark.parametrize(
    ("headers", "scope", "seconds"),
    [
        (told(0), "account", 600),
        (told(5) | day("app", 0), "app", 4200),
        (told(5) | day("user", 0), "account", 4200),
        ({}, "account", 60),
        ({"x-rate-limit-reset": str(RESET)}, "account", 600),
        ({"Retry-After": "120"}, "account", 120),
        ({"x-rate-limit-reset": str(RESET + 10**8)}, "account", 24 * 3600),
        ({"x-rate-limit-reset": "0"}, "account", 1),
    ],
)
async def test_a_429_waits_for_the_window_that_is_used_up(
    headers: dict[str, str], scope: str, seconds: int
) -> None:
    answer = problem(429, "Too Many Requests", **headers)
    async with staged((("POST /2/tweets", answer),)) as stage:
        with pytest.raises(RateLimited) as raised:
            await asked(stage, "Publishes")
    assert (raised.value.until, raised.value.scope) == (NOW + timedelta(seconds=seconds), scope)


async def test_the_fields_are_asked_for_by_their_old_names_where_the_new_are_refused() -> None:
    async with staged(((TIMELINE, INVALID), (TIMELINE, Reply(PAGE)))) as stage:
        assert isinstance(await asked(stage, "Finds"), Found)
    new, old = stage.heard
    assert "post.fields" in new.query
    assert "tweet.fields" in old.query
    assert "post.fields" not in old.query
    assert new.query["exclude"] == old.query["exclude"] == "retweets"  # another's words in our timeline


@pytest.mark.parametrize(
    ("sent", "shown", "links"),
    [
        (
            "देखें https://Ujjain.nic.in/jal और https://mp.gov.in/2",
            "देखें https://t.co/a और https://t.co/b",
            [("a", "https://ujjain.nic.in/jal/"), ("b", "https://mp.gov.in/2")],
        ),
        ("5 < 6 & 7 > 2", "5 &lt; 6 &amp; 7 &gt; 2", []),
        ("चित्र", "चित्र https://t.co/p", [("p", f"https://x.com/c/status/{POST}/photo/1")]),
        ("पानी  आएगा\nकल", "पानी आएगा\nकल", []),
    ],
)
async def test_a_post_is_known_again_after_what_x_does_to_a_text(
    sent: str, shown: str, links: list[tuple[str, str]]
) -> None:
    urls = [
        {"start": 0, "end": 1, "url": f"https://t.co/{short}", "expanded_url": long} for short, long in links
    ]
    post = SHOWN | {"text": shown, "entities": {"urls": urls}}
    async with staged(((TIMELINE, Reply(PAGE | {"data": [post]})),)) as stage:
        assert await asked(stage, "Finds", sent) == Found(receipt=receipt(stage.server, None))


async def test_links_that_x_does_not_spell_out_may_lead_anywhere_and_so_agree() -> None:
    post = SHOWN | {"text": "देखें https://t.co/a", "entities": {"urls": [{"start": 6, "end": 20}]}}
    async with staged(((TIMELINE, Reply(PAGE | {"data": [post]})),)) as stage:
        assert isinstance(await asked(stage, "Finds", "देखें https://ujjain.nic.in/"), Found)


async def test_the_same_words_with_another_link_are_for_a_person_to_judge() -> None:
    url = {"start": 0, "end": 1, "url": "https://t.co/a", "expanded_url": "https://bhopal.nic.in/"}
    post = SHOWN | {"text": "देखें https://t.co/a", "entities": {"urls": [url]}}
    async with staged(((TIMELINE, Reply(PAGE | {"data": [post]})),)) as stage:
        sighting = await asked(stage, "Finds", "देखें https://ujjain.nic.in/")
    assert sighting == CannotTell(reason="other_links")


async def test_an_older_post_with_the_same_text_is_not_ours_and_one_without_time_proves_nothing() -> None:
    older = SHOWN | {"created_at": "2026-11-24T04:58:59.000Z"}
    timeless = {name: value for name, value in SHOWN.items() if name != "created_at"}
    for post, sighting in ((older, Absent()), (timeless, CannotTell(reason="no_times"))):
        async with staged(((TIMELINE, Reply(PAGE | {"data": [post]})),)) as stage:
            assert await asked(stage, "Finds") == sighting


async def test_a_timeline_with_errors_or_without_end_proves_nothing() -> None:
    endless = {"data": [], "meta": {"result_count": 0, "next_token": "more"}}
    for body, reason, calls in ((endless, "too_many_posts", PAGES), (NO_SUCH, "not_a_timeline", 1)):
        async with staged(((TIMELINE, Reply(body)),)) as stage:
            assert await asked(stage, "Finds") == CannotTell(reason=reason)
        assert len(stage.heard) == calls


@pytest.mark.parametrize("name", ["referenced_posts", "referenced_tweets"])
async def test_a_repost_that_stands_is_a_success(name: str) -> None:
    standing = SHOWN | {name: [{"type": "retweeted", "id": POST}]}
    answers = ((REPOST_CALL, INVALID), (TIMELINE, Reply(PAGE | {"data": [standing]})))
    async with staged(answers) as stage:
        assert (await asked(stage, "Reposts")).remote_id == f"repost:{POST}"


async def test_a_repost_that_is_refused_and_does_not_stand_is_rejected() -> None:
    async with staged(((REPOST_CALL, INVALID), (TIMELINE, Reply(PAGE)))) as stage:
        with pytest.raises(Rejected):
            await asked(stage, "Reposts")


async def test_a_token_of_another_account_than_the_number_typed_is_refused() -> None:
    other = Reply({"data": {"id": "9", "name": "कोई और", "username": "someone"}})
    async with staged((("GET /2/users/me", other),)) as stage:
        with pytest.raises(NotAuthorized) as raised:
            await asked(stage, "Identifies")
    assert raised.value.code == "other_account"


async def test_uploads_that_x_has_forgotten_are_made_anew(tmp_path: Path) -> None:
    old = Progress(step="pictures", state={"media": ["1"], "described": 1, "until": NOW.timestamp() - 1})
    async with staged(()) as stage, SUITE._connected(stage.port) as x:
        assert await x.step(replace(OUTGOING, pictures=pictures(tmp_path, 1)), old) == Progress()
        assert stage.heard == []


async def test_a_picture_that_is_gone_from_the_disk_publishes_nothing(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    outgoing.pictures[0].path.unlink()
    async with staged(()) as stage, SUITE._connected(stage.port) as x:
        with pytest.raises(Unavailable, match="picture_unreadable"):
            await x.step(outgoing, Progress())
        assert stage.heard == []


async def test_a_long_description_is_cut_to_what_x_takes(tmp_path: Path) -> None:
    picture = replace(pictures(tmp_path, 1)[0], alt="क" * 2000)
    with_pictures = next(one for one in TALKS if one.pictures)
    async with staged(with_pictures.answers) as stage, SUITE._connected(stage.port) as x:
        progress = Progress(step="pictures", state={"media": ["18"]})
        await x.step(replace(OUTGOING, pictures=(picture,)), progress)
    assert stage.heard[0].json()["metadata"]["alt_text"]["text"] == "क" * ALT_LIMIT


@pytest.mark.shared
@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: f"{talk.capability}-{talk.name}")
async def test_every_call_and_every_recorded_answer_is_as_x_specifies(talk: Talk, tmp_path: Path) -> None:
    x = specification("x-api-v2-openapi.json")
    if talk.capability == "Refreshes":  # the address of tokens stands among the ways to sign in
        flow = x.document["components"]["securitySchemes"]["OAuth2UserToken"]["flows"]["authorizationCode"]
        assert flow["tokenUrl"] == API + TOKEN_CALL.split()[1]
        return
    async with staged(talk.answers) as stage:
        await SUITE._done(talk, stage, tmp_path)
    for heard in stage.heard:
        assert x.query_errors(heard.method, heard.path, heard.query) == []
        if heard.headers.get("Content-Type") == "application/json":
            assert x.request_errors(heard.method, heard.path, heard.json()) == []
        elif heard.body:
            form: dict[str, Any] = {"media_category": "tweet_image", "media": "the bytes"}
            if heard.path.endswith("/append"):
                form = {"segment_index": 0, "media": "the bytes"}
            assert heard.body.count(b"Content-Disposition") == len(form)
            for name in form:
                assert f'name="{name}"'.encode() in heard.body
            assert x.request_errors(heard.method, heard.path, form, "multipart/form-data") == []
    for call, reply in talk.answers:
        method, path = call.split()
        assert x.answer_errors(method, path, reply.status, reply.body) == []


@pytest.mark.shared
async def test_the_look_for_a_standing_repost_is_as_x_specifies() -> None:
    x = specification("x-api-v2-openapi.json")
    async with staged(((REPOST_CALL, INVALID), (TIMELINE, Reply(PAGE)))) as stage:
        with pytest.raises(Rejected):
            await asked(stage, "Reposts")
    assert x.query_errors("GET", stage.heard[-1].path, stage.heard[-1].query) == []
