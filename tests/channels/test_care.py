"""What needs care is found in one query: lost, in private hands, or without a custodian of its own."""

from __future__ import annotations

from datetime import datetime

from pytest_django import DjangoAssertNumQueries, Settings

from jansetu.channels.care import entrusted_to, needing_care
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import appoint_keeper, close_channel
from jansetu.channels.practice import practice_values
from tests.cast import Cast


def kept(channel: Channel, cast: Cast, now: datetime) -> Channel:
    assert cast.bilal.tenure is not None
    duty = Keeper.Duty.CUSTODIAN
    appoint_keeper(channel, position=cast.bilal.tenure.position, duty=duty, by=cast.farid, now=now)
    return channel


def test_a_channel_without_a_custodian_needs_care_until_one_is_appointed(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    assert list(needing_care(Channel.objects.all(), now)) == [channel]
    kept(channel, cast, now)
    assert not needing_care(Channel.objects.all(), now).exists()


def test_a_private_phone_a_lost_token_and_a_hack_need_care(
    channel: Channel, cast: Cast, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    kept(channel, cast, now)
    for changes in (
        {"recovery_phone": "9876543210", "recovery_phone_is_personal": True},
        {"recovery_phone_is_personal": False, "second_factor": "personal"},
        {"second_factor": "office", "state": "unauthorized"},
        {"state": "hacked"},
    ):
        Channel.objects.filter(pk=channel.pk).update(**changes)
        with django_assert_num_queries(1):
            assert len(needing_care(Channel.objects.all(), now)) == 1


def test_a_closed_channel_needs_nothing(channel: Channel, cast: Cast, now: datetime) -> None:
    close_channel(channel, reason="बंद", by=cast.farid, now=now)
    assert not needing_care(Channel.objects.all(), now).exists()


def test_a_channel_is_entrusted_to_its_keepers_and_its_registrar(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    assert list(entrusted_to(cast.farid, now)) == [channel]
    assert not entrusted_to(cast.bilal, now).exists()
    kept(channel, cast, now)
    assert list(entrusted_to(cast.bilal, now)) == [channel]
    assert not entrusted_to(cast.esha, now).exists()


def test_the_register_is_narrowed_by_platform_state_and_unit(
    channel: Channel, cast: Cast, now: datetime
) -> None:
    every = Channel.objects.all()
    assert list(every.narrowed()) == [channel]
    assert list(every.narrowed(kind="x", state="registered", below="mp-ujjain-division")) == [channel]
    for lacking in ({"kind": "bluesky"}, {"state": "hacked"}, {"below": "mp-health"}, {"below": "nowhere"}):
        assert not every.narrowed(**lacking).exists()


def test_the_form_of_a_practice_channel_is_told_what_the_sandbox_takes(
    channel: Channel, settings: Settings
) -> None:
    settings.JANSETU_SANDBOX = "127.0.0.1:8009"
    values = practice_values(channel)
    assert values["access_token"] == "sandbox-collectorujjain"
    assert "127.0.0.1:8009" in values["server"]
    channel.practice = False
    assert practice_values(channel) == {}
