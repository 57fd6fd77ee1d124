"""X: its addresses, and how it says no."""

from __future__ import annotations

from math import ceil

from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.numbers import X_EPOCH, Sequence
from jansetu.sandbox.world import Account, World
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.audience import Audience
from jansetu.sandbox.x.posts import LIMITS, WINDOW


class X(Audience):
    """The practice X."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.unfinished, self.incoming, self.finished = {}, {}, {}
        self.ids = Sequence(epoch=X_EPOCH, shift=22)
        for platform, taken in (*world.posts, *world.media):
            self.ids.pass_over(int(taken) if platform == self.name else 0)
        add = self.routes.add
        add("POST", "/2/tweets", "publish", self.create)
        add("GET", "/2/tweets", "read", self.several)
        add("GET", "/2/tweets/{id}", "read", self.one)
        add("DELETE", "/2/tweets/{id}", "delete", self.remove)
        add("GET", "/2/users/me", "read", self.me)
        add("GET", "/2/users/{id}/tweets", "read", self.of_user)
        add("GET", "/2/users/{id}/mentions", "read", self.mentions)
        add("PUT", "/2/tweets/{id}/hidden", "correct", self.hide)
        add("POST", "/2/users/{id}/retweets", "publish", self.repost)
        add("DELETE", "/2/users/{id}/retweets/{source}", "delete", self.unrepost)
        add("POST", "/2/media/upload", "upload", self.upload)
        add("GET", "/2/media/upload", "read", self.status)
        add("POST", "/2/media/upload/initialize", "upload", self.begin)
        add("POST", "/2/media/upload/{id}/append", "upload", self.append)
        add("POST", "/2/media/upload/{id}/finalize", "upload", self.finish)
        add("POST", "/2/media/metadata", "upload", self.describe)
        add("GET", "/{handle}/status/{id}", "read", self.see, open=True)
        add("GET", "/i/web/status/{id}", "read", self.see_id, open=True)

    def see_id(self, call: Call, post_id: str) -> Answer:
        """The citizen's address of a post, where only its id is known."""
        return self.see(call, "", post_id)

    def see(self, call: Call, handle: str, post_id: str) -> Answer:
        """The citizen's address of a post."""
        return self.see_post(self.world.post(self.name, post_id))

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """X's own words."""
        if kind == "401":
            return wire.problem(401, "Unauthorized", "Unauthorized")
        if kind == "403":
            return wire.forbidden("You are not permitted to perform this action.")
        if kind == "429":
            reset = ceil(self.world.clock() + (wait or WINDOW))
            told = {"x-rate-limit-limit": str(LIMITS["post"]), "x-rate-limit-reset": str(reset)}
            return wire.too_many(told)
        if kind == "duplicate":
            return wire.forbidden("You are not allowed to create a Tweet with duplicate content.")
        if kind == "refuse":
            return wire.invalid("The Tweet cannot be created.")
        title = "Service Unavailable" if kind == "503" else "Internal Server Error"
        return wire.problem(int(kind), title, title)

    def not_found(self) -> Answer:
        """404 for an address that X does not have."""
        return wire.problem(404, "Not Found", "Not Found")

    def malformed(self) -> Answer:
        """400 for a body that is not a JSON object."""
        return wire.invalid("Requests with bodies must have content-type of application/json.")
