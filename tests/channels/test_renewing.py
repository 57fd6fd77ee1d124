"""Tokens are renewed in time, by one worker, and nothing that passes disconnects anybody."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel, Credential
from jansetu.channels.operations import connect, renewing
from jansetu.channels.operations.renewing import Renewal, Renewing, Unbegun
from jansetu.channels.renewal import Renewals
from jansetu.connectors.contracts import Renewed
from jansetu.connectors.errors import (
    ConnectorError,
    NotAuthorized,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
)
from jansetu.connectors.x import XCredentials
from jansetu.core.clock import utcnow
from jansetu.sandbox.process import Sandbox
from tests.cast import Cast
from tests.channels.test_oauth import app_for, channel_of, end, walk

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def moment() -> datetime:
    """The tests' own time."""
    return datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


@pytest.fixture
def tokens(channel: Channel, sandbox: Sandbox, moment: datetime) -> Credential:
    """Of the channel, due to be renewed, with forty minutes left."""
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.CONNECTED)
    sealed = {
        "server": sandbox.server("x"),
        "account_id": "1",
        "access_token": "old-access",
        "refresh_token": "old-refresh",
        "client_id": "app",
        "client_secret": "secret",
    }
    return Credential.objects.create(
        channel=channel,
        sealed=sealed,
        connected_at=moment - HOUR,
        refresh_at=moment,
        expires_at=moment + timedelta(minutes=40),
    )


def queue_of(owner: str, now: datetime) -> Renewals:
    return Renewals(owner, clock=lambda: now)


def lease(now: datetime, owner: str = "one") -> Renewal:
    [job] = queue_of(owner, now).cycle([], 4)
    return job


def settle(job: Renewal, outcome: object, now: datetime, owner: str = "one") -> Credential:
    queue_of(owner, now).cycle([Renewing(renewal=job, outcome=outcome)], 0)  # type: ignore[arg-type]
    return Credential.objects.get()


def fresh(job: Renewal, ends: datetime | None, **changed: str) -> Renewed:
    assert isinstance(job.credentials, XCredentials)
    return Renewed(
        credentials=replace(job.credentials, access_token="new-access", **changed), expires_at=ends
    )


def state_of(channel: Channel) -> str:
    channel.refresh_from_db()
    return channel.state


def test_fresh_tokens_are_sealed_and_renewed_again_after_two_thirds_of_their_life(
    tokens: Credential, moment: datetime
) -> None:
    job = lease(moment)
    kept = settle(job, fresh(job, moment + 2 * HOUR, refresh_token="new-refresh"), moment)
    assert (kept.sealed["access_token"], kept.sealed["refresh_token"]) == ("new-access", "new-refresh")
    assert kept.refresh_at == moment + timedelta(minutes=80)
    assert (kept.expires_at, kept.renewed_at) == (moment + 2 * HOUR, moment)
    assert (kept.owner, kept.lease_until) == ("", None)


def test_nothing_is_overwritten_by_nothing(tokens: Credential, moment: datetime) -> None:
    job = lease(moment)
    kept = settle(job, fresh(job, moment + HOUR, refresh_token="", client_secret=""), moment)
    assert kept.sealed["refresh_token"] == "old-refresh"
    assert kept.sealed["client_secret"] == "secret"
    assert kept.sealed["access_token"] == "new-access"


def test_what_does_not_run_out_is_not_renewed_again(tokens: Credential, moment: datetime) -> None:
    job = lease(moment)
    assert settle(job, fresh(job, None), moment).refresh_at is None


def test_two_workers_never_renew_the_same_at_a_time(tokens: Credential, moment: datetime) -> None:
    lease(moment)
    assert queue_of("two", moment).cycle([], 4) == []


def test_what_is_not_due_or_not_connected_is_left_alone(
    tokens: Credential, channel: Channel, moment: datetime
) -> None:
    assert queue_of("one", moment - timedelta(seconds=1)).cycle([], 4) == []
    Channel.objects.filter(pk=channel.pk).update(state=Channel.State.HACKED)
    assert queue_of("one", moment).cycle([], 4) == []


@pytest.mark.parametrize("trouble", [Unavailable("no_answer"), Rejected("rejected")])
def test_a_passing_trouble_is_waited_out_and_the_channel_stays(
    trouble: ConnectorError, tokens: Credential, channel: Channel, moment: datetime
) -> None:
    """postiz-app PR 1822: a passing refresh error that disconnects the channel."""
    waits = []
    for _ in range(3):
        kept = settle(lease(moment), trouble, moment)
        assert kept.refresh_at is not None
        waits.append((kept.refresh_at - moment).total_seconds())
        moment = kept.refresh_at
    assert waits == [60, 120, 240]
    assert kept.failures == 3
    assert state_of(channel) == Channel.State.CONNECTED
    job = lease(moment)
    assert settle(job, fresh(job, moment + HOUR), moment).failures == 0
    assert Event.objects.filter(verb="channel.renewed").count() == 1


def test_too_fast_waits_until_the_platform_said(tokens: Credential, moment: datetime) -> None:
    kept = settle(lease(moment), RateLimited("rate_limited", until=moment + HOUR), moment)
    assert kept.refresh_at == moment + HOUR


def test_a_grant_that_is_gone_stops_the_channel_and_is_told(
    tokens: Credential, channel: Channel, moment: datetime
) -> None:
    kept = settle(lease(moment), NotAuthorized("grant_refused"), moment)
    assert state_of(channel) == Channel.State.UNAUTHORIZED
    assert kept.refresh_at is None
    assert Event.objects.get(verb="channel.unauthorized").detail["code"] == "grant_refused"


def test_a_lost_answer_is_tried_once_more_and_then_told(
    tokens: Credential, channel: Channel, moment: datetime
) -> None:
    kept = settle(lease(moment), OutcomeUnknown("lost_answer"), moment)
    assert not Event.objects.filter(verb="channel.renewal_in_doubt").exists()
    assert kept.refresh_at == moment + timedelta(minutes=1)
    kept = settle(lease(kept.refresh_at), OutcomeUnknown("lost_answer"), kept.refresh_at)
    assert kept.doubts == 2
    assert Event.objects.filter(verb="channel.renewal_in_doubt").count() == 1
    assert state_of(channel) == Channel.State.CONNECTED


def test_a_no_after_a_lost_answer_is_called_what_it_is(tokens: Credential, moment: datetime) -> None:
    kept = settle(lease(moment), OutcomeUnknown("lost_answer"), moment)
    assert kept.refresh_at is not None
    settle(lease(kept.refresh_at), NotAuthorized("grant_refused"), kept.refresh_at)
    assert Event.objects.get(verb="channel.unauthorized").detail["code"] == "renewal_lost"


def test_a_worker_that_died_while_renewing_leaves_a_doubt(tokens: Credential, moment: datetime) -> None:
    lease(moment)
    later = moment + renewing.LEASE
    job = lease(later, "two")
    assert Credential.objects.get().doubts == 1
    assert settle(job, fresh(job, later + HOUR), later, "two").doubts == 0


def test_who_lost_the_lease_puts_nothing_off(tokens: Credential, channel: Channel, moment: datetime) -> None:
    slow = lease(moment)
    later = moment + renewing.LEASE
    lease(later, "two")
    kept = settle(slow, NotAuthorized("grant_refused"), later)
    assert (kept.owner, state_of(channel)) == ("two", Channel.State.CONNECTED)


def test_fresh_tokens_that_come_late_are_kept_unless_newer_ones_are_there(
    tokens: Credential, moment: datetime
) -> None:
    slow = lease(moment)
    later = moment + renewing.LEASE
    quick = lease(later, "two")
    assert settle(slow, fresh(slow, later + HOUR), later).sealed["access_token"] == "new-access"
    newer = fresh(quick, later + HOUR, refresh_token="another")
    assert settle(quick, newer, later, "two").sealed["refresh_token"] == "old-refresh"


def test_a_renewal_under_way_says_nothing_of_a_channel_connected_anew(
    tokens: Credential, channel: Channel, cast: Cast, sandbox: Sandbox, moment: datetime
) -> None:
    job = lease(moment)
    given = sandbox.credentials("x", "collectorujjain")
    connect(channel, credentials=given, by=cast.farid, now=utcnow())
    for outcome in (fresh(job, moment + HOUR), NotAuthorized("grant_refused")):
        kept = settle(job, outcome, moment)
        assert kept.sealed["access_token"] == given["access_token"]
        assert state_of(channel) == Channel.State.CONNECTED


def test_a_worker_that_stops_gives_its_lease_back_unused(tokens: Credential, moment: datetime) -> None:
    queue = queue_of("one", moment)
    [job] = queue.cycle([], 4)
    queue.stop()
    done = asyncio.run(queue.run(job))
    assert isinstance(done.outcome, Unbegun)
    queue.cycle([done], 0)
    kept = Credential.objects.get()
    assert (kept.owner, kept.doubts, kept.refresh_at) == ("", 0, moment)


def test_of_tokens_typed_by_hand_nobody_knows_the_end_so_they_are_renewed_soon(
    channel: Channel, cast: Cast, sandbox: Sandbox
) -> None:
    now = utcnow()
    typed = sandbox.credentials("x", "collectorujjain") | {"refresh_token": "r", "client_id": "a"}
    connect(channel, credentials=typed | {"client_secret": "s"}, by=cast.farid, now=now)
    kept = Credential.objects.get()
    assert (kept.expires_at, kept.refresh_at) == (None, now + timedelta(minutes=30))


def test_x_takes_a_refresh_token_once_and_the_next_one_is_kept(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    end(walk(channel, cast), cast)
    seen = set()
    for _ in range(3):
        Credential.objects.update(refresh_at=utcnow())
        queue = Renewals("one", clock=utcnow)
        [job] = queue.cycle([], 4)
        queue.cycle([asyncio.run(queue.run(job))], 0)
        kept = Credential.objects.get()
        assert kept.renewed_at is not None
        seen.add((kept.sealed["access_token"], kept.sealed["refresh_token"]))
    assert len(seen) == 3
    assert state_of(channel) == Channel.State.CONNECTED


def test_after_a_truly_lost_answer_x_refuses_and_the_custodian_hears_why(
    cast: Cast, sandbox: Sandbox
) -> None:
    channel = channel_of(cast, "x")
    app_for(cast, "x")
    end(walk(channel, cast), cast)
    sandbox.fault("lose_answer", platform="x", calls="session", next=1)
    for _ in range(2):
        Credential.objects.update(refresh_at=utcnow())
        queue = Renewals("one", clock=utcnow)
        [job] = queue.cycle([], 4)
        queue.cycle([asyncio.run(queue.run(job))], 0)
    assert state_of(channel) == Channel.State.UNAUTHORIZED
    assert Event.objects.get(verb="channel.unauthorized").detail["code"] == "renewal_lost"


def test_google_renews_again_and_again_with_the_same_token(cast: Cast, sandbox: Sandbox) -> None:
    channel = channel_of(cast, "youtube")
    app_for(cast, "youtube")
    end(walk(channel, cast), cast)
    first = Credential.objects.get().sealed
    Credential.objects.update(refresh_at=utcnow())
    queue = Renewals("one", clock=utcnow)
    [job] = queue.cycle([], 4)
    queue.cycle([asyncio.run(queue.run(job))], 0)
    kept = Credential.objects.get()
    assert kept.sealed["refresh_token"] == first["refresh_token"]
    assert kept.sealed["access_token"] != first["access_token"]
