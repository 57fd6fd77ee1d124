"""Whoever looks sees their own part of the state, and nobody else's trail."""

from __future__ import annotations

from datetime import datetime

from jansetu.audit.models import Event
from jansetu.orgs.models import Grant, Person, Position
from jansetu.orgs.operations import add_person, rename_unit
from jansetu.orgs.visibility import events_seen, people_seen, topmost, units_seen
from tests.cast import LONG_AGO, Cast


def test_a_desk_sees_its_district_and_a_sender_no_unit(cast: Cast, now: datetime) -> None:
    assert set(units_seen(cast.esha, now)) == {
        cast.district,
        cast.pr_office,
        cast.health_office,
        cast.forest_office,
    }
    assert not units_seen(cast.dev, now).exists()


def test_what_is_seen_begins_at_its_topmost_unit(cast: Cast, now: datetime) -> None:
    assert list(topmost(units_seen(cast.esha, now))) == [cast.district]
    assert list(topmost(units_seen(cast.farid, now))) == [cast.state]


def test_people_who_sit_nowhere_are_seen_only_by_whoever_orders_people(cast: Cast, now: datetime) -> None:
    new = add_person(email="n@example.in", name_hi="नया", name_en="New", by=cast.farid, now=now)
    assert new in people_seen(cast.farid, now)
    assert new not in people_seen(cast.esha, now)
    assert cast.asha.person in people_seen(cast.esha, now)
    assert cast.chandra.person not in people_seen(cast.esha, now)


def test_a_person_with_several_tenures_is_listed_once(cast: Cast, now: datetime) -> None:
    assert people_seen(cast.farid, now).count() == Person.objects.count()


def test_the_trail_of_a_district_shows_its_own_events_only(cast: Cast, now: datetime) -> None:
    assert cast.bilal.tenure is not None
    Grant.objects.create(
        position=cast.bilal.tenure.position, role="administrator", unit=cast.district, granted_at=LONG_AGO
    )
    rename_unit(cast.health_office, name_hi="क", name_en="K", by=cast.farid, now=now)
    rename_unit(cast.health, name_hi="ख", name_en="Kh", by=cast.farid, now=now)
    add_person(email="n@example.in", name_hi="नया", name_en="New", by=cast.farid, now=now)
    assert [event.unit_id for event in events_seen(cast.bilal, now)] == [cast.health_office.pk]
    assert events_seen(cast.farid, now).count() == Event.objects.count() == 3
    assert not events_seen(cast.esha, now).exists()


def test_positions_around_a_unit_are_its_own_those_above_and_those_below(cast: Cast, now: datetime) -> None:
    codes = [position.code for position in Position.objects.around(cast.pr_office)]
    assert codes == ["mp-farid", "mp-ujjain-bilal", "mp-ujjain-pro-esha"]
