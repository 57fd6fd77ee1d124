"""News reaches every handler in the order of the chain, and one that fails holds up nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.audit.dispatch import FIRST_WAIT, LONGEST_WAIT, LOOK_BACK, TRIES, dispatch_batch, next_try
from jansetu.audit.models import Dispatch, Event, Listener
from jansetu.audit.sealer import seal_batch
from tests.audit.acts import NOW, happen

pytestmark = pytest.mark.django_db

heard: list[tuple[str, int]] = []
refusing: set[int] = set()


def first(event: Event) -> None:
    heard.append(("first", event.pk))


def second(event: Event) -> None:
    if event.pk in refusing:
        raise LookupError("9425000000")
    heard.append(("second", event.pk))


NEWS = {"post.approved": [first, second], "post.returned": [first]}


@pytest.fixture(autouse=True)
def nobody_has_heard() -> Iterator[None]:
    yield
    heard.clear()
    refusing.clear()


def sealed(*verbs: str) -> list[int]:
    ids = [happen(verb).pk for verb in verbs]
    seal_batch(NOW)
    return ids


def heard_by(name: str) -> list[int]:
    return [event for listener, event in heard if listener == name]


def test_each_handler_hears_its_verbs_in_order() -> None:
    approved, returned, again = sealed("post.approved", "post.returned", "post.approved")
    assert dispatch_batch(NEWS, NOW) == 5
    assert heard_by("first") == [approved, returned, again]
    assert heard_by("second") == [approved, again]


def test_nothing_is_told_twice() -> None:
    sealed("post.approved")
    assert [dispatch_batch(NEWS, NOW), dispatch_batch(NEWS, NOW)] == [2, 0]


def test_what_is_not_sealed_is_not_told_yet() -> None:
    happen("post.approved")
    assert dispatch_batch(NEWS, NOW) == 0
    seal_batch(NOW)
    assert dispatch_batch(NEWS, NOW) == 2


def test_a_batch_ends_at_its_limit_and_the_next_goes_on() -> None:
    ids = sealed(*["post.approved"] * 5)
    told = [dispatch_batch({"post.approved": [first]}, NOW, limit=2) for _ in range(4)]
    assert told == [2, 2, 1, 0]
    assert heard_by("first") == ids


def test_one_that_fails_is_tried_again_later_while_others_go_on() -> None:
    bad, good = sealed("post.approved", "post.approved")
    refusing.add(bad)
    dispatch_batch(NEWS, NOW)
    assert (heard_by("first"), heard_by("second")) == ([bad, good], [good])
    refusing.clear()
    assert dispatch_batch(NEWS, NOW + FIRST_WAIT - timedelta(seconds=1)) == 0
    assert dispatch_batch(NEWS, NOW + FIRST_WAIT) == 1
    assert heard_by("second") == [good, bad]
    assert not Dispatch.objects.exists()


def test_a_failure_is_kept_by_its_type_without_its_words() -> None:
    refusing.update(sealed("post.approved"))
    dispatch_batch(NEWS, NOW)
    waiting = Dispatch.objects.get()
    assert (waiting.tries, waiting.error, waiting.due_at) == (1, "LookupError", NOW + FIRST_WAIT)
    assert waiting.handler == f"{__name__}.second"


def test_a_handler_that_fails_leaves_no_half_done_rows() -> None:
    def half(event: Event) -> None:
        happen("post.seen")
        raise LookupError

    sealed("post.approved")
    dispatch_batch({"post.approved": [half]}, NOW)
    assert not Event.objects.filter(verb="post.seen").exists()


def test_pauses_grow_to_a_longest_and_end_at_last() -> None:
    pauses = [next_try(tries, NOW) for tries in range(1, TRIES + 1)]
    waits = [pause - NOW for pause in pauses if pause]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1], pauses[-1]) == (FIRST_WAIT, LONGEST_WAIT, None)


def test_what_was_given_up_is_kept_and_not_told_again() -> None:
    refusing.update(sealed("post.approved"))
    dispatch_batch(NEWS, NOW)
    Dispatch.objects.update(tries=TRIES - 1)
    dispatch_batch(NEWS, NOW + FIRST_WAIT)
    assert Dispatch.objects.get().due_at is None
    assert dispatch_batch(NEWS, NOW + timedelta(days=30)) == 0


def test_a_new_handler_hears_no_old_news() -> None:
    sealed("post.approved")
    assert dispatch_batch(NEWS, NOW + LOOK_BACK + timedelta(seconds=1)) == 0
    assert set(Listener.objects.values_list("number", flat=True)) == {1}


def test_news_that_nobody_listens_for_is_passed_over_in_one_step(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    dispatch_batch(NEWS, NOW)
    sealed(*["post.seen"] * 30)
    assert dispatch_batch(NEWS, NOW) == 0
    with django_assert_num_queries(6):  # for each of the two: what is due, where it stands, the head
        dispatch_batch(NEWS, NOW)
