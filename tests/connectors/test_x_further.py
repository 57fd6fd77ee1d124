"""X: what is peculiar to its tokens, its films and its threads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors import x_media
from jansetu.connectors.contracts import Progress, Renewed
from jansetu.connectors.errors import ConnectorError, NotAuthorized, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.x import XCredentials
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply
from tests.connectors.films import film
from tests.connectors.stage import Stage, staged
from tests.connectors.test_x import TestX as Suite
from tests.connectors.test_x import problem
from tests.connectors.x_further import (
    BEGUN,
    CREDENTIALS,
    FILM,
    MEDIA,
    NEW_TOKEN,
    PARTS,
    RENEWED,
    SECOND,
    TOKEN_CALL,
    created,
)
from tests.connectors.x_further import film as told_of_film

SUITE = Suite()


def no(status: int, error: str) -> Reply:
    return Reply({"error": error, "error_description": "Value passed for the token was invalid."}, status)


async def renewed(stage: Stage) -> Renewed:
    async with SUITE._connected(stage.port) as x:
        outcome: Renewed = await x.refresh()
        return outcome


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (no(400, "invalid_request"), NotAuthorized, "token_refused"),
        (no(400, "invalid_grant"), NotAuthorized, "token_refused"),
        (no(401, "unauthorized_client"), NotAuthorized, "token_refused"),
        (problem(403, "Forbidden"), NotAuthorized, "not_permitted"),
        (problem(503, "Service Unavailable"), OutcomeUnknown, "server_trouble"),
        (Reply(b"<html>gate</html>", 200), OutcomeUnknown, "unexpected_answer"),
    ],
    ids=lambda value: str(getattr(value, "body", value))[:40],
)
async def test_only_a_grant_that_is_gone_stops_the_channel(
    answer: Reply, error: type[ConnectorError], code: str
) -> None:
    async with staged(((TOKEN_CALL, answer),)) as stage:
        with pytest.raises(error) as raised:
            await renewed(stage)
    assert raised.value.code == code


async def test_a_refresh_token_is_never_overwritten_by_nothing() -> None:
    """postiz-app PR 1884: a reconnection that wipes the refresh token."""
    fewer = {name: value for name, value in RENEWED.items() if name != "refresh_token"}
    async with staged(((TOKEN_CALL, Reply(fewer)),)) as stage:
        credentials = (await renewed(stage)).credentials
    assert isinstance(credentials, XCredentials)
    assert (credentials.access_token, credentials.refresh_token) == (NEW_TOKEN, CREDENTIALS["refresh_token"])


async def test_the_token_is_asked_for_in_the_body_and_by_the_app_s_own_name() -> None:
    async with staged(((TOKEN_CALL, Reply(RENEWED)),)) as stage:
        await renewed(stage)
    [heard] = stage.heard
    assert heard.query == {}
    assert heard.headers["Authorization"].startswith("Basic ")
    assert CREDENTIALS["refresh_token"].encode() in heard.body
    assert CREDENTIALS["client_secret"].encode() not in heard.body


async def test_a_film_that_is_prepared_for_long_is_left_to_the_delivery_s_own_patience(
    tmp_path: Path,
) -> None:
    outgoing = replace(OUTGOING, video=film(tmp_path))
    state: dict[str, Any] = {"media": [FILM], "sent": 1, "until": NOW.timestamp() + 900}
    waiting = told_of_film("in_progress", check_after_secs=0)
    async with staged(((f"GET {MEDIA}", waiting),)) as stage, SUITE._connected(stage.port) as x:
        progress = Progress(step="film", state=state | {"polls": 0})
        for _ in range(x_media.POLLS):
            progress = await x.step(outgoing, progress)
        with pytest.raises(Unavailable, match="film_waits"):
            await x.step(outgoing, progress)
    assert len(stage.heard) == x_media.POLLS + 1


async def test_a_film_whose_upload_x_has_forgotten_is_begun_anew(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, video=film(tmp_path))
    old = Progress(step="film", state={"media": [FILM], "sent": 1, "until": NOW.timestamp() - 1})
    async with staged(((f"POST {MEDIA}/initialize", BEGUN),)) as stage, SUITE._connected(stage.port) as x:
        fresh = await x.step(outgoing, old)
        assert fresh == Progress()
        begun = await x.step(outgoing, fresh)
    assert begun.state["media"] == [FILM]
    assert stage.heard[0].json() == {
        "media_category": "tweet_video",
        "media_type": "video/mp4",
        "total_bytes": outgoing.video.size if outgoing.video else 0,
    }


async def test_a_film_that_is_not_the_one_promised_publishes_nothing(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, video=film(tmp_path))
    assert outgoing.video is not None
    outgoing.video.path.write_bytes(b"shorter")
    async with staged(()) as stage, SUITE._connected(stage.port) as x:
        with pytest.raises(Unavailable, match="film_unreadable"):
            await x.step(outgoing, Progress())
        assert stage.heard == []


async def test_a_film_that_x_could_not_prepare_is_refused(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, video=film(tmp_path))
    sent = Progress(step="film", state={"media": [FILM], "sent": 1, "until": NOW.timestamp() + 900})
    answers = ((f"POST {MEDIA}/{FILM}/finalize", told_of_film("failed")),)
    async with staged(answers) as stage, SUITE._connected(stage.port) as x:
        with pytest.raises(Rejected, match="film_refused"):
            await x.step(outgoing, sent)


async def test_only_the_first_part_of_a_thread_carries_the_film_and_each_names_the_one_before(
    tmp_path: Path,
) -> None:
    first = {"media": [FILM], "sent": 1, "ready": True, "polls": 0, "until": NOW.timestamp() + 900}
    thread = replace(OUTGOING, further=PARTS[:1], video=film(tmp_path))
    answers = (("POST /2/tweets", created("1", TEXT)), ("POST /2/tweets", created(SECOND, PARTS[0])))
    async with staged(answers) as stage, SUITE._connected(stage.port) as x:
        await x.step(thread, await x.step(thread, Progress(state=first)))
    assert [heard.json() for heard in stage.heard] == [
        {"text": TEXT, "media": {"media_ids": [FILM]}},
        {"text": PARTS[0], "reply": {"in_reply_to_tweet_id": "1"}},
    ]
