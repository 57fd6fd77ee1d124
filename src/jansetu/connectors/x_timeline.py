"""An X account's own posts: read page by page, and freed from what X does to a text."""

from __future__ import annotations

from datetime import datetime
from html import unescape
from typing import Any

import regex

from jansetu.connectors import matching
from jansetu.connectors import x_audience as audience
from jansetu.connectors.contracts import Json, Outgoing, RemotePost, Sighting, Timeline
from jansetu.connectors.x_wire import Wire

PAGES = 10  # of a hundred posts each: a search gives up after them
SHOWN = "created_at,entities,attachments"
TRAILING_LINK = regex.compile(r"\s*https://t\.co/\w+\s*$")


class Own:
    """The account's timeline."""

    def __init__(self, wire: Wire, account: str) -> None:
        self._wire, self._account = wire, account

    async def pages(
        self, params: dict[str, str], fields: str, *, expand: tuple[str, ...] = ()
    ) -> tuple[list[Any], str]:
        """The posts of the account's timeline, and why there may be more."""
        posts: list[Any] = []
        token: str | None = None
        path = f"/2/users/{self._account}/tweets"
        for _ in range(PAGES):
            more = {"pagination_token": token} if token else {}
            answer = await self._wire.read(path, {**params, **more}, fields, expand=expand)
            if answer.get("meta", "result_count") is None or answer.get("errors"):
                return posts, "not_a_timeline"
            posts += answer.get("data") or []
            token = answer.get("meta", "next_token")
            if not token:
                return posts, ""
        return posts, "too_many_posts"

    async def look(self, sent: Outgoing, *, answers: str, since: datetime, known: frozenset[str]) -> Sighting:
        """Look for a post since the attempt, without reposts; with `answers` among those that answer it.

        The names that X puts before an answer do not count.
        """
        start = matching.earliest(since).strftime("%Y-%m-%dT%H:%M:%SZ")
        params = {"max_results": "100", "start_time": start, "exclude": "retweets"}
        expand = audience.REFERENCES[:1] if answers else ()
        read, gap = await self.pages(params, SHOWN, expand=expand)
        with_media = bool(sent.pictures) or sent.video is not None
        posts = [
            self.shown(post, with_media=with_media)
            for post in read
            if answers in ("", audience.answered(post))
        ]
        judged = matching.sighting_of_reply if answers else matching.sighting
        return judged(sent, matching.Timeline(posts, gap), since=since, known=known)

    async def listed(self, cursor: Json, since: datetime) -> Timeline:
        """One page of the account's own posts, without reposts and answers, newest first."""
        asked = audience.asked(cursor, since) | {"exclude": "replies,retweets"}
        answer = await self._wire.read(f"/2/users/{self._account}/tweets", asked, SHOWN)
        if answer.count("meta", "result_count") is None or answer.get("errors"):
            answer.not_understood()
        after, more = audience.following(answer, cursor)
        posts = tuple(self.remote(post) for post in answer.get("data") or [])
        return Timeline(posts=posts, cursor=after, more=more)

    def remote(self, post: Any) -> RemotePost:
        """A post of a page, as it was written."""
        shown = self.shown(post, with_media=bool(post.get("attachments")))
        return RemotePost(
            remote_id=shown.remote_id,
            text=shown.text,
            url=shown.url,
            published_at=shown.published_at,
            raw=post,
        )

    def shown(self, post: Any, *, with_media: bool = False) -> matching.Shown:
        """A post's text as it was written: links expanded, the link to its own pictures or film dropped."""
        text = str(post.get("text", ""))
        links = (post.get("entities") or {}).get("urls") or []
        places = [f"/status/{post['id']}/{kind}/" for kind in ("photo", "video")]
        for link in links:
            short = link.get("url")
            if not short:  # X promises no more than where a link stands
                continue
            long = link.get("expanded_url") or short
            own = link.get("media_key") or any(place in long for place in places)
            text = text.replace(short, "" if own else long)
        if not links and with_media:
            text = TRAILING_LINK.sub("", text)
        page = self._wire.page(str(post["id"]))
        return matching.Shown(str(post["id"]), page, unescape(text).strip(), audience.time_of(post))
