"""A platform in memory that is honest about what it published: it acts, loses answers, shows things late."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jansetu.connectors.contracts import Absent, Found, Outgoing, Progress, Receipt, RemotePost, Sighting
from jansetu.connectors.x import X
from jansetu.engine.clock import elapsed
from jansetu.publishing.sending import START_BEFORE, TooLate
from tests.publishing.stage import trouble

LAG = timedelta(seconds=20)  # of a timeline that is late; less than X is known for


@dataclass(slots=True)
class Public:
    """One post that the platform made."""

    id: str
    key: str
    text: str
    account: int
    at: datetime
    alive: bool = True


@dataclass(slots=True)
class World:
    """What became public, and what becomes of the next calls."""

    now: datetime
    posts: list[Public] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)
    late: bool = False  # its timelines lag

    def fate(self) -> str:
        """What becomes of this call."""
        return self.fates.pop(0) if self.fates else "fair"

    def of(self, remote_id: str) -> Public | None:
        """A post that stands."""
        return next((one for one in self.posts if one.id == remote_id and one.alive), None)

    def standing(self, key: str) -> list[Public]:
        """What stands of one delivery."""
        return [one for one in self.posts if one.key == key and one.alive]


class Honest(X):
    """X's place is taken by it; it needs no credentials."""

    world: World
    account: int

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        if elapsed() > START_BEFORE.get():  # as the HTTP client asks, the connection held
            raise TooLate
        fate = self.world.fate()
        made = Public(f"p{len(self.world.posts)}", outgoing.key, outgoing.text, self.account, self.world.now)
        if fate in ("fair", "lose"):
            self.world.posts.append(made)
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard
        return Receipt(remote_id=made.id, url=f"https://honest.example/{made.id}")

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        heard = trouble(self.world.fate(), publishes=False)
        if heard:
            raise heard
        shown = self.world.now - (LAG if self.world.late else timedelta())
        for one in self.world.posts:
            mine = (one.account, one.text) == (self.account, outgoing.text) and one.id not in known
            if mine and one.alive and since <= one.at <= shown:
                return Found(receipt=Receipt(remote_id=one.id, url=f"https://honest.example/{one.id}"))
        return Absent()

    async def read(self, remote_id: str) -> RemotePost | None:
        one = self.world.of(remote_id)
        if one is None:
            return None
        return RemotePost(remote_id=one.id, text=one.text, url="", published_at=one.at, raw={"id": one.id})

    async def delete(self, remote_id: str) -> None:
        fate, one = self.world.fate(), self.world.of(remote_id)
        if fate in ("fair", "lose") and one is not None:
            one.alive = False
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard


class Correcting(Honest):
    """The same, where words can be changed in place."""

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        fate, one = self.world.fate(), self.world.of(remote_id)
        if fate in ("fair", "lose") and one is not None:
            one.text = outgoing.text
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard
        return Receipt(remote_id=remote_id, url="")
