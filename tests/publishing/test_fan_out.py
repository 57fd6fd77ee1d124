"""A broadcast is one delivery a subscriber: each gets it once, nobody who left, and no channel waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
import regex
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jansetu.audit.models import Event
from jansetu.channels.models import Subscriber
from jansetu.channels.operations.subscribing import leave
from jansetu.connectors.errors import OutcomeUnknown, RateLimited, Rejected
from jansetu.core.errors import Refusal
from jansetu.engine import buckets
from jansetu.engine.models import Bucket
from jansetu.publishing.models import Delivery, Removal
from jansetu.publishing.operations import withdraw
from jansetu.publishing.planning import Plan
from tests.letter_box import LetterBox
from tests.publishing.broadcasting import TEXT, Broadcast, address_of, boxes, broadcast, fill

__all__ = ["boxes", "broadcast"]


def told() -> list[str]:
    return sorted(one.recipient for one in LetterBox.taken)


def test_one_delivery_a_subscriber_with_a_key_of_its_own(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=3)
    Subscriber.objects.filter(pk=Subscriber.objects.order_by("-pk")[0].pk).update(state="left")
    broadcast.approved(channel)
    rows = list(Delivery.objects.order_by("pk"))
    assert [row.state for row in rows] == ["due", "due"]
    assert len({row.subscriber_id for row in rows}) == 2
    assert all(regex.fullmatch("[0-9a-f]{32}", row.key) for row in rows)
    assert len({row.key for row in rows}) == 2
    assert rows[0].further_ids == []
    planned = Event.objects.get(verb="broadcast.planned")
    assert planned.detail["count"] == 2


def test_each_gets_it_once_at_their_own_address_with_their_own_way_out(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=3)
    broadcast.approved(channel)
    assert broadcast.send() == 3
    assert broadcast.send() == 0
    assert broadcast.states() == ["sent"] * 3
    assert told() == [address_of(channel, number) for number in range(3)]
    one = LetterBox.taken[0]
    assert one.text == TEXT
    subscriber = Delivery.objects.get(key=one.key).subscriber
    assert subscriber is not None
    assert one.leave_url.endswith(f"/leave/{subscriber.token}/")


def test_a_list_without_anybody_is_said_before_the_approval(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=0)
    with pytest.raises(Refusal, match="no_subscribers") as refusal:
        broadcast.post([channel])
    assert "कोई सदस्य नहीं" in refusal.value.hi


def test_whoever_leaves_before_the_call_gets_nothing(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list(subscribers=2))
    leave(Subscriber.objects.order_by("pk")[0].token, now=broadcast.now)
    assert broadcast.send() == 1
    assert list(Delivery.objects.order_by("pk").values_list("state", "error_code")) == [
        ("cancelled", "left"),
        ("sent", ""),
    ]


def test_inside_the_talk_it_is_the_text_and_outside_the_template(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list("whatsapp", subscribers=2)
    broadcast.template(channel)
    talking = Subscriber.objects.order_by("pk")[0]
    Subscriber.objects.filter(pk=talking.pk).update(talk_until=broadcast.now + timedelta(hours=1))
    broadcast.approved(channel)
    broadcast.send()
    by_number = {one.recipient: one.template for one in LetterBox.taken}
    assert by_number[address_of(channel, 0)] is None
    template = by_number[address_of(channel, 1)]
    assert template is not None
    assert (template.name, template.language) == ("soochna", "hi")
    assert template.parameters == (TEXT.replace("\n", " "),)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "PAUSED"},
        {"language": "en"},
        {"body": "बिना स्थान"},
        {"body": "{{1}} और {{2}}"},
        {"header": "image"},
        {"body": "अ" * 1000 + "{{1}}"},
    ],
)
def test_without_a_fitting_template_it_is_held_until_templates_are_read_anew(
    broadcast: Broadcast, facts: dict[str, str]
) -> None:
    channel = broadcast.reading_list("whatsapp", subscribers=2)
    broadcast.template(channel, **facts)
    broadcast.approved(channel)
    assert broadcast.send() == 0
    broadcast.later(1)
    assert list(Delivery.objects.values_list("state", "error_code")) == [("held", "no_template")] * 2
    assert Event.objects.get(verb="delivery.held").detail["count"] == 2
    broadcast.template(channel, name="naya")
    broadcast.later(1)
    assert broadcast.send() == 2


def test_a_lost_answer_is_never_sent_again_by_itself(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list("email", subscribers=2))
    LetterBox.raises.append(OutcomeUnknown("no_answer"))
    broadcast.send()
    assert broadcast.states() == ["unknown", "sent"]
    for _ in range(4):
        broadcast.later(5)
        assert broadcast.look() == 0
        assert broadcast.send() == 0
    assert not Delivery.objects.filter(waits_for_person=True).exists()
    broadcast.later(30)
    assert broadcast.look() == 0
    assert Delivery.objects.get(state="unknown").error_code == "no_report"
    assert Delivery.objects.get(state="unknown").waits_for_person
    assert len(LetterBox.taken) == 1


def test_a_worker_that_died_leaves_a_doubt_that_waits_for_a_report_too(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list("email", subscribers=1))
    broadcast.die()
    broadcast.later(1)
    assert broadcast.states() == ["unknown"]
    broadcast.look()
    assert not Delivery.objects.get().waits_for_person
    broadcast.later(45)
    broadcast.look()
    assert Delivery.objects.get().waits_for_person


def test_a_dead_number_fails_alone(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list("email", subscribers=3))
    LetterBox.raises.append(Rejected("no_such_address", hi="पता नहीं है।", en="No such address."))
    broadcast.send()
    assert sorted(broadcast.states()) == ["failed", "sent", "sent"]


def test_a_broadcast_holds_up_no_other_channel(broadcast: Broadcast) -> None:
    crowd = broadcast.reading_list("email", subscribers=1000)
    broadcast.approved(crowd)
    small = broadcast.reading_list("whatsapp", subscribers=1)
    broadcast.template(small)
    broadcast.later(1)
    broadcast.approved(small, "नहर में पानी छोड़ा जाएगा।")
    broadcast.send(room=10)
    assert Delivery.objects.get(channel=small).state == "sent"
    assert Delivery.objects.filter(channel=crowd, state="sent").count() == 9


def test_a_number_sends_no_more_than_the_platform_takes_in_a_second(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list("whatsapp", subscribers=200)
    broadcast.template(channel)
    broadcast.approved(channel)
    assert broadcast.send() == 80
    assert broadcast.send() == 0
    broadcast.later(1 / 60)
    assert broadcast.send() == 80


def test_what_the_platform_says_of_its_limit_counts_for_more_than_our_pace(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list("whatsapp", subscribers=3)
    broadcast.template(channel)
    broadcast.approved(channel)
    until = broadcast.now + timedelta(minutes=5)
    LetterBox.raises.append(RateLimited("busy", until=until, scope="account"))
    assert broadcast.send() == 3
    broadcast.later(1)
    assert Bucket.objects.get(key=f"whatsapp:account:{channel.pk}:publish").resets_at == until
    assert broadcast.send() == 0


def test_a_new_version_goes_only_to_those_who_have_not_got_the_same_words(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=4)
    post = broadcast.approved(channel)
    broadcast.send(room=2)
    other = broadcast.reading_list("whatsapp", subscribers=1)
    broadcast.template(other)
    broadcast.edit(post, [channel, other], TEXT)  # the same words on one list more
    broadcast.approve(post)
    broadcast.send()
    assert told() == sorted([*(address_of(channel, number) for number in range(4)), address_of(other, 0)])


def test_a_corrected_text_goes_to_all_and_nothing_is_removed(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=2)
    post = broadcast.approved(channel)
    broadcast.send()
    broadcast.edit(post, [channel], f"भूल-सुधार: {TEXT}")
    broadcast.approve(post)
    broadcast.send()
    assert len(LetterBox.taken) == 4
    assert not Removal.objects.exists()


def test_withdrawing_stops_what_waits_and_says_that_the_rest_cannot_be_taken_back(
    broadcast: Broadcast,
) -> None:
    channel = broadcast.reading_list(subscribers=5)
    post = broadcast.approved(channel)
    broadcast.send(room=2)
    incident = withdraw(post, reason="ग़लत आँकड़े", by=broadcast.cast.bilal, now=broadcast.now)
    assert sorted(broadcast.states()) == ["cancelled"] * 3 + ["sent"] * 2
    assert not Removal.objects.exists()
    assert Event.objects.get(verb="broadcast.cancelled").detail["count"] == 3
    assert any("2" in one["hi"] for one in incident.cannot_be_undone)
    assert broadcast.send() == 0


def test_however_many_there_are_the_approval_asks_the_database_as_often(broadcast: Broadcast) -> None:
    channel, asked = broadcast.reading_list(subscribers=1), []
    for count in (2, 3000):
        fill_quickly(channel.pk, count)
        post = broadcast.post([channel], text=f"{count} के लिए सूचना")
        with CaptureQueriesContext(connection) as queries:
            broadcast.approve(post)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert Delivery.objects.filter(state="due").count() == 3 + 3003


def fill_quickly(channel: int, count: int) -> None:
    first = Subscriber.objects.order_by("pk")[0]
    have = Subscriber.objects.count()
    Subscriber.objects.bulk_create(
        (
            Subscriber(
                channel_id=channel,
                digest=f"{number:064}",
                token=f"q{number:042}",
                state="active",
                created_at=first.created_at,
                changed_at=first.created_at,
            )
            for number in range(have, have + count)
        ),
        batch_size=1000,
    )


def test_filling_twice_is_refused_by_the_database(broadcast: Broadcast) -> None:
    channel = broadcast.reading_list(subscribers=1)
    with pytest.raises(Exception, match=r"(?i)unique"):
        fill(channel, 1, broadcast.now)


def test_a_plan_takes_no_more_of_a_list_than_can_go_out_soon(broadcast: Broadcast) -> None:
    broadcast.approved(broadcast.reading_list("email", subscribers=600))
    plan = Plan()
    assert plan.is_wanted(broadcast.now)
    assert len(plan.take(5000)) == 500


def test_a_used_up_second_is_planned_anew_when_it_is_over(broadcast: Broadcast) -> None:
    level = buckets.Level(
        key="whatsapp:account:1:publish",
        limit=80,
        remaining=0,
        resets_at=broadcast.now + timedelta(seconds=1),
    )
    assert buckets.next_reset(broadcast.now) is None
    buckets.teach([level])
    assert buckets.next_reset(broadcast.now) == broadcast.now + timedelta(seconds=1)
    assert buckets.next_reset(broadcast.now + timedelta(seconds=2)) is None
