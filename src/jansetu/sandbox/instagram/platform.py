"""Instagram: its addresses, its tokens, and how it says no."""

from __future__ import annotations

from math import ceil

from jansetu.sandbox.exchange import Answer, Call
from jansetu.sandbox.facebook import wire
from jansetu.sandbox.faults import Faults
from jansetu.sandbox.instagram.audience import Audience
from jansetu.sandbox.meters import Reading as MeterReading
from jansetu.sandbox.numbers import Sequence
from jansetu.sandbox.world import Account, Post, World

WORDS: dict[str, tuple[int, int, str, bool]] = {
    "401": (400, 190, "Invalid OAuth access token - Cannot parse access token", False),
    "403": (403, 10, "(#10) Application does not have permission for this action", False),
    "500": (500, 1, "An unknown error has occurred.", True),
    "503": (503, 2, "Service temporarily unavailable", True),
    "refuse": (400, 36004, "The caption was too long.", False),
    "duplicate": (400, 9007, "Media ID is not available", False),
}


class Instagram(Audience):
    """The practice Instagram."""

    def __init__(self, world: World, faults: Faults) -> None:
        super().__init__(world, faults)
        self.ids = Sequence(epoch=0, shift=8)
        for platform, taken in (*world.posts, *world.media, *world.aside):
            self.ids.pass_over(int(taken) if platform == self.name else 0)
        add = self.routes.add
        add("GET", "/p/{post}", "read", self.see, open=True)
        add("GET", "/{version}/{user}/content_publishing_limit", "read", self.limit)
        add("POST", "/{version}/{user}/media_publish", "publish", self.publish)
        add("POST", "/{version}/{user}/media", "upload", self.contain)
        add("GET", "/{version}/{user}/media", "read", self.listed)
        add("GET", "/{version}/{post}/children", "read", self.children)
        add("GET", "/{version}/{user}/tags", "read", self.tags)
        add("GET", "/{version}/{post}/comments", "read", self.comments)
        add("POST", "/{version}/{post}/comments", "publish", self.comment_on)
        add("GET", "/{version}/{comment}/replies", "read", self.replies)
        add("POST", "/{version}/{comment}/replies", "publish", self.reply_to)
        add("GET", "/{version}/{post}/insights", "read", self.insights)
        add("GET", "/{version}/{node}", "read", self.node)
        add("POST", "/{version}/{node}", "correct", self.change)
        add("DELETE", "/{version}/{node}", "delete", self.remove)
        add("GET", "/{name}", "read", self.see_account, open=True)

    def account_of(self, call: Call) -> Account | None:
        """The token may also be the parameter access_token, of the query or the form."""
        parameter = call.query.get("access_token", "") or call.field("access_token")
        return self.account_for(call.bearer or parameter)

    def see(self, call: Call, post_id: str) -> Answer:
        """The citizen's address of a post."""
        return self.see_post(self.world.post(self.name, post_id))

    def see_account(self, call: Call, name: str) -> Answer:
        """The citizen's address of an account."""
        if (self.name, name) not in self.world.accounts:
            return self.not_found()
        return Answer(302, b"", headers={"Location": f"/_sandbox/see/{self.name}/{name}"})

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A comment beneath a post, or words to the account; nothing is direct here."""
        answered = self.world.post(self.name, reply_to) if reply_to else None
        over = self.parent(answered) if answered else None  # there are two levels of comments
        made = Post(self.next_number(), author, text, self.world.clock(), to=account.name)
        made.reply_to = over.id if over else reply_to
        said = self.world.remark(self.name, made)
        self.tell_of(account, said)
        return said

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """Instagram's own words."""
        if kind == "429":
            minutes = ceil((wait or 3600) / 60)
            spent = MeterReading(1, 0, 0, exceeded=True)
            answer = wire.failed(400, 80002, "(#80002) There have been too many calls.", transient=True)
            usage = wire.usage(account.number if account else "0", spent, minutes)
            answer.headers |= {name: value.replace('"pages"', '"instagram"') for name, value in usage.items()}
            return answer
        status, code, message, transient = WORDS[kind]
        answer = wire.failed(status, code, message, transient=transient)
        if kind == "401":
            answer.headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{message}"'
        return answer

    def not_found(self) -> Answer:
        """For an address that Instagram does not have."""
        return wire.failed(400, 2500, "Unknown path components")

    def malformed(self) -> Answer:
        """For a parameter that it cannot read."""
        return wire.failed(400, 100, "(#100) Invalid parameter")
