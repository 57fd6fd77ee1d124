"""X by its API v2: posts, films, threads, answers; finds, reads, lists, deletes, reposts, measures, listens.

Written against X's OpenAPI 2.167 (August 2026) and its older field names of 2.159.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jansetu.connectors import threads, x_tokens
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
    Renewed,
    Sighting,
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, OutcomeUnknown, Rejected
from jansetu.connectors.http import Answer, Http, Verdict, failure
from jansetu.connectors.x_media import Media
from jansetu.connectors.x_timeline import Own
from jansetu.connectors.x_wire import API, Wire, segment

REPOST = "repost:"  # X gives a repost no id that it could be read or deleted by


@dataclass(frozen=True, kw_only=True, slots=True)
class XCredentials(Credentials):
    """One account's OAuth 2.0 user token, and what renews it where the account was connected by X's own page.

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
    refresh_token: str = field(
        default="",
        repr=False,
        metadata={
            "hi": "नवीकरण टोकन",
            "en": "Refresh token",
            "secret": True,
            "help_hi": "इसके बिना टोकन दो घंटे में बीत जाता है (offline.access)",
            "help_en": "Without it the token runs out after two hours (offline.access)",
        },
    )
    client_id: str = field(
        default="",
        metadata={
            "hi": "ऐप की पहचान",
            "en": "Client ID",
            "help_hi": "ऐप का OAuth 2.0 Client ID",
            "help_en": "The app's OAuth 2.0 Client ID",
        },
    )
    client_secret: str = field(
        default="",
        repr=False,
        metadata={
            "hi": "ऐप का रहस्य",
            "en": "Client secret",
            "secret": True,
            "help_hi": "ऐप का OAuth 2.0 Client Secret",
            "help_en": "The app's OAuth 2.0 Client Secret",
        },
    )


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
        video=VideoLimits(size=512 * 1024 * 1024, seconds=140, shortest=0.5),
        further=threads.FURTHER,
        follows_as="thread",
        source="docs.x.com, August 2026; the length of a thread is our own choice",
    )
    credentials_class = XCredentials
    timeline_lag = timedelta(seconds=30)
    refuses_identical_text = True  # X's automation rules: no identical posts on several accounts
    figures_at_once = 100

    def __init__(self, credentials: XCredentials, http: Http) -> None:
        self._credentials, self._account = credentials, credentials.account_id
        self._wire = Wire(http, credentials.server, credentials.access_token)
        self._media, self._own = Media(self._wire, self.label), Own(self._wire, self._account)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload or describe a picture, send a piece of a film, or publish the next part: one call."""
        return await self._step(outgoing, progress, "")

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """The same, beneath another post; X names its author at the beginning by itself."""
        return await self._step(outgoing, progress, remote_id)

    async def _step(self, outgoing: Outgoing, progress: Progress, answers: str) -> Progress | Receipt:
        if not progress.posted:
            prepared = await self._media.prepare(outgoing, progress)
            if prepared is not None:
                return prepared
        part = threads.part(outgoing, progress)
        above = threads.above(progress) or answers
        body: Json = {"text": part.text}
        if above:
            body["reply"] = {"in_reply_to_tweet_id": above}
        if part.pictures or part.video:
            body["media"] = {"media_ids": progress.state["media"]}
        answer = await self._wire.call("POST", "/2/tweets", publishes=True, json=body)
        return threads.after(outgoing, progress, self._receipt(answer.text("data", "id"), answer.quota))

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Read the account's own posts since the attempt, without reposts, newest first."""
        return await self._find(outgoing, progress, "", since, known)

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
        return await self._find(outgoing, progress, remote_id, since, known)

    async def _find(
        self, outgoing: Outgoing, progress: Progress, answers: str, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """A thread's later part is looked for among the answers to the part before it."""
        above = threads.above(progress) or answers
        part = threads.part(outgoing, progress)
        sighting = await self._own.look(part, answers=above, since=since, known=known)
        return threads.seen(outgoing, progress, sighting)

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as X shows it; for a repost, the post that it repeats."""
        path = f"/2/tweets/{segment(remote_id.removeprefix(REPOST))}"
        try:
            answer = await self._wire.read(path, {}, "created_at,entities,attachments,public_metrics")
        except Rejected as error:
            if error.code == "not_there":
                return None
            raise
        post = answer.get("data")
        if isinstance(post, dict) and "id" in post:
            shown = self._own.shown(post)
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
        path = f"/2/tweets/{segment(remote_id)}"
        if remote_id.startswith(REPOST):
            path = f"/2/users/{self._account}/retweets/{segment(remote_id.removeprefix(REPOST))}"
        try:
            answer = await self._wire.call("DELETE", path)
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
            answer = await self._wire.call(
                "POST",
                f"/2/users/{self._account}/retweets",
                publishes=True,
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
        posts, _ = await self._own.pages({"max_results": "100"}, "created_at", expand=audience.REFERENCES[:1])
        return any(remote_id in audience.referred(post, "retweeted") for post in posts)

    async def account_figures(self) -> AccountFigures:
        """Followers, followed and posts."""
        answer = await self._wire.call("GET", "/2/users/me", params={"user.fields": audience.FIGURES})
        return audience.account_figures(answer)

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Views, likes, reposts, quotes, replies and bookmarks; clicks are told to nobody here."""
        return audience.post_figures(
            await self._wire.read("/2/tweets", {"ids": ",".join(remote_ids)}, audience.FIGURES)
        )

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of the account's mentions, answers to its posts among them."""
        answer = await self._wire.read(
            f"/2/users/{self._account}/mentions",
            audience.asked(cursor, since),
            audience.SAID,
            expand=(*audience.SPEAKERS, audience.REFERENCES[0]),
        )
        return audience.hearing(answer, cursor, self._account)

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the account's own posts, without reposts, answers and a thread's later parts."""
        return await self._own.listed(cursor, since)

    async def refresh(self) -> Renewed:
        """A new token for the refresh token, which X takes once; NotAuthorized without one."""
        held = self._credentials
        token, following, until = await x_tokens.renew(
            self._wire.http,
            held.server,
            self.label,
            client_id=held.client_id,
            client_secret=held.client_secret,
            refresh_token=held.refresh_token,
        )
        renewed = replace(held, access_token=token, refresh_token=following or held.refresh_token)
        return Renewed(credentials=renewed, expires_at=until)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide an answer in a conversation that this account began; X lets nobody hide elsewhere."""
        answer = await self._wire.call(
            "PUT", f"/2/tweets/{segment(remote_id)}/hidden", json={"hidden": hidden}
        )
        if answer.get("data", "hidden") is not hidden:
            answer.not_understood()

    async def whoami(self) -> Account:
        """The account behind the token; with another's number attempts would be looked up in vain."""
        answer = await self._wire.call("GET", "/2/users/me")
        handle, remote_id = answer.text("data", "username"), answer.text("data", "id")
        if remote_id != self._account:
            raise failure(Verdict(NotAuthorized, "other_account"), self.label, status=answer.status)
        return Account(
            remote_id=remote_id,
            handle=handle,
            name=answer.text("data", "name"),
            url=f"{self._wire.web}/{handle}",
        )

    def _receipt(self, remote_id: str, told: Quota | None) -> Receipt:
        return Receipt(remote_id=remote_id, url=self._wire.page(remote_id.removeprefix(REPOST)), quota=told)


def _is_gone(answer: Answer) -> bool:
    return str(answer.get("errors", 0, "type")).endswith("/resource-not-found")
