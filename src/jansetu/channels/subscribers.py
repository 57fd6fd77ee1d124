"""What is known of a channel's subscribers: how many, how the list grows, one by its full address.

Shows no list of addresses, to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast, TruncDate

from jansetu.channels.addresses import clean_address, digest_of
from jansetu.channels.models import Channel, Consent, Subscriber, SubscriberQuerySet
from jansetu.connectors import registry
from jansetu.fields.encrypted import KeyMissing

State = Subscriber.State
BATCH = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """How many joined and left on one day."""

    day: date
    joined: int
    left: int


def is_for_each(channel: Channel) -> bool:
    """Whether the channel delivers to each subscriber."""
    return registry.limits_of(channel.kind).one_each


def counts(channel: Channel) -> dict[str, int]:
    """How many stand in each state; one query."""
    found = dict.fromkeys(State.values, 0)
    rows = Subscriber.objects.filter(channel=channel).values_list("state").annotate(number=Count("pk"))
    return found | dict(rows)


def growth(channel: Channel, now: datetime, *, days: int = 14) -> list[Day]:
    """Who joined and who left on each of the last days on which anything happened, newest first."""
    words = Consent.objects.filter(subscriber__channel=channel, at__gt=now - timedelta(days=days))
    rows = words.annotate(day=TruncDate("at")).values_list("day", "given").annotate(number=Count("pk"))
    found: dict[date, dict[bool, int]] = {}
    for day, given, number in rows:
        found.setdefault(day, {})[given] = number
    return [
        Day(day=day, joined=counted.get(True, 0), left=counted.get(False, 0))
        for day, counted in sorted(found.items(), reverse=True)
    ]


def by_address(channel: Channel, typed: str) -> Subscriber | None:
    """The subscriber with exactly this address; a Refusal where it can be none."""
    digest = digest_of(channel.pk, clean_address(channel, typed))
    return Subscriber.objects.filter(channel=channel, digest=digest).first()


def consents_of(one: Subscriber) -> list[Consent]:
    """What they said, newest first."""
    rows = Consent.objects.filter(subscriber=one).select_related("by__person", "by__position")
    return list(rows.order_by("-at", "-pk"))


def without_subscribers(channels: Iterable[Channel]) -> set[int]:
    """Those of the channels that would deliver to each and have nobody; one query where there are any."""
    each = {channel.pk for channel in channels if is_for_each(channel)}
    if not each:
        return set()
    active = Subscriber.objects.filter(channel__in=each, state=State.ACTIVE)
    return each - {channel for channel, _ in active.values_list("channel").annotate(first=Min("pk"))}


def open_addresses(rows: Sequence[Subscriber] | SubscriberQuerySet) -> dict[int, str]:
    """By subscriber id: the address, where it is not erased. Only for whoever writes to it at this moment."""
    return {one.pk: one.sealed["address"] for one in rows if one.sealed}


def digest_anew(now: datetime) -> int:
    """After the oldest key was dropped: the digests that its successor makes. How many changed.

    An erased address is not known any more, so its digest stays; whoever asks again gets a new row. Where the
    address has come anew meanwhile, the older row ends, so that nobody is written to twice.
    """
    changed, last = 0, 0
    sealed = Subscriber.objects.filter(sealed__isnull=False).annotate(seal=Cast("sealed", TextField()))
    while True:
        rows = list(
            sealed.filter(pk__gt=last).order_by("pk").values_list("pk", "channel", "digest", "seal")[:BATCH]
        )
        if not rows:
            return changed
        last = rows[-1][0]
        with transaction.atomic():
            changed += sum(_digest_one(*row, now) for row in rows)


def _digest_one(pk: int, channel: int, digest: str, seal: str, now: datetime) -> int:
    try:
        opened = Subscriber._meta.get_field("sealed").from_db_value(seal, None, connection)
    except KeyMissing:
        return 0  # `jansetu keys reseal` counts it among those that no key opens
    wanted = digest_of(channel, opened["address"])
    if wanted == digest:
        return 0
    row = Subscriber.objects.filter(pk=pk)
    if Subscriber.objects.filter(channel=channel, digest=wanted).exists():
        return row.exclude(state=State.LEFT).update(state=State.LEFT, changed_at=now)
    return row.update(digest=wanted)
