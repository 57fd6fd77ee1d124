"""What every connector takes, gives and raises; a platform's own words stop here.

Capabilities are protocols, found with `isinstance`: a connector has what it defines and nothing it cannot do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """An image ready for this platform: already resized, stripped of location, on the local disk."""

    digest: str  # SHA-256 of the bytes at `path`, in hex
    path: Path
    mime: str
    alt: str
    width: int
    height: int
    size: int  # bytes
    public_url: str = ""  # short-lived; only for platforms that fetch pictures themselves


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """One text for one account. `key` stays the same for every attempt of the same delivery."""

    key: str  # 32 hex digits; also the source of Bluesky's rkey and Mastodon's Idempotency-Key
    text: str  # final, NFC, links included
    language: str  # BCP 47: "hi", "en"
    pictures: tuple[Picture, ...] = ()
    created_at: datetime  # UTC; stable over attempts, for platforms whose records carry their own time


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """What the platform's headers said of its limit: `remaining` calls until `resets_at` (UTC)."""

    scope: Literal["account", "app"]
    name: str  # the bucket's name on the platform: "post", "read"
    limit: int
    remaining: int
    resets_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where a publication stands between two steps; saved as JSON so that a killed upload resumes."""

    step: str = "start"
    state: Json = field(default_factory=dict)
    quota: Quota | None = None  # what this step's answer told; not saved

    def as_json(self) -> Json:
        """The form in which the runner saves it."""
        return {"step": self.step, "state": self.state}

    @classmethod
    def from_json(cls, saved: Json | None) -> Progress:
        """The progress saved earlier, or the start where nothing was saved."""
        return cls(step=saved["step"], state=saved["state"]) if saved else cls()


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """Proof that the platform has it: its own id and the address a citizen can open."""

    remote_id: str
    url: str
    quota: Quota | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The earlier attempt did publish."""

    receipt: Receipt


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """One complete read of the account's own posts since the attempt: it is not there (yet)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CannotTell:
    """The read was not complete (too many pages, a gap, an answer without times): proves nothing."""

    reason: str


Sighting = Found | Absent | CannotTell


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Who a credential belongs to, as the platform tells it."""

    remote_id: str
    handle: str
    name: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RemotePost:
    """A post as the platform shows it now; kept as evidence before anything is removed."""

    remote_id: str
    text: str
    url: str
    published_at: datetime | None
    raw: Json = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountFigures:
    """An account's counts at this moment; None where the platform does not tell: unknown is not zero."""

    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    raw: Json = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PostFigures:
    """A post's counts at this moment; None where the platform does not tell: unknown is not zero."""

    remote_id: str
    views: int | None = None  # how often it was shown, as the platform counts it
    likes: int | None = None  # reactions of every kind
    reposts: int | None = None
    quotes: int | None = None
    replies: int | None = None
    saves: int | None = None
    clicks: int | None = None
    raw: Json = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What somebody else said beneath a post of the account or about the account."""

    remote_id: str
    kind: Literal["comment", "mention", "direct"]  # direct: only the account may read it
    author: str  # the name to address; empty, as the id, where the platform hides who it was
    author_id: str
    text: str
    said_at: datetime | None
    answers: str = ""  # remote id of the post or remark that it answers
    raw: Json = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hearing:
    """One page of remarks. `cursor` is saved as JSON and given back; nobody else reads it."""

    remarks: tuple[Remark, ...]
    cursor: Json
    more: bool  # there is more at once; else listen again some time later


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one post may carry. `counts` names the rule in `core.text.count`."""

    counts: Literal["x", "graphemes", "mastodon", "characters"]
    text: int
    text_bytes: int | None = None
    hashtags: int | None = None
    mentions: int | None = None
    pictures: int
    pictures_needed: int = 0
    picture_bytes: int
    picture_edge: int  # longest side in pixels after resizing
    picture_mimes: tuple[str, ...] = ("image/jpeg", "image/png")
    aspect: tuple[float, float] | None = None  # width by height: narrowest and widest that is taken
    source: str  # where the figures come from, with its date


class ConnectorError(Exception):
    """The platform did not do what was asked."""

    next_step: ClassVar[str] = ""

    def __init__(
        self,
        code: str,
        *,
        status: int | None = None,
        hi: str = "",
        en: str = "",
        quota: Quota | None = None,
    ) -> None:
        """`code` is a short stable word ("duplicate", "too_long"); `hi`/`en` are for the author's eyes.

        Neither may carry a secret, a header or a body.
        """
        super().__init__(code)
        self.code, self.status, self.hi, self.en, self.quota = code, status, hi, en, quota


class Rejected(ConnectorError):
    """The platform says never: this text or media is refused."""

    next_step = "fail the delivery and tell its author why"


class NotAuthorized(ConnectorError):
    """The token is dead or a permission is missing."""

    next_step = "pause the channel and tell its custodian"


class RateLimited(ConnectorError):
    """Too fast: nothing was published; wait until `until` (UTC)."""

    next_step = "wait, and teach the limiter"

    def __init__(
        self, code: str, *, until: datetime, scope: Literal["account", "app"] = "account", **rest: Any
    ) -> None:
        super().__init__(code, **rest)
        self.until, self.scope = until, scope


class Unavailable(ConnectorError):
    """Surely not published: refused before anything was sent, or failed in a step that publishes nothing."""

    next_step = "try again with backoff"


class OutcomeUnknown(ConnectorError):
    """Maybe published: the answer was lost, unreadable, or came from a server in trouble."""

    next_step = "look on the platform before anything else"


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """Base of each platform's frozen credentials dataclass; secret fields are `field(repr=False)`.

    Field metadata drives the connect form: {"hi": label, "en": label, "secret": bool, "help_hi", "help_en",
    "pattern": regular expression of the whole value}.
    """

    server: str


class Connector:
    """Base of all connectors: what is the same for every account of the platform.

    Built for one account with its credentials and a guarded `Http`; holds no other state between calls.
    """

    kind: ClassVar[str]
    label: ClassVar[str]
    limits: ClassVar[Limits]
    credentials_class: ClassVar[type[Credentials]]
    timeline_lag: ClassVar[timedelta]  # how late the platform's own timeline may show a post
    refuses_identical_text: ClassVar[bool] = False  # X: the same text on two accounts breaks its rules
    fetches_pictures: ClassVar[bool] = False  # asks for `Picture.public_url`: it takes addresses, not bytes
    languages: ClassVar[tuple[str, ...]] = ("hi", "en")
    figures_at_once: ClassVar[int] = 1  # how many posts one call of `post_figures` may ask for

    def __init__(self, credentials: Any, http: Any) -> None:
        """`credentials` is of `credentials_class`; `http` is a `connectors.http.Http`."""


@runtime_checkable
class Publishes(Protocol):
    """Can publish, one platform call a step."""

    async def step(self, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Make the next call. A step that could publish raises OutcomeUnknown when in doubt."""
        ...


@runtime_checkable
class Finds(Protocol):
    """Can look for an earlier attempt."""

    async def find(
        self, outgoing: Outgoing, *, progress: Progress, since: datetime, known: frozenset[str]
    ) -> Sighting:
        """Look for `outgoing` among the account's own posts since `since`; passes over `known` remote ids."""
        ...


@runtime_checkable
class Reads(Protocol):
    """Can read one post back, as evidence."""

    async def read(self, remote_id: str) -> RemotePost | None:
        """The post as it stands, or None where the platform says it is gone."""
        ...


@runtime_checkable
class Deletes(Protocol):
    """Can remove its own post."""

    async def delete(self, remote_id: str) -> None:
        """Remove it; a post that is already gone is a success, so that a repeat is harmless."""
        ...


@runtime_checkable
class Corrects(Protocol):
    """Can change the text of its own published post in place."""

    async def correct(self, remote_id: str, outgoing: Outgoing) -> Receipt:
        """Replace the text; repeating it is harmless."""
        ...


@runtime_checkable
class Reposts(Protocol):
    """Can repost natively a post of another of our own accounts on the same platform."""

    async def repost(self, remote_id: str) -> Receipt:
        """Repost; one that already stands is a success with the same receipt, so that a repeat is harmless.

        OutcomeUnknown therefore means: call it again.
        """
        ...


@runtime_checkable
class Identifies(Protocol):
    """Can tell whose credentials these are: the connection test."""

    async def whoami(self) -> Account:
        """The account behind the credentials."""
        ...


@runtime_checkable
class Measures(Protocol):
    """Can tell figures of its account and of the account's own posts."""

    async def account_figures(self) -> AccountFigures:
        """The account's counts now."""
        ...

    async def post_figures(self, remote_ids: Sequence[str]) -> tuple[PostFigures, ...]:
        """The counts of at most `figures_at_once` posts; those that are gone are left out."""
        ...


@runtime_checkable
class Listens(Protocol):
    """Can hear what others say to the account."""

    async def listen(self, cursor: Json, *, since: datetime) -> Hearing:
        """The next page of remarks; an empty cursor begins with those said at `since`.

        Pages come in the platform's order. A remark may come twice and none is left out, so remarks are
        told apart by their remote ids. Rejected: the platform does not know the cursor any more; begin anew.
        """
        ...


@runtime_checkable
class Replies(Protocol):
    """Can answer a post or a remark in public view beneath it, or to its author alone where that is so."""

    async def reply(self, remote_id: str, outgoing: Outgoing, progress: Progress) -> Progress | Receipt:
        """Make the next call, as in publishing: in doubt it raises OutcomeUnknown."""
        ...

    async def find_reply(
        self,
        remote_id: str,
        outgoing: Outgoing,
        *,
        progress: Progress,
        since: datetime,
        known: frozenset[str],
    ) -> Sighting:
        """Look for the reply of an attempt made at `since`; `progress` is what that attempt began with."""
        ...


@runtime_checkable
class Hides(Protocol):
    """Can take a remark beneath its own post out of sight without deleting it."""

    async def hide(self, remote_id: str, *, hidden: bool = True) -> None:
        """Hide the remark, or with `hidden` false show it again; repeating it is harmless."""
        ...
