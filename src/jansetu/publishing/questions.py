"""What must not go out unasked: kinds that a territory's hold lets wait, and what is long past its hour.

Read again before each platform call. What it names waits for a person's word and never goes by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jansetu.engine import sql
from jansetu.publishing import holding
from jansetu.publishing.checks import Hold
from jansetu.publishing.models import Delivery, TerritoryHold
from jansetu.publishing.models.deliveries import ASK_AGAIN
from jansetu.publishing.rows import Row

ANY_HOLD = "SELECT 1 FROM publishing_territoryhold WHERE lifted_at IS NULL LIMIT 1"
ASKS = "delivery.asks"  # the event of which the desk is told
REASON = 200  # characters of a hold's reason that a delivery repeats
STALE = Hold(
    Delivery.State.HELD,
    ASK_AGAIN,
    hi="अपने समय पर नहीं जा सकी और अब पुरानी हो रही है; बताएँ कि अब जाए या नहीं।",
    en="It could not go out at its hour and is growing old; say whether it still goes out.",
    verb=ASKS,
    waits=holding.ASKS_WHEN_STALE,
)


def verdict(rows: Sequence[Row], now: datetime) -> dict[int, Hold]:
    """By delivery: why somebody is asked first. What is not named goes unasked."""
    standing = list(TerritoryHold.objects.standing(now)) if rows and sql.fetch(ANY_HOLD, []) else []
    found = {}
    for row in rows:
        hold = holds_back(standing, row)
        if hold is not None:
            found[row.delivery] = _in_hold(hold)
        elif is_stale(row, now):
            found[row.delivery] = STALE
    return found


def holds_back(standing: Sequence[TerritoryHold], row: Row) -> TerritoryHold | None:
    """The newest of the holds that lets it wait. What is urgent passes."""
    if row.urgent:
        return None
    return next((one for one in standing if one.covers(row.about, row.channel_path, row.post_path)), None)


def is_stale(row: Row, now: datetime) -> bool:
    """Whether its hour is too long ago. A step that follows another is asked no second time."""
    if row.wanted_at is None or row.state != Delivery.State.DUE:
        return False
    urgent, to_each = bool(row.urgent), row.subscriber is not None
    return now - sql.moment(row.wanted_at) > holding.ages_after(row.about, urgent=urgent, to_each=to_each)


def _in_hold(hold: TerritoryHold) -> Hold:
    rule, reason = holding.HOLDS[hold.kind], hold.reason[:REASON]
    return Hold(
        Delivery.State.HELD,
        ASK_AGAIN,
        hi=f"{rule.hi} ({hold.unit.name_hi}): {reason}। अपने-आप नहीं जाएगी; बताएँ कि जाए या नहीं।",
        en=f"{rule.en} ({hold.unit.name_en}): {reason}. It does not go by itself; say whether it goes.",
        verb=ASKS,
        waits=rule.asks,
    )
