"""An Instagram professional account by the Graph API: publishes, finds, reads, deletes; changes no caption.

Written against Graph API v23.0 with Facebook Login. Instagram fetches each picture from an address of ours.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import FormData

from jansetu.connectors import graph, matching
from jansetu.connectors.contracts import (
    Absent,
    Account,
    CannotTell,
    Connector,
    Credentials,
    Json,
    Limits,
    Outgoing,
    Picture,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Sighting,
)
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.graph import API, VERSION
from jansetu.connectors.http import Answer, Http, Verdict, address, failure
from jansetu.connectors.instagram_dialect import DIALECT, LOST, UNTOLD

WEB = "https://www.instagram.com"
PAGES = 10  # of fifty posts each: a search gives up after them
CONTAINER_LIFE = 23 * 3600  # seconds; Instagram lets a container expire after 24 hours
TRIES = 3  # containers made for one attempt to publish, where Instagram loses or refuses the earlier ones
POLLS, PAUSE = 5, 0.5  # questions at once whether a container is ready, and seconds between them
PERMALINK_WAIT = 5.0  # seconds; the post is out, so its address is not waited for longer
LISTED_FIELDS = "id,caption,timestamp,permalink"
READ_FIELDS = f"{LISTED_FIELDS},media_type,media_url,username,children{{id,media_type,media_url}}"


@dataclass(frozen=True, kw_only=True, slots=True)
class InstagramCredentials(Credentials):
    """A token of the Page that the professional account is tied to.

    It needs instagram_basic, instagram_content_publish and pages_read_engagement; to delete,
    instagram_manage_contents.
    """

    server: str = field(
        default=API,
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "Facebook का असली पता: Instagram इसी से चलता है",
            "help_en": "Facebook's real address: Instagram is reached by it",
        },
    )
    user_id: str = field(
        metadata={
            "hi": "Instagram खाता-संख्या",
            "en": "Instagram account number",
            "help_hi": "केवल अंक; पेज से जुड़े Instagram खाते की संख्या (instagram_business_account)",
            "help_en": "Digits only; the number of the Page's Instagram account (instagram_business_account)",
            "pattern": r"[0-9]{1,20}",
        }
    )
    username: str = field(
        metadata={
            "hi": "खाते का नाम",
            "en": "Account name",
            "help_hi": "@ के बिना",
            "help_en": "Without the @",
            "pattern": r"[A-Za-z0-9._]{1,30}",
        }
    )
    access_token: str = field(repr=False, metadata={"hi": "पेज टोकन", "en": "Page token", "secret": True})
    app_secret: str = field(default="", repr=False, metadata=graph.APP_SECRET)


class Instagram(Connector):
    """One professional account."""

    kind = "instagram"
    label = "Instagram"
    limits = Limits(
        counts="characters",
        text=2_200,
        hashtags=30,
        mentions=20,
        pictures=10,
        pictures_needed=1,
        picture_bytes=8 * 1024 * 1024,
        picture_edge=1440,
        picture_mimes=("image/jpeg",),
        aspect=(0.8, 1.91),
        source="developers.facebook.com, IG User media reference, 2026",
    )
    credentials_class = InstagramCredentials
    timeline_lag = timedelta(seconds=60)
    fetches_pictures = True

    def __init__(self, credentials: InstagramCredentials, http: Http) -> None:
        self._user, self._name, self._server = credentials.user_id, credentials.username, credentials.server
        self._http = http
        # Asked after a post is out: a read that leaves late harms nobody, a receipt lost would.
        self._late = Http(http.session, clock=http.clock)
        self._headers = {"Authorization": f"Bearer {credentials.access_token}"}
        self._proof = graph.proof(credentials.access_token, credentials.app_secret)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """See what the day allows, make containers that nobody sees, wait for them, publish: one call."""
        if not outgoing.pictures:
            raise failure(Verdict(Rejected, "picture_needed"), self.label)
        state = dict(progress.state)
        if progress.step == "start":
            return await self._see_room(state)
        if state.get("until", float("inf")) <= self._http.clock().timestamp():
            return self._anew(state)
        if "container" not in state:
            return await self._prepare(outgoing, state)
        if progress.step == "ready":
            return await self._publish(state)
        return await self._see_ready(state)

    async def _see_room(self, state: Json) -> Progress:
        """How many posts the account may still publish in these 24 hours; this one is taken from them."""
        answer = await self._read(f"{self._user}/content_publishing_limit", {"fields": "config,quota_usage"})
        used, total = answer.count("data", 0, "quota_usage"), answer.count("data", 0, "config", "quota_total")
        if used is None:
            answer.not_understood()
        if total is None:
            return Progress(step="room", state=state)
        resets_at = self._http.clock() + UNTOLD
        left = max(total - used - 1, 0)
        told = Quota(scope="account", name="posts", limit=total, remaining=left, resets_at=resets_at)
        if used >= total:
            raise failure(Verdict(RateLimited, "rate_limited", resets_at), self.label, quota=told)
        return Progress(step="room", state=state, quota=told)

    async def _prepare(self, outgoing: Outgoing, state: Json) -> Progress:
        """One picture more, or the container that will be the post."""
        state.setdefault("until", self._http.clock().timestamp() + CONTAINER_LIFE)
        children, pictures = list(state.get("children", [])), outgoing.pictures
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
            raise failure(Verdict(Unavailable, "picture_unreadable"), self.label)
        return {"image_url": picture.public_url} | ({"alt_text": picture.alt} if picture.alt else {})

    async def _contain(self, fields: dict[str, str]) -> str:
        return (await self._write(f"{self._user}/media", fields)).text("id")

    async def _see_ready(self, state: Json) -> Progress:
        """Ask whether Instagram has fetched the pictures; after some asking the runner comes back later."""
        polls = int(state.get("polls", 0))
        status = await self._status(state["container"])
        if status == "FINISHED":
            return Progress(step="ready", state=state)
        if status in ("ERROR", "EXPIRED"):
            return self._anew(state)
        if status == "PUBLISHED":
            raise failure(Verdict(OutcomeUnknown, "duplicate"), self.label)
        if polls < POLLS:
            await asyncio.sleep(PAUSE)  # after the call: before it, what was checked would grow old
            return Progress(step="waiting", state=state | {"polls": polls + 1})
        raise failure(Verdict(Unavailable, "picture_processing"), self.label)

    async def _status(self, container: str) -> str:
        answer = await self._read(_segment(container), {"fields": "status_code"})
        return answer.text("status_code")

    def _anew(self, state: Json) -> Progress:
        """Begin with fresh containers; these can surely not be published any more."""
        begun = int(state.get("begun", 1)) + 1
        if begun > TRIES:
            raise failure(LOST, self.label)
        return Progress(state={"begun": begun})

    async def _publish(self, state: Json) -> Progress | Receipt:
        try:
            answer = await self._write(
                f"{self._user}/media_publish", {"creation_id": state["container"]}, publishes=True
            )
        except Rejected as error:
            if error.code != LOST.code:
                raise
            return self._anew(state)
        media = answer.text("id")
        return Receipt(remote_id=media, url=await self._permalink(media), quota=answer.quota)

    async def _permalink(self, media: str) -> str:
        """Where a citizen opens the post; the account's page where Instagram does not tell in time."""
        url = address(self._server, f"/{VERSION}/{_segment(media)}")
        params = {"fields": "permalink", **self._proof}
        try:
            answer = await self._late.call(
                "GET", url, dialect=DIALECT, headers=self._headers, params=params, seconds=PERMALINK_WAIT
            )
            return answer.text("permalink")
        except ConnectorError:  # the post is out: whatever this is, it must not be taken for the post's fate
            return self._account_page()

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask the container what became of it; only where it is published look for the post itself."""
        container = progress.state.get("container")
        if not container:
            return Absent()  # a container is saved before it is published: none was
        try:
            status = await self._status(container)
        except Rejected as error:
            if error.code != "not_there":
                raise
            status = "PUBLISHED"  # forgotten by Instagram: look for the post, and prove nothing else
        if status in ("FINISHED", "ERROR", "EXPIRED"):
            return Absent()
        if status != "PUBLISHED":
            return CannotTell(reason="container_in_progress")
        return await self._listed(outgoing, since, known)

    async def _listed(self, outgoing: Outgoing, since: datetime, known: frozenset[str]) -> Sighting:
        """The published post among the account's own; never Absent, for it is published."""
        timeline = await self._timeline(matching.earliest(since))
        seen = matching.sighting(outgoing, timeline, since=since, known=known)
        if not isinstance(seen, Absent):
            return seen
        anybodys = matching.sighting(outgoing, timeline, since=since, known=frozenset())
        if isinstance(anybodys, Absent):
            raise failure(Verdict(Unavailable, "not_listed_yet"), self.label)
        return CannotTell(reason="listed_as_another")

    async def _timeline(self, since: datetime) -> matching.Timeline:
        """Its own posts back to that moment, newest first, by cursors: a next address has a token."""
        posts: list[matching.Shown] = []
        params = {"fields": LISTED_FIELDS, "limit": "50"}
        for _ in range(PAGES):
            answer = await self._read(f"{self._user}/media", params)
            here = [_shown(answer, number) for number in range(len(answer.items("data")))]
            posts += here
            older = here and here[-1].published_at is not None and here[-1].published_at < since
            if older or answer.get("paging", "next") is None:
                return matching.Timeline(posts)
            params["after"] = answer.text("paging", "cursors", "after")
        return matching.Timeline(posts, "too_many_posts")

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as Instagram shows it."""
        try:
            answer = await self._read(_segment(remote_id), {"fields": READ_FIELDS})
        except Rejected as error:
            await self._surely_gone(error)
            return None
        answer.text("id")
        return RemotePost(
            remote_id=remote_id,
            text=str(answer.get("caption") or ""),
            url=str(answer.get("permalink") or self._account_page()),
            published_at=_time(answer.get("timestamp")),
            raw=answer.body,
        )

    async def delete(self, remote_id: str) -> None:
        """Delete the post, a carousel with all its pictures."""
        try:
            answer = await self._call("DELETE", _segment(remote_id), params=self._proof)
        except Rejected as error:
            await self._surely_gone(error)
            return
        if answer.get("success") is not True:
            answer.not_understood()

    async def _surely_gone(self, error: Rejected) -> None:
        """Raise unless it is gone: Meta says the same of a post that this token may not see."""
        if error.code != "not_there":
            raise error
        answer = await self._read(f"{self._user}/media", {"fields": "id", "limit": "1"})
        answer.items("data")

    async def whoami(self) -> Account:
        """The account of that number; a token that does not see it, or another name, is refused."""
        try:
            answer = await self._read(self._user, {"fields": "id,username,name"})
        except Rejected as error:
            if error.code != "not_there":
                raise
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=error.status) from None
        handle = answer.text("username")
        if answer.text("id") != self._user or handle.casefold() != self._name.casefold():
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        name = str(answer.get("name") or handle)
        return Account(remote_id=self._user, handle=handle, name=name, url=self._account_page())

    async def _read(self, path: str, params: dict[str, str]) -> Answer:
        return await self._call("GET", path, params={**params, **self._proof})

    async def _write(self, path: str, fields: dict[str, str], *, publishes: bool = False) -> Answer:
        form = FormData({**fields, **self._proof})
        return await self._call("POST", path, data=form, publishes=publishes)

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        url = address(self._server, f"/{VERSION}/{path}")
        return await self._http.call(method, url, dialect=DIALECT, headers=self._headers, **rest)

    def _account_page(self) -> str:
        web = WEB if self._server == API else self._server.rstrip("/")
        return f"{web}/{self._name}/"


def _waiting(state: Json, container: str) -> Progress:
    return Progress(step="waiting", state=state | {"container": container, "polls": 0})


def _shown(answer: Answer, number: int) -> matching.Shown:
    """One post of a listing."""
    text, permalink = answer.get("data", number, "caption"), answer.get("data", number, "permalink")
    at = _time(answer.get("data", number, "timestamp"))
    return matching.Shown(answer.text("data", number, "id"), str(permalink or ""), str(text or ""), at)


def _time(told: object) -> datetime | None:
    """When it was published; None where Instagram does not tell."""
    try:
        return datetime.fromisoformat(str(told))
    except ValueError:
        return None


def _segment(remote_id: str) -> str:
    return quote(remote_id, safe="")
