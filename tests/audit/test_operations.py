"""An event is written with what it tells, and what is personal in it can be erased."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.audit.canonical import NotAFactError
from jansetu.audit.models import Event
from jansetu.audit.operations import OutsideTransactionError, compose, record_all
from tests.audit.acts import NOW, Somebody, happen


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_what() -> None:
    event = Event.objects.get(pk=happen("post.approved", revision=4).pk)
    assert (event.verb, event.actor_id, event.tenure_id) == ("post.approved", 7, 3)
    assert (event.subject_type, event.subject_id) == ("content.post", "5")
    assert event.detail == {"revision": 4}


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransactionError):
        happen()


@pytest.mark.django_db(transaction=True)
def test_an_event_disappears_with_the_change_that_failed() -> None:
    with transaction.atomic():
        happen()
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_many_events_take_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    events = [
        compose("post.seen", by=Somebody(), subject=("content.post", number), now=NOW) for number in range(50)
    ]
    with django_assert_num_queries(1):
        record_all(events)


@pytest.mark.django_db
def test_the_personal_part_is_digested_with_a_salt_of_its_own() -> None:
    one, other = (happen(personal={"phone": "9425000000"}) for _ in range(2))
    assert one.personal_digest != other.personal_digest
    assert len(one.personal_salt) == 32


@pytest.mark.django_db
@pytest.mark.parametrize("rounded", [1.5, {1, 2}, b"x", {1: "a"}, ["a", 2.0]])
def test_what_a_database_may_give_back_differently_is_refused(rounded: object) -> None:
    with pytest.raises(NotAFactError):
        happen(value=rounded)
