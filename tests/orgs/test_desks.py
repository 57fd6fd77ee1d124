"""A note goes to the nearest desk above its office."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.core.errors import Refusal
from jansetu.orgs.desks import desk_for
from jansetu.orgs.models import Grant, Unit
from tests.cast import Cast, make_unit


def test_an_office_in_a_district_writes_to_the_districts_desk(cast: Cast) -> None:
    assert desk_for(cast.health_office) == cast.pr_office
    assert desk_for(cast.forest_office) == cast.pr_office


def test_a_department_writes_to_the_state_desk(cast: Cast) -> None:
    assert desk_for(cast.health) == cast.pr_department
    assert desk_for(cast.state) == cast.pr_department


def test_a_district_without_a_desk_writes_to_its_divisions_or_to_the_states(cast: Cast) -> None:
    dewas = make_unit(Unit.Kind.DISTRICT, "mp-dewas", "देवास", "Dewas", cast.division)
    assert desk_for(dewas) == cast.pr_department
    Grant.objects.filter(unit=cast.district, role="desk_officer").update(unit=cast.division)
    assert desk_for(dewas) == cast.pr_office


def test_a_desk_whose_role_was_taken_back_receives_nothing_more(cast: Cast, now: datetime) -> None:
    Grant.objects.filter(unit=cast.district).update(ended_at=now)
    assert desk_for(cast.health_office) == cast.pr_department


def test_a_state_without_any_desk_says_so(cast: Cast, now: datetime) -> None:
    Grant.objects.update(ended_at=now)
    with pytest.raises(Refusal, match="no_desk"):
        desk_for(cast.health_office)


def test_finding_a_desk_takes_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        desk_for(cast.health_office)
