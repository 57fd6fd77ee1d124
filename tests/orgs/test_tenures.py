"""A tenure gives and takes rights at its minute, and takes the sessions with it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from jansetu.audit.models import Event
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Person, Tenure
from jansetu.orgs.operations import begin_tenure, deactivate_person, end_sessions, end_tenure
from jansetu.orgs.rights import Actor, NotAllowed
from jansetu.orgs.roles import Capability
from tests.cast import Cast

HOUR = timedelta(hours=1)


def charge(actor: Actor) -> Tenure:
    return actor.tenure_or_refuse()


def person(actor: Actor) -> Person:
    assert actor.person is not None
    return Person.objects.get(pk=actor.person.pk)


def session_of(client: Client) -> HttpRequest:
    request = HttpRequest()
    request.session = client.session
    return request


def test_ending_a_tenure_now_takes_the_rights_at_that_minute(cast: Cast, now: datetime) -> None:
    assert cast.asha.can(Capability.SUBMIT, cast.health_office, now=now)
    ended = Actor.of(end_tenure(charge(cast.asha), by=cast.farid, now=now))
    assert not ended.can(Capability.SUBMIT, cast.health_office, now=now)
    assert ended.can(Capability.SUBMIT, cast.health_office, now=now - HOUR)


def test_ending_a_tenure_now_ends_every_session(cast: Cast, now: datetime) -> None:
    client = Client()
    client.force_login(person(cast.asha))
    assert get_user(session_of(client)).is_authenticated
    end_tenure(charge(cast.asha), by=cast.farid, now=now)
    assert not get_user(session_of(client)).is_authenticated


def test_an_end_to_come_leaves_the_session_and_takes_the_rights_at_its_minute(
    cast: Cast, now: datetime
) -> None:
    before = person(cast.asha).get_session_auth_hash()
    leaving = Actor.of(end_tenure(charge(cast.asha), ends_at=now + HOUR, by=cast.farid, now=now))
    assert person(cast.asha).get_session_auth_hash() == before
    assert leaving.can(Capability.SUBMIT, cast.health_office, now=now + HOUR - timedelta(seconds=1))
    assert not leaving.can(Capability.SUBMIT, cast.health_office, now=now + HOUR)


def test_an_end_in_the_past_counts_as_now(cast: Cast, now: datetime) -> None:
    ended = end_tenure(charge(cast.asha), ends_at=now - HOUR, by=cast.farid, now=now)
    assert ended.ends_at == now


def test_a_tenure_ends_once(cast: Cast, now: datetime) -> None:
    end_tenure(charge(cast.asha), by=cast.farid, now=now)
    with pytest.raises(Refusal, match="tenure_over"):
        end_tenure(charge(cast.asha), by=cast.farid, now=now + HOUR)


def test_a_position_has_one_regular_holder_but_a_second_may_be_in_charge(cast: Cast, now: datetime) -> None:
    position = charge(cast.asha).position
    with pytest.raises(Refusal, match="position_held"):
        begin_tenure(person=person(cast.dev), position=position, starts_at=now, by=cast.farid, now=now)
    kind = Tenure.Kind.IN_CHARGE
    begun = begin_tenure(
        person=person(cast.dev), position=position, kind=kind, starts_at=now, by=cast.farid, now=now
    )
    assert Actor.of(begun).can(Capability.SUBMIT, cast.health_office, now=now)


def test_a_successor_may_begin_at_the_minute_the_other_ends(cast: Cast, now: datetime) -> None:
    end_tenure(charge(cast.asha), ends_at=now + HOUR, by=cast.farid, now=now)
    position = charge(cast.asha).position
    begun = begin_tenure(
        person=person(cast.dev), position=position, starts_at=now + HOUR, by=cast.farid, now=now
    )
    assert not begun.is_current(now)
    assert begun.is_current(now + HOUR)


def test_nobody_begins_or_ends_a_tenure_of_their_own(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="own_rights"):
        end_tenure(charge(cast.farid), by=cast.farid, now=now)
    position, me = charge(cast.bilal).position, person(cast.farid)
    with pytest.raises(Refusal, match="own_rights"):
        begin_tenure(
            person=me, position=position, kind=Tenure.Kind.ADDITIONAL, starts_at=now, by=cast.farid, now=now
        )


@pytest.mark.parametrize("who", ["asha", "bilal", "chandra", "dev", "esha"])
def test_whoever_does_not_order_people_ends_no_tenure(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        end_tenure(charge(cast.farid), by=getattr(cast, who), now=now)


def test_whoever_left_gets_no_tenure(cast: Cast, now: datetime) -> None:
    position = charge(cast.asha).position
    with pytest.raises(Refusal, match="person_in_position"):
        deactivate_person(person(cast.asha), by=cast.farid, now=now)
    end_tenure(charge(cast.asha), by=cast.farid, now=now)
    gone = deactivate_person(person(cast.asha), by=cast.farid, now=now)
    with pytest.raises(Refusal, match="person_inactive"):
        begin_tenure(person=gone, position=position, starts_at=now, by=cast.farid, now=now)


def test_who_loses_a_telephone_ends_their_own_sessions_but_not_anothers(cast: Cast, now: datetime) -> None:
    before = person(cast.asha).get_session_auth_hash()
    end_sessions(person(cast.asha), by=cast.asha, now=now)
    assert person(cast.asha).get_session_auth_hash() != before
    with pytest.raises(NotAllowed):
        end_sessions(person(cast.dev), by=cast.asha, now=now)


def test_a_tenure_leaves_its_order_number_in_the_audit_trail(cast: Cast, now: datetime) -> None:
    position = charge(cast.asha).position
    begun = begin_tenure(
        person=person(cast.dev),
        position=position,
        kind=Tenure.Kind.ADDITIONAL,
        starts_at=now,
        order_number="एफ 1-2/2026",
        by=cast.farid,
        now=now,
    )
    event = Event.objects.get(verb="tenure.begun", subject_id=str(begun.pk))
    assert event.detail["order_number"] == "एफ 1-2/2026"
    assert event.actor_id == person(cast.farid).pk
