"""Bluesky: its addresses, sessions, and how it says no."""

from __future__ import annotations

from math import ceil

from jansetu.sandbox.bluesky import wire
from jansetu.sandbox.bluesky.films import Films
from jansetu.sandbox.bluesky.records import HOUR, POINTS
from jansetu.sandbox.exchange import Answer, Call, Json, text_in
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.meters import Reading
from jansetu.sandbox.numbers import did
from jansetu.sandbox.world import Account, World

ACCESS, REFRESH = "com.atproto.appPass", "com.atproto.refresh"
ACCESS_LIFE, REFRESH_LIFE = 2 * 3600, 90 * 24 * 3600  # seconds; the PDS's own


class Bluesky(Films):
    """The practice Bluesky."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.jobs = {}
        add, server, repo = self.routes.add, "/xrpc/com.atproto.server.", "/xrpc/com.atproto.repo."
        add("POST", f"{server}createSession", "session", self.create_session, open=True)
        add("POST", f"{server}refreshSession", "session", self.refresh_session, open=True)
        add("GET", f"{server}getSession", "session", self.get_session)
        add("POST", f"{repo}uploadBlob", "upload", self.upload_blob)
        add("POST", f"{repo}putRecord", "publish", self.put_record)
        add("POST", f"{repo}createRecord", "publish", self.create_record)
        add("POST", f"{repo}deleteRecord", "delete", self.delete_record)
        add("GET", f"{repo}getRecord", "read", self.get_record, open=True)
        add("GET", f"{repo}listRecords", "read", self.list_records, open=True)
        add("GET", "/xrpc/com.atproto.identity.resolveHandle", "read", self.resolve_handle, open=True)
        add("GET", "/xrpc/app.bsky.actor.getProfile", "read", self.get_profile)
        add("GET", "/xrpc/app.bsky.feed.getAuthorFeed", "read", self.get_author_feed)
        add("GET", "/xrpc/app.bsky.feed.getPosts", "read", self.get_posts)
        add("GET", "/xrpc/app.bsky.notification.listNotifications", "read", self.list_notifications)
        video = "/xrpc/app.bsky.video."
        add("GET", f"{server}getServiceAuth", "session", self.get_service_auth)
        add("POST", f"{video}startUpload", "upload", self.start_upload, open=True)
        add("POST", f"{video}uploadPart", "upload", self.upload_part, open=True)
        add("GET", f"{video}getUploadStatus", "read", self.get_upload_status, open=True)
        add("POST", f"{video}finishUpload", "upload", self.finish_upload, open=True)
        add("GET", f"{video}getJobStatus", "read", self.get_job_status, open=True)
        add("GET", "/profile/{handle}/post/{rkey}", "read", self.see, open=True)

    def account_of(self, call: Call) -> Account | None:
        """Whose access token it is; an expired one is as dead as a wrong one."""
        return self.account_in(call, ACCESS)

    def account_in(self, call: Call, scope: str) -> Account | None:
        """The account of a token of that scope which has not expired."""
        said = wire.token_content(call.bearer)
        if said is None or said["scope"] != scope or said["exp"] <= self.world.clock():
            return None
        return self.world.account(self.name, said["account"])

    def create_session(self, call: Call) -> Answer:
        """com.atproto.server.createSession: the app password names the account."""
        body = call.json()
        account = self.account_for(text_in(body, "password"))
        if account is None or text_in(body, "identifier") not in names(account):
            return wire.error(401, "AuthenticationRequired", "Invalid identifier or password")
        return Answer.json(200, self.session(account))

    def refresh_session(self, call: Call) -> Answer:
        """com.atproto.server.refreshSession: a new pair for a refresh token."""
        account = self.account_in(call, REFRESH)
        return Answer.json(200, self.session(account)) if account else self.refusal("401", None)

    def get_session(self, call: Call, account: Account) -> Answer:
        """com.atproto.server.getSession."""
        return Answer.json(200, whose(account))

    def session(self, account: Account) -> Json:
        """A fresh pair of tokens."""
        now = self.world.clock()
        return {
            "accessJwt": wire.token(account.name, ACCESS, now + ACCESS_LIFE),
            "refreshJwt": wire.token(account.name, REFRESH, now + REFRESH_LIFE),
            **whose(account),
        }

    def see(self, call: Call, handle: str, rkey: str) -> Answer:
        """The citizen's address of a post."""
        account = self.repo(handle)
        found = self.world.post(self.name, wire.uri(account, "app.bsky.feed.post", rkey)) if account else None
        return self.see_post(found)

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """Bluesky's own words."""
        if kind == "429":
            reset = ceil(self.world.clock() + (wait or HOUR))
            return wire.too_many(wire.limits(Reading(POINTS, 0, reset, exceeded=True), HOUR))
        return wire.error(*wire.WORDS[kind])

    def not_found(self) -> Answer:
        """For a method that this server does not have."""
        return wire.error(501, "MethodNotImplemented", "Method Not Implemented")

    def malformed(self) -> Answer:
        """For a request that it cannot read."""
        return wire.invalid("Input must be an object of the lexicon")


def names(account: Account) -> set[str]:
    """Every identifier under which the account may sign in."""
    return {account.name, wire.handle(account), did(account.name)}


def whose(account: Account) -> Json:
    """Who is signed in."""
    return {"did": did(account.name), "handle": wire.handle(account), "active": True}
