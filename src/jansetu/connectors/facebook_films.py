"""A film on a Facebook Page: uploaded part by part where nobody sees it, published, and its post's id learnt.

By `upload_phase` of /{page}/videos, which a Page's own token may use; the newer /{app}/uploads wants an app's
number and a person's token (Video API, Publishing, 2026), and neither is kept here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aiohttp import FormData

from jansetu.connectors.contracts import Json, Outgoing, Progress, Video
from jansetu.connectors.errors import OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.films import part_of
from jansetu.connectors.graph import API, Wire, segment
from jansetu.connectors.http import IN_DOUBT, Answer, Verdict, failure

VIDEO_API = "https://graph-video.facebook.com"  # where Facebook takes films
SESSION_LIFE = 23 * 3600  # seconds; our own figure, Meta tells none: an older session is begun anew
LONGEST_PART = 8 * 1024 * 1024  # bytes of one call, which must end within its time
POLLS, PAUSE = 4, 0.5  # questions at once for the id of the post, and seconds between them
WRONG_OFFSET = 1363037
# developers.facebook.com/docs/video-api/reference/error-codes, 2026: to be tried again, and never.
PASSING = dict.fromkeys((1363019, 1363021, 1363030, 1363033, WRONG_OFFSET), IN_DOUBT)
FINAL = dict.fromkeys((1363020, 1363022, 1363023, 1363024, 1363031), Verdict(Rejected, "film_refused"))
UNASKED = {"refused_connection", "address_refused"}  # the question has not left this machine
LIVE = {"processing", "ready"}  # of a film's video_status: the publication has begun


class Films:
    """The steps of one film."""

    def __init__(self, wire: Wire, page: str, server: str, opens: Callable[[str], str]) -> None:
        """`opens` gives the address at which an id can be opened."""
        self._wire, self._page, self._opens = wire, page, opens
        self._video_api = VIDEO_API if server == API else server

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress:
        """One call: begin, send a part, publish, or ask which post it became; the last gives `step="out"`."""
        state, film = dict(progress.state), outgoing.video
        if film is None:
            raise ValueError("no film")
        if progress.step == "published":
            return await self._named(state)
        if state.get("until", float("inf")) <= self._wire.http.clock().timestamp():
            return Progress()
        if "session" not in state:
            return await self._begin(film)
        if progress.step == "film":
            return await self._send(film, state)
        return await self._publish(outgoing, state)

    async def _begin(self, film: Video) -> Progress:
        """Open a session; until it is finished nobody sees anything of it."""
        await part_of(film, self._wire.dialect.platform)
        answer = await self._ask({"upload_phase": "start", "file_size": str(film.size)})
        until = self._wire.http.clock().timestamp() + SESSION_LIFE
        state = {
            "session": answer.text("upload_session_id"),
            "video": answer.text("video_id"),
            "until": until,
        }
        return _sent(state, answer, _offsets(answer))

    async def _send(self, film: Video, state: Json) -> Progress:
        """The part that Facebook asks for; where it says that it has more or less, that is taken."""
        start, told = int(state["from"]), []
        end = min(int(state["to"]), start + LONGEST_PART)
        fields = {
            "upload_phase": "transfer",
            "upload_session_id": state["session"],
            "start_offset": str(start),
        }
        form = FormData(fields)
        part = await part_of(film, self._wire.dialect.platform, start, end)
        form.add_field("video_file_chunk", part, filename=film.path.name)

        def verdict(answer: Answer, now: datetime) -> Verdict | None:
            if answer.get("error", "error_subcode") == WRONG_OFFSET:
                told.append(answer)
            return verdict_of_film(answer) or self._wire.dialect.verdict(answer, now)

        dialect = replace(self._wire.dialect, verdict=verdict)
        path = f"{self._page}/videos"
        try:
            answer = await self._wire.send(path, form, server=self._video_api, dialect=dialect)
        except Unavailable:
            offsets = _offsets(told[0], "error", "error_data") if told else None
            if offsets is None or offsets[0] == start:
                raise
            return _sent(state, told[0], offsets)
        return _sent(state, answer, _offsets(answer))

    async def _publish(self, outgoing: Outgoing, state: Json) -> Progress:
        """The one call that shows anything to anybody; repeated in the same session it stays one film."""
        fields = {"upload_phase": "finish", "upload_session_id": state["session"]}
        fields |= {"description": outgoing.text} if outgoing.text else {}
        fields |= {"title": outgoing.title} if outgoing.title else {}
        answer = await self._ask(fields, publishes=True)
        if answer.get("success") is not True:
            answer.not_understood()
        out = {"posted": [state["video"]], "url": self._opens(state["video"])}
        return Progress(step="published", state=state | out, quota=answer.quota)

    async def _named(self, state: Json) -> Progress:
        """Which post it became, known once the film is prepared; after some asking, one looks later.

        It is out already: what cannot be read now is looked for, and never sent again.
        """
        try:
            post, _ = await self.post_of(state["video"])
        except Unavailable as error:
            if error.status is None and error.code in UNASKED:
                raise
            verdict = Verdict(OutcomeUnknown, "film_processing")
            raise failure(verdict, self._wire.dialect.platform, status=error.status) from error
        if post:
            return Progress(step="out", state={"posted": [post], "url": self._opens(post)})
        polls = int(state.get("polls", 0))
        if polls >= POLLS:
            raise failure(Verdict(OutcomeUnknown, "film_processing"), self._wire.dialect.platform)
        await asyncio.sleep(PAUSE)
        return Progress(step="published", state=state | {"polls": polls + 1})

    async def post_of(self, video: str) -> tuple[str, bool]:
        """The id of the film's post, empty where Facebook tells none yet, and whether it is on its way."""
        answer = await self._wire.read(segment(video), {"fields": "id,post_id,published,status"})
        answer.text("id")
        post = str(answer.get("post_id") or "")
        full = post if "_" in post or not post else f"{self._page}_{post}"
        return full, answer.get("status", "video_status") in LIVE

    async def _ask(self, fields: dict[str, str], *, publishes: bool = False) -> Answer:
        dialect = replace(self._wire.dialect, verdict=self._verdict)
        path = f"{self._page}/videos"
        return await self._wire.write(
            path, fields, server=self._video_api, dialect=dialect, publishes=publishes
        )

    def _verdict(self, answer: Answer, now: datetime) -> Verdict | None:
        return verdict_of_film(answer) or self._wire.dialect.verdict(answer, now)


def verdict_of_film(answer: Answer) -> Verdict | None:
    """What the subcodes of films mean; their code is one and the same."""
    subcode = answer.get("error", "error_subcode")
    return {**PASSING, **FINAL}.get(subcode) if isinstance(subcode, int) else None


def _offsets(answer: Answer, *path: str) -> tuple[int, int] | None:
    """From where to where Facebook wants to be sent; it writes the numbers as texts."""
    start, end = answer.get(*path, "start_offset"), answer.get(*path, "end_offset")
    try:
        return int(start), int(end)
    except (TypeError, ValueError):
        return None


def _sent(state: Json, answer: Answer, offsets: tuple[int, int] | None) -> Progress:
    """What is left to be sent; nothing, where both offsets are the same."""
    if offsets is None:
        answer.not_understood()
    start, end = offsets
    step = "film" if start < end else "finish"
    return Progress(step=step, state=state | {"from": start, "to": end}, quota=answer.quota)
