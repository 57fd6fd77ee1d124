"""A YouTube channel by the Data API v3: publishes films, answers, finds, reads, corrects, deletes, hides.

Written against the discovery document of November 2026.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from jansetu.connectors import matching
from jansetu.connectors import youtube_audience as audience
from jansetu.connectors import youtube_video as video
from jansetu.connectors.contracts import (
    Absent,
    Account,
    AccountFigures,
    CannotTell,
    Connector,
    Found,
    Hearing,
    Json,
    Limits,
    Outgoing,
    PostFigures,
    Progress,
    Receipt,
    RemotePost,
    Renewed,
    Resumes,
    Sighting,
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, Rejected, Unavailable
from jansetu.connectors.http import Answer, Http, Verdict, failure
from jansetu.connectors.youtube_dialect import NOT_THERE, Incomplete
from jansetu.connectors.youtube_films import Films, Wire
from jansetu.connectors.youtube_tokens import YouTubeCredentials, renewed
from jansetu.connectors.youtube_video import API, WEB

PAGES = 10  # of fifty videos or a hundred comments each: a search gives up after them
LATER = timedelta(hours=1)  # a video that was private at first is told again for so long


class YouTube(Connector):
    """One YouTube channel."""

    kind = "youtube"
    label = "YouTube"
    limits = Limits(
        counts="characters",
        text=5_000,
        text_bytes=5_000,
        pictures=0,
        picture_bytes=0,
        picture_edge=0,
        picture_mimes=(),
        video=VideoLimits(
            size=256 * 1024**3,
            seconds=12 * 3600,
            needed=True,
            mimes=("video/mp4", "video/quicktime", "video/webm"),
        ),
        title=video.TITLE,
        further=1,
        follows_as="comment",
        source="developers.google.com/youtube/v3, videos resource and videos.insert, 2026",
    )
    credentials_class = YouTubeCredentials
    timeline_lag = timedelta(seconds=60)
    figures_at_once = 50

    def __init__(self, credentials: YouTubeCredentials, http: Http) -> None:
        self._credentials, self._http = credentials, http
        self._channel, self._server = credentials.channel_id, credentials.server
        self._web = WEB if self._server == API else self._server
        token = {"Authorization": f"Bearer {credentials.access_token}"}
        self._wire = Wire(http, self._server, token)
        self._films = Films(self._wire)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """The film's next call, or the comment beneath it once it is out."""
        if outgoing.video is None:
            raise failure(Verdict(Rejected, "film_needed"), self.label)
        if progress.posted:
            return await self._comment(outgoing, progress.posted)
        done = await self._films.step(outgoing, outgoing.video, progress.state)
        return done if isinstance(done, Progress) else self._standing(outgoing, (done.text("id"),))

    def _standing(self, outgoing: Outgoing, posted: Sequence[str]) -> Progress | Receipt:
        """The receipt where all stands; otherwise the progress with which the next comment begins."""
        url = video.watch(self._web, posted[0])
        if len(posted) > len(outgoing.further):
            return Receipt(remote_id=posted[0], url=url, further_ids=tuple(posted[1:]))
        return Progress(step="comment", state={"posted": list(posted), "url": url})

    async def _comment(self, outgoing: Outgoing, posted: tuple[str, ...]) -> Progress | Receipt:
        """The next comment beneath the video; one of this minute may not take comments yet."""
        try:
            comment = await self._begin_thread(posted[0], outgoing.further[len(posted) - 1])
        except Rejected as error:
            if error.code != NOT_THERE.code:
                raise
            raise failure(Verdict(Unavailable, "film_not_open"), self.label, status=error.status) from None
        return self._standing(outgoing, (*posted, comment))

    async def _begin_thread(self, video_id: str, text: str) -> str:
        snippet = {"videoId": video_id, "topLevelComment": {"snippet": {"textOriginal": text}}}
        return (await self._wire.write("commentThreads", {"snippet": snippet})).text("id")

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask the session what became of the film; where YouTube has forgotten it, read the uploads."""
        if progress.posted:
            return await self._comment_sighting(outgoing, progress.posted, since, known)
        session = progress.state.get("session")
        if not session or outgoing.video is None:
            return Absent()  # a session's address is saved before it gets its first byte: none was opened
        try:
            answer = await self._films.ask(session, outgoing.video)
        except Incomplete as told:
            return Resumes(progress=self._films.uploading(progress.state, told.has))
        except Rejected as error:
            if error.code != NOT_THERE.code:
                raise
            return await self._listed(outgoing, since, known)
        if answer.text("id") in known:
            return CannotTell(reason="listed_as_another")
        return _seen(self._standing(outgoing, (answer.text("id"),)))

    async def _listed(self, outgoing: Outgoing, since: datetime, known: frozenset[str]) -> Sighting:
        """The video among the channel's uploads, by title and description."""
        uploads, posts, page = await self._uploads(), [], ""
        gap = "too_many_posts"
        for _ in range(PAGES):
            answer = await self._page_of(uploads, page)
            here = [video.shown(one, self._web) for one in video.items_of(answer)]
            posts += here
            page = str(answer.get("nextPageToken") or "")
            last = here[-1].published_at if here else None
            if not page or (last is not None and last < matching.earliest(since)):
                gap = ""
                break
        sent = replace(outgoing, text=video.whole(video.title_of(outgoing), outgoing.text))
        seen = matching.sighting(sent, matching.Timeline(posts, gap), since=since, known=known)
        return _seen(self._standing(outgoing, (seen.receipt.remote_id,))) if isinstance(seen, Found) else seen

    async def _comment_sighting(
        self, outgoing: Outgoing, posted: tuple[str, ...], since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Our comment beneath our video."""
        sent = replace(outgoing, text=outgoing.further[len(posted) - 1])
        asked = {"part": "snippet", "videoId": posted[0], "order": "time"}
        own = await self._own_comments("commentThreads", asked)
        seen = matching.sighting(sent, own, since=since, known=known)
        if not isinstance(seen, Found):
            return seen
        return _seen(self._standing(outgoing, (*posted, seen.receipt.remote_id)))

    async def _own_comments(self, path: str, asked: dict[str, str]) -> matching.Timeline:
        """What this channel itself said there, all pages of it."""
        said: list[Any] = []
        params = {**asked, "maxResults": audience.PAGE, "textFormat": "plainText"}
        for _ in range(PAGES):
            answer = await self._wire.read(path, params)
            items = video.items_of(answer)
            said += [(one.get("snippet") or {}).get("topLevelComment") or one for one in items]
            params["pageToken"] = str(answer.get("nextPageToken") or "")
            if not params["pageToken"]:
                break
        own = [one for one in said if audience.author_of(one) == self._channel]
        gap = "too_many_posts" if params["pageToken"] else ""
        return matching.Timeline([audience.shown(one, self._web) for one in own], gap)

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Comment beneath a video, or answer in the thread of a comment: YouTube has two levels."""
        if outgoing.pictures or outgoing.video:
            raise failure(Verdict(Rejected, "no_pictures_here"), self.label)
        if audience.is_comment(remote_id):
            snippet = {"parentId": audience.thread_of(remote_id), "textOriginal": outgoing.text}
            answer = await self._wire.write("comments", {"snippet": snippet})
            made, over = answer.text("id"), str(answer.get("snippet", "videoId") or "")
        else:
            made, over = await self._begin_thread(remote_id, outgoing.text), remote_id
        return Receipt(remote_id=made, url=audience.address(self._web, over, made))

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Read the thread, and in it the channel's own answers; they go when it goes."""
        thread = {"part": "snippet", "parentId": audience.thread_of(remote_id)}
        beneath = {"part": "snippet", "videoId": remote_id, "order": "time"}
        try:
            if audience.is_comment(remote_id):
                own = await self._own_comments("comments", thread)
            else:
                own = await self._own_comments("commentThreads", beneath)
        except Rejected as error:
            if error.code != NOT_THERE.code:
                raise
            return Absent()
        return matching.sighting_of_reply(outgoing, own, since=since, known=known)

    async def _uploads(self) -> str:
        """The playlist of everything that the channel uploaded."""
        channel, answer = await self._own_channel("contentDetails")
        if channel is None:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        return answer.text("items", 0, "contentDetails", "relatedPlaylists", "uploads")

    async def _page_of(self, uploads: str, page: str) -> Answer:
        """Fifty of the uploads, newest first."""
        asked = {"part": "snippet,contentDetails,status", "playlistId": uploads, "maxResults": "50"}
        return await self._wire.read("playlistItems", asked | ({"pageToken": page} if page else {}))

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the uploads back to the last sweep; private ones are told once they are public."""
        start = float(cursor.get("since", since.timestamp()))
        began = float(cursor.get("began", self._http.clock().timestamp()))
        uploads = str(cursor.get("uploads") or await self._uploads())
        answer = await self._page_of(uploads, str(cursor.get("page") or ""))
        items = video.items_of(answer)
        told = [(one, video.public_since(one)) for one in items if not video.is_private(one)]
        posts = [
            video.remote_post(one, video.video_of(one), self._web)
            for one, at in told
            if at is None or at.timestamp() >= start
        ]
        page = str(answer.get("nextPageToken") or "")
        ages = [at.timestamp() for one in items if (at := video.time_of(one.get("snippet"))) is not None]
        if page and min(ages, default=start) >= start:
            following: Json = {"since": start, "began": began, "uploads": uploads, "page": page}
            return Timeline(posts=tuple(posts), cursor=following, more=True)
        after = {"since": began - LATER.total_seconds(), "uploads": uploads}
        return Timeline(posts=tuple(posts), cursor=after, more=False)

    async def read(self, remote_id: str) -> RemotePost | None:
        """The video as YouTube shows it, or the comment."""
        if audience.is_comment(remote_id):
            asked = {"part": "snippet", "id": remote_id, "textFormat": "plainText"}
            items = video.items_of(await self._wire.read("comments", asked))
            return self._comment_read(items[0]) if items else None
        asked = {"part": "snippet,status,statistics,contentDetails", "id": remote_id}
        items = video.items_of(await self._wire.read("videos", asked))
        return video.remote_post(items[0], remote_id, self._web) if items else None

    def _comment_read(self, item: Json) -> RemotePost:
        shown = audience.shown(item, self._web)
        return RemotePost(
            remote_id=shown.remote_id,
            text=shown.text,
            url=shown.url,
            published_at=shown.published_at,
            raw=item,
        )

    async def delete(self, remote_id: str) -> None:
        """Delete the video and all beneath it, or a comment."""
        path = "comments" if audience.is_comment(remote_id) else "videos"
        try:
            answer = await self._wire.call("DELETE", f"/youtube/v3/{path}", params={"id": remote_id})
        except Rejected as error:
            if error.code != NOT_THERE.code:
                raise
            return
        _expect_nothing(answer)

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Put other words in place of title, description and tags; the film stays as it is."""
        items = video.items_of(await self._wire.read("videos", {"part": "snippet", "id": remote_id}))
        if not items:
            raise failure(NOT_THERE, self.label)
        body = {"id": remote_id, "snippet": video.changed(items[0].get("snippet") or {}, outgoing)}
        answer = await self._wire.call("PUT", "/youtube/v3/videos", params={"part": "snippet"}, json=body)
        return Receipt(remote_id=answer.text("id"), url=video.watch(self._web, remote_id))

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hold a comment beneath one of the channel's videos back for review, or publish it again."""
        asked = {"id": remote_id, "moderationStatus": "heldForReview" if hidden else "published"}
        _expect_nothing(
            await self._wire.call("POST", "/youtube/v3/comments/setModerationStatus", params=asked)
        )

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of comments beneath the channel's videos, or of the answers in a long thread."""
        now = self._http.clock()
        cursor = audience.begun(cursor, since, now)
        if cursor["left"]:
            answer = await self._wire.read("comments", audience.answers_asked(cursor))
            return audience.answers_heard(answer, cursor, self._channel)
        answer = await self._wire.read("commentThreads", audience.threads_asked(cursor, self._channel))
        return audience.threads_heard(answer, cursor, self._channel, now)

    async def account_figures(self) -> AccountFigures:
        """Subscribers and videos."""
        channel, answer = await self._own_channel("statistics")
        if channel is None:
            answer.not_understood()
        return audience.account_figures(channel)

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Views, likes and comments of at most fifty videos."""
        answer = await self._wire.read("videos", {"part": "statistics", "id": ",".join(remote_ids)})
        return tuple(audience.post_figures(one) for one in video.items_of(answer))

    async def whoami(self) -> Account:
        """The channel behind the token; a token of another channel, or of none, is refused."""
        channel, answer = await self._own_channel("snippet")
        if channel is None:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        name = answer.text("items", 0, "snippet", "title")
        return Account(
            remote_id=self._channel,
            handle=str(answer.get("items", 0, "snippet", "customUrl") or name).removeprefix("@"),
            name=name,
            url=f"{self._web}/channel/{self._channel}",
        )

    async def _own_channel(self, part: str) -> tuple[Json | None, Answer]:
        """The channel of the token; None where it is not the one that we were told."""
        answer = await self._wire.read("channels", {"part": part, "mine": "true"})
        items = video.items_of(answer)
        return (items[0] if items and items[0]["id"] == self._channel else None), answer

    async def refresh(self) -> Renewed:
        """A fresh access token from Google's token endpoint."""
        return await renewed(self._http, self._credentials)


def _seen(standing: Progress | Receipt) -> Found | Resumes:
    """What a look found: all of it, or a part that others follow."""
    return Found(receipt=standing) if isinstance(standing, Receipt) else Resumes(progress=standing)


def _expect_nothing(answer: Answer) -> None:
    """204, as YouTube answers where there is nothing to tell."""
    if answer.status != 204:
        answer.not_understood()
