"""A film on its way to Bluesky's video service: in parts, finished, prepared. Publishes nothing.

Written against the lexicons app.bsky.video.* of August 2026; what the service makes of a film is a blob that
it puts into the account's own server.
"""

from __future__ import annotations

import asyncio

from jansetu.connectors.bluesky_wire import LABEL, Wire
from jansetu.connectors.contracts import Json, Video
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.films import part_of
from jansetu.connectors.http import Answer, Verdict, failure

POLLS, PAUSE = 10, 1.0  # questions at once whether a film is prepared, seconds between two


async def next_call(wire: Wire, film: Video, state: Json) -> Json:
    """The state after the next call; `state["blob"]` is there once the film can be published.

    A session that the service has forgotten is begun anew, once.
    """
    try:
        return await _next(wire, film, state)
    except Rejected as error:
        if error.code != "film_lost" or state.get("anew"):
            raise
    return {"anew": True}


async def _next(wire: Wire, film: Video, state: Json) -> Json:
    if "job" not in state:
        return state | await _begin(wire, film)
    if state["sent"] < state["parts"]:
        await _send(wire, film, state)
        return state | {"sent": state["sent"] + 1}
    if "done" not in state:
        answer = await wire.filmed("POST", "finishUpload", json={"jobId": state["job"]})
        return await _prepared(answer, state | {"done": answer.text("completedJobId")})
    answer = await wire.call(
        "GET", "/xrpc/app.bsky.video.getJobStatus", params={"jobId": state["done"]}, server=wire.video
    )
    return await _prepared(answer, state)


async def _begin(wire: Wire, film: Video) -> Json:
    """Open a session; the service says how large the parts are to be."""
    await part_of(film, LABEL)
    body = {
        "sizeBytes": film.size,
        "mimeType": film.mime,
        "name": film.path.name,
        "durationMs": int(film.seconds * 1000),
        "width": film.width,
        "height": film.height,
    }
    answer = await wire.filmed("POST", "startUpload", json=body)
    size, parts = answer.count("partSizeBytes"), answer.count("partCount")
    if not size or not parts:
        answer.not_understood()
    return {"job": answer.text("jobId"), "size": size, "parts": parts, "sent": 0}


async def _send(wire: Wire, film: Video, state: Json) -> None:
    """One part, read from the disk while it is sent; the same one again replaces itself."""
    start = state["sent"] * state["size"]
    part = await part_of(film, LABEL, start, start + state["size"])
    asked = {"jobId": state["job"], "partNumber": str(state["sent"] + 1)}
    headers = {"Content-Type": "application/octet-stream"}
    answer = await wire.filmed("POST", "uploadPart", params=asked, headers=headers, data=part)
    if answer.count("partNumber") is None:
        answer.not_understood()


async def _prepared(answer: Answer, state: Json) -> Json:
    """The blob, where the film is ready; else a short pause, and after many the runner's."""
    told = answer.get("jobStatus")
    if not isinstance(told, dict):
        answer.not_understood()
    if isinstance(told.get("blob"), dict):  # also beside an error: a film that was there already
        answer.text("jobStatus", "blob", "ref", "$link")
        return state | {"blob": told["blob"]}
    if told.get("state") == "JOB_STATE_FAILED":
        raise failure(Verdict(Rejected, "film_refused"), LABEL, status=answer.status)
    polls = int(state.get("polls", 0))
    if polls >= POLLS:
        raise failure(Verdict(Unavailable, "film_waits"), LABEL, status=answer.status)
    await asyncio.sleep(PAUSE)
    return state | {"polls": polls + 1}
