"""What the practice platforms have in common: a table of addresses, tokens, pages of a timeline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import quote

from jansetu.sandbox.exchange import Answer, Call, Malformed
from jansetu.sandbox.faults import Faults, Verb
from jansetu.sandbox.oauth import Grants, open_office
from jansetu.sandbox.routes import Route, Routes
from jansetu.sandbox.world import Account, Media, Post, World

LIVE, DEAD = "sandbox-", "dead-"


class Platform:
    """One practice platform; a subclass fills `routes` and says no in its own words."""

    name: ClassVar[str]
    converses: ClassVar[bool] = True  # whether citizens can answer where the account would hear it

    def __init__(self, world: World, faults: Faults) -> None:
        self.world, self.faults, self.routes = world, faults, Routes()
        self.grants = Grants(world, self.name)
        open_office(self.grants, self.routes)

    def account_of(self, call: Call) -> Account | None:
        """Whose token the call carries: `sandbox-<account>` and what was granted is alive, all else dead."""
        return self.account_for(call.bearer)

    def account_for(self, token: str) -> Account | None:
        """The account of a live token."""
        name = token.removeprefix(LIVE)
        if name and token.startswith(LIVE):
            return self.world.account(self.name, name)
        return self.grants.account_of(token)

    def refusal(self, kind: str, account: Account | None, *, wait: float = 0) -> Answer:
        """The platform's own words for one of `faults.SPOKEN`; also for a token that is dead ("401").

        `wait` is how many seconds a 429 asks for; 0 is the platform's own window.
        """
        raise NotImplementedError

    def not_found(self) -> Answer:
        """The platform's own words for an address that it does not have."""
        raise NotImplementedError

    def malformed(self) -> Answer:
        """The platform's own words for a request that it cannot read."""
        raise NotImplementedError

    def see_post(self, post: Post | None) -> Answer:
        """Send a browser from the platform's address of a post to the citizen's page."""
        if post is None:
            return self.not_found()
        place = f"/_sandbox/see/{self.name}/{quote(post.account)}#post-{quote(post.id)}"
        return Answer(302, b"", headers={"Location": place})

    async def prepare(self, call: Call) -> None:
        """Get what the answer needs from elsewhere; most platforms need nothing. Malformed as in a route."""

    def verb_of(self, call: Call, route: Route) -> Verb:
        """What kind of call this is, for faults; the platform knows where one address takes several."""
        return route.verb

    def timeline(self, account: Account, since: float = 0) -> Iterator[Post]:
        """The posts that the account's timeline shows now, newest first: late by the lag in force."""
        shown_until = self.world.clock() - self.faults.lag(self.name, account.name)
        if account.posts and account.posts[-1].at > shown_until:
            self.faults.hid()
        for post in reversed(account.posts):
            if post.at < since:
                return
            if post.deleted_at is None and post.at <= shown_until:
                yield post

    def heard(self, account: Account) -> list[Post]:
        """What others said to the account and is to be seen now, newest first: late by the lag in force."""
        shown_until = self.world.clock() - self.faults.lag(self.name, account.name)
        every = self.world.remarks.get((self.name, account.name), ())
        return [one for one in reversed(every) if one.deleted_at is None and one.at <= shown_until]

    def remark(
        self, account: Account, author: str, text: str, reply_to: str, *, direct: bool = False
    ) -> Post:
        """A citizen says something beneath a post, or to the account; `direct`: to nobody else."""
        raise NotImplementedError

    def pictures(self, post: Post) -> list[Media]:
        """The uploaded pictures of a post, in its order."""
        return [self.world.media[self.name, media_id] for media_id in post.media]


def timestamp(at: float, *, ending: str = "Z") -> str:
    """ISO 8601 in UTC with milliseconds: 2026-11-24T05:00:00.000Z."""
    return (
        datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(at * 1000) % 1000:03}{ending}"
    )


def moment(text: str, default: float) -> float:
    """Seconds since 1970 from ISO 8601 or a bare number of seconds; Malformed where it is neither."""
    if not text:
        return default
    try:
        return float(text) if text.isdigit() else datetime.fromisoformat(text).timestamp()
    except ValueError as error:
        raise Malformed from error
