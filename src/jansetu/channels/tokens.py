"""What a page says of tokens without opening them: until when they hold, how they are renewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jansetu.channels.models import Channel, Credential

SOON = 7  # days


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenState:
    """Of one connected channel."""

    ends_at: datetime | None
    renews_at: datetime | None
    renewed_at: datetime | None
    troubles: int
    days_left: int | None  # whole days; None where no end is known

    @property
    def is_stuck(self) -> bool:
        """Whether renewals fail or are in doubt."""
        return self.renews_at is not None and self.troubles > 0

    @property
    def is_over(self) -> bool:
        """Whether the end has passed."""
        return self.days_left is not None and self.days_left < 0

    @property
    def needs_care(self) -> bool:
        """Whether somebody should connect the channel anew soon, or look."""
        soon = self.days_left is not None and self.days_left < SOON
        return self.is_stuck or (soon and self.renews_at is None)


def tokens_of(channels: Iterable[Channel], now: datetime) -> dict[int, TokenState]:
    """By channel, for those that have tokens; one query."""
    names = ("channel_id", "expires_at", "refresh_at", "renewed_at", "failures", "doubts")
    rows = Credential.objects.filter(channel__in=list(channels)).values_list(*names)
    return {
        channel: TokenState(
            ends_at=ends,
            renews_at=renews,
            renewed_at=renewed,
            troubles=failures + doubts,
            days_left=(ends - now).days if ends else None,
        )
        for channel, ends, renews, renewed, failures, doubts in rows
    }
