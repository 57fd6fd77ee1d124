"""Reports of a platform settle doubts and tell what arrived, whatever their order and however often."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations
from typing import Any, Literal

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.audit.models import Event
from jansetu.channels.models import Subscriber
from jansetu.connectors.contracts import Report
from jansetu.connectors.errors import OutcomeUnknown
from jansetu.publishing.broadcasts import lines_of_post
from jansetu.publishing.models import Attempt, Delivery
from jansetu.publishing.reporting import note_reports
from tests.letter_box import LetterBox
from tests.publishing.broadcasting import Broadcast, boxes, broadcast

__all__ = ["boxes", "broadcast"]
Told = Literal["accepted", "delivered", "read", "failed"]


def report(state: Told, at: datetime, **facts: Any) -> Report:
    return Report(id=f"{state}{at}{facts}", state=state, at=at, **facts)


def in_doubt(broadcast: Broadcast) -> Delivery:
    """The only delivery of a broadcast, whose answer was lost."""
    broadcast.approved(broadcast.reading_list(subscribers=1))
    LetterBox.raises.append(OutcomeUnknown("no_answer"))
    broadcast.send()
    [row] = Delivery.objects.select_related("channel")
    assert row.state == "unknown"
    return row


def sent(broadcast: Broadcast) -> Delivery:
    broadcast.approved(broadcast.reading_list(subscribers=1))
    broadcast.send()
    return Delivery.objects.select_related("channel").get()


@pytest.mark.parametrize("state", ["accepted", "delivered", "read"])
def test_a_report_of_arrival_settles_a_doubt(broadcast: Broadcast, state: Told) -> None:
    row = in_doubt(broadcast)
    told = report(state, broadcast.now, key=row.key, remote_id="wamid.7")
    assert note_reports(row.channel, [told], broadcast.now) == 1
    row.refresh_from_db()
    assert (row.state, row.remote_id, row.sent_at) == ("sent", "wamid.7", broadcast.now)
    assert (row.delivered_at is not None, row.read_at is not None) == (state != "accepted", state == "read")
    assert Attempt.objects.get().outcome == "reported"
    assert Event.objects.get(verb="delivery.sent").detail["reported"]
    assert note_reports(row.channel, [told], broadcast.now) == 0
    broadcast.later(60)
    assert broadcast.look() == broadcast.send() == 0


def test_a_report_of_failure_settles_a_doubt_and_a_dead_address_ends_the_subscription(
    broadcast: Broadcast,
) -> None:
    row = in_doubt(broadcast)
    told = report("failed", broadcast.now, key=row.key, code="no_such_number", address_is_dead=True)
    note_reports(row.channel, [told], broadcast.now)
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("failed", "no_such_number")
    assert Subscriber.objects.get().state == "dead"


def test_every_order_of_the_same_reports_ends_the_same(broadcast: Broadcast) -> None:
    row = sent(broadcast)
    told = [
        report("accepted", broadcast.now, remote_id=row.remote_id),
        report("delivered", broadcast.now + timedelta(seconds=1), remote_id=row.remote_id),
        report("read", broadcast.now + timedelta(seconds=2), remote_id=row.remote_id),
        report("failed", broadcast.now, remote_id=row.remote_id, code="late"),
    ]
    ends = set()
    for order in permutations(told):
        Delivery.objects.update(delivered_at=None, read_at=None, error_code="")
        for one in order:
            note_reports(row.channel, [one], broadcast.now)
        row.refresh_from_db()
        ends.add((row.state, row.delivered_at, row.read_at, row.error_code))
    assert ends == {("sent", broadcast.now + timedelta(seconds=1), broadcast.now + timedelta(seconds=2), "")}


def test_a_message_that_was_read_only_counts_as_delivered_too(broadcast: Broadcast) -> None:
    row = sent(broadcast)
    note_reports(row.channel, [report("read", broadcast.now, remote_id=row.remote_id)], broadcast.now)
    row.refresh_from_db()
    assert row.delivered_at == row.read_at == broadcast.now


def test_what_was_taken_and_then_failed_is_counted_as_failed(broadcast: Broadcast) -> None:
    row = sent(broadcast)
    note_reports(row.channel, [report("failed", broadcast.now, remote_id=row.remote_id)], broadcast.now)
    [line] = lines_of_post(row.post)
    assert (line.sent, line.failed, line.total) == (0, 1, 1)


def test_a_late_failure_undoes_no_decision_and_strange_reports_change_nothing(broadcast: Broadcast) -> None:
    row = in_doubt(broadcast)
    other = broadcast.reading_list("whatsapp", subscribers=1)
    strange = [
        report("read", broadcast.now, key="f" * 32),
        report("read", broadcast.now, remote_id="wamid.nobody's"),
    ]
    assert note_reports(row.channel, strange, broadcast.now) == 0
    assert note_reports(other, [report("read", broadcast.now, key=row.key)], broadcast.now) == 0
    Delivery.objects.update(state="cancelled")
    assert note_reports(row.channel, [report("failed", broadcast.now, key=row.key)], broadcast.now) == 0


def test_an_id_that_another_message_has_is_not_taken_over(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=2)
    broadcast.approved(channel)
    LetterBox.raises.append(OutcomeUnknown("no_answer"))
    broadcast.send()
    lost, other = Delivery.objects.order_by("pk")
    told = report("accepted", broadcast.now, key=lost.key, remote_id=other.remote_id)
    note_reports(channel, [told], broadcast.now)
    lost.refresh_from_db()
    assert (lost.state, lost.remote_id) == ("sent", "")


def test_a_report_before_our_own_answer_is_written_decides(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list(subscribers=1))
    broadcast.die()
    row = Delivery.objects.select_related("channel").get()
    assert row.state == "sending"
    note_reports(row.channel, [report("delivered", broadcast.now, key=row.key)], broadcast.now)
    broadcast.later(5)
    assert broadcast.states() == ["sent"]


def test_a_page_of_reports_costs_the_same_number_of_queries(
    broadcast: Broadcast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    channel = broadcast.reading_list(subscribers=150)
    broadcast.approved(channel)
    broadcast.send()
    told = [
        report("delivered", broadcast.now, remote_id=remote_id)
        for remote_id in Delivery.objects.values_list("remote_id", flat=True)
    ]
    with django_assert_max_num_queries(14):
        assert note_reports(channel, told, broadcast.now) == 150
