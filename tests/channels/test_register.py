"""The register: one row an account, keepers by position, never without somebody who answers for it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.channels.coverage import coverage, platforms
from jansetu.channels.custody import custodians, is_vacant
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import (
    ChannelFacts,
    appoint_keeper,
    close_channel,
    end_keeper,
    register_channel,
    update_channel,
)
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Position, Tenure, Unit
from jansetu.orgs.rights import NotAllowed
from tests.cast import Cast


def test_an_account_is_registered_once(channel: Channel, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        register_channel(
            kind="x",
            handle=channel.handle,
            unit=cast.pr_office,
            facts=ChannelFacts(name_hi="फिर"),
            by=cast.farid,
            now=now,
        )
    assert refused.value.code == "channel_known"


def test_only_registrars_change_the_register(channel: Channel, cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        update_channel(channel, facts=ChannelFacts(name_hi="नया"), by=cast.esha, now=now)


def test_an_update_records_which_fields_changed(channel: Channel, cast: Cast, now: datetime) -> None:
    facts = ChannelFacts(
        name_hi=channel.name_hi, recovery_phone="9999999999", recovery_phone_is_personal=True
    )
    updated = update_channel(channel, facts=facts, by=cast.farid, now=now)
    assert updated.recovery_phone_is_personal


def test_custody_stays_with_the_position_when_people_change(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    tenure = cast.esha.tenure_or_refuse()
    appoint_keeper(channel, position=tenure.position, duty=Keeper.Duty.CUSTODIAN, by=cast.farid, now=now)
    assert custodians(channel, now) == [tenure]
    Tenure.objects.filter(pk=tenure.pk).update(ends_at=now + timedelta(days=1))
    successor = Tenure.objects.create(
        person=cast.dev.tenure_or_refuse().person,
        position=tenure.position,
        starts_at=now + timedelta(days=1),
        kind=Tenure.Kind.IN_CHARGE,
    )
    assert custodians(channel, now + timedelta(days=2)) == [successor]


def test_custody_climbs_to_the_nearest_head_when_nobody_is_left(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    head = Position.objects.create(
        unit=cast.division,
        code="commissioner",
        rank="divisional_commissioner",
        title_hi="संभागायुक्त",
        is_head=True,
    )
    tenure = Tenure.objects.create(
        person=cast.farid.tenure_or_refuse().person,
        position=head,
        kind=Tenure.Kind.ADDITIONAL,
        starts_at=now - timedelta(days=9),
    )
    assert custodians(channel, now) == [tenure]
    assert is_vacant(channel, now)


def test_a_keeper_is_appointed_once_and_can_end(channel: Channel, cast: Cast, now: datetime) -> None:
    position = cast.esha.tenure_or_refuse().position
    first = appoint_keeper(channel, position=position, duty=Keeper.Duty.OPERATOR, by=cast.farid, now=now)
    assert first == appoint_keeper(
        channel, position=position, duty=Keeper.Duty.OPERATOR, by=cast.farid, now=now
    )
    end_keeper(first, by=cast.farid, now=now)
    first.refresh_from_db()
    assert first.until == now


def test_the_table_of_gaps_names_every_platform(channel: Channel, cast: Cast) -> None:
    row = coverage(Unit.objects.filter(pk=cast.district.pk))[0]
    assert len(row.cells) == len(platforms())
    assert row.gaps == len(platforms()) - 1


def test_a_closed_channel_leaves_the_table(channel: Channel, cast: Cast, now: datetime) -> None:
    close_channel(channel, reason="विभाग का विलय", by=cast.farid, now=now)
    assert coverage(Unit.objects.filter(pk=cast.district.pk))[0].gaps == len(platforms())
