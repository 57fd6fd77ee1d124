"""A Facebook Page by the Graph API: publishes, answers, finds, lists, corrects, deletes, measures, hides.

Written against Graph API v23.0. A Page has no repost that could be repeated without harm, so none is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from aiohttp import FormData

from jansetu.connectors import facebook_audience as audience
from jansetu.connectors import graph, matching, pictures
from jansetu.connectors.contracts import (
    Absent,
    Account,
    AccountFigures,
    Connector,
    Credentials,
    Found,
    Hearing,
    Json,
    Limits,
    Outgoing,
    Picture,
    PostFigures,
    Progress,
    Receipt,
    RemotePost,
    Resumes,
    Sighting,
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected, Unavailable
from jansetu.connectors.facebook_films import Films
from jansetu.connectors.graph import API, Wire, segment
from jansetu.connectors.http import Answer, Dialect, Http, Verdict, failure

WEB = "https://www.facebook.com"
PAGES = 10  # of a hundred posts each: a search gives up after them
PHOTO_LIFE = 23 * 3600  # seconds; Facebook forgets a photo that no post uses after a day
SHOWN_FIELDS = "id,message,created_time,permalink_url"
READ_FIELDS = f"{SHOWN_FIELDS},updated_time,status_type,full_picture,attachments"
# developers.facebook.com/docs/graph-api/reference/page/subscribed_apps, 2026.
CALLED_OF = {"subscribed_fields": "feed,mention"}
FILM_FIELDS = "id,description,title,created_time,permalink_url,length"

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
        video=VideoLimits(size=2 * 1024**3, seconds=4 * 3600, shortest=1),
        title=254,
        further=1,
        follows_as="comment",
        source="developers.facebook.com, Page feed, photos, videos, 2026; 4 MB by 1366046, 2 GB by 1363023",
    )
    credentials_class = FacebookCredentials
    timeline_lag = timedelta(seconds=60)

    def __init__(self, credentials: FacebookCredentials, http: Http) -> None:
        self._page, self._server, self._http = credentials.page_id, credentials.server, http
        self._wire = Wire(
            http,
            DIALECT,
            server=credentials.server,
            token=credentials.page_token,
            app_secret=credentials.app_secret,
        )
        self._films = Films(self._wire, self._page, self._server, self._address)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload what nobody sees yet, publish, or put the first comment beneath: one call."""
        if progress.step == "comment":
            return await self._comment(outgoing, progress)
        if outgoing.video is None:
            progress = await self._post(outgoing, progress)
        else:
            progress = await self._films.step(outgoing, progress)
        return self._followed(outgoing, progress) if progress.step == "out" else progress

    def _followed(self, outgoing: Outgoing, out: Progress) -> Progress | Receipt:
        """What comes after a post that is out: its first comment, where there is one."""
        if outgoing.further:
            return replace(out, step="comment")
        return Receipt(remote_id=out.posted[0], url=out.state["url"], quota=out.quota)

    async def _post(self, outgoing: Outgoing, progress: Progress) -> Progress:
        """A photo, or the post of them."""
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
        answer = await self._wire.write(f"{self._page}/feed", form, publishes=True)
        return replace(self._out(answer.text("id")), quota=answer.quota)

    def _out(self, post: str) -> Progress:
        return Progress(step="out", state={"posted": [post], "url": self._address(post)})

    async def _upload(self, picture: Picture) -> str:
        form = FormData({"published": "false"} | ({"alt_text_custom": picture.alt} if picture.alt else {}))
        content = await pictures.bytes_of(picture, self.label)
        form.add_field("source", content, filename=picture.path.name, content_type=picture.mime)
        return (await self._wire.send(f"{self._page}/photos", form)).text("id")

    async def _comment(self, outgoing: Outgoing, progress: Progress) -> Receipt:
        """The first comment, beneath the post that is out."""
        post = progress.posted[0]
        said = {"message": outgoing.further[0]}
        answer = await self._wire.write(f"{segment(post)}/comments", said, publishes=True)
        return self._commented(progress, answer.text("id"), answer)

    def _commented(self, progress: Progress, comment: str, answer: Answer | None = None) -> Receipt:
        return Receipt(
            remote_id=progress.posted[0],
            url=progress.state["url"],
            quota=answer.quota if answer else None,
            further_ids=(comment,),
        )

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask the film, the post's comments, or the Page's own posts since the attempt, newest first."""
        if progress.step == "comment":
            return await self._find_comment(outgoing, progress, since)
        if outgoing.video is not None:
            return await self._find_film(outgoing, progress, since, known)
        return await self._find_post(outgoing, since, known)

    async def _find_post(self, outgoing: Outgoing, since: datetime, known: frozenset[str]) -> Sighting:
        start = int(matching.earliest(since).timestamp())
        read, gap = await self._pages(start, f"{self._page}/published_posts", {"fields": SHOWN_FIELDS})
        posts = [self._shown(post) for post in read]
        seen = matching.sighting(outgoing, matching.Timeline(posts, gap), since=since, known=known)
        return self._seen(outgoing, seen.receipt.remote_id) if isinstance(seen, Found) else seen

    def _seen(self, outgoing: Outgoing, post: str) -> Sighting:
        """The post is out: found, or to be followed by its comment."""
        followed = self._followed(outgoing, self._out(post))
        return Resumes(progress=followed) if isinstance(followed, Progress) else Found(receipt=followed)

    async def _find_film(
        self, outgoing: Outgoing, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """The film itself knows its post; where it was never finished, it surely was not published."""
        if progress.step not in ("finish", "published"):
            return Absent()
        try:
            post, on_its_way = await self._films.post_of(progress.state["video"])
        except Rejected as error:
            if error.code != "not_there":
                raise
            post, on_its_way = "", False
        if post:
            return self._seen(outgoing, post)
        if on_its_way or progress.step == "published":
            raise failure(Verdict(Unavailable, "film_processing"), self.label)
        return await self._find_post(outgoing, since, known) if outgoing.text.strip() else Absent()

    async def _find_comment(self, outgoing: Outgoing, progress: Progress, since: datetime) -> Sighting:
        """The Page's own comments beneath the post, since the attempt."""
        said = replace(outgoing, text=outgoing.further[0])
        seen = await self._among_comments(progress.posted[0], said, since, frozenset())
        if not isinstance(seen, Found):
            return seen
        return Found(receipt=self._commented(progress, seen.receipt.remote_id))

    async def _pages(self, since: int, edge: str, asked: Json) -> tuple[list[Any], str]:
        """The posts or comments at that edge, and why there may be more.

        The address of the next page is not followed: it carries a token. Only its cursor is taken.
        """
        posts: list[Any] = []
        params = {**asked, "since": str(since), "limit": "100"}
        for _ in range(PAGES):
            answer = await self._wire.read(edge, params)
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

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the Page's own posts, newest first, whoever made them."""
        cursor = audience.begun(cursor, since, self._http.clock())
        asked = audience.own_asked(cursor, READ_FIELDS)
        return audience.own_told(
            await self._wire.read(f"{self._page}/published_posts", asked), cursor, self._address
        )

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Look up whose thread it is, then answer in that thread: Facebook has two levels of comments."""
        if outgoing.pictures or outgoing.video:
            code = "no_pictures_here" if outgoing.pictures else "no_film_here"
            raise failure(Verdict(Rejected, code), self.label)
        thread = progress.state.get("thread")
        if not thread:
            return Progress(step="thread", state={"thread": await self._thread(remote_id)})
        said = {"message": outgoing.text}
        answer = await self._wire.write(f"{segment(thread)}/comments", said, publishes=True)
        number = answer.text("id")
        return Receipt(remote_id=number, url=self._address(number), quota=answer.quota)

    async def _thread(self, remote_id: str) -> str:
        """The post or comment beneath which an answer stands; a post's number begins with the Page's."""
        if remote_id.startswith(f"{self._page}_"):
            return remote_id
        answer = await self._wire.read(segment(remote_id), {"fields": "id,parent{id}"})
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
        try:
            thread = progress.state.get("thread") or await self._thread(remote_id)
        except Rejected as error:
            await self._surely_gone(error)
            return Absent()
        return await self._among_comments(thread, outgoing, since, known)

    async def _among_comments(
        self, thread: str, outgoing: Outgoing, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """What the Page itself said there since; nothing, where the thread is gone."""
        asked = {"fields": f"from,{SHOWN_FIELDS}", "order": "chronological"}
        start = int(matching.earliest(since).timestamp())
        try:
            read, gap = await self._pages(start, f"{segment(thread)}/comments", asked)
        except Rejected as error:
            await self._surely_gone(error)
            return Absent()
        posts = [self._shown(one) for one in read if audience.written_by(one, self._page)]
        return matching.sighting_of_reply(outgoing, matching.Timeline(posts, gap), since=since, known=known)

    async def account_figures(self) -> AccountFigures:
        """Followers."""
        return audience.account_figures(await self._wire.read(self._page, {"fields": audience.ACCOUNT}))

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Reactions, comments and shares; views and clicks where the token may read insights."""
        (remote_id,) = remote_ids
        try:
            answer = await self._wire.read_or_less(segment(remote_id), audience.INSIGHTS, audience.PUBLIC)
        except Rejected as error:
            await self._surely_gone(error)
            return ()
        return (audience.post_figures(answer, remote_id),)

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of the Page's feed with its comments, or of a thread that was too long for it."""
        now = self._http.clock()
        cursor = audience.begun(cursor, since, now)
        if cursor["left"]:
            edge = f"{segment(cursor['left'][0][0])}/comments"
            answer = await self._wire.read(edge, audience.thread_asked(cursor))
            return audience.thread_heard(answer, cursor, self._page)
        answer = await self._wire.read(f"{self._page}/feed", audience.feed_asked(cursor, now))
        return audience.feed_heard(answer, cursor, self._page)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide a comment from all but its author and their friends, or show it again."""
        graph.expect_success(await self._wire.write(segment(remote_id), {"is_hidden": str(hidden).lower()}))

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as Facebook shows it; of a film that has no post yet, the film."""
        fields = READ_FIELDS if "_" in remote_id else FILM_FIELDS
        try:
            answer = await self._wire.read(segment(remote_id), {"fields": fields})
        except Rejected as error:
            await self._surely_gone(error)
            return None
        answer.text("id")
        return audience.own_post(answer.body, self._address)

    async def delete(self, remote_id: str) -> None:
        """Delete the post, its photos or its film with it."""
        try:
            answer = await self._wire.delete(segment(remote_id))
        except Rejected as error:
            await self._surely_gone(error)
            return
        graph.expect_success(answer)

    async def _surely_gone(self, error: Rejected) -> None:
        """Raise unless it is gone: Facebook says the same of a post that this token may not see.

        A token that may read the Page's own posts would see it; one that may not is refused here.
        """
        if error.code != "not_there":
            raise error
        answer = await self._wire.read(f"{self._page}/published_posts", {"fields": "id", "limit": "1"})
        answer.items("data")

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Put a new message in place of the old; the photos stay as they are."""
        name = "message" if "_" in remote_id else "description"
        answer = await self._wire.write(segment(remote_id), {name: outgoing.text})
        graph.expect_success(answer)
        return Receipt(remote_id=remote_id, url=self._address(remote_id), quota=answer.quota)

    async def subscribe(self, address: str, secret: str) -> None:
        """Take the Page into the app, whose one address is entered in Meta's dashboard."""
        graph.expect_success(await self._wire.write(f"{self._page}/subscribed_apps", CALLED_OF))

    async def whoami(self) -> Account:
        """The Page behind the token; a person's token, or another Page's, is refused."""
        answer = await self._wire.read("me", {"fields": "id,name,username,link"})
        if answer.text("id") != self._page:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        return Account(
            remote_id=self._page,
            handle=str(answer.get("username") or self._page),
            name=answer.text("name"),
            url=str(answer.get("link") or self._address(self._page)),
        )

    def _address(self, remote_id: str) -> str:
        web = WEB if self._server == API else self._server.rstrip("/")
        return f"{web}/{remote_id}"
