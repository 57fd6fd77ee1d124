"""A Facebook Page by the Graph API: publishes, answers, finds, reads, corrects, deletes, measures, hides.

Written against Graph API v23.0. A Page has no repost that could be repeated without harm, so none is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import FormData

from jansetu.connectors import facebook_audience as audience
from jansetu.connectors import graph, matching, pictures
from jansetu.connectors.contracts import (
    Absent,
    Account,
    AccountFigures,
    Connector,
    Credentials,
    Hearing,
    Json,
    Limits,
    Outgoing,
    Picture,
    PostFigures,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Sighting,
)
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected
from jansetu.connectors.graph import API, VERSION
from jansetu.connectors.http import Answer, Dialect, Http, Verdict, address, failure

WEB = "https://www.facebook.com"
PAGES = 10  # of a hundred posts each: a search gives up after them
PHOTO_LIFE = 23 * 3600  # seconds; Facebook forgets a photo that no post uses after a day
SHOWN_FIELDS = "id,message,created_time,permalink_url"
READ_FIELDS = f"{SHOWN_FIELDS},updated_time,status_type,full_picture,attachments"

MEANS = {
    324: Verdict(Rejected, "rejected"),
    506: Verdict(OutcomeUnknown, "duplicate"),  # it may be our own lost attempt: look first
}
MEANS_EXACTLY = {(100, 1366046): Verdict(Rejected, "too_large")}
DIALECT = Dialect("Facebook", graph.verdict_of(MEANS, MEANS_EXACTLY), graph.quota_of("pages"))


@dataclass(frozen=True, kw_only=True, slots=True)
class FacebookCredentials(Credentials):
    """One Page's token with pages_manage_posts and pages_read_engagement.

    For remarks also pages_read_user_content and pages_manage_engagement, for views and clicks read_insights.
    """

    server: str = field(
        default=API,
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "Facebook का असली पता",
            "help_en": "Facebook's real address",
        },
    )
    page_id: str = field(
        metadata={
            "hi": "पेज संख्या",
            "en": "Page number",
            "help_hi": "केवल अंक; पेज के 'परिचय' में मिलती है",
            "help_en": "Digits only; shown in the Page's About",
            "pattern": r"[0-9]{1,20}",
        }
    )
    page_token: str = field(repr=False, metadata={"hi": "पेज टोकन", "en": "Page token", "secret": True})
    app_secret: str = field(default="", repr=False, metadata=graph.APP_SECRET)


class Facebook(Connector):
    """One Facebook Page."""

    kind = "facebook"
    label = "Facebook"
    limits = Limits(
        counts="characters",
        text=63_206,
        pictures=10,
        picture_bytes=4 * 1024 * 1024,
        picture_edge=2048,
        source="developers.facebook.com, Page feed and Page photos, 2026; 4 MB by error 1366046",
    )
    credentials_class = FacebookCredentials
    timeline_lag = timedelta(seconds=60)

    def __init__(self, credentials: FacebookCredentials, http: Http) -> None:
        self._page, self._server, self._http = credentials.page_id, credentials.server, http
        self._headers = {"Authorization": f"Bearer {credentials.page_token}"}
        self._proof = graph.proof(credentials.page_token, credentials.app_secret)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a photo that nobody sees yet, or publish: one call."""
        now = self._http.clock().timestamp()
        photos = list(progress.state.get("photos", []))
        until = float(progress.state.get("until", now + PHOTO_LIFE))
        if until <= now:
            return Progress()  # Facebook has forgotten the photos: begin anew
        if len(photos) < len(outgoing.pictures):
            photos.append(await self._upload(outgoing.pictures[len(photos)]))
            return Progress(step="photos", state={"photos": photos, "until": until})
        form = {"message": outgoing.text} if outgoing.text else {}
        for number, photo in enumerate(photos):
            form[f"attached_media[{number}]"] = json.dumps({"media_fbid": photo})
        answer = await self._write(f"{self._page}/feed", form, publishes=True)
        return self._receipt(answer.text("id"), answer.quota)

    async def _upload(self, picture: Picture) -> str:
        form = FormData()
        described = {"alt_text_custom": picture.alt} if picture.alt else {}
        for name, value in {"published": "false", **described, **self._proof}.items():
            form.add_field(name, value)
        content = await pictures.bytes_of(picture, self.label)
        form.add_field("source", content, filename=picture.path.name, content_type=picture.mime)
        return (await self._call("POST", f"{self._page}/photos", data=form)).text("id")

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Read the Page's own posts since the attempt, newest first."""
        start = int(matching.earliest(since).timestamp())
        read, gap = await self._pages(start, f"{self._page}/published_posts", {"fields": SHOWN_FIELDS})
        posts = [self._shown(post) for post in read]
        return matching.sighting(outgoing, matching.Timeline(posts, gap), since=since, known=known)

    async def _pages(self, since: int, edge: str, asked: Json) -> tuple[list[Any], str]:
        """The posts or comments at that edge, and why there may be more.

        The address of the next page is not followed: it carries a token. Only its cursor is taken.
        """
        posts: list[Any] = []
        params = {**asked, "since": str(since), "limit": "100"}
        for _ in range(PAGES):
            answer = await self._read(edge, params)
            here = answer.items("data")
            if not all(isinstance(post, dict) and "id" in post for post in here):
                answer.not_understood()
            posts += here
            if answer.get("paging", "next") is None:
                return posts, ""
            params["after"] = answer.text("paging", "cursors", "after")
        return posts, "too_many_posts"

    def _shown(self, post: Any) -> matching.Shown:
        remote_id, text = str(post["id"]), str(post.get("message") or "")
        return matching.Shown(remote_id, self._address(remote_id), text, audience.time_of(post))

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Look up whose thread it is, then answer in that thread: Facebook has two levels of comments."""
        if outgoing.pictures:
            raise failure(Verdict(Rejected, "no_pictures_here"), self.label)
        thread = progress.state.get("thread")
        if not thread:
            return Progress(step="thread", state={"thread": await self._thread(remote_id)})
        answer = await self._write(f"{_segment(thread)}/comments", {"message": outgoing.text}, publishes=True)
        return self._receipt(answer.text("id"), answer.quota)

    async def _thread(self, remote_id: str) -> str:
        """The post or comment beneath which an answer stands; a post's number begins with the Page's."""
        if remote_id.startswith(f"{self._page}_"):
            return remote_id
        answer = await self._read(_segment(remote_id), {"fields": "id,parent{id}"})
        answer.text("id")
        return str(answer.get("parent", "id") or remote_id)

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Read the thread since the attempt, and in it the Page's own answers; they go when it goes."""
        asked = {"fields": f"from,{SHOWN_FIELDS}", "order": "chronological"}
        start = int(matching.earliest(since).timestamp())
        try:
            thread = progress.state.get("thread") or await self._thread(remote_id)
            read, gap = await self._pages(start, f"{_segment(thread)}/comments", asked)
        except Rejected as error:
            await self._surely_gone(error)
            return Absent()
        posts = [self._shown(one) for one in read if audience.written_by(one, self._page)]
        return matching.sighting_of_reply(outgoing, matching.Timeline(posts, gap), since=since, known=known)

    async def account_figures(self) -> AccountFigures:
        """Followers."""
        return audience.account_figures(await self._read(self._page, {"fields": audience.ACCOUNT}))

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Reactions, comments and shares; views and clicks where the token may read insights."""
        (remote_id,) = remote_ids
        try:
            answer = await self._measured(_segment(remote_id))
        except Rejected as error:
            await self._surely_gone(error)
            return ()
        return (audience.post_figures(answer, remote_id),)

    async def _measured(self, path: str) -> Answer:
        try:
            return await self._read(path, {"fields": audience.INSIGHTS})
        except (Rejected, NotAuthorized) as error:
            if error.code not in ("rejected", "not_permitted"):
                raise
        return await self._read(path, {"fields": audience.PUBLIC})

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of the Page's feed with its comments, or of a thread that was too long for it."""
        now = self._http.clock()
        cursor = audience.begun(cursor, since, now)
        if cursor["left"]:
            edge = f"{_segment(cursor['left'][0][0])}/comments"
            answer = await self._read(edge, audience.thread_asked(cursor))
            return audience.thread_heard(answer, cursor, self._page)
        answer = await self._read(f"{self._page}/feed", audience.feed_asked(cursor, now))
        return audience.feed_heard(answer, cursor, self._page)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide a comment from all but its author and their friends, or show it again."""
        self._expect_success(await self._write(_segment(remote_id), {"is_hidden": str(hidden).lower()}))

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as Facebook shows it."""
        try:
            answer = await self._read(_segment(remote_id), {"fields": READ_FIELDS})
        except Rejected as error:
            await self._surely_gone(error)
            return None
        return RemotePost(
            remote_id=remote_id,
            text=str(answer.get("message") or ""),
            url=self._address(answer.text("id")),
            published_at=audience.time_of(answer.body),
            raw=answer.body,
        )

    async def delete(self, remote_id: str) -> None:
        """Delete the post, its photos with it."""
        try:
            answer = await self._call("DELETE", _segment(remote_id), params=self._proof)
        except Rejected as error:
            await self._surely_gone(error)
            return
        self._expect_success(answer)

    async def _surely_gone(self, error: Rejected) -> None:
        """Raise unless it is gone: Facebook says the same of a post that this token may not see.

        A token that may read the Page's own posts would see it; one that may not is refused here.
        """
        if error.code != "not_there":
            raise error
        answer = await self._read(f"{self._page}/published_posts", {"fields": "id", "limit": "1"})
        answer.items("data")

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Put a new message in place of the old; the photos stay as they are."""
        answer = await self._write(_segment(remote_id), {"message": outgoing.text})
        self._expect_success(answer)
        return self._receipt(remote_id, answer.quota)

    def _expect_success(self, answer: Answer) -> None:
        if answer.get("success") is not True:
            answer.not_understood()

    async def whoami(self) -> Account:
        """The Page behind the token; a person's token, or another Page's, is refused."""
        answer = await self._read("me", {"fields": "id,name,username,link"})
        if answer.text("id") != self._page:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        return Account(
            remote_id=self._page,
            handle=str(answer.get("username") or self._page),
            name=answer.text("name"),
            url=str(answer.get("link") or self._address(self._page)),
        )

    async def _read(self, path: str, params: dict[str, str]) -> Answer:
        return await self._call("GET", path, params={**params, **self._proof})

    async def _write(self, path: str, fields: dict[str, str], *, publishes: bool = False) -> Answer:
        form = FormData()
        for name, value in {**fields, **self._proof}.items():
            form.add_field(name, value)
        return await self._call("POST", path, data=form, publishes=publishes)

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        url = address(self._server, f"/{VERSION}/{path}")
        return await self._http.call(method, url, dialect=DIALECT, headers=self._headers, **rest)

    def _receipt(self, remote_id: str, told: Quota | None) -> Receipt:
        return Receipt(remote_id=remote_id, url=self._address(remote_id), quota=told)

    def _address(self, remote_id: str) -> str:
        web = WEB if self._server == API else self._server.rstrip("/")
        return f"{web}/{remote_id}"


def _segment(remote_id: str) -> str:
    return quote(remote_id, safe="")
