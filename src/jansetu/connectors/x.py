"""X by its API v2: publishes, answers, finds, reads, deletes, reposts, measures, listens. No threads.

Written against X's OpenAPI 2.167 (August 2026) and its older field names of 2.159.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import regex
from aiohttp import FormData
from yarl import URL

from jansetu.connectors import matching, pictures
from jansetu.connectors import x_audience as audience
from jansetu.connectors.contracts import (
    Account,
    AccountFigures,
    Connector,
    Credentials,
    Hearing,
    Json,
    Limits,
    Outgoing,
    PostFigures,
    Progress,
    Quota,
    Receipt,
    RemotePost,
    Sighting,
)
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected
from jansetu.connectors.http import Answer, Http, Verdict, address, failure
from jansetu.connectors.x_dialect import DIALECT

API = "https://api.x.com"
PAGES = 10  # of a hundred posts each: a search gives up after them
ALT_LIMIT = 1000  # characters; OpenAPI 2.167, August 2026
MEDIA_LIFE = 24 * 3600  # seconds an upload stays usable, where X does not say
REPOST = "repost:"  # X gives a repost no id that it could be read or deleted by
# X is renaming its parameters: the first name is tried first, the other where X refuses that.
FIELD_NAMES = ("post.fields", "tweet.fields")
TRAILING_LINK = regex.compile(r"\s*https://t\.co/\w+\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class XCredentials(Credentials):
    """One account's OAuth 2.0 user token.

    With tweet.read, tweet.write, users.read, media.write, and tweet.moderate.write for hiding.
    """

    server: str = field(
        default=API,
        metadata={"hi": "सर्वर", "en": "Server", "help_hi": "X का असली पता", "help_en": "X's real address"},
    )
    account_id: str = field(
        metadata={
            "hi": "खाता संख्या",
            "en": "Account number",
            "help_hi": "केवल अंक, @हैंडल नहीं",
            "help_en": "Digits only, not the @handle",
            "pattern": r"[0-9]{1,19}",
        }
    )
    access_token: str = field(repr=False, metadata={"hi": "टोकन", "en": "Access token", "secret": True})


class X(Connector):
    """One X account."""

    kind = "x"
    label = "X"
    limits = Limits(
        counts="x",
        text=280,
        pictures=4,
        picture_bytes=5 * 1024 * 1024,
        picture_edge=4096,
        source="docs.x.com, August 2026",
    )
    credentials_class = XCredentials
    timeline_lag = timedelta(seconds=30)
    refuses_identical_text = True  # X's automation rules: no identical posts on several accounts
    figures_at_once = 100

    def __init__(self, credentials: XCredentials, http: Http) -> None:
        self._account, self._server, self._http = credentials.account_id, credentials.server, http
        self._headers = {"Authorization": f"Bearer {credentials.access_token}"}

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture, describe a picture, or publish: one call."""
        return await self._step(outgoing, progress, {})

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """The same, beneath another post; X names its author at the beginning by itself."""
        return await self._step(outgoing, progress, {"reply": {"in_reply_to_tweet_id": remote_id}})

    async def _step(self, outgoing: Outgoing, progress: Progress, place: Json) -> Progress | Receipt:
        if outgoing.pictures:
            prepared = await self._prepare(outgoing, progress)
            if prepared is not None:
                return prepared
        body: Json = {"text": outgoing.text, **place}
        if outgoing.pictures:
            body["media"] = {"media_ids": progress.state["media"]}
        answer = await self._http.call(
            "POST",
            address(self._server, "/2/tweets"),
            dialect=DIALECT,
            publishes=True,
            headers=self._headers,
            json=body,
        )
        return self._receipt(answer.text("data", "id"), answer.quota)

    async def _prepare(self, outgoing: Outgoing, progress: Progress) -> Progress | None:
        """The next call that the pictures need, or None where they are ready."""
        now, state = self._http.clock().timestamp(), progress.state
        media, described = list(state.get("media", [])), int(state.get("described", 0))
        until = float(state.get("until", now + MEDIA_LIFE))
        if until <= now:
            return Progress()  # X has forgotten the uploads: begin anew
        if len(media) < len(outgoing.pictures):
            uploaded = await self._upload(outgoing, len(media))
            life = uploaded.get("data", "expires_after_secs") or MEDIA_LIFE
            media.append(uploaded.text("data", "id"))
            until = min(until, now + float(life) - 60)
        else:
            while described < len(media) and not outgoing.pictures[described].alt:
                described += 1
            if described == len(media):
                return None
            await self._describe(media[described], outgoing.pictures[described].alt)
            described += 1
        return Progress(step="pictures", state={"media": media, "described": described, "until": until})

    async def _upload(self, outgoing: Outgoing, number: int) -> Answer:
        picture = outgoing.pictures[number]
        form = FormData()
        form.add_field("media_category", "tweet_image")
        content = await pictures.bytes_of(picture, self.label)
        form.add_field("media", content, filename=picture.path.name, content_type=picture.mime)
        return await self._call("POST", "/2/media/upload", data=form)

    async def _describe(self, media_id: str, alt: str) -> None:
        body = {"id": media_id, "metadata": {"alt_text": {"text": alt[:ALT_LIMIT]}}}
        await self._call("POST", "/2/media/metadata", json=body)

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Read the account's own posts since the attempt, without reposts, newest first."""
        start = matching.earliest(since).strftime("%Y-%m-%dT%H:%M:%SZ")
        params = {"max_results": "100", "start_time": start, "exclude": "retweets"}
        read, gap = await self._pages(params, "created_at,entities,attachments")
        posts = [self._shown(post, pictured=bool(outgoing.pictures)) for post in read]
        return matching.sighting(outgoing, matching.Timeline(posts, gap), since=since, known=known)

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Read the account's own answers to that post; the names that X puts before the text do not count."""
        start = matching.earliest(since).strftime("%Y-%m-%dT%H:%M:%SZ")
        params = {"max_results": "100", "start_time": start, "exclude": "retweets"}
        read, gap = await self._pages(
            params, "created_at,entities,attachments", expand=audience.REFERENCES[:1]
        )
        shown = [
            self._shown(post, pictured=bool(outgoing.pictures))
            for post in read
            if audience.answered(post) == remote_id
        ]
        return matching.sighting_of_reply(outgoing, matching.Timeline(shown, gap), since=since, known=known)

    async def _pages(
        self, params: dict[str, str], fields: str, *, expand: tuple[str, ...] = ()
    ) -> tuple[list[Any], str]:
        """The posts of the account's timeline, and why there may be more."""
        posts: list[Any] = []
        token: str | None = None
        path = f"/2/users/{self._account}/tweets"
        for _ in range(PAGES):
            more = {"pagination_token": token} if token else {}
            answer = await self._read(path, {**params, **more}, fields, expand=expand)
            if answer.get("meta", "result_count") is None or answer.get("errors"):
                return posts, "not_a_timeline"
            posts += answer.get("data") or []
            token = answer.get("meta", "next_token")
            if not token:
                return posts, ""
        return posts, "too_many_posts"

    async def _read(
        self, path: str, params: dict[str, str], fields: str, *, expand: tuple[str, ...] = ()
    ) -> Answer:
        """A reading call with the fields asked for by the name that this X understands.

        What the new X gives as an expansion, the old one gives as a field; `author_id` is both.
        """
        new, old = FIELD_NAMES
        expanded = {"expansions": ",".join(expand)} if expand else {}
        try:
            return await self._call("GET", path, params={**params, **expanded, new: fields})
        except Rejected as error:
            if error.status != 400:
                raise
        renamed = dict([audience.REFERENCES])
        fields = ",".join([fields, *(renamed.get(one, one) for one in expand)])
        expanded = {"expansions": "author_id"} if "author_id" in expand else {}
        return await self._call("GET", path, params={**params, **expanded, old: fields})

    def _shown(self, post: Any, *, pictured: bool = False) -> matching.Shown:
        """A post's text as it was written: links expanded, the link to its own pictures dropped."""
        text = str(post.get("text", ""))
        links = (post.get("entities") or {}).get("urls") or []
        for link in links:
            short = link.get("url")
            if not short:  # X promises no more than where a link stands
                continue
            long = link.get("expanded_url") or short
            own = link.get("media_key") or f"/status/{post['id']}/photo/" in long
            text = text.replace(short, "" if own else long)
        if not links and pictured:
            text = TRAILING_LINK.sub("", text)
        page = self._page(str(post["id"]))
        return matching.Shown(str(post["id"]), page, unescape(text).strip(), audience.time_of(post))

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as X shows it; for a repost, the post that it repeats."""
        path = f"/2/tweets/{_segment(remote_id.removeprefix(REPOST))}"
        try:
            answer = await self._read(path, {}, "created_at,entities,attachments,public_metrics")
        except Rejected as error:
            if error.code == "not_there":
                return None
            raise
        post = answer.get("data")
        if isinstance(post, dict) and "id" in post:
            shown = self._shown(post)
            return RemotePost(
                remote_id=remote_id,
                text=shown.text,
                url=shown.url,
                published_at=shown.published_at,
                raw=answer.body,
            )
        if _is_gone(answer):
            return None
        answer.not_understood()

    async def delete(self, remote_id: str) -> None:
        """Delete the post, or take the repost back."""
        path = f"/2/tweets/{_segment(remote_id)}"
        if remote_id.startswith(REPOST):
            path = f"/2/users/{self._account}/retweets/{_segment(remote_id.removeprefix(REPOST))}"
        try:
            answer = await self._call("DELETE", path)
        except Rejected as error:
            if error.code == "not_there":
                return
            raise
        done = answer.get("data", "deleted") is True or answer.get("data", "retweeted") is False
        if not done and not _is_gone(answer):
            answer.not_understood()

    async def repost(self, remote_id: str) -> Receipt:
        """Repost another account's post; X refuses a second time, so look whether it stands already."""
        try:
            answer = await self._http.call(
                "POST",
                address(self._server, f"/2/users/{self._account}/retweets"),
                dialect=DIALECT,
                publishes=True,
                headers=self._headers,
                json={"tweet_id": remote_id},
            )
        except (Rejected, OutcomeUnknown) as error:
            if error.status not in (400, 403):
                raise
            if not await self._reposted(remote_id):
                raise failure(Verdict(Rejected, "rejected"), self.label, status=error.status) from None
        else:
            if answer.get("data", "retweeted") is not True:
                answer.not_understood()
        return self._receipt(REPOST + remote_id, None)

    async def _reposted(self, remote_id: str) -> bool:
        posts, _ = await self._pages({"max_results": "100"}, "created_at", expand=audience.REFERENCES[:1])
        return any(remote_id in audience.referred(post, "retweeted") for post in posts)

    async def account_figures(self) -> AccountFigures:
        """Followers, followed and posts."""
        answer = await self._call("GET", "/2/users/me", params={"user.fields": audience.FIGURES})
        return audience.account_figures(answer)

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Views, likes, reposts, quotes, replies and bookmarks; clicks are told to nobody here."""
        return audience.post_figures(
            await self._read("/2/tweets", {"ids": ",".join(remote_ids)}, audience.FIGURES)
        )

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of the account's mentions, answers to its posts among them."""
        answer = await self._read(
            f"/2/users/{self._account}/mentions",
            audience.asked(cursor, since),
            audience.SAID,
            expand=(*audience.SPEAKERS, audience.REFERENCES[0]),
        )
        return audience.hearing(answer, cursor, self._account)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide an answer in a conversation that this account began; X lets nobody hide elsewhere."""
        answer = await self._call("PUT", f"/2/tweets/{_segment(remote_id)}/hidden", json={"hidden": hidden})
        if answer.get("data", "hidden") is not hidden:
            answer.not_understood()

    async def whoami(self) -> Account:
        """The account behind the token; with another's number attempts would be looked up in vain."""
        answer = await self._call("GET", "/2/users/me")
        handle, remote_id = answer.text("data", "username"), answer.text("data", "id")
        if remote_id != self._account:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        return Account(
            remote_id=remote_id,
            handle=handle,
            name=answer.text("data", "name"),
            url=f"{self._web()}/{handle}",
        )

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        url = URL(self._server.rstrip("/") + path)
        return await self._http.call(method, url, dialect=DIALECT, headers=self._headers, **rest)

    def _receipt(self, remote_id: str, told: Quota | None) -> Receipt:
        return Receipt(remote_id=remote_id, url=self._page(remote_id.removeprefix(REPOST)), quota=told)

    def _page(self, post_id: str) -> str:
        return f"{self._web()}/i/web/status/{post_id}"

    def _web(self) -> str:
        return "https://x.com" if self._server == API else self._server.rstrip("/")


def _segment(remote_id: str) -> str:
    return quote(remote_id, safe="")


def _is_gone(answer: Answer) -> bool:
    return str(answer.get("errors", 0, "type")).endswith("/resource-not-found")
