"""The trail can be looked through by verb, actor and day, and its end be proved alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.audit.sealer import seal_batch
from jansetu.audit.verify import verify_end
from tests.audit.acts import NOW, happen, tamper

pytestmark = pytest.mark.django_db
CHANGED = "UPDATE audit_event SET verb = 'post.returned' WHERE id = %s"


def test_events_are_found_by_verb_by_actor_and_by_day() -> None:
    event = happen()
    noun = event.verb.split(".")[0]
    first, *_ = event.actor_label.split()
    for found in (
        Event.objects.of_verb(event.verb),
        Event.objects.of_verb(f"{noun}."),
        Event.objects.by_actor(first),
        Event.objects.between(event.at, event.at + timedelta(seconds=1)),
    ):
        assert list(found) == [event]
    for lacking in (
        Event.objects.of_verb("unit.closed"),
        Event.objects.by_actor(f"{first} zzz"),
        Event.objects.between(event.at + timedelta(seconds=1), None),
        Event.objects.between(None, event.at),
    ):
        assert not lacking.exists()


def test_pages_begin_behind_an_event_and_stay_put_when_news_comes() -> None:
    first, second, third = happen(), happen(), happen()
    assert list(Event.objects.older_than(third.pk)) == [second, first]
    assert list(Event.objects.older_than(None)) == [third, second, first]


def test_the_end_of_the_chain_is_proved_without_its_beginning() -> None:
    events = [happen(revision=number) for number in range(5)]
    seal_batch(NOW)
    assert verify_end(3) is None
    tamper(CHANGED, events[0].pk)
    assert verify_end(3) is None
    broken = verify_end(5)
    assert broken is not None
    assert broken.event == events[0].pk
    tamper(CHANGED, events[4].pk)
    last = verify_end(3)
    assert last is not None
    assert last.event == events[4].pk
