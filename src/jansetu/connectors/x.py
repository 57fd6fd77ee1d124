"""X by its API v2: publishes text and pictures, finds, reads, deletes, reposts. No threads, no replies.

Written against X's OpenAPI 2.167 (August 2026) and its older field names of 2.159.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import regex
from aiohttp import FormData
from yarl import URL

from jansetu.connectors import matching, pictures
from jansetu.connectors.contracts import (
    Account,
    Connector,
    Credentials,
    Limits,
    NotAuthorized,
    OutcomeUnknown,
    Outgoing,
    Progress,
    Quota,
    RateLimited,
    Receipt,
    Rejected,
    RemotePost,
    Sighting,
)
from jansetu.connectors.http import Answer, Dialect, Headers, Http, Verdict, address, failure

API = "https://api.x.com"
PAGES = 10  # of a hundred posts each: a search gives up after them
ALT_LIMIT = 1000  # characters; OpenAPI 2.167, August 2026
MEDIA_LIFE = 24 * 3600  # seconds an upload stays usable, where X does not say
REPOST = "repost:"  # X gives a repost no id that it could be read or deleted by
# X is renaming its parameters: the first name is tried first, the other where X refuses that.
FIELD_NAMES = ("post.fields", "tweet.fields")
REFERENCES = ("referenced_posts", "referenced_tweets")  # the first is an expansion, the second a field
TRAILING_LINK = regex.compile(r"\s*https://t\.co/\w+\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class XCredentials(Credentials):
    """One account's OAuth 2.0 user token with tweet.read, tweet.write, users.read and media.write."""

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


def quota(headers: Headers, now: datetime) -> Quota | None:
    """The tightest of X's windows: fifteen minutes, and where told the account's and the app's day."""
    told = headers.get("x-rate-limit-remaining")
    tightest = _window(headers, "x-rate-limit-", "account", "window") if told else None
    for prefix, scope in (("x-user-limit-24hour-", "account"), ("x-app-limit-24hour-", "app")):
        if prefix + "remaining" in headers:
            day = _window(headers, prefix, scope, "day")
            if day and (tightest is None or day.remaining < tightest.remaining):
                tightest = day
    return tightest


def _window(headers: Headers, prefix: str, scope: Any, name: str) -> Quota | None:
    try:
        return Quota(
            scope=scope,
            name=name,
            limit=int(headers[prefix + "limit"]),
            remaining=int(headers[prefix + "remaining"]),
            resets_at=datetime.fromtimestamp(int(headers[prefix + "reset"]), UTC),
        )
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def verdict(answer: Answer, now: datetime) -> Verdict | None:
    """X's refusals that mean something else than their status.

    A 403 to a publication whose problem has no type of its own (`about:blank`) is how X answers a repeated
    text (seen February 2026); other 403s carry one. It may be our own lost attempt: look first.
    """
    if answer.status == 403 and answer.publishes and answer.readable:
        if answer.get("type") in (None, "about:blank"):
            return Verdict(OutcomeUnknown, "duplicate")
    elif answer.status == 402:  # the app's credits are used up; pay per use since 2026
        return Verdict(NotAuthorized, "credits_used_up")
    elif answer.status == 429:
        spent = answer.quota if answer.quota and answer.quota.remaining <= 0 else None
        return Verdict(
            RateLimited,
            "rate_limited",
            spent.resets_at if spent else _reset(answer.headers),
            spent.scope if spent else "account",
        )
    return None


def _reset(headers: Headers) -> datetime | None:
    told = headers.get("x-rate-limit-reset", "")
    return datetime.fromtimestamp(int(told), UTC) if told.isdigit() else None


DIALECT = Dialect("X", verdict, quota)


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

    def __init__(self, credentials: XCredentials, http: Http) -> None:
        self._account, self._server, self._http = credentials.account_id, credentials.server, http
        self._headers = {"Authorization": f"Bearer {credentials.access_token}"}

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture, describe a picture, or publish: one call."""
        if outgoing.pictures:
            prepared = await self._prepare(outgoing, progress)
            if prepared is not None:
                return prepared
        body: dict[str, Any] = {"text": outgoing.text}
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

    async def _pages(
        self, params: dict[str, str], fields: str, *, references: bool = False
    ) -> tuple[list[Any], str]:
        """The posts of the account's timeline, and why there may be more."""
        posts: list[Any] = []
        token: str | None = None
        path = f"/2/users/{self._account}/tweets"
        for _ in range(PAGES):
            more = {"pagination_token": token} if token else {}
            answer = await self._read(path, {**params, **more}, fields, references=references)
            if answer.get("meta", "result_count") is None or answer.get("errors"):
                return posts, "not_a_timeline"
            posts += answer.get("data") or []
            token = answer.get("meta", "next_token")
            if not token:
                return posts, ""
        return posts, "too_many_posts"

    async def _read(
        self, path: str, params: dict[str, str], fields: str, *, references: bool = False
    ) -> Answer:
        """A reading call with the fields asked for by the name that this X understands."""
        new, old = FIELD_NAMES
        expanded = {"expansions": REFERENCES[0]} if references else {}
        try:
            return await self._call("GET", path, params={**params, **expanded, new: fields})
        except Rejected as error:
            if error.status != 400:
                raise
        fields = f"{fields},{REFERENCES[1]}" if references else fields
        return await self._call("GET", path, params={**params, old: fields})

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
        return matching.Shown(
            str(post["id"]), self._page(str(post["id"])), unescape(text).strip(), _time(post)
        )

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
        posts, _ = await self._pages({"max_results": "100"}, "created_at", references=True)
        referred = [reference for post in posts for name in REFERENCES for reference in post.get(name) or []]
        return any(one.get("type") == "retweeted" and one.get("id") == remote_id for one in referred)

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


def _time(post: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(post["created_at"])
    except (KeyError, TypeError, ValueError):
        return None


def _is_gone(answer: Answer) -> bool:
    return str(answer.get("errors", 0, "type")).endswith("/resource-not-found")
