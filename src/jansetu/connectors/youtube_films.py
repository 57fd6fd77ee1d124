"""A film's way up to YouTube: one resumable session, piece by piece, by YouTube's own word of what it has.

A session makes one video at most, however often its last piece is sent. Resumable Uploads guide, 2026.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from yarl import URL

from jansetu.connectors import youtube_video as video
from jansetu.connectors.contracts import Json, Outgoing, Progress, Video
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.films import part_of
from jansetu.connectors.http import Answer, Http, Verdict, address, failure
from jansetu.connectors.youtube_dialect import DIALECT, LABEL, NOT_THERE, UPLOADING, Incomplete

FRESH = 2.0  # seconds for which we believe how much YouTube has; the first retry comes after five
SESSIONS = 3  # begun for one attempt, where YouTube loses the earlier ones
NOT_TAKEN = Verdict(Unavailable, "film_not_taken")


class Wire(NamedTuple):
    """How YouTube is reached in the name of one channel."""

    http: Http
    server: str
    headers: dict[str, str]

    async def call(self, method: Any, path: str, **rest: Any) -> Answer:
        """One call to the API."""
        headers = self.headers | rest.pop("headers", {})
        return await self.http.call(
            method, address(self.server, path), dialect=DIALECT, headers=headers, **rest
        )

    async def read(self, path: str, params: dict[str, str]) -> Answer:
        """A list of things."""
        return await self.call("GET", f"/youtube/v3/{path}", params=params)

    async def write(self, path: str, body: Json) -> Answer:
        """A new comment."""
        params = {"part": "snippet"}
        return await self.call("POST", f"/youtube/v3/{path}", params=params, json=body, publishes=True)

    async def put(self, session: str, content_range: str, data: Any, *, publishes: bool = False) -> Answer:
        """A piece of a film, or a question; Incomplete as long as more is wanted."""
        headers = self.headers | {"Content-Range": content_range}
        place = URL(self.server).join(URL(session, encoded=True))
        return await self.http.call(
            "PUT", place, dialect=UPLOADING, headers=headers, data=data, publishes=publishes
        )


class Films:
    """The steps of one film."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def step(self, outgoing: Outgoing, film: Video, state: Json) -> Progress | Answer:
        """Open a session, ask how much is there, or send a piece: one call; the video once it stands."""
        if "session" not in state:
            return await self._open(outgoing, film, state)
        aged = self._wire.http.clock().timestamp() - state["at"]
        sure = 0 <= aged < FRESH  # otherwise a piece may have arrived whose answer did not
        try:
            return await (self._send(film, state) if sure else self.ask(state["session"], film))
        except Incomplete as told:
            if sure and told.has == state["has"]:
                raise failure(NOT_TAKEN, LABEL, status=308) from None
            return self.uploading(state if sure else state | {"piece": smaller(state)}, told.has)
        except Rejected as error:
            if error.code != NOT_THERE.code:
                raise
            return _anew(state)

    async def _open(self, outgoing: Outgoing, film: Video, state: Json) -> Progress:
        """The address that takes this film and no other; nobody sees anything yet."""
        await part_of(film, LABEL)  # a film that cannot be read opens no session
        answer = await self._wire.call(
            "POST",
            "/upload/youtube/v3/videos",
            params={"uploadType": "resumable", "part": "snippet,status"},
            headers={"X-Upload-Content-Length": str(film.size), "X-Upload-Content-Type": film.mime},
            json=video.described(outgoing),
        )
        return self.uploading(state | {"session": video.session_of(answer, self._wire.server)}, 0)

    def uploading(self, state: Json, has: int) -> Progress:
        """YouTube has so many bytes, by its own word of this moment."""
        return Progress(step="film", state=state | {"has": has, "at": self._wire.http.clock().timestamp()})

    async def _send(self, film: Video, state: Json) -> Answer:
        """The next piece; the last one publishes."""
        start = int(state["has"])
        end = min(start + int(state.get("piece", video.CHUNK)), film.size)
        if end == start:  # all is there, and YouTube is not done with it yet
            raise failure(NOT_TAKEN, LABEL)
        piece, place = await part_of(film, LABEL, start, end), f"bytes {start}-{end - 1}/{film.size}"
        return await self._wire.put(state["session"], place, piece, publishes=end == film.size)

    async def ask(self, session: str, film: Video) -> Answer:
        """The video, where the film is whole; Incomplete where it is not."""
        return await self._wire.put(session, f"bytes */{film.size}", b"")


def smaller(state: Json) -> int:
    """Half of the last piece: on a slow line it may be what did not arrive within the time of one call."""
    return max(int(state.get("piece", video.CHUNK)) // 2, video.GRAIN)


def _anew(state: Json) -> Progress:
    """Begin a fresh session; the old one is gone before its film was whole, so nothing came of it."""
    begun = int(state.get("begun", 1)) + 1
    if begun > SESSIONS:
        raise failure(Verdict(Rejected, "film_lost"), LABEL)
    return Progress(state={"begun": begun})
