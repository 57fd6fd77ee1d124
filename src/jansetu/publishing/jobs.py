"""What travels between the database thread and the event loop: plain facts, never a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jansetu.connectors.contracts import Credentials, Json, Outgoing, Progress, Receipt, RemotePost, Sighting
from jansetu.connectors.errors import ConnectorError
from jansetu.core.http import AddressPolicy
from jansetu.publishing.keepable import plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One channel as a connector needs it. A reconnected channel has another `version`."""

    channel: int
    kind: str
    version: str
    practice: bool
    credentials: Credentials
    policy: AddressPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One attempt's next platform call, already committed as an attempt."""

    delivery: int
    number: int  # the attempt's
    post: int
    unit: int  # whose desk edits the post
    account: Account
    outgoing: Outgoing
    progress: Progress
    reposts: str  # remote id of the post to repost; empty for a publication of its own
    start_before: float  # `engine.clock.elapsed`: no first byte after it
    fault: str = ""  # why it cannot even begin: its pictures cannot be read


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsent:
    """The job gave itself back before its first byte: too late, or the worker is stopping."""


Outcome = Receipt | Progress | ConnectorError | Unsent


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of a job."""

    job: Job
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Search:
    """Look on the platform for an attempt that may have published."""

    delivery: int
    number: int
    post: int
    unit: int
    account: Account
    outgoing: Outgoing
    progress: Progress
    since: datetime
    known: frozenset[str]
    began_at: datetime  # the database's clock
    quiet_at: datetime  # from here on a complete read that lacks the post proves that there is none
    start_before: float


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchResult:
    """What the reading showed. None: this platform cannot be searched."""

    search: Search
    outcome: Sighting | ConnectorError | Unsent | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Takedown:
    """Remove or correct one sent delivery, or one part of a thread; its evidence is read first."""

    removal: int
    number: int
    delivery: int
    unit: int
    account: Account
    remote_id: str  # of the post, or of the part that is now in turn
    corrects: bool
    outgoing: Outgoing  # of a correction: the words of this part
    has_evidence: bool
    start_before: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The platform's own copy before anything was removed; `missing` says why there is none."""

    post: RemotePost | None
    missing: str = ""

    def as_json(self) -> Json:
        """The form in which it is kept."""
        if self.post is None:
            return {"missing": self.missing}
        at = self.post.published_at
        copy = {"remote_id": self.post.remote_id, "text": self.post.text, "url": self.post.url}
        kept: Json = plain({**copy, "published_at": at.isoformat() if at else None, "raw": self.post.raw})
        return kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Removed:
    """It is gone, or corrected."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Impossible:
    """The platform offers no way."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakedownResult:
    """What became of a takedown's next step."""

    takedown: Takedown
    outcome: Evidence | Removed | Impossible | ConnectorError | Unsent
