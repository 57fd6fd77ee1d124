"""Pages show a broadcast as one line a channel with counts, in a fixed number of queries."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.connectors.errors import Rejected
from jansetu.publishing.broadcasts import lines_of_post
from jansetu.publishing.listing import delivery_lines, needing_a_person, waiting_counts
from jansetu.publishing.models import Delivery
from jansetu.publishing.results import broadcasts_of, results_of
from jansetu.publishing.undoing import withdrawal_preview
from tests.letter_box import LetterBox
from tests.publishing.broadcasting import Broadcast, boxes, broadcast

__all__ = ["boxes", "broadcast"]


@pytest.mark.parametrize("subscribers", [3, 30])
def test_however_many_subscribers_it_is_one_line(
    broadcast: Broadcast, subscribers: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    post = broadcast.approved(broadcast.reading_list(subscribers=subscribers))
    broadcast.send(room=2)
    with django_assert_max_num_queries(2):
        [line] = lines_of_post(post)
    assert (line.total, line.sent, line.waiting, line.state) == (subscribers, 2, subscribers - 2, "due")
    assert line.is_going(broadcast.now)
    assert line.done_percent == 200 // subscribers
    assert not delivery_lines(post)
    assert not results_of([post])
    assert [one.total for one in broadcasts_of([post])] == [subscribers]
    assert waiting_counts([post]) == {post.pk: {"sent": 1, "due": 1}}


def test_a_broadcast_that_waits_for_a_template_needs_a_person_once(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list("whatsapp", subscribers=3)
    post = broadcast.approved(channel)
    broadcast.send()
    assert [one.post_id for one in needing_a_person(broadcast.cast.bilal, broadcast.now)] == [post.pk]
    [line] = lines_of_post(post)
    assert (line.held, line.needs_person, line.state) == (3, True, "held")


def test_single_numbers_that_failed_need_nobody(broadcast: Broadcast) -> None:
    post = broadcast.approved(broadcast.reading_list(subscribers=2))
    LetterBox.raises.append(Rejected("no_such_address", hi="पता नहीं है।", en="No such address."))
    broadcast.send()
    assert not needing_a_person(broadcast.cast.bilal, broadcast.now).exists()
    [line] = lines_of_post(post)
    assert (line.failed, line.sent, line.state) == (1, 1, "sent")


def test_before_withdrawing_two_sentences_tell_what_is_stopped_and_what_stays(broadcast: Broadcast) -> None:
    post = broadcast.approved(broadcast.reading_list(subscribers=5))
    broadcast.send(room=2)
    steps = withdrawal_preview(post)
    assert [step.action for step in steps] == ["cancel", "impossible"]
    assert "3" in steps[0].words.hi
    assert "2" in steps[1].words.hi
    assert Delivery.objects.filter(state="due").count() == 3
