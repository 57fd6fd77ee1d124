"""Bluesky: the contract with recorded answers, and what is peculiar to it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jansetu.connectors import bluesky_films, bluesky_wire
from jansetu.connectors import bluesky_records as records
from jansetu.connectors.bluesky import Bluesky, BlueskyCredentials
from jansetu.connectors.capabilities import Corrects
from jansetu.connectors.contracts import Absent, Account, Found, Progress, Quota, Receipt, RemotePost
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.http import Http
from jansetu.core.http import open_session, practice
from tests.connectors.bluesky_audience import (
    AUDIENCE,
    CID,
    DID,
    GET,
    IN,
    PUT,
    RKEY,
    SECRETS,
    SESSION,
)
from tests.connectors.bluesky_audience import CITIZEN as OTHER
from tests.connectors.bluesky_audience import POST as URI
from tests.connectors.bluesky_further import FURTHER, SERVICE_AUTH, SERVICE_TOKEN
from tests.connectors.contract import NOW, OUTGOING, TEXT, Contract, Recorded, Reply, Talk
from tests.connectors.drive import publish
from tests.connectors.pictures import pictures
from tests.connectors.stage import HOST, Heard, Stage, staged

THEIRS = f"at://{OTHER}/app.bsky.feed.post/3lbq7gk2r2c2d"
REPOST = f"at://{DID}/app.bsky.feed.repost/{records.record_key(NOW, THEIRS)}"
SIGNED_IN = "GET /xrpc/com.atproto.server.getSession"
DELETE, UPLOAD = "POST /xrpc/com.atproto.repo.deleteRecord", "POST /xrpc/com.atproto.repo.uploadBlob"
RESOLVE = "GET /xrpc/com.atproto.identity.resolveHandle"
RESET = int(NOW.timestamp()) + 1800


def told(remaining: int) -> dict[str, str]:
    return {
        "RateLimit-Limit": "5000",
        "RateLimit-Remaining": str(remaining),
        "RateLimit-Reset": str(RESET),
        "RateLimit-Policy": "5000;w=3600",
    }


def told_no(number: int, name: str, **headers: str) -> Reply:
    return Reply({"error": name, "message": name}, number, headers)


def blob(number: int) -> dict[str, Any]:
    link = "bafkreibabalobzn6cd366ukcsjycp4yymjymgfxcv6xczmlgpemzkz3cf" + "abc"[number]
    return {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/jpeg", "size": 700}


def record(uri: str, **value: Any) -> dict[str, Any]:
    shown = {"$type": "app.bsky.feed.post", "text": TEXT, "createdAt": "2026-11-24T05:00:00.000Z", **value}
    return {"uri": uri, "cid": CID, "value": shown}


QUOTA = Quota(
    scope="account", name="writes", limit=1666, remaining=1665, resets_at=datetime.fromtimestamp(RESET, UTC)
)
WELCOME = IN[1]
WRITTEN = Reply({"uri": URI, "cid": CID, "validationStatus": "valid"}, 200, told(4997))
NO_RECORD = told_no(400, "RecordNotFound")
PICTURED_ANSWERS = (
    IN,
    (UPLOAD, Reply({"blob": blob(1)})),
    (UPLOAD, Reply({"blob": blob(2)})),
    (PUT, WRITTEN),
)


def receipt(server: str, quota: Quota | None = QUOTA) -> Receipt:
    return Receipt(remote_id=URI, url=f"{server}/profile/{DID}/post/{RKEY}", quota=quota)


TALKS = (
    Talk(
        capability="Publishes",
        name="published",
        answers=(IN, (PUT, WRITTEN)),
        gives=receipt,
        decides=PUT,
        prepares=SESSION,
    ),
    Talk(
        capability="Publishes",
        name="published with pictures",
        answers=PICTURED_ANSWERS,
        gives=receipt,
        pictures=2,
        decides=PUT,
        prepares=UPLOAD,
    ),
    Talk(
        capability="Finds",
        name="found",
        answers=(IN, (GET, Reply(record(URI)))),
        gives=lambda server: Found(receipt=receipt(server, None)),
        decides=GET,
    ),
    Talk(
        capability="Finds",
        name="absent",
        answers=(IN, (GET, NO_RECORD)),
        gives=lambda server: Absent(),
    ),
    Talk(
        capability="Reads",
        name="read",
        remote_id=URI,
        answers=((GET, Reply(record(URI))),),
        gives=lambda server: RemotePost(
            remote_id=URI,
            text=TEXT,
            url=f"{server}/profile/{DID}/post/{RKEY}",
            published_at=NOW,
            raw=record(URI),
        ),
        decides=GET,
    ),
    Talk(
        capability="Reads",
        name="gone",
        remote_id=URI,
        answers=((GET, NO_RECORD),),
        gives=lambda server: None,
    ),
    Talk(
        capability="Deletes",
        name="deleted",
        remote_id=URI,
        answers=(IN, (DELETE, Reply({"commit": {"cid": CID, "rev": RKEY}}, 200, told(4999)))),
        gives=lambda server: None,
        decides=DELETE,
        fine=frozenset({"{}"}),  # the server's answer where there was nothing to delete
    ),
    Talk(
        capability="Deletes",
        name="gone",
        remote_id=URI,
        answers=(IN, (DELETE, Reply({}))),
        gives=lambda server: None,
    ),
    Talk(
        capability="Reposts",
        name="reposted",
        remote_id=THEIRS,
        answers=(
            IN,
            (GET, Reply(record(THEIRS))),
            (GET, NO_RECORD),
            (PUT, Reply({"uri": REPOST, "cid": CID}, 200, told(4997))),
        ),
        gives=lambda server: Receipt(
            remote_id=REPOST, url=f"{server}/profile/{OTHER}/post/3lbq7gk2r2c2d", quota=QUOTA
        ),
        decides=PUT,
        prepares=GET,
    ),
    Talk(
        capability="Reposts",
        name="reposted already",
        remote_id=THEIRS,
        answers=(IN, (GET, Reply(record(THEIRS))), (GET, Reply(record(REPOST)))),
        gives=lambda server: Receipt(remote_id=REPOST, url=f"{server}/profile/{OTHER}/post/3lbq7gk2r2c2d"),
    ),
    Talk(
        capability="Identifies",
        name="identified",
        answers=(
            IN,
            (SIGNED_IN, Reply({"did": DID, "handle": "collectorujjain.bsky.social", "active": True})),
            (GET, Reply(record(f"at://{DID}/app.bsky.actor.profile/self", displayName="कलेक्टर उज्जैन"))),
        ),
        gives=lambda server: Account(
            remote_id=DID,
            handle="collectorujjain.bsky.social",
            name="कलेक्टर उज्जैन",
            url=f"{server}/profile/{DID}",
        ),
        decides=SIGNED_IN,
    ),
    *AUDIENCE,
    *FURTHER,
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session that does not come is given up as early as everything else here."""
    monkeypatch.setattr(bluesky_wire, "SIGN_IN_SECONDS", 0.7)
    monkeypatch.setattr(bluesky_films, "PAUSE", 0.01)


class TestBluesky(Contract):
    """Every promise, in Bluesky's own words."""

    connector = Bluesky
    recorded = Recorded(
        credentials={"handle": "collectorujjain.bsky.social", "app_password": "abcd-efgh-ijkl-mnop"},
        refusals={
            "401": told_no(400, "ExpiredToken"),
            "403": told_no(403, "Forbidden"),
            "429": told_no(429, "RateLimitExceeded", **told(0)),
            "500": told_no(500, "InternalServerError"),
            "503": told_no(503, "UpstreamFailure"),
        },
        resets_at=datetime.fromtimestamp(RESET, UTC),
        talks=TALKS,
        before=(SESSION, SERVICE_AUTH),
        secrets=(*SECRETS, SERVICE_TOKEN),
    )


def session_for(stage: Stage) -> Any:
    return open_session(practice({(HOST, stage.port)}))


def connector_at(stage: Stage, session: Any, now: datetime = NOW) -> Bluesky:
    credentials = BlueskyCredentials(
        server=stage.server, handle="@collectorujjain.bsky.social", app_password="abcd-efgh-ijkl-mnop"
    )
    return Bluesky(credentials, Http(session, clock=lambda: now))


def heard_at(stage: Stage, call: str) -> list[Heard]:
    return [heard for heard in stage.heard if heard.call == call]


async def test_every_attempt_puts_the_same_record_under_the_same_key() -> None:
    async with staged((IN, (PUT, WRITTEN))) as stage, session_for(stage) as session:
        for late in (0, 7):
            connector = connector_at(stage, session, NOW + timedelta(hours=late))
            await connector.step(OUTGOING, Progress())
    first, second = [heard.json() for heard in heard_at(stage, PUT)]
    assert first == second
    assert (first["rkey"], first["repo"]) == (RKEY, DID)
    assert first["record"] == {
        "$type": "app.bsky.feed.post",
        "text": TEXT,
        "createdAt": "2026-11-24T05:00:00.000Z",
        "langs": ["hi"],
    }


async def test_pictures_carry_their_alternative_text_and_shape(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 2))
    async with staged(PICTURED_ANSWERS) as stage, session_for(stage) as session:
        await publish(connector_at(stage, session), outgoing)
    images = heard_at(stage, PUT)[0].json()["record"]["embed"]["images"]
    assert [image["alt"] for image in images] == [picture.alt for picture in outgoing.pictures]
    assert [image["image"] for image in images] == [blob(1), blob(2)]
    assert images[0]["aspectRatio"] == {"width": 64, "height": 48}
    assert [heard.body for heard in heard_at(stage, UPLOAD)] == [
        picture.path.read_bytes() for picture in outgoing.pictures
    ]


async def test_one_session_serves_many_calls_and_many_at_once() -> None:
    async with staged((IN, (PUT, WRITTEN), (GET, NO_RECORD))) as stage, session_for(stage) as session:
        connector = connector_at(stage, session)
        await asyncio.gather(
            *(connector.step(replace(OUTGOING, key=f"{n:032x}"), Progress()) for n in range(5))
        )
        await connector.find(OUTGOING, progress=Progress(), since=NOW, known=frozenset())
    assert len(heard_at(stage, SESSION)) == 1
    assert heard_at(stage, SESSION)[0].json()["identifier"] == "collectorujjain.bsky.social"


async def test_those_who_wait_for_a_session_share_its_failure() -> None:
    answers = ((SESSION, told_no(401, "AuthenticationRequired")),)
    async with staged(answers) as stage, session_for(stage) as session:
        connector = connector_at(stage, session)
        steps = (connector.step(OUTGOING, Progress()) for _ in range(5))
        outcomes = await asyncio.gather(*steps, return_exceptions=True)
        assert all(isinstance(outcome, NotAuthorized) for outcome in outcomes)
        assert len(stage.heard) == 1
        with pytest.raises(NotAuthorized):
            await connector.step(OUTGOING, Progress())
    assert len(stage.heard) == 2


async def test_an_expired_session_is_made_anew_and_the_call_with_it() -> None:
    renewed = Reply({**WELCOME.body, "accessJwt": "access-jwt-new"})
    answers = (IN, (SESSION, renewed), (PUT, told_no(400, "ExpiredToken")), (PUT, WRITTEN))
    async with staged(answers) as stage, session_for(stage) as session:
        outcome = await connector_at(stage, session).step(OUTGOING, Progress())
    assert outcome == receipt(stage.server)
    tokens = [heard.headers["Authorization"] for heard in heard_at(stage, PUT)]
    assert tokens == [f"Bearer {SECRETS[0]}", "Bearer access-jwt-new"]


@pytest.mark.parametrize("status", [400, 404])
async def test_a_server_that_knows_no_such_account_is_no_fault_of_the_post(status: int) -> None:
    answers = ((SESSION, told_no(status, "InvalidRequest")),)
    async with staged(answers) as stage, session_for(stage) as session:
        with pytest.raises(NotAuthorized):
            await connector_at(stage, session).step(OUTGOING, Progress())


async def test_pictures_swept_away_are_uploaded_once_more_and_not_for_ever(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    answers = (IN, (UPLOAD, Reply({"blob": blob(1)})), (PUT, told_no(400, "BlobNotFound")))
    async with staged(answers) as stage, session_for(stage) as session:
        connector, outcome = connector_at(stage, session), Progress()
        for _ in range(3):  # upload, refused, uploaded once more
            taken = await connector.step(outgoing, outcome)
            assert isinstance(taken, Progress)
            outcome = Progress.from_json(json.loads(json.dumps(taken.as_json())))
        with pytest.raises(Rejected) as raised:
            await connector.step(outgoing, outcome)
    assert raised.value.code == "picture_lost"
    assert len(heard_at(stage, UPLOAD)) == 2


async def test_old_uploads_are_made_anew_before_the_server_sweeps_them(tmp_path: Path) -> None:
    outgoing = replace(OUTGOING, pictures=pictures(tmp_path, 1))
    old = Progress(step="pictures", state={"blobs": [blob(2)], "dids": {}, "until": NOW.timestamp() - 1})
    async with staged((IN, (UPLOAD, Reply({"blob": blob(1)})))) as stage, session_for(stage) as session:
        taken = await connector_at(stage, session).step(outgoing, old)
    assert isinstance(taken, Progress)
    assert taken.state["blobs"] == [blob(1)]


async def test_something_else_under_the_key_is_looked_at_first() -> None:
    async with staged((IN, (PUT, told_no(400, "InvalidSwap")))) as stage, session_for(stage) as session:
        with pytest.raises(OutcomeUnknown):
            await connector_at(stage, session).step(OUTGOING, Progress())


async def test_mentions_that_cannot_be_resolved_stay_plain_text() -> None:
    text = "@cmo.mp.gov.in और @nobody.example.in से निवेदन"
    answers = (
        IN,
        (RESOLVE, Reply({"did": OTHER})),
        (RESOLVE, told_no(400, "InvalidRequest")),
        (PUT, WRITTEN),
    )
    async with staged(answers) as stage, session_for(stage) as session:
        await publish(connector_at(stage, session), replace(OUTGOING, text=text))
    [facet] = heard_at(stage, PUT)[0].json()["record"]["facets"]
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#mention", "did": OTHER}]
    assert [heard.query["handle"] for heard in heard_at(stage, RESOLVE)] == [
        "cmo.mp.gov.in",
        "nobody.example.in",
    ]


async def test_a_search_that_the_server_refuses_is_no_absence() -> None:
    async with staged((IN, (GET, told_no(400, "RepoTakendown")))) as stage, session_for(stage) as session:
        with pytest.raises(Rejected):
            await connector_at(stage, session).find(
                OUTGOING, progress=Progress(), since=NOW, known=frozenset()
            )


async def test_a_repost_of_what_is_gone_says_so() -> None:
    async with staged((IN, (GET, NO_RECORD))) as stage, session_for(stage) as session:
        with pytest.raises(Rejected) as raised:
            await connector_at(stage, session).repost(THEIRS)
    assert raised.value.code == "not_there"


async def test_a_session_that_does_not_come_leaves_no_doubt() -> None:
    answers = ((SESSION, told_no(502, "UpstreamFailure")),)
    async with staged(answers) as stage, session_for(stage) as session:
        with pytest.raises(Unavailable):
            await connector_at(stage, session).step(OUTGOING, Progress())


def test_a_post_cannot_be_corrected_in_place() -> None:
    assert not issubclass(Bluesky, Corrects)
