"""Events are sealed in batches, each once, whatever order they came in and however often it is tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.audit.chain import event_hash, seal_hash
from jansetu.audit.models import GENESIS, Event, Head, Seal
from jansetu.audit.sealer import seal_batch
from jansetu.audit.verify import verify
from tests.audit.acts import NOW, happen

pytestmark = pytest.mark.django_db


def test_where_nothing_happened_nothing_is_sealed() -> None:
    assert seal_batch(NOW) == 0
    assert not Seal.objects.exists()


def test_each_seal_names_the_one_before() -> None:
    for _ in range(3):
        happen()
    seal_batch(NOW)
    seals = list(Seal.objects.order_by("number"))
    assert [seal.number for seal in seals] == [1, 2, 3]
    assert [seal.previous for seal in seals] == [GENESIS, seals[0].hash, seals[1].hash]


def test_a_seal_covers_its_event_and_itself() -> None:
    event = happen(revision=4)
    seal_batch(NOW)
    seal = Seal.objects.get()
    assert seal.event_hash == event_hash(Event.objects.get(pk=event.pk))
    assert seal.hash == seal_hash(seal)


def test_the_head_is_the_last_seal() -> None:
    happen(), happen()
    seal_batch(NOW)
    assert list(Head.objects.values_list("number", "hash")) == [(2, Seal.objects.get(number=2).hash)]


def test_sealing_again_seals_nothing_twice() -> None:
    happen(), happen()
    assert [seal_batch(NOW), seal_batch(NOW)] == [2, 0]
    assert Seal.objects.count() == 2


def test_a_batch_goes_on_where_the_last_one_ended() -> None:
    for _ in range(5):
        happen()
    assert [seal_batch(NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Event.objects.unsealed().count() == 0


def test_an_event_that_commits_late_is_sealed_behind_the_later_ones() -> None:
    for number in (1000, 999):  # taken in order, committed in the other
        Event.objects.create(pk=number, at=NOW, verb="post.seen", subject_type="content.post")
        seal_batch(NOW)
    assert list(Seal.objects.order_by("number").values_list("event_id", flat=True)) == [1000, 999]
    assert verify().holds


def test_a_sealer_that_is_overtaken_writes_nothing() -> None:
    made: list[int] = []

    def overtake(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE") and "audit_head" in sql and not made:
            made.append(0)
            made.append(seal_batch(NOW))
        return execute(sql, *rest)

    happen(), happen()
    with connection.execute_wrapper(overtake):
        made.append(seal_batch(NOW))
    assert made == [0, 2, 0]
    assert verify().holds


def test_a_batch_of_any_size_takes_as_many_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    happen()
    seal_batch(NOW)
    for _ in range(60):
        happen()
    with django_assert_num_queries(7):  # head, events, savepoint, head, seals, marks, release
        seal_batch(NOW)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_however_sealing_is_cut_into_batches_the_chain_has_no_gap(limits: list[int]) -> None:
    for _ in range(8):
        happen()
    before = Head.objects.first() or Head()
    made = sum(seal_batch(NOW, limit=limit) for limit in limits)
    assert made == min(8, sum(limits))
    numbers = list(
        Seal.objects.filter(number__gt=before.number).order_by("number").values_list("number", flat=True)
    )
    assert numbers == list(range(before.number + 1, before.number + 1 + made))
    seal_batch(NOW)
