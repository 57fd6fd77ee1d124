"""Speeds that a platform asks for and no answer tells: so many messages a second from one account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from jansetu.engine import buckets, sql
from jansetu.publishing import limits

# "Throughput", WhatsApp Business Platform, developers.facebook.com, read 25.11.2026: 80 messages a second
# from a registered number, more only after an upgrade by Meta.
A_SECOND: Mapping[str, int] = {"whatsapp": 80}
PACED = "SELECT kind, id FROM channels_channel WHERE state = 'connected' AND {which}"
WINDOW = timedelta(seconds=1)


def open_windows(now: datetime) -> None:
    """A fresh second for each account whose last one is over; what the platform told itself is left alone.

    In a transaction of its own, before anything is claimed: a claim locks buckets in their order.
    """
    rows = sql.fetch(PACED.format(which=sql.any_of("kind")), [sql.ids(A_SECOND)])
    wanted = {limits.account_key(kind, pk, "publish"): A_SECOND[kind] for kind, pk in rows}
    if not wanted:
        return
    known = buckets.running(wanted, now)
    fresh = [
        buckets.Level(key=key, limit=most, remaining=most, resets_at=now + WINDOW)
        for key, most in wanted.items()
        if key not in known
    ]
    buckets.teach(fresh)
