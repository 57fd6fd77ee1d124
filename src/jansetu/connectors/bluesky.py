"""Bluesky by its own server's XRPC: posts, films, threads, answers; finds, lists, deletes, measures, hears.

Every record has a key of ours, so publishing twice changes nothing and looking for it is one question.
Written against the lexicons of August 2026. A post cannot be corrected: apps go on showing the first text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from multidict import MultiDict

from jansetu.connectors import bluesky_audience as audience
from jansetu.connectors import bluesky_films, pictures, threads
from jansetu.connectors import bluesky_records as records
from jansetu.connectors.bluesky_wire import REPO, SERVER, Wire
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
    Timeline,
    VideoLimits,
)
from jansetu.connectors.errors import NotAuthorized, Rejected, Unavailable
from jansetu.connectors.http import Answer, Http, Verdict, failure

RESOLVE = "/xrpc/com.atproto.identity.resolveHandle"
RESOLVE_SECONDS = 5
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
        video=VideoLimits(size=100_000_000, seconds=180),
        further=threads.FURTHER,
        follows_as="thread",
        source="lexicons and docs.bsky.app, August 2026; pictures 1 MB and films 100 MB, for not every "
        "server takes the new 2 MB and 300 MB yet; the length of a thread is our own choice",
    )
    credentials_class = BlueskyCredentials
    timeline_lag = timedelta(0)  # a record is read where it was written
    figures_at_once = 25

    def __init__(self, credentials: BlueskyCredentials, http: Http) -> None:
        self._wire = Wire(http, credentials.server, credentials.handle, credentials.app_password)

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Upload a picture or a piece of a film, look up a mention, or put the next record: one call."""
        return await self._step(outgoing, progress, self._fresh(progress.state))

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """The same, after a look at what is answered: a reply names that version of it and its thread."""
        state = self._fresh(progress.state)
        if not state.get("reply"):
            answered = await self._standing(remote_id)
            return Progress(step="reply", state=state | {"reply": audience.reply_place(answered)})
        return await self._step(outgoing, progress, state)

    async def _standing(self, remote_id: str) -> Answer:
        answer = await self._record(*self._place(remote_id))
        if answer is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        return answer

    async def _step(self, outgoing: Outgoing, progress: Progress, state: Json) -> Progress | Receipt:
        part = threads.part(outgoing, progress)
        prepared = await self._prepare(part, state)
        if prepared is not None:
            return prepared
        record = records.post_record(
            part,
            blobs=state["blobs"],
            dids=state["dids"],
            reply=state.get("reply"),
            film=state["film"].get("blob"),
        )
        rkey = records.record_key(part.created_at, part.key)
        try:
            receipt, cid = await self._put(records.POST, rkey, record)
        except Rejected as error:
            if error.code != "picture_lost" or state.get("again"):
                raise
            # The server has swept the uploads away: once anew.
            kept = {name: state[name] for name in ("reply",) if name in state} | threads.kept(progress)
            return Progress(step="pictures", state={**kept, "again": True})
        following = records.reply_after(state, receipt.remote_id, cid)
        return threads.after(outgoing, progress, receipt, reply=following)

    async def _prepare(self, part: Outgoing, state: Json) -> Progress | None:
        """The next call that this part needs before its record, or None."""
        if part.video and "blob" not in state["film"]:
            state["film"] = await bluesky_films.next_call(self._wire, part.video, state["film"])
            return Progress(step="film", state=state)
        if len(state["blobs"]) < len(part.pictures):
            state["blobs"].append(await self._upload(part, len(state["blobs"])))
            return Progress(step="pictures", state=state)
        unknown = [one for one in records.handles(part.text) if one not in state["dids"]]
        if unknown:
            state["dids"][unknown[0]] = await self._did_of(unknown[0])
            return Progress(step="mentions", state=state)
        return None

    def _fresh(self, saved: Json) -> Json:
        """The state of a publication; uploads that the server may have swept away are made anew."""
        now = self._wire.http.clock().timestamp()
        state: Json = {"blobs": [], "film": {}, "dids": {}, "until": now + BLOB_LIFE, **saved}
        if state["until"] <= now:
            state |= {"blobs": [], "until": now + BLOB_LIFE}
        return state | {name: type(state[name])(state[name]) for name in ("blobs", "film", "dids")}

    async def _upload(self, outgoing: Outgoing, number: int) -> Json:
        picture = outgoing.pictures[number]
        content = await pictures.bytes_of(picture, self.label)
        headers = {"Content-Type": picture.mime}
        answer = await self._wire.signed("POST", f"{REPO}uploadBlob", data=content, headers=headers)
        answer.text("blob", "ref", "$link")
        blob: Json = answer.get("blob")
        return blob

    async def _did_of(self, handle: str) -> str:
        """The account that a handle stands for; empty where the server cannot say: it stays plain text."""
        try:
            answer = await self._wire.call("GET", RESOLVE, params={"handle": handle}, seconds=RESOLVE_SECONDS)
            return answer.text("did")
        except (Rejected, NotAuthorized, Unavailable):
            return ""

    async def _put(self, collection: str, rkey: str, record: Json) -> tuple[Receipt, str]:
        """The receipt, and which version of the record it is of."""
        session = await self._wire.session()
        body = {"repo": session.did, "collection": collection, "rkey": rkey, "record": record}
        answer = await self._wire.signed("POST", f"{REPO}putRecord", publishes=True, json=body)
        uri = answer.text("uri")
        return Receipt(remote_id=uri, url=self._page(uri), quota=answer.quota), answer.text("cid")

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Ask for the record by the key that only this part has: it is there or it is not."""
        part, session = threads.part(outgoing, progress), await self._wire.session()
        rkey = records.record_key(part.created_at, part.key)
        answer = await self._record(session.did, records.POST, rkey)
        if answer is None or answer.text("uri") in known:
            return Absent()
        uri = answer.text("uri")
        found = Found(receipt=Receipt(remote_id=uri, url=self._page(uri)))
        reply = records.reply_after(progress.state, uri, str(answer.get("cid") or ""))
        return threads.seen(outgoing, progress, found, reply=reply)

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
        actor = {"actor": (await self._wire.session()).did}
        return audience.account_figures(await self._wire.viewed("actor.getProfile", actor))

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """Likes, reposts, quotes, replies and bookmarks."""
        params = MultiDict(("uris", remote_id) for remote_id in remote_ids)
        return audience.post_figures(await self._wire.viewed("feed.getPosts", params))

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """One page of replies, mentions and quotes."""
        params = MultiDict(audience.asked(cursor))
        answer = await self._wire.viewed("notification.listNotifications", params)
        return audience.hearing(answer, cursor, since)

    async def own_posts(self, cursor: Json, *, since: datetime) -> Timeline:
        """One page of the posts in the account's own repository, oldest first; needs no AppView."""
        did = (await self._wire.session()).did
        asked = audience.asked_posts(cursor, since, did)
        answer = await self._wire.call("GET", f"{REPO}listRecords", params=asked)
        return audience.listed(answer, cursor, asked["cursor"], self._wire.http.clock(), self._page)

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Put the reply into, or take it out of, the hidden ones of the thread that this account began."""
        session, reply = await self._wire.session(), await self._standing(remote_id)
        thread = audience.reply_place(reply)["root"]["uri"]
        repo, _, rkey = self._place(thread)
        if repo != session.did or thread == remote_id:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        standing = await self._record(repo, audience.THREADGATE, rkey)
        now = self._wire.http.clock()
        record = audience.threadgate(standing, thread, remote_id, hidden=hidden, now=now)
        if record is not None:
            seen = standing.text("cid") if standing else None
            place = {"repo": repo, "collection": audience.THREADGATE, "rkey": rkey}
            body = {**place, "record": record, "swapRecord": seen}
            answer = await self._wire.signed("POST", f"{REPO}putRecord", json=body)
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
        answer = await self._wire.signed("POST", f"{REPO}deleteRecord", json=body)
        if not isinstance(answer.body, dict):
            answer.not_understood()

    async def repost(self, remote_id: str) -> Receipt:
        """Repost under a key that follows from the post, so that one which stands is found again."""
        session = await self._wire.session()
        subject = await self._record(*self._place(remote_id))
        made = audience.time_of(subject.get("value", "createdAt")) if subject else None
        if subject is None or made is None:
            raise failure(Verdict(Rejected, "not_there"), self.label)
        rkey = records.record_key(made, remote_id)
        standing = await self._record(session.did, records.REPOST, rkey)
        if standing is not None:
            return Receipt(remote_id=standing.text("uri"), url=self._page(remote_id))
        record = records.repost_record(remote_id, subject.text("cid"), self._wire.http.clock())
        receipt, _ = await self._put(records.REPOST, rkey, record)
        return Receipt(remote_id=receipt.remote_id, url=self._page(remote_id), quota=receipt.quota)

    async def whoami(self) -> Account:
        """The account behind the app password; its name from its own profile record."""
        answer = await self._wire.signed("GET", f"{SERVER}getSession")
        did, handle = answer.text("did"), answer.text("handle")
        profile = await self._record(did, records.PROFILE, "self")
        name = profile.get("value", "displayName") if profile else None
        return Account(
            remote_id=did, handle=handle, name=str(name or handle), url=f"{self._wire.web}/profile/{did}"
        )

    async def _record(self, repo: str, collection: str, rkey: str) -> Answer | None:
        """A record as it stands; None where the server says that there is none."""
        params = {"repo": repo, "collection": collection, "rkey": rkey}
        try:
            answer = await self._wire.call("GET", f"{REPO}getRecord", params=params)
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

    def _page(self, uri: str) -> str:
        repo, _, rkey = self._place(uri)
        return f"{self._wire.web}/profile/{repo}/post/{rkey}"
