"""Instagram's containers: made where nobody sees them, waited for, published. Knows no post that is out."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from jansetu.connectors.contracts import Json, Outgoing, Picture, Progress, Quota, Video
from jansetu.connectors.errors import OutcomeUnknown, RateLimited, Rejected, Unavailable
from jansetu.connectors.graph import Wire, segment
from jansetu.connectors.http import Verdict, failure
from jansetu.connectors.instagram_dialect import FILM_LOST, LOST, UNTOLD

CONTAINER_LIFE = 23 * 3600  # seconds; Instagram lets a container expire after 24 hours
TRIES = 3  # containers made for one attempt to publish, where Instagram loses or refuses the earlier ones
POLLS, PAUSE = 5, 0.5  # questions at once whether a container is ready, and seconds between them


class Containers:
    """The steps of one post until it is out."""

    def __init__(self, wire: Wire, user: str) -> None:
        self._wire, self._user, self._label = wire, user, wire.dialect.platform

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress:
        """See what the day allows, make containers, wait, publish: one call; the last gives "out"."""
        state = dict(progress.state)
        if progress.step == "start":
            quota = await self.room()
            if quota is not None and quota.remaining <= 0:
                verdict = Verdict(RateLimited, "rate_limited", quota.resets_at)
                raise failure(verdict, self._label, quota=quota)
            left = replace(quota, remaining=quota.remaining - 1) if quota else None  # this one is taken
            return Progress(step="room", state=state, quota=left)
        if state.get("until", float("inf")) <= self._wire.http.clock().timestamp():
            return self._anew(outgoing, state)
        if "container" not in state:
            return await self._prepare(outgoing, state)
        if progress.step == "ready":
            return await self._publish(outgoing, state)
        return await self._see_ready(outgoing, state)

    async def room(self) -> Quota | None:
        """How many posts the account may still publish in these 24 hours; None where nobody tells."""
        path, fields = f"{self._user}/content_publishing_limit", "config,quota_usage"
        answer = await self._wire.read(path, {"fields": fields})
        used, total = answer.count("data", 0, "quota_usage"), answer.count("data", 0, "config", "quota_total")
        if used is None:
            answer.not_understood()
        if total is None:
            return None
        resets_at = self._wire.http.clock() + UNTOLD
        left = max(total - used, 0)
        return Quota(scope="account", name="posts", limit=total, remaining=left, resets_at=resets_at)

    async def _prepare(self, outgoing: Outgoing, state: Json) -> Progress:
        """One picture more, or the container that will be the post."""
        state.setdefault("until", self._wire.http.clock().timestamp() + CONTAINER_LIFE)
        children, pictures = list(state.get("children", [])), outgoing.pictures
        if outgoing.video is not None:
            asked = self._played_by(outgoing.video) | {"caption": outgoing.text}
            return _waiting(state, await self._contain(asked))
        if len(pictures) == 1:
            asked = self._shown_by(pictures[0]) | {"caption": outgoing.text}
            return _waiting(state, await self._contain(asked))
        if len(children) < len(pictures):
            asked = self._shown_by(pictures[len(children)]) | {"is_carousel_item": "true"}
            children.append(await self._contain(asked))
            return Progress(step="pictures", state=state | {"children": children})
        return await self._join(outgoing, children, state)

    async def _join(self, outgoing: Outgoing, children: list[str], state: Json) -> Progress:
        """The carousel of pictures that Instagram has fetched; where it has not, ask again in a moment."""
        polls = int(state.get("polls", 0))
        asked = {"media_type": "CAROUSEL", "children": ",".join(children), "caption": outgoing.text}
        try:
            return _waiting(state, await self._contain(asked))
        except Unavailable as error:
            if error.code != "not_ready" or polls >= POLLS:
                raise
        await asyncio.sleep(PAUSE)
        return Progress(step="pictures", state=state | {"polls": polls + 1})

    def _shown_by(self, picture: Picture) -> dict[str, str]:
        if not picture.public_url:
            raise failure(Verdict(Unavailable, "picture_unreadable"), self._label)
        return {"image_url": picture.public_url} | ({"alt_text": picture.alt} if picture.alt else {})

    def _played_by(self, film: Video) -> dict[str, str]:
        """A reel, shown in the feed too. It takes no description (Content Publishing, 2026)."""
        if not film.public_url:
            raise failure(Verdict(Unavailable, "film_unreadable"), self._label)
        return {"media_type": "REELS", "video_url": film.public_url, "share_to_feed": "true"}

    async def _contain(self, fields: dict[str, str]) -> str:
        return (await self._wire.write(f"{self._user}/media", fields)).text("id")

    async def _see_ready(self, outgoing: Outgoing, state: Json) -> Progress:
        """Ask whether Instagram has prepared it; after some asking the runner comes back later."""
        polls = int(state.get("polls", 0))
        status = await self.status(state["container"])
        if status == "FINISHED":
            return Progress(step="ready", state=state)
        if status in ("ERROR", "EXPIRED"):
            return self._anew(outgoing, state)
        if status == "PUBLISHED":
            raise failure(Verdict(OutcomeUnknown, "duplicate"), self._label)
        if polls < POLLS:
            await asyncio.sleep(PAUSE)  # after the call: before it, what was checked would grow old
            return Progress(step="waiting", state=state | {"polls": polls + 1})
        code = "film_waits" if outgoing.video else "picture_processing"
        raise failure(Verdict(Unavailable, code), self._label)

    async def status(self, container: str) -> str:
        """What has become of a container."""
        answer = await self._wire.read(segment(container), {"fields": "status_code"})
        return answer.text("status_code")

    def _anew(self, outgoing: Outgoing, state: Json) -> Progress:
        """Begin with fresh containers; these can surely not be published any more."""
        begun = int(state.get("begun", 1)) + 1
        if begun > TRIES:
            raise failure(FILM_LOST if outgoing.video else LOST, self._label)
        return Progress(state={"begun": begun})

    async def _publish(self, outgoing: Outgoing, state: Json) -> Progress:
        """The one call that shows anything to anybody."""
        try:
            answer = await self._wire.write(
                f"{self._user}/media_publish", {"creation_id": state["container"]}, publishes=True
            )
        except Rejected as error:
            if error.code != LOST.code:
                raise
            return self._anew(outgoing, state)
        return Progress(step="out", state={"posted": [answer.text("id")]}, quota=answer.quota)


def _waiting(state: Json, container: str) -> Progress:
    return Progress(step="waiting", state=state | {"container": container, "polls": 0})
