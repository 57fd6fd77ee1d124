"""What is read again immediately before a platform call: withdrawal, approval, the reposted source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from jansetu.content import hashing
from jansetu.publishing import reasons
from jansetu.publishing.models import Delivery
from jansetu.publishing.standing import taken_back


class Hold:
    """Why a delivery may not go out just now, and where it waits or ends."""

    __slots__ = ("code", "en", "hi", "state", "verb", "waits")

    def __init__(
        self, state: str, code: str, *, hi: str, en: str, verb: str = "", waits: timedelta | None = None
    ) -> None:
        self.state, self.code, self.hi, self.en = state, code, hi, en
        self.verb = verb or f"delivery.{state}"  # of the event in the trail
        self.waits = waits  # at least so long before it expires


WITHDRAWN = Hold(Delivery.State.CANCELLED, "withdrawn", hi="पोस्ट वापस ली गई।", en="The post was withdrawn.")
CHANGED = Hold(
    Delivery.State.HELD,
    "content_changed",
    hi="अनुमोदन के बाद सामग्री बदली; नया अनुमोदन चाहिए।",
    en="The content changed after its approval; it needs a new approval.",
)
TAKEN_BACK = Hold(
    Delivery.State.CANCELLED,
    reasons.SUPERSEDED.code,
    hi=reasons.SUPERSEDED.hi,
    en=reasons.SUPERSEDED.en,
)
NO_SOURCE = Hold(
    Delivery.State.HELD,
    "awaiting_source",
    hi="मूल पोस्ट प्रकाशित होने की प्रतीक्षा।",
    en="Waiting until the post that it reposts is published.",
)
UNAUTHORIZED = Hold(
    Delivery.State.HELD,
    "channel_unauthorized",
    hi="चैनल की अनुमति समाप्त; फिर जोड़ने पर भेजी जाएगी।",
    en="The channel's permission has ended; it goes out once the channel is connected again.",
)
SEALED = Hold(
    Delivery.State.DUE,
    "credentials_sealed",
    hi="चैनल की पहचान खुल नहीं रही; प्रशासक JANSETU_KEYS और JANSETU_SANDBOX देखें।",
    en="The channel cannot be opened; an administrator must look at JANSETU_KEYS and JANSETU_SANDBOX.",
)


class Checked(Protocol):
    """The facts that the checks need of a row."""

    @property
    def delivery(self) -> int:
        """The delivery's id."""

    @property
    def variant(self) -> int:
        """The variant's id."""

    @property
    def approved_hash(self) -> str:
        """What was approved."""

    @property
    def post_state(self) -> str:
        """Where the content stands."""

    @property
    def repost_of(self) -> int | None:
        """The delivery that it reposts."""

    @property
    def saved_progress(self) -> dict[str, Any] | None:
        """What an earlier step left."""

    @property
    def source(self) -> str | None:
        """That delivery's remote id."""


def verdict(rows: Iterable[Checked]) -> dict[int, Hold]:
    """By delivery: why it may not go out. What is not named may."""
    rows = list(rows)
    hashes = hashing.hashes_of({row.variant for row in rows})
    # Only what has begun can be on its way out and back at once: a newer version took its place meanwhile.
    begun = [row.delivery for row in rows if row.saved_progress]
    undone = taken_back(begun) if begun else set()
    found = {}
    for row in rows:
        if row.post_state == "withdrawn":
            found[row.delivery] = WITHDRAWN
        elif row.delivery in undone:
            found[row.delivery] = TAKEN_BACK
        elif hashes.get(row.variant) != row.approved_hash:
            found[row.delivery] = CHANGED
        elif row.repost_of is not None and not row.source:
            found[row.delivery] = NO_SOURCE
    return found
