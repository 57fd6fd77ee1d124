"""What is known of a channel's subscribers: how many, how the list grows, one by its full address.

Shows no list of addresses, to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast, TruncDate

from jansetu.channels.addresses import MAIL_KINDS, PHONE_KINDS, clean_address, digest_of
from jansetu.channels.models import (
    Channel,
    ChannelQuerySet,
    Consent,
    MessageTemplate,
    Subscriber,
)
from jansetu.channels.practice import must_practise
from jansetu.connectors import registry
from jansetu.fields.encrypted import KeyMissing
from jansetu.orgs.rights import Actor, not_allowed
from jansetu.orgs.roles import Capability

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


def reading_lists() -> ChannelQuerySet:
    """The lists by mail that citizens may join on the portal; practice is only for where all is practice."""
    found = Channel.objects.connected().filter(kind__in=MAIL_KINDS)
    return found if must_practise() else found.filter(practice=False)


def lists_seen(actor: Actor, now: datetime) -> ChannelQuerySet:
    """The channels with subscribers that the present charge may look at."""
    found = Channel.objects.visible_to(actor, now).filter(kind__in=[*PHONE_KINDS, *MAIL_KINDS])
    return found.select_related("unit")


def may_serve(channel: Channel, by: Actor, now: datetime) -> bool:
    """Whether this charge enters, finds and takes out single subscribers."""
    return any(by.can(one, channel.unit, now=now) for one in (Capability.DESK, Capability.REGISTER))


def find_subscriber(channel: Channel, typed: str, *, by: Actor, now: datetime) -> Subscriber | None:
    """The subscriber with exactly this address, for whoever serves the list."""
    if not may_serve(channel, by, now):
        raise not_allowed()
    return by_address(channel, typed)


def by_token(token: str) -> Subscriber | None:
    """Whom the address of a page of leaving or confirming is about."""
    rows = Subscriber.objects.filter(token=token).select_related("channel__unit").defer("sealed")
    return rows.first() if token.isascii() else None


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


def templates_of(channel: Channel) -> list[MessageTemplate]:
    """As the platform last told them, by name."""
    return list(MessageTemplate.objects.filter(channel=channel).order_by("name", "language"))


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
