"""Mastodon by its REST API: posts, films, threads, answers; finds, reads, corrects, deletes, reblogs, hears.

Written against Mastodon 4.7 (August 2026). No polls, no warnings; nobody can hide what another server shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jansetu.connectors import mastodon_audience as audience
from jansetu.connectors import matching, threads
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
    Receipt,
    RemotePost,
    Sighting,
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import Rejected
from jansetu.connectors.http import Answer, Http, address
from jansetu.connectors.mastodon_media import Media
from jansetu.connectors.mastodon_text import as_shown
from jansetu.connectors.mastodon_wire import Wire, segment

PAGE, PAGES = 40, 10  # statuses a page, Mastodon's most; a search gives up after so many pages


@dataclass(frozen=True, kw_only=True, slots=True)
class MastodonCredentials(Credentials):
    """An access token with read:accounts, read:statuses, read:notifications, write:statuses, write:media."""

    server: str = field(
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "जिस सर्वर पर खाता है, जैसे https://mastodon.social",
            "help_en": "The server that has the account, such as https://mastodon.social",
        }
    )
    access_token: str = field(
        repr=False,
        metadata={
            "hi": "टोकन",
            "en": "Access token",
            "secret": True,
            "help_hi": "सेटिंग → विकास (Development) → नया ऐप → “Your access token”",
            "help_en": "Preferences → Development → New application → “Your access token”",
        },
    )


class Mastodon(Connector):
    """One Mastodon account."""

    kind = "mastodon"
    label = "Mastodon"
    limits = Limits(
        counts="mastodon",
        text=500,
        pictures=4,
        picture_bytes=8 * 1024 * 1024,
        picture_edge=3840,
        video=VideoLimits(size=99 * 1024 * 1024, seconds=3600),
        further=threads.FURTHER,
        follows_as="thread",
        source="Mastodon's defaults, docs.joinmastodon.org and its code, August 2026; a server may allow "
        "more; the lengths of a film and of a thread are our own choice",
    )
    credentials_class = MastodonCredentials
    timeline_lag = timedelta(seconds=30)  # large servers read timelines from replicas of their database

    def __init__(self, credentials: MastodonCredentials, http: Http) -> None:
        self._wire = Wire(http, credentials.server, credentials.access_token)
        self._media = Media(self._wire, self.label)
        self._account = ""  # the account's number, once it has been asked for

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture or film, ask whether it is ready, or publish the next part: one call."""
        return await self._step(outgoing, progress, {"visibility": "public"})

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """First see who may read what is answered, and whom to name; then as in publishing."""
        place = progress.state.get("place")
        if not place:
            answer = await self._wire.call("GET", f"/api/v1/statuses/{segment(remote_id)}")
            return Progress(step="place", state={"place": audience.place(answer, remote_id)})
        sent = replace(outgoing, text=audience.addressed(outgoing.text, place["to"]))
        where = {name: place[name] for name in ("in_reply_to_id", "visibility")}
        outcome = await self._step(sent, progress, where)
        return outcome if isinstance(outcome, Receipt) else _kept(outcome, place)

    async def _step(self, outgoing: Outgoing, progress: Progress, place: Json) -> Progress | Receipt:
        if not progress.posted:
            prepared = await self._media.prepare(outgoing, progress)
            if prepared is not None:
                return prepared
        part, above = threads.part(outgoing, progress), threads.above(progress)
        body = {"status": part.text, **place, "language": _language(part)}
        if above:
            body["in_reply_to_id"] = above
        if part.pictures or part.video:
            body["media_ids"] = progress.state["media"]
        answer = await self._wire.call(
            "POST",
            "/api/v1/statuses",
            publishes=True,
            headers={"Idempotency-Key": part.key},
            json=body,
        )
        return threads.after(outgoing, progress, self._receipt(answer))

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Read the account's own statuses since the attempt, without reblogs, newest first."""
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
        """The same among the statuses that answer that one, whomever they name at their beginning."""
        return await self._find(outgoing, progress, remote_id, since, known)

    async def _find(
        self, outgoing: Outgoing, progress: Progress, answers: str, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """A thread's later part is looked for among the answers to the part before it."""
        above, part = threads.above(progress) or answers, threads.part(outgoing, progress)
        timeline = await self._timeline(matching.earliest(since), answering=above)
        sent = replace(part, text=as_shown(part.text))
        judged = matching.sighting_of_reply if above else matching.sighting
        sighting = judged(sent, timeline, since=since, known=known)
        place = {name: progress.state[name] for name in ("place",) if name in progress.state}
        return threads.seen(outgoing, progress, sighting, **place)

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the account's own statuses for all to read, without reblogs and answers."""
        path = f"/api/v1/accounts/{segment(await self._number())}/statuses"
        answer = await self._wire.call("GET", path, params=audience.asked_posts(cursor))
        return audience.listed(answer, cursor, since)

    async def _timeline(self, oldest: datetime, *, answering: str = "") -> matching.Timeline:
        """The statuses back to `oldest`; the page that holds an older one, or an empty one, is the last."""
        path = f"/api/v1/accounts/{segment(await self._number())}/statuses"
        params = {"limit": str(PAGE), "exclude_reblogs": "true"}
        posts: list[matching.Shown] = []
        for _ in range(PAGES):
            answer = await self._wire.call("GET", path, params=params)
            page = [audience.shown(answer, number) for number in range(len(answer.items()))]
            posts += [
                shown
                for number, shown in enumerate(page)
                if answering in ("", str(answer.get(number, "in_reply_to_id")))
            ]
            if not page or (page[-1].published_at or oldest) < oldest:
                return matching.Timeline(posts)
            params["max_id"] = page[-1].remote_id
        return matching.Timeline(posts, "too_many_posts")

    async def read(self, remote_id: str) -> RemotePost | None:
        """The status as the server shows it; for a reblog, the status that it repeats."""
        try:
            answer = await self._wire.call("GET", f"/api/v1/statuses/{segment(remote_id)}")
        except Rejected as error:
            if error.code == "not_there":
                return None
            raise
        shown = audience.shown(answer, *(["reblog"] if answer.get("reblog") else []))
        return RemotePost(
            remote_id=remote_id,
            text=shown.text,
            url=shown.url,
            published_at=shown.published_at,
            raw=answer.body,
        )

    async def delete(self, remote_id: str) -> None:
        """Delete the status; a reblog is a status of its own."""
        try:
            answer = await self._wire.call("DELETE", f"/api/v1/statuses/{segment(remote_id)}")
        except Rejected as error:
            if error.code == "not_there":
                return
            raise
        answer.text("id")

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Replace the text; the pictures must be named again, or Mastodon drops them."""
        path = f"/api/v1/statuses/{segment(remote_id)}"
        standing = await self._wire.call("GET", path)
        standing.text("id")
        media = [attachment["id"] for attachment in standing.get("media_attachments") or []]
        body = {"status": outgoing.text, "language": _language(outgoing), "media_ids": media}
        return self._receipt(await self._wire.call("PUT", path, publishes=True, json=body))

    async def repost(self, remote_id: str) -> Receipt:
        """Reblog a status of the same server; one that stands is answered with itself."""
        path = f"/api/v1/statuses/{segment(remote_id)}/reblog"
        answer = await self._wire.call("POST", path, publishes=True)
        original = answer.text("reblog", "url")
        return Receipt(remote_id=answer.text("id"), url=original, quota=answer.quota)

    async def whoami(self) -> Account:
        """The account behind the token. Its number alone would not tell two servers' accounts apart."""
        answer = await self._me()
        handle = answer.text("username")
        return Account(
            remote_id=f"{answer.text('id')}@{address(self._wire.server, '').host}",
            handle=handle,
            name=str(answer.get("display_name") or handle),
            url=answer.text("url"),
        )

    async def account_figures(self) -> AccountFigures:
        """Followers, followed and statuses."""
        return audience.account_figures(await self._me())

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Favourites, reblogs, quotes and replies."""
        (remote_id,) = remote_ids
        try:
            answer = await self._wire.call("GET", f"/api/v1/statuses/{segment(remote_id)}")
        except Rejected as error:
            if error.code != "not_there":
                raise
            return ()
        return (audience.post_figures(answer),)

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of notifications in which the account was named, for all or for it alone."""
        account = await self._number()
        answer = await self._wire.call("GET", "/api/v1/notifications", params=audience.asked(cursor))
        return audience.hearing(answer, cursor, since, account)

    async def _number(self) -> str:
        if not self._account:
            self._account = (await self._me()).text("id")
        return self._account

    async def _me(self) -> Answer:
        return await self._wire.call("GET", "/api/v1/accounts/verify_credentials")

    def _receipt(self, answer: Answer) -> Receipt:
        return Receipt(remote_id=answer.text("id"), url=answer.text("url"), quota=answer.quota)


def _kept(progress: Progress, place: Json) -> Progress:
    return replace(progress, state={**progress.state, "place": place})


def _language(outgoing: Outgoing) -> str:
    """ISO 639-1, which is all that Mastodon takes."""
    return outgoing.language.partition("-")[0]
