"""People are entered without a right and without a password, and let go with their sessions."""

from __future__ import annotations

from datetime import datetime

import pytest

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Installation, Person
from jansetu.orgs.operations import add_person, deactivate_person, end_tenure
from jansetu.orgs.rights import Actor, NotAllowed
from tests.cast import Cast, make_actor


def hari(by: Actor, now: datetime, email: str = " Hari@Example.in ") -> Person:
    return add_person(email=email, name_hi="हरि", name_en="Hari", phone="9425000000", by=by, now=now)


def test_a_person_is_entered_without_a_password(cast: Cast, now: datetime) -> None:
    person = hari(cast.farid, now)
    assert (person.email, person.has_usable_password()) == ("hari@example.in", False)


def test_address_and_telephone_are_personal_in_the_audit_trail(cast: Cast, now: datetime) -> None:
    event = Event.objects.about("orgs.person", hari(cast.farid, now).pk).get()
    assert event.personal == {"email": "hari@example.in", "phone": "9425000000"}
    assert "hari" not in str(event.detail).lower()


def test_one_address_is_one_person(cast: Cast, now: datetime) -> None:
    hari(cast.farid, now)
    with pytest.raises(Refusal, match="invalid") as refused:
        hari(cast.farid, now, "HARI@example.in")
    assert "email" in refused.value.en


def test_people_of_a_demonstration_are_marked_as_invented(cast: Cast, now: datetime) -> None:
    assert not hari(cast.farid, now).is_demonstration
    Installation.objects.update(kind=Installation.Kind.DEMONSTRATION)
    assert hari(cast.farid, now, "other@example.in").is_demonstration


@pytest.mark.parametrize("who", ["asha", "bilal", "chandra", "dev", "esha"])
def test_whoever_does_not_order_people_enters_nobody_and_lets_nobody_go(
    cast: Cast, now: datetime, who: str
) -> None:
    with pytest.raises(NotAllowed):
        hari(getattr(cast, who), now)
    with pytest.raises(NotAllowed):
        deactivate_person(hari(cast.farid, now), by=getattr(cast, who), now=now)


def test_an_administrator_lets_nobody_go_who_sits_beyond_their_reach(cast: Cast, now: datetime) -> None:
    gita = make_actor(cast.district, name="gita", name_hi="गीता", rank="staff", roles=("administrator",))
    assert cast.chandra.person is not None
    with pytest.raises(NotAllowed):
        deactivate_person(cast.chandra.person, by=gita, now=now)


def test_who_is_let_go_has_no_session_and_no_login(cast: Cast, now: datetime) -> None:
    person = end_tenure(cast.asha.tenure_or_refuse(), by=cast.farid, now=now).person
    before = Person.objects.get(pk=person.pk).get_session_auth_hash()
    gone = deactivate_person(person, by=cast.farid, now=now)
    assert not gone.is_active
    assert Person.objects.get(pk=person.pk).get_session_auth_hash() != before


def test_nobody_lets_themselves_go(cast: Cast, now: datetime) -> None:
    assert cast.farid.person is not None
    with pytest.raises(Refusal, match="own_rights"):
        deactivate_person(cast.farid.person, by=cast.farid, now=now)
