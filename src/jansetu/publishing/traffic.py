"""How publishing fares on each channel: last success, doubts, what waits, what limits allow. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, OuterRef, Subquery

from jansetu.channels.models import Channel
from jansetu.channels.troubles import Trouble
from jansetu.engine import buckets
from jansetu.publishing import limits
from jansetu.publishing.listing import standing_still
from jansetu.publishing.models import Delivery
from jansetu.publishing.states import IN_DOUBT, WAITING

LANES: tuple[limits.Lane, ...] = ("publish", "read")


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """What a platform's present window still allows; `limit` 0: it told only that it is used up."""

    scope: Literal["account", "app"]
    lane: limits.Lane
    limit: int
    remaining: int
    resets_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Traffic:
    """One channel's deliveries by what becomes of them, and its allowances."""

    last_sent_at: datetime | None
    waiting: int  # held or due
    in_doubt: int  # being sent, or looked for on the platform
    standing_still: int  # until a person acts
    allowances: tuple[Allowance, ...]


def traffic_of(channels: Sequence[Channel], now: datetime) -> dict[int, Traffic]:
    """By channel id; four queries, however many channels."""
    pks = [channel.pk for channel in channels]
    sent = Delivery.objects.filter(channel=OuterRef("pk"), state="sent").order_by("-sent_at", "-pk")
    newest = Channel.objects.filter(pk__in=pks).values_list("pk", Subquery(sent.values("sent_at")[:1]))
    last = dict(newest)
    open_ones = Delivery.objects.filter(channel__in=pks, state__in=[*WAITING, *IN_DOUBT])
    counted: Counter[tuple[int, bool]] = Counter()
    for pk, state, number in open_ones.values_list("channel", "state").annotate(number=Count("pk")):
        counted[pk, state in IN_DOUBT] += number
    still = standing_still().filter(channel__in=pks).values_list("channel").annotate(number=Count("pk"))
    stuck = dict(still)
    allowances = _allowances(channels, now)
    return {
        pk: Traffic(
            last_sent_at=last.get(pk),
            waiting=counted[pk, False],
            in_doubt=counted[pk, True],
            standing_still=stuck.get(pk, 0),
            allowances=allowances[pk],
        )
        for pk in pks
    }


def _allowances(channels: Sequence[Channel], now: datetime) -> dict[int, tuple[Allowance, ...]]:
    keys = {
        channel.pk: [
            (scope, lane, key)
            for lane in LANES
            for scope, key in zip(
                ("account", "app"), limits.keys(channel.kind, channel.pk, channel.practice, lane), strict=True
            )
        ]
        for channel in channels
        if not channel.is_local
    }
    levels = buckets.running((key for wanted in keys.values() for _, _, key in wanted), now)
    return {
        channel.pk: tuple(
            _allowance(scope, lane, levels[key])
            for scope, lane, key in keys.get(channel.pk, ())
            if key in levels
        )
        for channel in channels
    }


def _allowance(scope: str, lane: limits.Lane, level: buckets.Level) -> Allowance:
    return Allowance(
        scope="app" if scope == "app" else "account",
        lane=lane,
        limit=level.limit,
        remaining=max(0, level.remaining),
        resets_at=level.resets_at,
    )


def troubles_of(traffic: Traffic) -> list[Trouble]:
    """What is wrong with what goes through the channel, in no order."""
    found = []
    if traffic.standing_still:
        found.append(
            Trouble(
                code="standing_still",
                hi=f"{traffic.standing_still} वितरण किसी के निर्णय की प्रतीक्षा में: डेस्क पर खोलकर तय करें।",
                en=f"Deliveries waiting for a decision: {traffic.standing_still}. Decide at the desk.",
            )
        )
    if any(one.remaining == 0 for one in traffic.allowances):
        until = max(one.resets_at for one in traffic.allowances if one.remaining == 0)
        found.append(
            Trouble(
                code="quota_used_up",
                needs_person=False,
                hi=f"मंच की सीमा पूरी हो चुकी है; {until:%d.%m.%Y %H:%M} UTC पर अपने-आप खुलेगी।",
                en=f"The platform's limit is used up; it opens by itself at {until:%d.%m.%Y %H:%M} UTC.",
            )
        )
    if traffic.in_doubt:
        found.append(
            Trouble(
                code="in_doubt",
                needs_person=False,
                hi=f"{traffic.in_doubt} वितरण का परिणाम अभी देखा जा रहा है: प्रेषक चालू रहे, वह स्वयं मिलान करता है।",
                en=f"Deliveries whose outcome is being looked for: {traffic.in_doubt}. Keep the worker "
                "running, it finds out by itself.",
            )
        )
    return found
