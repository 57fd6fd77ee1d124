"""What platforms ask for one call, as dated facts with their source. A price that nobody knows is nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.conf import settings

Currency = Literal["USD", "INR"]
What = Literal["post", "post_with_link", "repost", "utility", "marketing"]


@dataclass(frozen=True, slots=True)
class Price:
    """One call's price from a day on."""

    kind: str
    what: What
    currency: Currency
    amount: Decimal
    since: date
    source: str


X_SOURCE = "docs.x.com, pay per use, as its changelog of August 2026 tells"
# Two of Meta's cards were seen only in copies of providers, and one of them says 0.13 for utility.
META_SOURCE = "Meta's card for India from 2026-01-01, in providers' copies; in doubt by a tenth"
PRICES = (
    Price("x", "post", "USD", Decimal("0.015"), date(2026, 8, 1), X_SOURCE),
    Price("x", "post_with_link", "USD", Decimal("0.200"), date(2026, 8, 1), X_SOURCE),
    Price("x", "repost", "USD", Decimal("0.015"), date(2026, 8, 1), X_SOURCE),
    Price("whatsapp", "utility", "INR", Decimal("0.1150"), date(2026, 1, 1), META_SOURCE),
    Price("whatsapp", "marketing", "INR", Decimal("0.8631"), date(2026, 1, 1), META_SOURCE),
)


def rupees_of(kind: str, what: What, on: date) -> Decimal:
    """The price in rupees that holds on that day; 0 where the platform asks nothing that we know of."""
    holding = [one for one in PRICES if (one.kind, one.what) == (kind, what) and one.since <= on]
    if not holding:
        return Decimal(0)
    price = max(holding, key=lambda one: one.since)
    rate = settings.JANSETU_RUPEES_PER_DOLLAR if price.currency == "USD" else Decimal(1)
    return (price.amount * rate).quantize(Decimal("0.0001"))
