"""Mastodon by its REST API: publishes, answers, finds, reads, corrects, deletes, reblogs, measures, listens.

Written against Mastodon 4.7 (August 2026). No polls, no warnings; nobody can hide what another server shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import FormData

from jansetu.connectors import mastodon_audience as audience
from jansetu.connectors import matching, pictures
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
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.connectors.http import Answer, Dialect, Headers, Http, Verdict, address, failure
from jansetu.connectors.mastodon_text import as_shown, plain

PAGE, PAGES = 40, 10  # statuses a page, Mastodon's most; a search gives up after so many pages
ALT_LIMIT = 1500  # characters; /api/v2/instance of 4.x
MEDIA_LIFE = 20 * 3600  # seconds; Mastodon sweeps away what is a day old and in no status (its source, 4.x)


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


def quota(headers: Headers, now: datetime) -> Quota | None:
    """The window that Mastodon tells of: 300 calls in five minutes, or 300 new statuses in three hours."""
    try:
        return Quota(
            scope="account",
            name="calls",
            limit=int(headers["X-RateLimit-Limit"]),
            remaining=int(headers["X-RateLimit-Remaining"]),
            resets_at=datetime.fromisoformat(headers["X-RateLimit-Reset"]).astimezone(UTC),
        )
    except (KeyError, ValueError, OverflowError):
        return None


DIALECT = Dialect("Mastodon", quota=quota)


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
        source="Mastodon's defaults, docs.joinmastodon.org, August 2026; a server may allow more",
    )
    credentials_class = MastodonCredentials
    timeline_lag = timedelta(seconds=30)  # large servers read timelines from replicas of their database

    def __init__(self, credentials: MastodonCredentials, http: Http) -> None:
        self._server, self._http = credentials.server, http
        self._headers = {"Authorization": f"Bearer {credentials.access_token}"}
        self._account = ""  # the account's number, once it has been asked for

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture, ask whether it is ready, or publish: one call."""
        return await self._step(outgoing, progress, {"visibility": "public"})

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """First see who may read what is answered, and whom to name; then as in publishing."""
        place = progress.state.get("place")
        if not place:
            answer = await self._call("GET", f"/api/v1/statuses/{_segment(remote_id)}")
            return Progress(step="place", state={"place": audience.place(answer, remote_id)})
        sent = replace(outgoing, text=audience.addressed(outgoing.text, place["to"]))
        where = {name: place[name] for name in ("in_reply_to_id", "visibility")}
        outcome = await self._step(sent, progress, where)
        return outcome if isinstance(outcome, Receipt) else _kept(outcome, place)

    async def _step(self, outgoing: Outgoing, progress: Progress, place: Json) -> Progress | Receipt:
        if outgoing.pictures:
            prepared = await self._prepare(outgoing, progress)
            if prepared is not None:
                return prepared
        body = {"status": outgoing.text, **place, "language": _language(outgoing)}
        if outgoing.pictures:
            body["media_ids"] = progress.state["media"]
        answer = await self._call(
            "POST",
            "/api/v1/statuses",
            publishes=True,
            headers={**self._headers, "Idempotency-Key": outgoing.key},
            json=body,
        )
        return self._receipt(answer)

    async def _prepare(self, outgoing: Outgoing, progress: Progress) -> Progress | None:
        """The next call that the pictures need, or None where they are ready."""
        now, state = self._http.clock().timestamp(), progress.state
        media, ready = list(state.get("media", [])), int(state.get("ready", 0))
        until = float(state.get("until", now + MEDIA_LIFE))
        if until <= now:
            return Progress()  # the server has swept the uploads away: begin anew
        if ready < len(media):
            await self._see_ready(media[ready])
            ready += 1
        elif len(media) < len(outgoing.pictures):
            uploaded = await self._upload(outgoing, len(media))
            media.append(uploaded.text("id"))
            ready += uploaded.status != 202
        else:
            return None
        return Progress(step="pictures", state={"media": media, "ready": ready, "until": until})

    async def _upload(self, outgoing: Outgoing, number: int) -> Answer:
        picture = outgoing.pictures[number]
        form = FormData()
        if picture.alt:
            form.add_field("description", picture.alt[:ALT_LIMIT])
        content = await pictures.bytes_of(picture, self.label)
        form.add_field("file", content, filename=picture.path.name, content_type=picture.mime)
        return await self._call("POST", "/api/v2/media", data=form)

    async def _see_ready(self, media_id: str) -> None:
        """Unavailable while the server is at it: the runner asks again later, from here."""
        try:
            answer = await self._call("GET", f"/api/v1/media/{_segment(media_id)}")
        except Rejected as error:
            verdict = Verdict(Rejected, "picture_lost" if error.code == "not_there" else error.code)
            raise failure(verdict, self.label, status=error.status) from None
        if answer.status == 206:
            raise failure(Verdict(Unavailable, "picture_processing"), self.label, status=206)
        answer.text("id")

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Read the account's own statuses since the attempt, without reblogs, newest first."""
        timeline = await self._timeline(matching.earliest(since))
        sent = replace(outgoing, text=as_shown(outgoing.text))
        return matching.sighting(sent, timeline, since=since, known=known)

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
        timeline = await self._timeline(matching.earliest(since), answering=remote_id)
        sent = replace(outgoing, text=as_shown(outgoing.text))
        return matching.sighting_of_reply(sent, timeline, since=since, known=known)

    async def _timeline(self, oldest: datetime, *, answering: str = "") -> matching.Timeline:
        """The statuses back to `oldest`; the page that holds an older one, or an empty one, is the last."""
        path = f"/api/v1/accounts/{_segment(await self._number())}/statuses"
        params = {"limit": str(PAGE), "exclude_reblogs": "true"}
        posts: list[matching.Shown] = []
        for _ in range(PAGES):
            answer = await self._call("GET", path, params=params)
            page = [_shown(answer, number) for number in range(len(answer.items()))]
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
            answer = await self._call("GET", f"/api/v1/statuses/{_segment(remote_id)}")
        except Rejected as error:
            if error.code == "not_there":
                return None
            raise
        shown = _shown(answer, *(["reblog"] if answer.get("reblog") else []))
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
            answer = await self._call("DELETE", f"/api/v1/statuses/{_segment(remote_id)}")
        except Rejected as error:
            if error.code == "not_there":
                return
            raise
        answer.text("id")

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Replace the text; the pictures must be named again, or Mastodon drops them."""
        path = f"/api/v1/statuses/{_segment(remote_id)}"
        standing = await self._call("GET", path)
        standing.text("id")
        media = [attachment["id"] for attachment in standing.get("media_attachments") or []]
        body = {"status": outgoing.text, "language": _language(outgoing), "media_ids": media}
        return self._receipt(await self._call("PUT", path, publishes=True, json=body))

    async def repost(self, remote_id: str) -> Receipt:
        """Reblog a status of the same server; one that stands is answered with itself."""
        path = f"/api/v1/statuses/{_segment(remote_id)}/reblog"
        answer = await self._call("POST", path, publishes=True)
        original = answer.text("reblog", "url")
        return Receipt(remote_id=answer.text("id"), url=original, quota=answer.quota)

    async def whoami(self) -> Account:
        """The account behind the token. Its number alone would not tell two servers' accounts apart."""
        answer = await self._me()
        handle = answer.text("username")
        return Account(
            remote_id=f"{answer.text('id')}@{address(self._server, '').host}",
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
            answer = await self._call("GET", f"/api/v1/statuses/{_segment(remote_id)}")
        except Rejected as error:
            if error.code != "not_there":
                raise
            return ()
        return (audience.post_figures(answer),)

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of notifications in which the account was named, for all or for it alone."""
        account = await self._number()
        answer = await self._call("GET", "/api/v1/notifications", params=audience.asked(cursor))
        return audience.hearing(answer, cursor, since, account)

    async def _number(self) -> str:
        if not self._account:
            self._account = (await self._me()).text("id")
        return self._account

    async def _me(self) -> Answer:
        return await self._call("GET", "/api/v1/accounts/verify_credentials")

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        url = address(self._server, path)
        return await self._http.call(method, url, dialect=DIALECT, **{"headers": self._headers, **rest})

    def _receipt(self, answer: Answer) -> Receipt:
        return Receipt(remote_id=answer.text("id"), url=answer.text("url"), quota=answer.quota)


def _segment(remote_id: str) -> str:
    return quote(remote_id, safe="")


def _kept(progress: Progress, place: Json) -> Progress:
    return replace(progress, state={**progress.state, "place": place})


def _language(outgoing: Outgoing) -> str:
    """ISO 639-1, which is all that Mastodon takes."""
    return outgoing.language.partition("-")[0]


def _shown(answer: Answer, *place: str | int) -> matching.Shown:
    """The status at this place of the answer."""
    return matching.Shown(
        answer.text(*place, "id"),
        str(answer.get(*place, "url") or ""),
        plain(str(answer.get(*place, "content") or "")),
        _time(answer.get(*place, "created_at")),
    )


def _time(told: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(told).astimezone(UTC)
    except (TypeError, ValueError):
        return None
