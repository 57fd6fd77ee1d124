"""Lists of channels: who sees and uses which, with their keepers, in a fixed number of queries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.channels.coverage import coverage
from jansetu.channels.custody import custodians, custody_of
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import ChannelFacts, appoint_keeper, close_channel, register_channel
from jansetu.orgs.models import Grant, Unit
from jansetu.orgs.operations import end_tenure
from jansetu.orgs.rights import Actor
from tests.cast import Cast, make_actor

HOUR = timedelta(hours=1)


def register(cast: Cast, unit: Unit, handle: str, now: datetime, kind: str = "x") -> Channel:
    facts = ChannelFacts(name_hi=f"{handle} का नाम", name_en=f"Name of {handle}")
    return register_channel(kind=kind, handle=handle, unit=unit, facts=facts, by=cast.farid, now=now)


@pytest.fixture
def portal(cast: Cast, now: datetime) -> Channel:
    return register(cast, cast.state, "portal", now, kind="portal")


@pytest.fixture
def forest(cast: Cast, now: datetime) -> Channel:
    return register(cast, cast.forest_office, "@forest", now)


@pytest.fixture
def health(cast: Cast, now: datetime) -> Channel:
    return register(cast, cast.health, "@healthmp", now)


def test_a_charge_sees_the_channels_below_its_rights_and_no_others(
    channel: Channel, forest: Channel, health: Channel, cast: Cast, now: datetime
) -> None:
    def seen(actor: Actor) -> set[Channel]:
        return set(Channel.objects.visible_to(actor, now))

    assert seen(cast.farid) == {channel, forest, health}
    assert seen(cast.esha) == seen(cast.bilal) == {channel, forest}
    assert seen(cast.dev) == seen(cast.asha) == set()


def test_whoever_keeps_a_channel_sees_it_while_they_keep_it(
    forest: Channel, cast: Cast, now: datetime
) -> None:
    dev = cast.dev.tenure_or_refuse()
    appoint_keeper(forest, position=dev.position, duty=Keeper.Duty.OPERATOR, by=cast.farid, now=now)
    assert list(Channel.objects.visible_to(cast.dev, now)) == [forest]
    gone = Actor.of(end_tenure(dev, ends_at=now + HOUR, by=cast.farid, now=now))
    assert list(Channel.objects.visible_to(gone, now + HOUR)) == []


def test_a_desk_may_use_its_units_channels_and_the_portal_but_none_given_up(
    channel: Channel, forest: Channel, health: Channel, portal: Channel, cast: Cast, now: datetime
) -> None:
    close_channel(forest, reason="बंद", by=cast.farid, now=now)
    assert set(Channel.objects.usable_by(cast.esha, now)) == {channel, portal}
    assert set(Channel.objects.usable_by(cast.asha, now)) == {portal}


def test_channels_are_found_by_handle_name_and_owner(channel: Channel, forest: Channel, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.district.pk).update(search_key="उज्जैन ujjain")
    for words in ("COLLECTOR", "कलेक्टर उज्जैन", "ujjain @collector"):
        assert list(Channel.objects.search(words)) == [channel], words
    assert Channel.objects.search(" ").count() == 2


def test_what_a_leaving_officer_would_take_along_is_named(channel: Channel) -> None:
    assert not channel.in_private_hands
    channel.recovery_phone, channel.recovery_phone_is_personal = "9425000000", True
    channel.recovery_email_is_personal = True  # of no address at all
    channel.second_factor = Channel.SecondFactorHolder.PERSONAL
    assert channel.in_private_hands == ("recovery_phone", "second_factor")


def test_a_channel_without_any_head_above_falls_to_the_registrar(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    [custody] = custody_of([channel], now)
    assert custody.is_vacant
    assert cast.farid.tenure in custody.custodians
    Grant.objects.filter(position=cast.farid.tenure_or_refuse().position).update(ended_at=now)
    assert cast.farid.tenure not in custodians(channel, now)


def test_ending_the_custodians_tenure_leaves_no_minute_without_a_custodian(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    esha = cast.esha.tenure_or_refuse()
    appoint_keeper(channel, position=esha.position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=now)
    end_tenure(esha, ends_at=now + HOUR, by=cast.farid, now=now)
    assert custodians(channel, now + HOUR - timedelta(seconds=1)) == [esha]
    [after] = custody_of([channel], now + HOUR)
    assert (after.is_vacant, esha in after.custodians, bool(after.custodians)) == (True, False, True)


def test_operators_are_listed_beside_the_custodians(channel: Channel, cast: Cast, now: datetime) -> None:
    esha, bilal = cast.esha.tenure_or_refuse(), cast.bilal.tenure_or_refuse()
    appoint_keeper(channel, position=bilal.position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=now)
    appoint_keeper(channel, position=esha.position, duty=Keeper.Duty.OPERATOR, by=cast.farid, now=now)
    [custody] = custody_of([channel], now)
    assert (custody.custodians, custody.operators, custody.is_vacant) == ((bilal,), (esha,), False)


@pytest.mark.parametrize("many", [1, 40])
def test_lists_of_channels_take_as_many_queries_for_forty_as_for_one(
    cast: Cast, now: datetime, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        kept = register(cast, cast.district, f"@kept{number}", now)
        register(cast, cast.forest_office, f"@vacant{number}", now)
        seat = make_actor(cast.district, name=f"keeper-{number}", name_hi="रखवाला", rank="staff")
        position = seat.tenure_or_refuse().position
        appoint_keeper(kept, position=position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=now)
    with django_assert_num_queries(7):
        rows = custody_of(Channel.objects.visible_to(Actor.system("worker"), now).for_list(), now)
        assert all(f"{row.custodians[0].person} {row.channel.unit}" for row in rows)
    with django_assert_num_queries(2):
        coverage(Unit.objects.within(cast.district))
