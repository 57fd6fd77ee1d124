"""Bluesky by the XRPC of the account's own server: publishes, answers, reads, deletes, measures, listens.

Every record has a key of ours, so publishing twice changes nothing and looking for it is one question.
Written against the lexicons of August 2026. A post cannot be corrected: apps go on showing the first text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from multidict import MultiDict

from jansetu.connectors import bluesky_audience as audience
from jansetu.connectors import bluesky_records as records
from jansetu.connectors import pictures
from jansetu.connectors.bluesky_dialect import DIALECT
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
    PostFigures,
    Progress,
    Receipt,
    RemotePost,
    Sighting,
)
from jansetu.connectors.errors import ConnectorError, NotAuthorized, Rejected, Unavailable
from jansetu.connectors.http import Answer, Http, Verdict, address, failure

WEB = "https://bsky.app"  # shows the posts of every server
SERVER, REPO = "/xrpc/com.atproto.server.", "/xrpc/com.atproto.repo."
RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
SIGN_IN_SECONDS, RESOLVE_SECONDS = 10, 5
BLOB_LIFE = 15 * 60  # seconds; the lexicon says that an upload in no record is kept for "minutes"


@dataclass(frozen=True, kw_only=True, slots=True)
class BlueskyCredentials(Credentials):
    """A handle and an app password, which can be taken back without changing the account's own."""

    server: str = field(
        default="https://bsky.social",
        metadata={
            "hi": "सर्वर",
            "en": "Server",
            "help_hi": "Bluesky का अपना, या विभाग का अपना PDS",
            "help_en": "Bluesky's own, or the department's own PDS",
        },
    )
    handle: str = field(
        metadata={
            "hi": "हैंडल",
            "en": "Handle",
            "help_hi": "जैसे collectorujjain.bsky.social",
            "help_en": "Such as collectorujjain.bsky.social",
            "pattern": r"@?[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?\.[A-Za-z][A-Za-z0-9\-]*",
        }
    )
    app_password: str = field(
        repr=False,
        metadata={
            "hi": "ऐप पासवर्ड",
            "en": "App password",
            "secret": True,
            "help_hi": "सेटिंग → गोपनीयता और सुरक्षा → App passwords; खाते का मुख्य पासवर्ड नहीं",
            "help_en": "Settings → Privacy and security → App passwords; never the account's main one",
        },
    )


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in; the token lives in memory only, for about two hours."""

    did: str
    handle: str
    token: str = field(repr=False)


class Bluesky(Connector):
    """One Bluesky account. Keeps its session, which may be made only 300 times a day."""

    kind = "bluesky"
    label = "Bluesky"
    limits = Limits(
        counts="graphemes",
        text=300,
        text_bytes=3000,
        pictures=4,
        picture_bytes=1_000_000,
        picture_edge=2000,
        source="lexicons of August 2026; pictures 1 MB, for not every server takes the new 2 MB yet",
    )
    credentials_class = BlueskyCredentials
    timeline_lag = timedelta(0)  # a record is read where it was written
    figures_at_once = 25

    def __init__(self, credentials: BlueskyCredentials, http: Http) -> None:
        self._server, self._http = credentials.server, http
        self._login = {
            "identifier": credentials.handle.removeprefix("@"),
            "password": credentials.app_password,
        }
        self._lock = asyncio.Lock()
        # What the last signing in came to; before the first one, nobody is signed in.
        self._signed: Session | ConnectorError = NotAuthorized("token_refused")

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture, look up a mention, or put the record: one call, besides a session's."""
        return await self._step(outgoing, self._fresh(progress.state))

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """The same, after a look at what is answered: a reply names that version of it and its thread."""
        state = self._fresh(progress.state)
        if not state.get("reply"):
            answered = await self._standing(remote_id)
            return Progress(step="reply", state=state | {"reply": audience.reply_place(answered)})
        return await self._step(outgoing, state)

    async def _standing(self, remote_id: str) -> Answer:
        answer = await self._record(*self._place(remote_id))
        if answer is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        return answer

    async def _step(self, outgoing: Outgoing, state: Json) -> Progress | Receipt:
        if len(state["blobs"]) < len(outgoing.pictures):
            state["blobs"].append(await self._upload(outgoing, len(state["blobs"])))
            return Progress(step="pictures", state=state)
        unknown = [one for one in records.handles(outgoing.text) if one not in state["dids"]]
        if unknown:
            state["dids"][unknown[0]] = await self._did_of(unknown[0])
            return Progress(step="mentions", state=state)
        record = records.post_record(
            outgoing, blobs=state["blobs"], dids=state["dids"], reply=state.get("reply")
        )
        rkey = records.record_key(outgoing.created_at, outgoing.key)
        try:
            return await self._put(records.POST, rkey, record)
        except Rejected as error:
            if error.code != "picture_lost" or state.get("again"):
                raise
        kept = {name: state[name] for name in ("reply",) if name in state}
        return Progress(
            step="pictures", state={**kept, "again": True}
        )  # the server has swept them away: once anew

    def _fresh(self, saved: Json) -> Json:
        """The state of a publication; uploads that the server may have swept away are made anew."""
        now = self._http.clock().timestamp()
        state: Json = {"blobs": [], "dids": {}, "until": now + BLOB_LIFE, **saved}
        if state["until"] <= now:
            state |= {"blobs": [], "until": now + BLOB_LIFE}
        return state | {"blobs": list(state["blobs"]), "dids": dict(state["dids"])}

    async def _upload(self, outgoing: Outgoing, number: int) -> Json:
        picture = outgoing.pictures[number]
        content = await pictures.bytes_of(picture, self.label)
        headers = {"Content-Type": picture.mime}
        answer = await self._signed_call("POST", f"{REPO}uploadBlob", data=content, headers=headers)
        answer.text("blob", "ref", "$link")
        blob: Json = answer.get("blob")
        return blob

    async def _did_of(self, handle: str) -> str:
        """The account that a handle stands for; empty where the server cannot say: it stays plain text."""
        try:
            answer = await self._call("GET", RESOLVE, params={"handle": handle}, seconds=RESOLVE_SECONDS)
            return answer.text("did")
        except (Rejected, NotAuthorized, Unavailable):
            return ""

    async def _put(self, collection: str, rkey: str, record: Json) -> Receipt:
        session = await self._session()
        body = {"repo": session.did, "collection": collection, "rkey": rkey, "record": record}
        answer = await self._signed_call("POST", f"{REPO}putRecord", publishes=True, json=body)
        uri = answer.text("uri")
        answer.text("cid")
        return Receipt(remote_id=uri, url=self._page(uri), quota=answer.quota)

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask for the record by the key that only this delivery has: it is there or it is not."""
        session = await self._session()
        rkey = records.record_key(outgoing.created_at, outgoing.key)
        answer = await self._record(session.did, records.POST, rkey)
        if answer is None or answer.text("uri") in known:
            return Absent()
        uri = answer.text("uri")
        return Found(receipt=Receipt(remote_id=uri, url=self._page(uri)))

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """A reply has a key of its own as a post has, so it is the same question."""
        return await self.find(outgoing, progress=progress, since=since, known=known)

    async def account_figures(self) -> AccountFigures:
        """Followers, followed and posts, as the AppView behind the server counts them."""
        actor = {"actor": (await self._session()).did}
        return audience.account_figures(await self._viewed("actor.getProfile", actor))

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Likes, reposts, quotes, replies and bookmarks."""
        params = MultiDict(("uris", remote_id) for remote_id in remote_ids)
        return audience.post_figures(await self._viewed("feed.getPosts", params))

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of replies, mentions and quotes."""
        params = MultiDict(audience.asked(cursor))
        answer = await self._viewed("notification.listNotifications", params)
        return audience.hearing(answer, cursor, since)

    async def _viewed(self, method: str, params: Mapping[str, str]) -> Answer:
        """What the AppView behind the server tells; a server that has none refuses the request as such.

        PDS 0.4.217 says 400 InvalidRequest then, as it does of a page that it does not know any more.
        """
        try:
            return await self._signed_call("GET", f"/xrpc/app.bsky.{method}", params=params)
        except Rejected as error:
            if error.code != "rejected" or "cursor" in params:
                raise
            raise failure(Verdict(Unavailable, "no_view"), self.label, status=error.status) from None

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Put the reply into, or take it out of, the hidden ones of the thread that this account began."""
        session, reply = await self._session(), await self._standing(remote_id)
        thread = audience.reply_place(reply)["root"]["uri"]
        repo, _, rkey = self._place(thread)
        if repo != session.did or thread == remote_id:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        standing = await self._record(repo, audience.THREADGATE, rkey)
        now = self._http.clock()
        record = audience.threadgate(standing, thread, remote_id, hidden=hidden, now=now)
        if record is not None:
            seen = standing.text("cid") if standing else None
            place = {"repo": repo, "collection": audience.THREADGATE, "rkey": rkey}
            body = {**place, "record": record, "swapRecord": seen}
            answer = await self._signed_call("POST", f"{REPO}putRecord", json=body)
            answer.text("uri")

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as its server has it; for a repost, the post that it repeats."""
        answer = await self._record(*self._place(remote_id))
        original = answer.get("value", "subject", "uri") if answer else None
        if original:
            answer = await self._record(*self._place(str(original)))
        if answer is None:
            return None
        return RemotePost(
            remote_id=remote_id,
            text=str(answer.get("value", "text") or ""),
            url=self._page(answer.text("uri")),
            published_at=audience.time_of(answer.get("value", "createdAt")),
            raw=answer.body,
        )

    async def delete(self, remote_id: str) -> None:
        """Delete the post or the repost; a record that is not there is a success on every server."""
        repo, collection, rkey = self._place(remote_id)
        body = {"repo": repo, "collection": collection, "rkey": rkey}
        answer = await self._signed_call("POST", f"{REPO}deleteRecord", json=body)
        if not isinstance(answer.body, dict):
            answer.not_understood()

    async def repost(self, remote_id: str) -> Receipt:
        """Repost under a key that follows from the post, so that one which stands is found again."""
        session = await self._session()
        subject = await self._record(*self._place(remote_id))
        made = audience.time_of(subject.get("value", "createdAt")) if subject else None
        if subject is None or made is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        rkey = records.record_key(made, remote_id)
        standing = await self._record(session.did, records.REPOST, rkey)
        if standing is not None:
            return Receipt(remote_id=standing.text("uri"), url=self._page(remote_id))
        record = records.repost_record(remote_id, subject.text("cid"), self._http.clock())
        receipt = await self._put(records.REPOST, rkey, record)
        return Receipt(remote_id=receipt.remote_id, url=self._page(remote_id), quota=receipt.quota)

    async def whoami(self) -> Account:
        """The account behind the app password; its name from its own profile record."""
        answer = await self._signed_call("GET", f"{SERVER}getSession")
        did, handle = answer.text("did"), answer.text("handle")
        profile = await self._record(did, records.PROFILE, "self")
        name = profile.get("value", "displayName") if profile else None
        return Account(
            remote_id=did, handle=handle, name=str(name or handle), url=f"{self._web()}/profile/{did}"
        )

    async def _record(self, repo: str, collection: str, rkey: str) -> Answer | None:
        """A record as it stands; None where the server says that there is none."""
        params = {"repo": repo, "collection": collection, "rkey": rkey}
        try:
            answer = await self._call("GET", f"{REPO}getRecord", params=params)
        except Rejected as error:
            if error.code == "not_there" and error.status == 400:
                return None
            raise
        if not isinstance(answer.get("value"), dict):
            answer.not_understood()
        return answer

    def _place(self, remote_id: str) -> tuple[str, str, str]:
        place = records.place_of(remote_id)
        if place is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        return place

    async def _session(self) -> Session:
        known = self._signed
        return known if isinstance(known, Session) else await self._sign_in(known)

    async def _sign_in(self, before: Session | ConnectorError) -> Session:
        """A session newer than `before`; whoever waits for another's signing in shares what it comes to."""
        async with self._lock:
            if self._signed is before:
                try:
                    self._signed = await self._create_session()
                except ConnectorError as error:
                    self._signed = error
            outcome = self._signed
        if isinstance(outcome, Session):
            return outcome
        raise outcome

    async def _create_session(self) -> Session:
        """Publishes nothing, so its failure leaves no doubt; a no to handle and password is final."""
        try:
            answer = await self._call(
                "POST", f"{SERVER}createSession", json=self._login, seconds=SIGN_IN_SECONDS
            )
        except Rejected as error:
            verdict = Verdict(NotAuthorized, "token_refused")
            raise failure(verdict, self.label, status=error.status) from None
        return Session(answer.text("did"), answer.text("handle"), answer.text("accessJwt"))

    async def _signed_call(self, method: Any, path: str, **rest: Any) -> Answer:
        """A call with the session's token; once more with a new one where the server refuses the old."""
        session = await self._session()
        try:
            return await self._with(session, method, path, rest)
        except NotAuthorized as error:
            if error.code != "token_refused":
                raise
        return await self._with(await self._sign_in(session), method, path, rest)

    async def _with(self, session: Session, method: Any, path: str, rest: Json) -> Answer:
        headers = {**rest.get("headers", {}), "Authorization": f"Bearer {session.token}"}
        return await self._call(method, path, **{**rest, "headers": headers})

    async def _call(self, method: Any, path: str, **rest: Any) -> Answer:
        return await self._http.call(method, address(self._server, path), dialect=DIALECT, **rest)

    def _web(self) -> str:
        """Where citizens read: bsky.app, or the practice platform itself."""
        return WEB if self._server.startswith("https://") else self._server.rstrip("/")

    def _page(self, uri: str) -> str:
        repo, _, rkey = self._place(uri)
        return f"{self._web()}/profile/{repo}/post/{rkey}"
