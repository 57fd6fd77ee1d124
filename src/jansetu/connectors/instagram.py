"""An Instagram professional account by the Graph API: publishes, answers, hears, measures; no corrections.

Written against Graph API v23.0 with Facebook Login. Pictures and films are fetched from addresses of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jansetu.connectors import graph, matching
from jansetu.connectors import instagram_audience as audience
from jansetu.connectors.contracts import (
    Absent,
    Account,
    AccountFigures,
    CannotTell,
    Connector,
    Credentials,
    Found,
    Hearing,
    Json,
    Limits,
    Outgoing,
    PostFigures,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Resumes,
    Sighting,
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import ConnectorError, NotAuthorized, Rejected, Unavailable
from jansetu.connectors.graph import API, Wire, segment
from jansetu.connectors.http import Answer, Http, Verdict, failure
from jansetu.connectors.instagram_comments import LIMIT, own_comments, thread_of
from jansetu.connectors.instagram_containers import Containers
from jansetu.connectors.instagram_dialect import DIALECT
from jansetu.core.text.count import measure

WEB = "https://www.instagram.com"
PAGES = 10  # of fifty posts each: a search gives up after them
PERMALINK_WAIT = 5.0  # seconds; the post is out, so its address is not waited for longer


@dataclass(frozen=True, kw_only=True, slots=True)
class InstagramCredentials(Credentials):
    """A token of the Page that the professional account is tied to.

    It needs instagram_basic, instagram_content_publish and pages_read_engagement; to delete,
    instagram_manage_contents; for remarks instagram_manage_comments, for views instagram_manage_insights.
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
        video=VideoLimits(size=300 * 1024 * 1024, seconds=15 * 60, shortest=3),
        further=1,
        follows_as="comment",
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
        self._wire = Wire(
            http,
            DIALECT,
            server=credentials.server,
            token=credentials.access_token,
            app_secret=credentials.app_secret,
        )
        self._containers = Containers(self._wire, self._user)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Make containers that nobody sees, wait for them, publish, comment: one call."""
        if progress.step == "comment":
            return await self._comment(outgoing, progress)
        self._check(outgoing)
        progress = await self._containers.step(outgoing, progress)
        if progress.step != "out":
            return progress
        out = {**progress.state, "url": await self._permalink(progress.posted[0])}
        return self._followed(outgoing, replace(progress, state=out))

    def _check(self, outgoing: Outgoing) -> None:
        """Refuse at once what would be refused when a part of it is out already."""
        if not outgoing.pictures and outgoing.video is None:
            raise failure(Verdict(Rejected, "picture_needed"), self.label)
        if any(not measure(one, "characters", LIMIT).fits for one in outgoing.further):
            raise failure(Verdict(Rejected, "comment_too_long"), self.label)

    def _followed(self, outgoing: Outgoing, out: Progress) -> Progress | Receipt:
        """What comes after a post that is out: its first comment, where there is one."""
        if outgoing.further:
            return replace(out, step="comment")
        return Receipt(remote_id=out.posted[0], url=out.state["url"], quota=out.quota)

    async def _permalink(self, media: str) -> str:
        """Where a citizen opens the post; the account's page where Instagram does not tell in time."""
        late = {"http": self._late, "seconds": PERMALINK_WAIT}
        try:
            answer = await self._wire.read(segment(media), {"fields": "permalink"}, **late)
            return answer.text("permalink")
        except ConnectorError:  # the post is out: whatever this is, it must not be taken for the post's fate
            return self._account_page()

    async def _comment(self, outgoing: Outgoing, progress: Progress) -> Receipt:
        """The first comment, beneath the post that is out."""
        post = progress.posted[0]
        said = {"message": outgoing.further[0]}
        answer = await self._wire.write(f"{segment(post)}/comments", said, publishes=True)
        return Receipt(
            remote_id=post, url=progress.state["url"], quota=answer.quota, further_ids=(answer.text("id"),)
        )

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask the container what became of it; only where it is published look for the post itself."""
        if progress.step == "comment":
            return await self._find_comment(outgoing, progress, since)
        container = progress.state.get("container")
        if not container:
            return Absent()  # a container is saved before it is published: none was
        try:
            status = await self._containers.status(container)
        except Rejected as error:
            if error.code != "not_there":
                raise
            status = "PUBLISHED"  # forgotten by Instagram: look for the post, and prove nothing else
        if status in ("FINISHED", "ERROR", "EXPIRED"):
            return Absent()
        if status != "PUBLISHED":
            return CannotTell(reason="container_in_progress")
        seen = await self._listed(outgoing, since, known)
        if not isinstance(seen, Found) or not outgoing.further:
            return seen
        out = {"posted": [seen.receipt.remote_id], "url": seen.receipt.url}
        return Resumes(progress=Progress(step="comment", state=out))

    async def _find_comment(self, outgoing: Outgoing, progress: Progress, since: datetime) -> Sighting:
        """The account's own comments beneath the post, since the attempt."""
        post, said = progress.posted[0], replace(outgoing, text=outgoing.further[0])
        seen = await self._among_comments(f"{segment(post)}/comments", said, since, frozenset())
        if not isinstance(seen, Found):
            return seen
        comment = (seen.receipt.remote_id,)
        return Found(receipt=Receipt(remote_id=post, url=progress.state["url"], further_ids=comment))

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
        after = ""
        for _ in range(PAGES):
            asked = audience.paged(audience.LISTED, 50, after)
            answer = await self._wire.read(f"{self._user}/media", asked)
            here = [audience.shown(answer, number) for number in range(len(answer.items("data")))]
            posts += here
            older = here and here[-1].published_at is not None and here[-1].published_at < since
            after = audience.following(answer)
            if older or not after:
                return matching.Timeline(posts)
        return matching.Timeline(posts, "too_many_posts")

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the account's own posts, newest first, whoever made them."""
        cursor = audience.begun(cursor, since, self._http.clock())
        asked = audience.paged(audience.SHOWN, 50, cursor["after"], since=str(cursor["since"]))
        answer = await self._wire.read(f"{self._user}/media", asked)
        return audience.own_told(answer, cursor, self._account_page())

    async def quotas(self) -> tuple[Quota, ...]:
        """The posts that these 24 hours still allow."""
        room = await self._containers.room()
        return (room,) if room else ()

    async def account_figures(self) -> AccountFigures:
        """Followers, those followed, and posts."""
        return audience.account_figures(await self._wire.read(self._user, {"fields": audience.ACCOUNT}))

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Likes and comments; views, shares and saves where the token may read insights."""
        (remote_id,) = remote_ids
        try:
            answer = await self._wire.read_or_less(segment(remote_id), audience.INSIGHTS, audience.PUBLIC)
        except Rejected as error:
            await self._surely_gone(error)
            return ()
        return (audience.post_figures(answer, remote_id),)

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page: of the account's posts with their comments, of a long thread, or of tags elsewhere."""
        now = self._http.clock()
        cursor = audience.begun(cursor, since, now)
        if cursor["stage"] == "posts":
            answer = await self._wire.read(f"{self._user}/media", audience.posts_asked(cursor, now))
            return audience.posts_heard(answer, cursor, self._name)
        if cursor["stage"] == "threads":
            post, after = cursor["left"][0]
            asked = audience.paged(audience.THREAD, audience.COMMENTS, after)
            answer = await self._wire.read(f"{segment(post)}/comments", asked)
            return audience.thread_heard(answer, cursor, self._name)
        return audience.tags_heard(await self._tags(cursor["after"]), cursor, self._name)

    async def _tags(self, after: str) -> Answer | None:
        """Posts of others that name the account; None where the token may not read them."""
        asked = audience.paged(f"{audience.LISTED},username", audience.COMMENTS, after)
        try:
            return await self._wire.read(f"{self._user}/tags", asked)
        except NotAuthorized as error:
            if error.code != "not_permitted":
                raise
        return None

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Look up whose thread it is, then answer in that thread: Instagram has two levels of comments."""
        if outgoing.pictures or outgoing.video:
            code = "no_pictures_here" if outgoing.pictures else "no_film_here"
            raise failure(Verdict(Rejected, code), self.label)
        if not measure(outgoing.text, "characters", LIMIT).fits:
            raise failure(Verdict(Rejected, "comment_too_long"), self.label)
        thread = progress.state.get("thread")
        if not thread:
            return Progress(step="thread", state={"thread": await thread_of(self._wire, remote_id)})
        answer = await self._wire.write(thread, {"message": outgoing.text}, publishes=True)
        return Receipt(remote_id=answer.text("id"), url=self._account_page(), quota=answer.quota)

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Read the thread, and in it the account's own answers since the attempt; they go when it goes."""
        try:
            thread = progress.state.get("thread") or await thread_of(self._wire, remote_id)
        except Rejected as error:
            await self._surely_gone(error)
            return Absent()
        return await self._among_comments(thread, outgoing, since, known)

    async def _among_comments(
        self, edge: str, outgoing: Outgoing, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """What the account itself said there since; nothing, where the thread is gone."""
        try:
            said = await own_comments(self._wire, edge, self._name, self._account_page())
        except Rejected as error:
            await self._surely_gone(error)
            return Absent()
        return matching.sighting_of_reply(outgoing, said, since=since, known=known)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide a comment beneath a post of the account, or show it again."""
        answer = await self._wire.write(segment(remote_id), {"hide": str(hidden).lower()})
        if answer.get("success") is not True:
            answer.not_understood()

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as Instagram shows it."""
        try:
            answer = await self._wire.read(segment(remote_id), {"fields": audience.SHOWN})
        except Rejected as error:
            await self._surely_gone(error)
            return None
        answer.text("id")
        return replace(audience.own_post(answer.body, self._account_page()), remote_id=remote_id)

    async def delete(self, remote_id: str) -> None:
        """Delete the post, a carousel with all its pictures."""
        try:
            answer = await self._wire.delete(segment(remote_id))
        except Rejected as error:
            await self._surely_gone(error)
            return
        if answer.get("success") is not True:
            answer.not_understood()

    async def _surely_gone(self, error: Rejected) -> None:
        """Raise unless it is gone: Meta says the same of a post that this token may not see."""
        if error.code != "not_there":
            raise error
        answer = await self._wire.read(f"{self._user}/media", {"fields": "id", "limit": "1"})
        answer.items("data")

    async def whoami(self) -> Account:
        """The account of that number; a token that does not see it, or another name, is refused."""
        try:
            answer = await self._wire.read(self._user, {"fields": "id,username,name"})
        except Rejected as error:
            if error.code != "not_there":
                raise
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=error.status) from None
        handle = answer.text("username")
        if answer.text("id") != self._user or handle.casefold() != self._name.casefold():
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        name = str(answer.get("name") or handle)
        return Account(remote_id=self._user, handle=handle, name=name, url=self._account_page())

    def _account_page(self) -> str:
        web = WEB if self._server == API else self._server.rstrip("/")
        return f"{web}/{self._name}/"
