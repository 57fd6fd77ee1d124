"""Facebook: its addresses, its tokens, and how it says no."""

from __future__ import annotations

from math import ceil

from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.facebook import wire
from jansetu.sandbox.facebook.films import Films
from jansetu.sandbox.facebook.posts import CALLS, too_many
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.meters import Reading as MeterReading
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.world import Account, World

WORDS: dict[str, tuple[int, int, str, bool]] = {
    "401": (400, 190, "Invalid OAuth access token - Cannot parse access token", False),
    "403": (403, 200, "(#200) The permission(s) pages_manage_posts are not available.", False),
    "500": (500, 1, "An unknown error has occurred.", True),
    "503": (503, 2, "Service temporarily unavailable", True),
    "refuse": (400, 100, "(#100) Invalid parameter", False),
    "duplicate": (400, 506, "(#506) Duplicate status message", False),
}


class Facebook(Films):
    """The practice Facebook."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ids = Sequence(epoch=0, shift=8)
        for platform, taken in (*world.posts, *world.media, *world.aside):
            self.ids.pass_over(int(taken.rpartition("_")[2]) if platform == self.name else 0)
        add = self.routes.add
        add("POST", "/{version}/{page}/feed", "publish", self.feed)
        add("POST", "/{version}/{page}/photos", "upload", self.photos)
        add("POST", "/{version}/{page}/videos", "publish", self.videos)
        add("POST", "/{version}/{page}/subscribed_apps", "session", self.subscribe)
        add("GET", "/{version}/{page}/feed", "read", self.wall)
        add("GET", "/{version}/{node}/comments", "read", self.comments)
        add("POST", "/{version}/{node}/comments", "publish", self.comment)
        for edge in ("published_posts", "posts"):
            add("GET", f"/{{version}}/{{page}}/{edge}", "read", self.published_posts)
        add("GET", "/{version}/{post}/attachments", "read", self.attachments)
        add("GET", "/{version}/{node}", "read", self.node)
        add("POST", "/{version}/{node}", "correct", self.change)
        add("DELETE", "/{version}/{node}", "delete", self.remove)
        add("GET", "/{post}", "read", self.see, open=True)

    def account_of(self, call: Call) -> Account | None:
        """The token may also be the parameter access_token, of the query or the form."""
        parameter = call.query.get("access_token", "") or call.field("access_token")
        return self.account_for(call.bearer or parameter)

    def subscribe(self, call: Call, account: Account, version: str, page: str) -> Answer:
        """POST /{page}/subscribed_apps: the Page is in the app, and the app's one address is called."""
        if page != account.number:
            return wire.unsupported("post", page)
        if not call.field("subscribed_fields"):
            return wire.failed(400, 100, "(#100) The parameter subscribed_fields is required")
        return wire.said({"success": True})

    def see(self, call: Call, post_id: str) -> Answer:
        """The citizen's address of a post."""
        return self.see_post(self.world.post(self.name, post_id))

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """Facebook's own words."""
        if kind == "429":
            minutes = ceil((wait or 3600) / 60)
            spent = MeterReading(CALLS, 0, 0, exceeded=True)
            return too_many(wire.usage(account.number if account else "0", spent, minutes))
        status, code, message, transient = WORDS[kind]
        answer = wire.failed(status, code, message, transient=transient)
        if kind == "401":
            answer.headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{message}"'
        return answer

    def not_found(self) -> Answer:
        """For an address that Facebook does not have."""
        return wire.failed(400, 2500, "Unknown path components")

    def malformed(self) -> Answer:
        """For a parameter that it cannot read."""
        return wire.failed(400, 100, "(#100) Invalid parameter")
