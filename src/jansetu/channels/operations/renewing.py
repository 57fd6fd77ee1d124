"""Tokens are renewed by the worker and their end is announced; a passing failure disconnects nobody."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from jansetu.audit.operations import record
from jansetu.channels import lasting
from jansetu.channels.credentials import open_each
from jansetu.channels.models import Channel, ConnectFlow, Credential
from jansetu.channels.operations.connecting import mark_unauthorized
from jansetu.channels.practice import policy_for
from jansetu.connectors.contracts import Credentials, Renewed
from jansetu.connectors.errors import ConnectorError, NotAuthorized, OutcomeUnknown, RateLimited
from jansetu.core.errors import Refusal
from jansetu.core.http import AddressPolicy
from jansetu.engine import sql
from jansetu.orgs.rights import Actor

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)  # longer than one call may take
FRESH = timedelta(minutes=5)  # a token refused so soon after its renewal is not merely old
STUCK = 3  # renewals failed one after another, from where on the end of the token is announced all the same
WEEK, DAY = timedelta(days=7), timedelta(days=1)
BATCH = 200
WORKER = Actor.system("worker")


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewal:
    """One channel's tokens to be renewed, leased to a worker."""

    credential: int
    channel: int
    kind: str
    sealed_at: datetime  # what was read; a reconnected channel has another
    lease_until: datetime
    credentials: Credentials
    policy: AddressPolicy


class Unbegun:
    """Nothing was sent: the worker is stopping."""


class Cannot:
    """The platform's connector renews nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Renewing:
    """What became of a renewal."""

    renewal: Renewal
    outcome: Renewed | ConnectorError | Unbegun | Cannot


def due(now: datetime) -> QuerySet[Credential]:
    """Tokens whose hour has come and which nobody renews now."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Credential.objects.filter(free, refresh_at__lte=now, channel__state=Channel.State.CONNECTED)


def claim(room: int, *, owner: str, now: datetime) -> list[Renewal]:
    """Lease what is due; inside the caller's transaction. A lease whose owner died is a doubt: it may have
    renewed what nobody wrote down.
    """
    rows = due(now).order_by("refresh_at").select_related("channel").defer("sealed")
    if sql.is_postgresql():
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    taken = list(rows[:room])
    opened = open_each([row.channel_id for row in taken])
    until, ready = now + LEASE, []
    for row in taken:
        policy = _policy(row.channel)
        credentials = opened[row.channel_id].credentials
        if policy is None or not isinstance(credentials, Credentials):
            log.error("channel %s: its tokens cannot be renewed just now", row.channel_id)
            Credential.objects.filter(pk=row.pk).update(refresh_at=now + lasting.LONGEST_WAIT)
            continue
        _lease(row, owner, until, now)
        ready.append(
            Renewal(
                credential=row.pk,
                channel=row.channel_id,
                kind=row.channel.kind,
                sealed_at=row.sealed_at,
                lease_until=until,
                credentials=credentials,
                policy=policy,
            )
        )
    return ready


def _lease(row: Credential, owner: str, until: datetime, now: datetime) -> None:
    if row.owner:
        _doubt(row, "worker_lost", now)
    Credential.objects.filter(pk=row.pk).update(owner=owner, lease_until=until)


def _policy(channel: Channel) -> AddressPolicy | None:
    """None for a practice channel where the practice platforms are not running."""
    try:
        return policy_for(channel)
    except Refusal:
        return None


def settle(results: Sequence[Renewing], *, owner: str, now: datetime) -> None:
    """Write what became of renewals; inside the caller's transaction."""
    for one in results:
        rows = Credential.objects.select_for_update(of=("self",)).select_related("channel")
        row = rows.filter(pk=one.renewal.credential).first()
        if row is None or row.sealed_at != one.renewal.sealed_at:
            continue  # given up, reconnected or renewed by another since
        if isinstance(one.outcome, Renewed):
            _write(row, one.outcome, now)
        elif (row.owner, row.lease_until) == (owner, one.renewal.lease_until):
            _put_off(row, one.outcome, now)


def _write(row: Credential, renewed: Renewed, now: datetime) -> None:
    """Fresh tokens are the only copy: they count after their lease too, unless others are in their place.

    Nothing is overwritten by nothing: what the platform did not renew is kept.
    """
    row.sealed = {
        **row.sealed,
        **{name: value for name, value in asdict(renewed.credentials).items() if value},
    }
    ends, troubled = renewed.expires_at, row.failures + row.doubts > 0
    row.renewed_at, row.expires_at, row.announced = now, ends, ""
    row.refresh_at = lasting.next_renewal(row.channel.kind, renewed.credentials, ends, now)
    row.owner, row.lease_until, row.failures, row.doubts = "", None, 0, 0
    row.save()
    if troubled:  # a renewal that went well every hour would drown the trail
        _note("channel.renewed", row.channel, now, {})


def _put_off(row: Credential, outcome: ConnectorError | Unbegun | Cannot, now: datetime) -> None:
    row.owner, row.lease_until = "", None
    if isinstance(outcome, Cannot):
        row.refresh_at = None
    elif isinstance(outcome, RateLimited):
        row.refresh_at = max(outcome.until, now)
    elif isinstance(outcome, NotAuthorized):
        row.refresh_at = None
        # After a lost answer the platform takes our token for a used one: say that, and not that it was bad.
        code = "renewal_lost" if row.doubts else outcome.code
        mark_unauthorized(row.channel, code=code, now=now)
    elif isinstance(outcome, OutcomeUnknown):
        _doubt(row, outcome.code, now)
        row.refresh_at = now + lasting.wait_after(row.doubts)
    elif isinstance(outcome, ConnectorError):
        row.failures += 1
        row.refresh_at = now + lasting.wait_after(row.failures)
    row.save(update_fields=["owner", "lease_until", "refresh_at", "failures", "doubts"])


def _doubt(row: Credential, code: str, now: datetime) -> None:
    """Perhaps the platform renewed and we do not know: tried once more with the same token, then told."""
    row.doubts += 1
    Credential.objects.filter(pk=row.pk).update(doubts=row.doubts)
    if row.doubts == 2:
        _note("channel.renewal_in_doubt", row.channel, now, {"code": code})


def await_renewal(channel: int, *, now: datetime) -> bool:
    """Whether a token that was refused is only old, and will be renewed: its renewal is brought forward.

    False where nobody renews it, or where it is as fresh as can be.
    """
    row = Credential.objects.defer("sealed").filter(channel=channel, refresh_at__isnull=False).first()
    if row is None or (row.renewed_at is not None and now - row.renewed_at < FRESH):
        return False
    if not row.failures and not row.doubts:  # else its hour is set by what went wrong
        Credential.objects.filter(pk=row.pk, refresh_at__gt=now).update(refresh_at=now)
    return True


def watch(now: datetime) -> None:
    """The duty: announce what will end, and empty walks that ended."""
    announce(now)
    ConnectFlow.objects.filter(ends_at__lte=now).delete()


def announce(now: datetime) -> int:
    """Write once a week before and once a day before that a token ends which nobody renews."""
    unattended = Q(refresh_at__isnull=True) | Q(failures__gte=STUCK) | Q(doubts__gte=STUCK)
    rows = Credential.objects.defer("sealed").filter(unattended, channel__state=Channel.State.CONNECTED)
    ending = rows.filter(
        Q(expires_at__lte=now + DAY, announced__in=["", "week"]) | Q(expires_at__lte=now + WEEK, announced="")
    )
    told = 0
    for row in ending.select_related("channel").order_by("expires_at")[:BATCH]:
        assert row.expires_at is not None  # noqa: S101 (the query's condition)
        when = "day" if row.expires_at <= now + DAY else "week"
        with transaction.atomic():
            mine = Credential.objects.filter(pk=row.pk, announced=row.announced)
            if mine.update(announced=when):
                detail = {"when": when, "ends_at": row.expires_at.isoformat()}
                _note("channel.expires_soon", row.channel, now, detail)
                told += 1
    return told


def _note(verb: str, channel: Channel, now: datetime, detail: Mapping[str, object]) -> None:
    with transaction.atomic():
        record(
            verb,
            by=WORKER,
            subject=("channels.channel", channel.pk),
            unit_id=channel.unit_id,
            detail={"kind": channel.kind, "handle": channel.handle, **detail},
            now=now,
        )
