"""Pictures and films on their way to X: uploaded, described, prepared. Publishes nothing: all is repeatable.

Written against X's OpenAPI 2.167 (August 2026).
"""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import FormData

from jansetu.connectors import pictures, threads
from jansetu.connectors.contracts import Json, Outgoing, Progress, Video
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.films import part_of
from jansetu.connectors.http import Answer, Verdict, failure
from jansetu.connectors.x_wire import Wire, segment

ALT_LIMIT = 1000  # characters; OpenAPI 2.167, August 2026
MEDIA_LIFE = 24 * 3600  # seconds an upload stays usable, where X does not say
SEGMENT = 4 * 1024 * 1024  # bytes of one call; X takes 5 MB (docs.x.com, August 2026)
POLLS, LONGEST_PAUSE = 10, 5.0  # questions at once whether a film is ready, seconds between two


class Media:
    """What one post needs before it can be published."""

    def __init__(self, wire: Wire, label: str) -> None:
        self._wire, self._label = wire, label

    async def prepare(self, outgoing: Outgoing, progress: Progress) -> Progress | None:
        """The next call that pictures or film need, or None where they are ready."""
        if not outgoing.pictures and outgoing.video is None:
            return None
        now, state = self._wire.http.clock().timestamp(), progress.state
        until = float(state.get("until", now + MEDIA_LIFE))
        if until <= now:
            return Progress(state=threads.kept(progress))  # X has forgotten the uploads: begin anew
        if outgoing.video is not None:
            return await self._film(outgoing.video, state, until, now)
        return await self._pictures(outgoing, state, until, now)

    async def _pictures(self, outgoing: Outgoing, state: Json, until: float, now: float) -> Progress | None:
        media, described = list(state.get("media", [])), int(state.get("described", 0))
        if len(media) < len(outgoing.pictures):
            uploaded = await self._upload(outgoing, len(media))
            media.append(uploaded.text("data", "id"))
            until = _sooner(until, uploaded, now)
        else:
            while described < len(media) and not outgoing.pictures[described].alt:
                described += 1
            if described == len(media):
                return None
            await self._describe(media[described], outgoing.pictures[described].alt)
            described += 1
        return Progress(step="pictures", state={"media": media, "described": described, "until": until})

    async def _upload(self, outgoing: Outgoing, number: int) -> Answer:
        picture = outgoing.pictures[number]
        form = FormData()
        form.add_field("media_category", "tweet_image")
        content = await pictures.bytes_of(picture, self._label)
        form.add_field("media", content, filename=picture.path.name, content_type=picture.mime)
        return await self._wire.call("POST", "/2/media/upload", data=form)

    async def _describe(self, media_id: str, alt: str) -> None:
        body = {"id": media_id, "metadata": {"alt_text": {"text": alt[:ALT_LIMIT]}}}
        await self._wire.call("POST", "/2/media/metadata", json=body)

    async def _film(self, film: Video, state: Json, until: float, now: float) -> Progress | None:
        """Begin, send a segment, finish, or ask whether X has prepared it; None where it has."""
        if "media" not in state:
            return await self._begin(film, until, now)
        sent, (media_id,) = int(state.get("sent", 0)), state["media"]
        if sent * SEGMENT < film.size:
            await self._append(film, media_id, sent)
            return Progress(step="film", state={**state, "sent": sent + 1})
        if state.get("ready"):
            return None
        place = f"/2/media/upload/{segment(media_id)}/finalize"
        if "polls" not in state:
            answer = await self._wire.call("POST", place)
            return await self._prepared(answer, {**state, "until": _sooner(until, answer, now)})
        asked = {"command": "STATUS", "media_id": media_id}
        answer = await self._wire.call("GET", "/2/media/upload", params=asked)
        return await self._prepared(answer, state)

    async def _begin(self, film: Video, until: float, now: float) -> Progress:
        await part_of(film, self._label)  # nothing is begun that cannot be read
        body = {"media_category": "tweet_video", "media_type": film.mime, "total_bytes": film.size}
        answer = await self._wire.call("POST", "/2/media/upload/initialize", json=body)
        media = [answer.text("data", "id")]
        return Progress(step="film", state={"media": media, "until": _sooner(until, answer, now)})

    async def _append(self, film: Video, media_id: str, number: int) -> None:
        """One segment, read from the disk while it is sent; the same one again replaces itself."""
        part = await part_of(film, self._label, number * SEGMENT, (number + 1) * SEGMENT)
        form = FormData()
        form.add_field("segment_index", str(number))
        form.add_field("media", part, filename=film.path.name, content_type="application/octet-stream")
        await self._wire.call("POST", f"/2/media/upload/{segment(media_id)}/append", data=form)

    async def _prepared(self, answer: Answer, state: Json) -> Progress:
        """How far X is with the film; where it is not ready, a short pause, and after many the runner's."""
        answer.text("data", "id")
        told = answer.get("data", "processing_info", "state")
        if told == "failed":
            raise failure(Verdict(Rejected, "film_refused"), self._label, status=answer.status)
        if told in (None, "succeeded"):
            return Progress(step="film", state={**state, "ready": True})
        polls = int(state.get("polls", 0))
        if polls >= POLLS:
            raise failure(Verdict(Unavailable, "film_waits"), self._label, status=answer.status)
        wanted = answer.count("data", "processing_info", "check_after_secs")
        await asyncio.sleep(min(1 if wanted is None else wanted, LONGEST_PAUSE))
        return Progress(step="film", state={**state, "polls": polls + 1})


def _sooner(until: float, answer: Any, now: float) -> float:
    """The earlier end of what X keeps, a minute before it."""
    life = answer.get("data", "expires_after_secs") or MEDIA_LIFE
    return min(until, now + float(life) - 60)
