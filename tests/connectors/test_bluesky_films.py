"""Bluesky's video service: what it refuses, what it forgets, and whose token it is asked with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors import bluesky_films
from jansetu.connectors.bluesky_wire import VIDEO, Wire
from jansetu.connectors.contracts import Outgoing, Progress
from jansetu.connectors.errors import ConnectorError, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.core.http import REAL, open_session
from tests.connectors import bluesky_further as further
from tests.connectors.bluesky_audience import IN, SECRETS, SESSION
from tests.connectors.bluesky_further import BLOB, SERVICE_AUTH, SERVICE_TOKEN, job
from tests.connectors.contract import OUTGOING
from tests.connectors.films import film
from tests.connectors.stage import Reply, staged
from tests.connectors.test_bluesky import connector_at, session_for, told_no

START, PART = f"POST {further.VIDEO}startUpload", f"POST {further.VIDEO}uploadPart"
FINISH, STATUS = f"POST {further.VIDEO}finishUpload", f"GET {further.VIDEO}getJobStatus"
AUTH = (SERVICE_AUTH, Reply({"token": SERVICE_TOKEN}))
BEGUN = {"jobId": "job-1", "partSizeBytes": 32_000, "partCount": 2, "expiresAt": "2026-11-24T06:00:00.000Z"}
ON_ITS_WAY = {"job": "job-1", "size": 32_000, "parts": 2, "sent": 1}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bluesky_films, "PAUSE", 0.01)


@pytest.fixture
def sent(tmp_path: Path) -> Outgoing:
    """A post with a film of two parts."""
    return replace(OUTGOING, video=film(tmp_path))


def standing(**more: Any) -> Progress:
    return Progress(step="film", state={"film": ON_ITS_WAY | more})


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("VideoTooLong", Rejected, "film_refused"),
        ("BadAspectRatio", Rejected, "film_refused"),
        ("UploadForbidden", Rejected, "film_forbidden"),
        ("DailyLimitExceeded", Unavailable, "film_limit"),
        ("ServiceOverloaded", Unavailable, "server_trouble"),
    ],
)
async def test_each_refusal_has_its_own_sentence(
    sent: Outgoing, name: str, error: type[ConnectorError], code: str
) -> None:
    async with staged((IN, AUTH, (START, told_no(400, name)))) as stage, session_for(stage) as session:
        with pytest.raises(error) as raised:
            await connector_at(stage, session).step(sent, Progress())
    assert raised.value.code == code
    assert raised.value.hi


async def test_the_service_is_asked_with_a_token_for_the_account_s_own_server(sent: Outgoing) -> None:
    document = {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://amanita.example.network"}]}
    welcome = (SESSION, Reply({**IN[1].body, "didDoc": document}))
    answers = (welcome, AUTH, (START, Reply(BEGUN)), (PART, Reply({"partNumber": 1, "sizeBytes": 32_000})))
    async with staged(answers) as stage, session_for(stage) as session:
        connector = connector_at(stage, session)
        progress = await connector.step(sent, Progress())
        assert isinstance(progress, Progress)
        await connector.step(sent, progress)
    asked = [heard for heard in stage.heard if heard.call == SERVICE_AUTH]
    assert len(asked) == 1  # one token serves for half an hour
    assert asked[0].query["aud"] == "did:web:amanita.example.network"
    assert asked[0].query["lxm"] == "com.atproto.repo.uploadBlob"
    tokens = {heard.call: heard.headers["Authorization"] for heard in stage.heard[1:]}
    assert (tokens[SERVICE_AUTH], tokens[START]) == (f"Bearer {SECRETS[0]}", f"Bearer {SERVICE_TOKEN}")
    assert tokens[PART] == f"Bearer {SERVICE_TOKEN}"


async def test_a_token_that_the_service_refuses_is_made_anew_once(sent: Outgoing) -> None:
    answers = (IN, AUTH, (START, told_no(401, "AuthRequired")), (START, Reply(BEGUN)))
    async with staged(answers) as stage, session_for(stage) as session:
        await connector_at(stage, session).step(sent, Progress())
    assert [heard.call for heard in stage.heard].count(SERVICE_AUTH) == 2


async def test_an_upload_that_the_service_forgot_is_begun_anew_once_and_not_for_ever(sent: Outgoing) -> None:
    answers = (IN, AUTH, (PART, told_no(400, "UploadExpired")))
    async with staged(answers) as stage, session_for(stage) as session:
        connector = connector_at(stage, session)
        fresh = await connector.step(sent, standing())
        assert isinstance(fresh, Progress)
        assert "job" not in fresh.state["film"]
        with pytest.raises(Rejected, match="film_lost"):
            await connector.step(sent, standing(anew=True))


async def test_a_film_that_was_there_already_is_taken_beside_its_error(sent: Outgoing) -> None:
    told = {"completedJobId": "job-0", **job("JOB_STATE_COMPLETED", error="already_exists", blob=BLOB)}
    async with staged((IN, AUTH, (FINISH, Reply(told)))) as stage, session_for(stage) as session:
        ready = await connector_at(stage, session).step(sent, standing(sent=2))
    assert isinstance(ready, Progress)
    assert ready.state["film"]["blob"] == BLOB


async def test_what_failed_or_takes_long_is_told_apart(sent: Outgoing) -> None:
    done = standing(sent=2, done="job-2", polls=bluesky_films.POLLS)
    for state, error in (("JOB_STATE_FAILED", Rejected), ("JOB_STATE_ENCODING", Unavailable)):
        async with staged((IN, (STATUS, Reply(job(state))))) as stage, session_for(stage) as session:
            with pytest.raises(error):
                await connector_at(stage, session).step(sent, done)


async def test_films_of_real_accounts_go_to_blueskys_own_service() -> None:
    async with open_session(REAL) as session:
        assert Wire(Http(session), "https://bsky.social", "a.example", "").video == VIDEO
        assert Wire(Http(session), "http://127.0.0.1:1/bluesky", "a.example", "").video.startswith("http:")
