"""One login switches between its charges, and each brings its own rights alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jansetu.core.errors import Refusal
from jansetu.orgs.charges import charges_of, present_charge
from jansetu.orgs.models import Person, Position, Tenure
from jansetu.orgs.operations import abolish_position, begin_tenure, end_tenure
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from tests.cast import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def second(cast: Cast, now: datetime) -> Tenure:
    """Dev of the forest office has Asha's health office as an additional charge."""
    assert cast.dev.person is not None
    return begin_tenure(
        person=cast.dev.person,
        position=cast.asha.tenure_or_refuse().position,
        kind=Tenure.Kind.ADDITIONAL,
        starts_at=now,
        by=cast.farid,
        now=now,
    )


def dev(cast: Cast) -> Person:
    assert cast.dev.person is not None
    return cast.dev.person


def test_one_login_has_its_regular_charge_first_and_the_additional_one_behind(
    cast: Cast, second: Tenure, now: datetime
) -> None:
    assert list(charges_of(dev(cast), now=now)) == [cast.dev.tenure, second]


def test_each_charge_brings_its_own_rights_and_no_others(cast: Cast, second: Tenure, now: datetime) -> None:
    at_forest, at_health = (Actor.of(charge) for charge in charges_of(dev(cast), now=now))
    assert at_forest.can(Capability.SUBMIT, cast.forest_office, now=now)
    assert not at_forest.can(Capability.SUBMIT, cast.health_office, now=now)
    assert at_health.can(Capability.SUBMIT, cast.health_office, now=now)
    assert not at_health.can(Capability.SUBMIT, cast.forest_office, now=now)


def test_the_charge_that_was_chosen_is_the_present_one(cast: Cast, second: Tenure, now: datetime) -> None:
    assert present_charge(dev(cast), chosen=None, now=now) == cast.dev.tenure
    assert present_charge(dev(cast), chosen=second.pk, now=now) == second


def test_nobody_can_choose_anothers_charge(cast: Cast, now: datetime) -> None:
    farids = cast.farid.tenure_or_refuse()
    assert present_charge(dev(cast), chosen=farids.pk, now=now) is None


def test_a_chosen_charge_is_gone_at_the_minute_it_ends(cast: Cast, second: Tenure, now: datetime) -> None:
    end_tenure(second, ends_at=now + HOUR, by=cast.farid, now=now)
    before, after = now + HOUR - timedelta(seconds=1), now + HOUR
    assert present_charge(dev(cast), chosen=second.pk, now=before) == second
    assert present_charge(dev(cast), chosen=second.pk, now=after) is None


def test_a_closed_login_has_no_charge(cast: Cast, now: datetime) -> None:
    Person.objects.filter(pk=dev(cast).pk).update(is_active=False)
    assert not charges_of(dev(cast), now=now).exists()


def test_an_abolished_position_is_no_charge(cast: Cast, second: Tenure, now: datetime) -> None:
    Position.objects.filter(pk=second.position_id).update(abolished_at=now)
    assert list(charges_of(dev(cast), now=now)) == [cast.dev.tenure]


def test_a_position_that_somebody_holds_is_not_abolished(cast: Cast, second: Tenure, now: datetime) -> None:
    with pytest.raises(Refusal, match="position_held"):
        abolish_position(second.position, by=cast.farid, now=now)
