"""A platform of the test's own that takes threads and films, and its connector: each fate is scripted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from jansetu.connectors.contracts import (
    Absent,
    Found,
    Outgoing,
    Progress,
    Receipt,
    RemotePost,
    Resumes,
    Sighting,
    VideoLimits,
)
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.x import X

PARTS = ("पहला भाग: शिविर आज से।", "दूसरा भाग: आधार साथ लाएँ।", "तीसरा भाग: समय 10 से 4।")
SEGMENTS = 2  # uploads that a film takes
HI, EN = "मंच ने मना किया।", "The platform refused."


@dataclass(slots=True)
class Said:
    """One public post."""

    id: str
    text: str
    answers: str
    at: datetime
    alive: bool = True


@dataclass(slots=True)
class Stage:
    """What the public sees, and what becomes of the next calls."""

    posts: list[Said] = field(default_factory=list)
    fates: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def fate(self, call: str) -> str:
        """What becomes of this call."""
        self.calls.append(call)
        return self.fates.pop(0) if self.fates else "fair"

    def standing(self) -> list[str]:
        """The texts that the public can read, oldest first."""
        return [post.text for post in self.posts if post.alive]

    def of(self, remote_id: str) -> Said | None:
        """A post that stands."""
        return next((post for post in self.posts if post.id == remote_id and post.alive), None)


def trouble(fate: str, *, publishes: bool) -> ConnectorError | None:
    """What the caller hears."""
    if fate in ("lose", "drop"):
        return OutcomeUnknown("no_answer") if publishes else Unavailable("no_answer")
    if fate == "429":
        return RateLimited("rate_limited", until=datetime.now(UTC) + timedelta(seconds=5), hi=HI, en=EN)
    if fate == "401":
        return NotAuthorized("unauthorized", hi=HI, en=EN)
    if fate == "refuse":
        return Rejected("refused", hi=HI, en=EN)
    return Unavailable("server_error") if fate == "503" else None


class Threading(X):
    """X as this test needs it."""

    limits = replace(
        X.limits, further=24, follows_as="thread", video=VideoLimits(size=512 * 1024 * 1024, seconds=140)
    )
    stage: Stage

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        uploaded = int(progress.state.get("uploaded", 0))
        if outgoing.video and uploaded < SEGMENTS and not progress.posted:
            self._meets("upload", publishes=False)
            return Progress(step="upload", state={"uploaded": uploaded + 1})
        return self._say(outgoing, progress)

    def _say(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        posted, texts = list(progress.posted), (outgoing.text, *outgoing.further)
        fate, answers = self.stage.fate("publish"), posted[-1] if posted else ""
        said = Said(f"p{len(self.stage.posts) + 1}", texts[len(posted)], answers, datetime.now(UTC))
        if fate in ("fair", "lose"):
            self.stage.posts.append(said)
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard
        return self._after(outgoing, progress, said.id)

    def _after(self, outgoing: Outgoing, progress: Progress, said: str) -> Progress | Receipt:
        posted = [*progress.posted, said]
        url = progress.state.get("url", f"https://stage.example/{posted[0]}")
        if len(posted) == 1 + len(outgoing.further):
            return Receipt(remote_id=posted[0], url=url, further_ids=tuple(posted[1:]))
        return Progress(step="parts", state=progress.state | {"posted": posted, "url": url})

    def _meets(self, call: str, *, publishes: bool) -> None:
        heard = trouble(self.stage.fate(call), publishes=publishes)
        if heard:
            raise heard

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        posted = list(progress.posted)
        wanted, answers = (outgoing.text, *outgoing.further)[len(posted)], posted[-1] if posted else ""
        for post in self.stage.posts:
            same = (post.text, post.answers) == (wanted, answers)
            if same and post.alive and post.id not in known and post.at >= since:
                then = self._after(outgoing, progress, post.id)
                return Found(receipt=then) if isinstance(then, Receipt) else Resumes(progress=then)
        return Absent()

    async def read(self, remote_id: str) -> RemotePost | None:
        post = self.stage.of(remote_id)
        if post is None:
            return None
        raw: dict[str, Any] = {"id": post.id}
        return RemotePost(remote_id=post.id, text=post.text, url="", published_at=post.at, raw=raw)

    async def delete(self, remote_id: str) -> None:
        fate, post = self.stage.fate("delete"), self.stage.of(remote_id)
        if fate in ("fair", "lose") and post is not None:
            post.alive = False
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard


class Correcting(Threading):
    """The same, on a platform where words can be changed in place."""

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        fate, post = self.stage.fate("correct"), self.stage.of(remote_id)
        if fate in ("fair", "lose") and post is not None:
            post.text = outgoing.text
        heard = trouble(fate, publishes=True)
        if heard:
            raise heard
        return Receipt(remote_id=remote_id, url="")
