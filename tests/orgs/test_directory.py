"""Lists of who sits where: right, and as many queries for fifty rows as for one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.orgs.directory import branches, cells_of, colleagues, seats
from jansetu.orgs.models import Cell, Person, Position, Tenure, Unit
from jansetu.orgs.operations import add_member, add_unit, end_tenure, open_cell, rename_unit
from tests.cast import Cast, make_actor

HOUR = timedelta(hours=1)


def add_staff(cast: Cast, many: int) -> None:
    for number in range(many):
        make_actor(cast.pr_office, name=f"staff-{number}", name_hi=f"लिपिक {number}", rank="staff")


def test_people_of_a_unit_come_with_every_charge_they_hold(cast: Cast, now: datetime) -> None:
    dev = cast.dev.tenure_or_refuse().person
    chief = Position.objects.create(unit=cast.pr_office, code="chief", rank="pro", title_hi="प्रमुख")
    extra = Tenure.objects.create(
        person=dev, position=chief, kind=Tenure.Kind.ADDITIONAL, starts_at=now - HOUR
    )
    found = colleagues(Person.objects.of(cast.pr_office, now), now)
    assert [one.person for one in found] == [cast.esha.person, dev]
    assert found[1].charges == (cast.dev.tenure, extra)


def test_who_left_is_nobodys_colleague_from_that_minute_on(cast: Cast, now: datetime) -> None:
    end_tenure(cast.esha.tenure_or_refuse(), ends_at=now + HOUR, by=cast.farid, now=now)
    assert list(Person.objects.of(cast.pr_office, now)) == [cast.esha.person]
    assert list(Person.objects.of(cast.pr_office, now + HOUR)) == []
    assert cast.bilal.person in Person.objects.within(cast.district, now + HOUR)


def test_positions_show_their_holders_and_stand_vacant_without(cast: Cast, now: datetime) -> None:
    head = Position.objects.create(
        unit=cast.pr_office, code="pro-head", rank="pro", title_hi="पी.आर.ओ.", is_head=True
    )
    first, second = seats(Position.objects.at(cast.pr_office), now)
    assert (first.position, first.is_vacant) == (head, True)
    assert second.holders == (cast.esha.tenure,)
    assert list(Position.objects.at(cast.pr_office).vacant(now)) == [head]


def test_a_position_of_somebody_whose_login_is_closed_is_vacant(cast: Cast, now: datetime) -> None:
    Person.objects.filter(pk=cast.esha.tenure_or_refuse().person_id).update(is_active=False)
    assert seats(Position.objects.at(cast.pr_office), now)[0].is_vacant


def test_cells_show_who_runs_them_and_who_works_there(cast: Cast, now: datetime) -> None:
    esha = cast.esha.tenure_or_refuse()
    cell = open_cell(
        unit=cast.pr_office,
        kind=Cell.Kind.WING,
        order_number="12/2026",
        order_date=now.date(),
        in_charge=esha.position,
        by=cast.farid,
        now=now,
    )
    add_member(cell, position=cast.dev.tenure_or_refuse().position, by=cast.farid, now=now)
    [found] = cells_of(cast.pr_office, now)
    assert found.in_charge is not None
    assert (found.in_charge.holders, found.deputy) == ((esha,), None)
    assert [member.holders for member in found.members] == [(cast.dev.tenure,)]


def test_branches_count_what_lies_directly_there(cast: Cast, now: datetime) -> None:
    district, *_ = branches(Unit.objects.children_of(cast.division), now)
    assert (district.unit, district.children, district.positions, district.people) == (cast.district, 3, 1, 1)


def test_units_are_found_in_both_languages_any_spelling_and_by_code(cast: Cast, now: datetime) -> None:
    unit = add_unit(
        parent=cast.district,
        kind=Unit.Kind.OFFICE,
        code="mp-gadhi",
        name_hi="गाँव पढ़ाई केन्द्र",
        name_en="Village Study Centre",
        by=cast.farid,
        now=now,
    )
    for words in ("गांव पढाई", "केंद्र", "village CENTRE", "mp-gadhi", "  study   गाँव "):
        assert list(Unit.objects.search(words)) == [unit], words
    assert not Unit.objects.search("गाँव शहर").exists()
    rename_unit(unit, name_hi="नगर केन्द्र", name_en="Town Centre", by=cast.farid, now=now)
    assert not Unit.objects.search("गांव").exists()


def test_people_are_found_by_name_and_login(cast: Cast) -> None:
    assert list(Person.objects.search("ईशा")) == [cast.esha.person]
    assert list(Person.objects.search("ESHA@example")) == [cast.esha.person]
    assert Person.objects.search("").count() == Person.objects.count()


@pytest.mark.parametrize("many", [1, 50])
def test_every_list_takes_as_many_queries_for_fifty_as_for_one(
    cast: Cast, now: datetime, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_staff(cast, many)
    with django_assert_num_queries(2):
        [str(one.charges[0].position.unit) for one in colleagues(Person.objects.of(cast.pr_office, now), now)]
    with django_assert_num_queries(2):
        [one.holders[0].person.name_hi for one in seats(Position.objects.at(cast.pr_office), now)]
    with django_assert_num_queries(4):
        branches(Unit.objects.children_of(cast.district), now)
