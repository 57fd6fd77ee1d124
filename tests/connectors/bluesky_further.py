"""Bluesky: what it answers to a film, a thread and a look at the account's own records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from jansetu.connectors import bluesky_records as records
from jansetu.connectors import threads
from jansetu.connectors.contracts import Found, Json, Progress, Receipt, RemotePost, Resumes, Timeline
from tests.connectors.bluesky_audience import CID, DID, GET, IN, PUT
from tests.connectors.contract import NOW, OUTGOING, TEXT, Reply, Talk

SERVICE_AUTH = "GET /xrpc/com.atproto.server.getServiceAuth"
LIST = "GET /xrpc/com.atproto.repo.listRecords"
SERVICE_TOKEN = "service-jwt-44ab"
VIDEO = "/xrpc/app.bsky.video."
PARTS = ("दूसरा भाग: टैंकर वार्ड 4 में।", "तीसरा भाग: हेल्पलाइन 1912।")
CIDS = (CID, CID[:-1] + "2", CID[:-1] + "3")
BLOB = {"$type": "blob", "ref": {"$link": CIDS[1]}, "mimeType": "video/mp4", "size": 48_000}
WHOLE = replace(OUTGOING, further=PARTS)


def uri_of(number: int) -> str:
    """The address of a part: its key follows from the delivery's."""
    part = threads.part(WHOLE, Progress(state={"posted": ["x"] * number}))
    return f"at://{DID}/app.bsky.feed.post/{records.record_key(part.created_at, part.key)}"


URIS = tuple(uri_of(number) for number in range(3))


def page_of(server: str, uri: str) -> str:
    return f"{server}/profile/{DID}/post/{uri.rpartition('/')[2]}"


def put(number: int) -> Reply:
    return Reply({"uri": URIS[number], "cid": CIDS[number], "validationStatus": "valid"})


def ref(number: int) -> Json:
    return {"uri": URIS[number], "cid": CIDS[number]}


def standing(server: str, count: int) -> Progress:
    """What is saved once so many parts stand."""
    reply = {"root": ref(0), "parent": ref(count - 1)}
    state = {"posted": list(URIS[:count]), "url": page_of(server, URIS[0]), "reply": reply}
    return Progress(step="thread", state=state)


def record(number: int, text: str, **more: Any) -> Json:
    value = {"$type": records.POST, "text": text, "createdAt": "2026-11-24T05:00:00.000Z", **more}
    return {**ref(number), "value": value}


def job(state: str, **more: Any) -> Json:
    return {"jobStatus": {"jobId": "job-2", "did": DID, "state": state, **more}}


def receipt(server: str, *further: str) -> Receipt:
    return Receipt(remote_id=URIS[0], url=page_of(server, URIS[0]), further_ids=further)


FIRST = record(0, TEXT)
ANSWER = record(1, PARTS[0], reply={"root": ref(0), "parent": ref(0)})
FURTHER = (
    Talk(
        capability="Publishes",
        name="published with a film",
        film=True,
        answers=(
            IN,
            (SERVICE_AUTH, Reply({"token": SERVICE_TOKEN})),
            (
                f"POST {VIDEO}startUpload",
                Reply(
                    {
                        "jobId": "job-1",
                        "partSizeBytes": 32_000,
                        "partCount": 2,
                        "expiresAt": "2026-11-24T06:00:00.000Z",
                    }
                ),
            ),
            (f"POST {VIDEO}uploadPart", Reply({"partNumber": 1, "sizeBytes": 32_000})),
            (f"POST {VIDEO}uploadPart", Reply({"partNumber": 2, "sizeBytes": 18_000})),
            (f"POST {VIDEO}finishUpload", Reply({"completedJobId": "job-2", **job("JOB_STATE_CREATED")})),
            (f"GET {VIDEO}getJobStatus", Reply(job("JOB_STATE_ENCODING", progress=40))),
            (f"GET {VIDEO}getJobStatus", Reply(job("JOB_STATE_COMPLETED", blob=BLOB))),
            (PUT, put(0)),
        ),
        gives=receipt,
        decides=PUT,
        prepares=f"POST {VIDEO}uploadPart",
    ),
    Talk(
        capability="Publishes",
        name="published as a thread",
        further=PARTS,
        answers=(IN, (PUT, put(0)), (PUT, put(1)), (PUT, put(2))),
        gives=lambda server: receipt(server, *URIS[1:]),
        decides=PUT,
    ),
    Talk(
        capability="Finds",
        name="first part found",
        further=PARTS,
        answers=(IN, (GET, Reply(FIRST))),
        gives=lambda server: Resumes(progress=standing(server, 1)),
        decides=GET,
    ),
    Talk(
        capability="Finds",
        name="last part found",
        further=PARTS,
        begun=standing("https://bsky.example", 2),
        answers=(IN, (GET, Reply(record(2, PARTS[1])))),
        gives=lambda server: Found(receipt=receipt("https://bsky.example", *URIS[1:])),
    ),
    Talk(
        capability="Lists",
        name="listed",
        answers=(IN, (LIST, Reply({"records": [FIRST, ANSWER]}))),
        gives=lambda server: Timeline(
            posts=(
                RemotePost(
                    remote_id=URIS[0],
                    text=TEXT,
                    url=page_of(server, URIS[0]),
                    published_at=datetime(2026, 11, 24, 5, tzinfo=UTC),
                    raw=FIRST,
                ),
            ),
            cursor={"after": records.earliest_key(NOW)},  # the look began then, and nothing came much later
            more=False,
        ),
        decides=LIST,
    ),
    Talk(
        capability="Lists",
        name="nothing new",
        cursor={"after": records.earliest_key(NOW + timedelta(days=1))},
        answers=(IN, (LIST, Reply({"records": []}))),
        gives=lambda server: Timeline(
            posts=(), cursor={"after": records.earliest_key(NOW + timedelta(days=1))}, more=False
        ),
    ),
)
