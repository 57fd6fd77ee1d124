"""The demonstration state: whole, once, and never beside anything real."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.db.models import Count
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.orgs.demonstration import DemoLogin, load
from jansetu.orgs.desks import desk_for
from jansetu.orgs.models import Cell, Installation, Person, Tenure, Unit
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Kind = Unit.Kind


@pytest.fixture
def logins(db: None, settings: Settings, now: datetime) -> list[DemoLogin]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # for speed
    return load(now=now)


def actor(logins: list[DemoLogin], role: str) -> Actor:
    person = next(login.person for login in logins if login.role == role)
    return Actor.of(Tenure.objects.select_related("person", "position").get(person=person))


def test_the_state_has_its_divisions_districts_departments_and_bodies(logins: list[DemoLogin]) -> None:
    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert (kinds[Kind.DIVISION], kinds[Kind.DISTRICT], kinds[Kind.DEPARTMENT]) == (10, 55, 40)
    assert set(kinds) == set(Kind.values) - {Kind.PRACTICE}
    assert kinds[Kind.UNDERTAKING] == 2


def test_every_unit_lies_below_its_parent(logins: list[DemoLogin]) -> None:
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"


def test_districts_carry_the_codes_of_the_local_government_directory(logins: list[DemoLogin]) -> None:
    districts = Unit.objects.filter(kind=Kind.DISTRICT)
    assert districts.get(code="mp-ujjain").lgd_code == "435"
    assert set(districts.filter(lgd_code="").values_list("name_en", flat=True)) == {
        "Pandhurna",
        "Maihar",
        "Mauganj",
    }


def test_the_logins_come_in_the_order_of_the_walk_and_open_with_their_passwords(
    logins: list[DemoLogin],
) -> None:
    first = ["sender", "desk_officer", "approver", "state_desk", "reviewer", "administrator"]
    assert [login.role for login in logins][:6] == first
    assert all(Person.objects.get(email=login.email).check_password(login.password) for login in logins)
    assert len({login.password for login in logins}) == len(logins)


@pytest.mark.parametrize(
    ("role", "capability", "where"),
    [
        ("sender", Capability.SUBMIT, "mp-ujjain-health"),
        ("desk_officer", Capability.DESK, "mp-ujjain"),
        ("approver", Capability.APPROVE, "mp-ujjain"),
        ("state_desk", Capability.DESK, "mp"),
        ("reviewer", Capability.ASSIGN, "mp"),
        ("administrator", Capability.PEOPLE, "mp"),
        ("administrator", Capability.CONNECT, "mp"),
        ("state_approver", Capability.APPROVE, "mp"),
    ],
)
def test_each_login_can_do_its_part(
    logins: list[DemoLogin], now: datetime, role: str, capability: Capability, where: str
) -> None:
    assert actor(logins, role).can(capability, Unit.objects.get(code=where), now=now)


def test_one_login_has_two_charges(logins: list[DemoLogin]) -> None:
    two = Person.objects.annotate(charges=Count("tenures")).filter(charges=2)
    assert [person.email for person in two] == ["two-charges@demo.example"]


def test_every_office_has_a_desk(logins: list[DemoLogin]) -> None:
    assert desk_for(Unit.objects.get(code="mp-ujjain-health")).code == "mp-ujjain-pro"
    assert desk_for(Unit.objects.get(code="mp-ujjain-division")).code == "mp-ujjain-division-pro"
    assert desk_for(Unit.objects.get(code="mp-health")).code == "mp-pr"


def test_a_department_has_an_it_cell_beside_its_social_media_cell(logins: list[DemoLogin]) -> None:
    kinds = Cell.objects.filter(unit__code="mp-science").values_list("kind", flat=True)
    assert set(kinds) == {Cell.Kind.IT_CELL, Cell.Kind.SOCIAL_MEDIA_CELL}
    assert Cell.objects.get(unit__code="mp-pr").kind == Cell.Kind.WING


def test_all_its_people_are_marked_as_invented(logins: list[DemoLogin]) -> None:
    assert not Person.objects.filter(is_demonstration=False).exists()
    assert Installation.objects.get().is_demonstration


def test_a_second_load_changes_nothing(logins: list[DemoLogin], now: datetime) -> None:
    assert load(now=now) == []
    assert Event.objects.filter(verb="demonstration.loaded").count() == 1


def test_it_is_refused_where_a_real_state_is(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="real_installation"):
        load(now=now)
    assert not Person.objects.filter(is_demonstration=True).exists()


def test_it_is_refused_where_people_were_entered_before_it_was_said_what_this_is(
    cast: Cast, now: datetime
) -> None:
    Installation.objects.all().delete()
    with pytest.raises(Refusal, match="real_installation"):
        load(now=now)


def test_a_whole_state_is_written_in_bulk(
    db: None, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(110):
        load(now=now)
