"""Whoever leaves, no channel is left without somebody who answers for it, and nobody keeps a right to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from jansetu.channels.custody import custodians, custody_of
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import appoint_keeper, end_keeper, report_hacked
from jansetu.orgs.models import Person, Position, Tenure
from jansetu.orgs.operations import abolish_position, deactivate_person, end_tenure
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import LONG_AGO, Cast, make_actor

HOUR = timedelta(hours=1)


@pytest.fixture
def keeper(channel: Channel, cast: Cast, now: datetime) -> Keeper:
    """Dev's position keeps the collector's account; Bilal is the head of the district."""
    Position.objects.filter(pk=cast.bilal.tenure_or_refuse().position_id).update(is_head=True)
    position = cast.dev.tenure_or_refuse().position
    return appoint_keeper(channel, position=position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=LONG_AGO)


def leave(cast: Cast, now: datetime) -> None:
    end_tenure(cast.dev.tenure_or_refuse(), by=cast.farid, now=now)


def lose_the_position(cast: Cast, now: datetime) -> None:
    leave(cast, now)
    abolish_position(cast.dev.tenure_or_refuse().position, by=cast.farid, now=now)


def lose_the_login(cast: Cast, now: datetime) -> None:
    leave(cast, now)
    deactivate_person(cast.dev.tenure_or_refuse().person, by=cast.farid, now=now)


def be_relieved(cast: Cast, now: datetime) -> None:
    end_keeper(Keeper.objects.get(), by=cast.farid, now=now)


def have_the_login_closed_in_office(cast: Cast, now: datetime) -> None:
    Person.objects.filter(pk=cast.dev.tenure_or_refuse().person_id).update(is_active=False)


@pytest.mark.parametrize(
    "leaving", [leave, lose_the_position, lose_the_login, be_relieved, have_the_login_closed_in_office]
)
def test_however_a_custodian_leaves_the_head_above_answers_from_that_minute_on(
    keeper: Keeper, cast: Cast, now: datetime, leaving: Callable[[Cast, datetime], None]
) -> None:
    assert custodians(keeper.channel, now) == [cast.dev.tenure]
    leaving(cast, now)
    [custody] = custody_of([keeper.channel], now)
    assert (custody.custodians, custody.is_vacant) == ((cast.bilal.tenure,), True)


def test_a_successor_answers_from_their_first_minute(keeper: Keeper, cast: Cast, now: datetime) -> None:
    end_tenure(cast.dev.tenure_or_refuse(), ends_at=now + HOUR, by=cast.farid, now=now)
    successor = Tenure.objects.create(
        person=cast.asha.tenure_or_refuse().person,
        position=keeper.position,
        kind=Tenure.Kind.IN_CHARGE,
        starts_at=now + 2 * HOUR,
    )
    at = [custodians(keeper.channel, now + hours * HOUR) for hours in (0, 1, 2)]
    assert at == [[cast.dev.tenure], [cast.bilal.tenure], [successor]]


def test_when_the_head_leaves_as_well_it_climbs_to_the_next(
    keeper: Keeper, cast: Cast, now: datetime
) -> None:
    chief = make_actor(cast.state, name="chief", name_hi="मुख्य सचिव", rank="chief_secretary")
    Position.objects.filter(pk=chief.tenure_or_refuse().position_id).update(is_head=True)
    leave(cast, now)
    end_tenure(cast.bilal.tenure_or_refuse(), by=cast.farid, now=now)
    assert custodians(keeper.channel, now) == [chief.tenure]


def test_a_custodian_reports_a_hack_until_their_last_minute_and_not_after(
    keeper: Keeper, cast: Cast, now: datetime
) -> None:
    ended = Actor.of(end_tenure(cast.dev.tenure_or_refuse(), ends_at=now + HOUR, by=cast.farid, now=now))
    with pytest.raises(NotAllowed):
        report_hacked(keeper.channel, reason="बहुत देर", by=ended, now=now + HOUR)
    report_hacked(keeper.channel, reason="अनजान पोस्ट", by=ended, now=now + HOUR - timedelta(seconds=1))
    keeper.channel.refresh_from_db()
    assert keeper.channel.state == Channel.State.HACKED


def test_whoever_has_nothing_to_do_with_a_channel_reports_nothing(
    keeper: Keeper, cast: Cast, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        report_hacked(keeper.channel, reason="शरारत", by=cast.asha, now=now)
