"""What every connector takes and gives, as plain data; a platform's own words stop here.

What it may raise is in `errors`, what it may be able to do in `capabilities`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Literal

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
class Video:
    """A film ready for this platform, without location, on the local disk; read in parts, never whole."""

    digest: str  # SHA-256 of the bytes at `path`, in hex
    path: Path
    mime: str
    alt: str  # what is seen, for those who cannot see it
    width: int
    height: int
    size: int  # bytes
    seconds: float
    public_url: str = ""  # short-lived; only for platforms that fetch films themselves


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """A text that the platform approved beforehand, with what fills its places; WhatsApp asks for it."""

    name: str
    language: str  # as the platform writes it: "hi", "en"
    parameters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """One text for one account. `key` stays the same for every attempt of the same delivery.

    The fields with a default are filled only where the connector's `limits` say that it takes them.
    """

    key: str  # 32 hex digits; also the source of Bluesky's rkey and Mastodon's Idempotency-Key
    text: str  # final, NFC, links included
    language: str  # BCP 47: "hi", "en"
    pictures: tuple[Picture, ...] = ()
    video: Video | None = None  # never together with pictures
    title: str = ""  # of a film or a mail
    further: tuple[str, ...] = ()  # what follows `text`: the thread's other parts, or the first comment
    recipient: str = ""  # the one subscriber whom this delivery is for: a number or an address
    template: Template | None = None  # in place of `text`, outside of a talk that the recipient began
    leave_url: str = ""  # where this recipient unsubscribes with one click
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
    """Where a publication stands between two steps; saved as JSON so that a killed upload resumes.

    A connector that publishes in parts keeps in `state["posted"]` the remote ids of those that stand in
    public, in their order, and in `state["url"]` where the first can be opened: from these the desk sees
    what is out of a thread that stops, and can take it back.
    """

    step: str = "start"
    state: Json = field(default_factory=dict)
    quota: Quota | None = None  # what this step's answer told; not saved

    @property
    def posted(self) -> tuple[str, ...]:
        """Remote ids of the parts that stand in public, in their order."""
        return tuple(self.state.get("posted", ()))

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
    further_ids: tuple[str, ...] = ()  # of the thread's other parts or the first comment, in their order


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The earlier attempt did publish."""

    receipt: Receipt


@dataclass(frozen=True, kw_only=True, slots=True)
class Resumes:
    """The step in doubt did happen, but more steps follow: go on from `progress`."""

    progress: Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """One complete read of the account's own posts since the attempt: it is not there (yet)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CannotTell:
    """The read was not complete (too many pages, a gap, an answer without times): proves nothing."""

    reason: str


Sighting = Found | Resumes | Absent | CannotTell


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
class Timeline:
    """One page of the account's own posts, whoever made them. `cursor` is saved as JSON and given back."""

    posts: tuple[RemotePost, ...]
    cursor: Json
    more: bool  # there is more at once; else look again some time later


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What became of a message at its recipient. One of `remote_id` and `key` is known at least."""

    id: str  # the platform's own id of this report, or one made of its facts: the same report twice is one
    state: Literal["accepted", "delivered", "read", "failed"]
    at: datetime
    remote_id: str = ""
    key: str = ""  # ours, where the platform echoes it
    code: str = ""  # why it failed: a short stable word
    hi: str = ""
    en: str = ""
    address_is_dead: bool = False  # nothing will ever arrive there: the subscription ends


@dataclass(frozen=True, kw_only=True, slots=True)
class Reports:
    """One page of reports. `cursor` is saved as JSON and given back."""

    reports: tuple[Report, ...]
    cursor: Json
    more: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateFacts:
    """A text that the platform keeps for one account, approved or not; its places are {{1}}, {{2}}, …"""

    name: str
    language: str  # as the platform writes it
    body: str
    header: str  # what stands above the body: "image", "video", "text", … or nothing
    category: str  # as the platform says, in small letters: "utility", "marketing"
    state: str  # as the platform says: "APPROVED", "REJECTED", "PAUSED", …


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewed:
    """Fresh credentials in place of those that would run out; what the platform did not renew is kept."""

    credentials: Credentials
    expires_at: datetime | None  # None: they do not run out by themselves


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
class VideoLimits:
    """What a film may be there."""

    size: int  # bytes
    seconds: float  # longest
    shortest: float = 0  # seconds
    needed: bool = False  # nothing is published without one
    mimes: tuple[str, ...] = ("video/mp4",)


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
    video: VideoLimits | None = None  # None: takes no film
    title: int | None = None  # characters; None: has no title
    further: int = 0  # texts that may follow the first one
    follows_as: Literal["thread", "comment", ""] = ""  # what they are there
    one_each: bool = False  # one delivery for each subscriber, not one for all
    source: str  # where the figures come from, with its date


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
    fetches_pictures: ClassVar[bool] = False  # asks for `public_url` of pictures and films, not for bytes
    languages: ClassVar[tuple[str, ...]] = ("hi", "en")
    figures_at_once: ClassVar[int] = 1  # how many posts one call of `post_figures` may ask for

    def __init__(self, credentials: Any, http: Any) -> None:
        """`credentials` is of `credentials_class`; `http` is a `connectors.http.Http`."""
