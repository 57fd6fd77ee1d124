"""Pictures and films on their way to a Mastodon server. Publishes nothing: all is repeatable.

Written against Mastodon 4.7 (August 2026).
"""

from __future__ import annotations

import asyncio

from aiohttp import FormData

from jansetu.connectors import pictures, threads
from jansetu.connectors.contracts import Json, Outgoing, Picture, Progress, Video
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.films import part_of
from jansetu.connectors.http import Answer, Verdict, failure
from jansetu.connectors.mastodon_wire import Wire, segment

ALT_LIMIT = 1500  # characters; /api/v2/instance of 4.x
MEDIA_LIFE = 20 * 3600  # seconds; Mastodon sweeps away what is a day old and in no status (its source, 4.x)
FILM_SECONDS = 25  # for a whole film in one call, which the runner gives up after 30
POLLS, PAUSE = 10, 1.0  # questions at once whether a film is ready, seconds between two


class Media:
    """What one status needs before it can be published."""

    def __init__(self, wire: Wire, label: str) -> None:
        self._wire, self._label = wire, label

    async def prepare(self, outgoing: Outgoing, progress: Progress) -> Progress | None:
        """The next call that pictures or film need, or None where they are ready."""
        wanted: tuple[Picture | Video, ...] = (outgoing.video,) if outgoing.video else outgoing.pictures
        if not wanted:
            return None
        now, state = self._wire.http.clock().timestamp(), progress.state
        media, ready = list(state.get("media", [])), int(state.get("ready", 0))
        until = float(state.get("until", now + MEDIA_LIFE))
        if until <= now:
            return Progress(state=threads.kept(progress))  # the server has swept the uploads away: anew
        kept: Json = {"media": media, "until": until}
        if ready < len(media):
            return await self._see_ready(media[ready], outgoing, {**kept, "ready": ready}, state)
        if len(media) == len(wanted):
            return None
        uploaded = await self._upload(wanted[len(media)])
        media.append(uploaded.text("id"))
        return Progress(step="pictures", state={**kept, "ready": ready + (uploaded.status != 202)})

    async def _upload(self, one: Picture | Video) -> Answer:
        form = FormData()
        if one.alt:
            form.add_field("description", one.alt[:ALT_LIMIT])
        if isinstance(one, Video):  # read from the disk while it is sent
            film = await part_of(one, self._label)
            form.add_field("file", film, filename=one.path.name, content_type=one.mime)
            return await self._wire.call("POST", "/api/v2/media", data=form, seconds=FILM_SECONDS)
        content = await pictures.bytes_of(one, self._label)
        form.add_field("file", content, filename=one.path.name, content_type=one.mime)
        return await self._wire.call("POST", "/api/v2/media", data=form)

    async def _see_ready(self, media_id: str, outgoing: Outgoing, kept: Json, state: Json) -> Progress:
        """Unavailable while the server is at it: the runner asks again later, from here.

        A film takes longer, so it is asked for a few times at once before that.
        """
        film, polls = outgoing.video is not None, int(state.get("polls", 0))
        try:
            answer = await self._wire.call("GET", f"/api/v1/media/{segment(media_id)}")
        except Rejected as error:
            raise self._refused(error, film=film) from None
        if answer.status == 206:
            if not film or polls >= POLLS:
                waits = "film_waits" if film else "picture_processing"
                raise failure(Verdict(Unavailable, waits), self._label, status=206)
            await asyncio.sleep(PAUSE)
            return Progress(step="film", state={**kept, "polls": polls + 1})
        answer.text("id")
        return Progress(step="pictures", state={**kept, "ready": kept["ready"] + 1})

    def _refused(self, error: Rejected, *, film: bool) -> Exception:
        """The upload is gone, or the server could make nothing of it (422)."""
        if error.code == "not_there":
            code = "film_lost" if film else "picture_lost"
        else:
            code = "film_refused" if film else error.code
        return failure(Verdict(Rejected, code), self._label, status=error.status)
