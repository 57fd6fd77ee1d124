"""Whoever typed an address into the form is asked by one mail, through the list's own account."""

from __future__ import annotations

from datetime import timedelta

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.operations.subscribing import confirm, forget_unconfirmed, leave, subscribe
from jansetu.connectors.errors import Rejected, Unavailable
from jansetu.publishing.asking import Questions
from jansetu.publishing.timing import STANDARD
from tests.letter_box import LetterBox
from tests.publishing.broadcasting import Broadcast, boxes, broadcast

__all__ = ["boxes", "broadcast"]


def asked(broadcast: Broadcast) -> Channel:
    channel = broadcast.reading_list(subscribers=0)
    subscribe(channel, address="ramesh@example.in", language="hi", now=broadcast.now)
    return channel


def ask(broadcast: Broadcast) -> int:
    """One turn of the queue; how many mails it tried."""
    queue = Questions(
        broadcast.connections, broadcast.accounts, STANDARD, capacity=5, clock=lambda: broadcast.now
    )
    jobs = queue.cycle([], 5)
    queue.cycle([broadcast.runner.run(queue.run(job)) for job in jobs], 0)
    return len(jobs)


def test_the_owner_is_asked_once_with_the_page_to_confirm_on(broadcast: Broadcast) -> None:
    asked(broadcast)
    assert ask(broadcast) == 1
    [mail] = LetterBox.taken
    one = Subscriber.objects.get()
    assert mail.recipient == "ramesh@example.in"
    assert f"/confirm/{one.token}/" in mail.text
    assert "पुष्टि" in mail.title
    assert (one.letter_due_at, one.lettered_at) == (None, broadcast.now)
    broadcast.later(60)
    assert ask(broadcast) == 0


def test_trouble_is_waited_out_with_the_same_mail_and_a_refused_address_is_let_be(
    broadcast: Broadcast,
) -> None:
    asked(broadcast)
    LetterBox.raises.append(Unavailable("down"))
    ask(broadcast)
    assert ask(broadcast) == 0
    broadcast.later(11)
    LetterBox.raises.append(Rejected("no_such_address", hi="पता नहीं है।", en="No such address."))
    assert ask(broadcast) == 1
    broadcast.later(60)
    assert ask(broadcast) == 0


def test_a_question_that_was_answered_meanwhile_is_not_asked(broadcast: Broadcast) -> None:
    asked(broadcast)
    confirm(Subscriber.objects.get().token, now=broadcast.now)
    assert ask(broadcast) == 0


def test_a_week_without_an_answer_destroys_the_address(broadcast: Broadcast) -> None:
    channel = asked(broadcast)
    subscribe(channel, address="sita@example.in", language="hi", now=broadcast.now)
    sita = Subscriber.objects.order_by("-pk")[0]
    confirm(sita.token, now=broadcast.now)
    leave(sita.token, now=broadcast.now)
    subscribe(channel, address="sita@example.in", language="hi", now=broadcast.now)
    assert forget_unconfirmed(broadcast.now + timedelta(days=6)) == 0
    assert forget_unconfirmed(broadcast.now + timedelta(days=8)) == 2
    assert list(Subscriber.objects.values_list("pk", "state")) == [(sita.pk, "left")]
