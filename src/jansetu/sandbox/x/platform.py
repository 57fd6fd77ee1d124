"""X: its addresses, and how it says no."""

from __future__ import annotations

from jansetu.sandbox.exchange import Answer
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.numbers import X_EPOCH, Sequence
from jansetu.sandbox.world import Account, World
from jansetu.sandbox.x import wire
from jansetu.sandbox.x.posts import LIMITS, WINDOW, too_many
from jansetu.sandbox.x.timelines import Timelines


class X(Timelines):
    """The practice X."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ids = Sequence(epoch=X_EPOCH, shift=22)
        for platform, post_id in world.posts:
            self.ids.pass_over(int(post_id) if platform == self.name else 0)
        add = self.routes.add
        add("POST", "/2/tweets", "publish", self.create)
        add("GET", "/2/tweets", "read", self.several)
        add("GET", "/2/tweets/{id}", "read", self.one)
        add("DELETE", "/2/tweets/{id}", "delete", self.remove)
        add("GET", "/2/users/me", "read", self.me)
        add("GET", "/2/users/{id}/tweets", "read", self.of_user)
        add("POST", "/2/users/{id}/retweets", "publish", self.repost)
        add("DELETE", "/2/users/{id}/retweets/{source}", "delete", self.unrepost)

    def refusal(self, kind: str, account: Account | None) -> Answer:
        """X's own words."""
        if kind == "401":
            return wire.problem(401, "Unauthorized", "Unauthorized")
        if kind == "403":
            return wire.forbidden("You are not permitted to perform this action.")
        if kind == "429":
            reset = int(self.world.clock()) + WINDOW
            return too_many({"x-rate-limit-limit": str(LIMITS["post"]), "x-rate-limit-reset": str(reset)})
        if kind == "duplicate":
            return wire.forbidden("You are not allowed to create a Tweet with duplicate content.")
        if kind == "refuse":
            return wire.invalid("The Tweet cannot be created.")
        title = "Service Unavailable" if kind == "503" else "Internal Server Error"
        return wire.problem(int(kind), title, title)

    def not_found(self) -> Answer:
        """404 for an address that X does not have."""
        return wire.problem(404, "Not Found", "Not Found")

    def bad_body(self) -> Answer:
        """400 for a body that is not a JSON object."""
        return wire.invalid("Requests with bodies must have content-type of application/json.")
