"""YouTube: its addresses, its tokens and their renewal, and how it says no."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer, Call, Malformed
from jansetu.sandbox.faults import Faults, Verb
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.oauth.offices import google_token
from jansetu.sandbox.platform import LIVE
from jansetu.sandbox.routes import Route
from jansetu.sandbox.world import Account, World
from jansetu.sandbox.youtube import wire
from jansetu.sandbox.youtube.audience import Audience
from jansetu.sandbox.youtube.uploads import place_of

APP, SECRET = "practice-app", "secret-"  # of no real app; before an account's name
RENEWING = "renewing-"  # before an account's name: its refresh token
RENEWED = "~"  # behind an account's name: the number of the renewal
SCOPE = "https://www.googleapis.com/auth/youtube.force-ssl"
REASONS = {
    "401": "authError",
    "403": "forbidden",
    "429": "rateLimitExceeded",
    "500": "internalError",
    "503": "backendError",
    "refuse": "invalidDescription",
    "duplicate": "invalidVideoMetadata",
}


class YouTube(Audience):
    """The practice YouTube."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ids, self.renewals = Sequence(epoch=0, shift=4), 0
        kept = [post.detail for (platform, _), post in world.posts.items() if platform == self.name]
        kept += [facts for (platform, _), facts in world.aside.items() if platform == self.name]
        for one in kept:
            self.ids.pass_over(one["number"])
        add, upload, api = self.routes.add, "/upload/youtube/v3/videos", "/youtube/v3"
        for place in (upload, "/resumable" + upload):
            add("POST", place, "upload", self.open_session)
            add("PUT", place, "upload", self.put)
        add("GET", f"{api}/videos", "read", self.videos)
        add("PUT", f"{api}/videos", "correct", self.change)
        add("DELETE", f"{api}/videos", "delete", self.remove)
        add("GET", f"{api}/channels", "read", self.channels)
        add("GET", f"{api}/playlistItems", "read", self.playlist)
        add("GET", f"{api}/commentThreads", "read", self.threads)
        add("POST", f"{api}/commentThreads", "publish", self.begin_thread)
        add("GET", f"{api}/comments", "read", self.comments)
        add("POST", f"{api}/comments", "publish", self.answer_comment)
        add("DELETE", f"{api}/comments", "delete", self.uncomment)
        add("POST", f"{api}/comments/setModerationStatus", "correct", self.moderate)
        add("POST", "/token", "session", self.renew, open=True)
        add("GET", "/watch", "read", self.watch, open=True)
        add("GET", "/channel/{id}", "read", self.see_channel, open=True)

    def account_for(self, token: str) -> Account | None:
        """The account of a live token, also of a renewed one."""
        return super().account_for(token.partition(RENEWED)[0])

    def account_of(self, call: Call) -> Account | None:
        """Whose token the call carries; a session's address needs none."""
        session = self.session(call)
        return self.world.account(self.name, session["account"]) if session else super().account_of(call)

    def verb_of(self, call: Call, route: Route) -> Verb:
        """The piece that makes a film whole publishes; a question how much is there reads."""
        if call.method != "PUT" or route.verb != "upload":
            return route.verb
        try:
            asks = place_of(call) is None
            return "read" if asks else "publish" if self.ends(call) else "upload"
        except Malformed:
            return route.verb

    def renew(self, call: Call) -> Answer:
        """POST /token: a fresh access token for a refresh token, as Google's token endpoint answers."""
        if not call.field("refresh_token").startswith(RENEWING):
            return google_token(self.grants, call)
        name = call.field("refresh_token").removeprefix(RENEWING)
        if (call.field("client_id"), call.field("client_secret")) != (APP, SECRET + name):
            return Answer.json(401, {"error": "invalid_client", "error_description": "Unauthorized"})
        if call.field("grant_type") != "refresh_token":
            told = {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
            return Answer.json(400, told)
        self.renewals += 1
        token = f"{LIVE}{name}{RENEWED}{self.renewals}"
        fresh = {"access_token": token, "expires_in": 3599, "scope": SCOPE, "token_type": "Bearer"}
        return Answer.json(200, fresh)

    def watch(self, call: Call) -> Answer:
        """The citizen's address of a video."""
        return self.see_post(self.world.post(self.name, call.query.get("v", "")))

    def see_channel(self, call: Call, number: str) -> Answer:
        """The citizen's address of a channel."""
        account = self.world.account_by_number(self.name, number)
        if account is None:
            return self.not_found()
        return Answer(302, b"", headers={"Location": f"/_sandbox/see/{self.name}/{account.name}"})

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """YouTube's own words; a 429 names no time, and with a wait of hours it is the day's quota."""
        if kind == "429" and wait >= 3600:
            return wire.failed("quotaExceeded")
        answer = wire.failed(REASONS[kind])
        if kind == "429" and wait:
            answer.headers["Retry-After"] = str(int(wait))
        return answer

    def not_found(self) -> Answer:
        """For an address that YouTube does not have."""
        return wire.failed("notFound")

    def malformed(self) -> Answer:
        """For a parameter or a body that it cannot read."""
        return wire.failed("badRequest")
