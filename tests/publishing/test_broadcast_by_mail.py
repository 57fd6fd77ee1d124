"""A broadcast by the practice post office, with the real connector: one mail each, doubts looked up."""

from __future__ import annotations

import pytest

from jansetu.channels.models import Channel, Subscriber
from jansetu.connectors.contracts import Report
from jansetu.publishing.models import Delivery
from jansetu.publishing.reporting import note_reports
from tests.publishing.broadcasting import fill
from tests.publishing.office import Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letters(office: Office) -> Channel:
    """The district's mail list, with three subscribers."""
    channel = office.channel("soochna", "email")
    fill(channel, 3, office.now)
    return channel


def test_each_subscriber_gets_one_mail_with_a_way_out(office: Office, letters: Channel) -> None:
    office.approve(office.post([letters]))
    office.send()
    assert office.states() == ["sent"] * 3
    office.send()
    assert len(office.acts()) == 3
    assert len(set(Delivery.objects.values_list("remote_id", flat=True))) == 3


def test_whoever_left_meanwhile_gets_none(office: Office, letters: Channel) -> None:
    office.approve(office.post([letters]))
    Subscriber.objects.filter(pk=Subscriber.objects.order_by("pk")[0].pk).update(state="left")
    office.send()
    assert sorted(office.states()) == ["cancelled", "sent", "sent"]
    assert len(office.acts()) == 2


def test_a_lost_answer_is_found_among_the_copies_and_nobody_gets_two(
    office: Office, letters: Channel
) -> None:
    office.steps.sandbox.fault("lose_answer", platform="email", next=1)
    office.approve(office.post([letters]))
    office.send()
    assert sorted(office.states()) == ["sent", "sent", "unknown"]
    office.steps.later(60)
    office.steps.look()
    assert office.states() == ["sent"] * 3
    assert len(office.acts()) == 3


def test_an_address_that_is_dead_ends_its_subscription_and_is_never_written_to_again(
    office: Office, letters: Channel
) -> None:
    reader = Subscriber.objects.filter(channel=letters).order_by("pk")[0]
    Subscriber.objects.filter(pk=reader.pk).update(sealed={"address": "dead@example.in"})
    office.approve(office.post([letters]))
    office.send()
    assert office.states() == ["failed", "sent", "sent"]
    reader.refresh_from_db()
    assert reader.state == "dead"
    assert reader.consents.get().evidence == "address_dead"
    office.approve(office.post([letters], "और एक समाचार"))
    assert Delivery.objects.filter(subscriber=reader).count() == 1


def test_who_complained_of_a_mail_has_left(office: Office, letters: Channel) -> None:
    office.approve(office.post([letters]))
    office.send()
    delivery = Delivery.objects.order_by("pk")[0]
    told = Report(id="1", state="failed", at=office.now, key=delivery.key, code="complaint")
    note_reports(letters, [told], now=office.now)
    delivery.refresh_from_db()
    assert delivery.subscriber is not None
    assert (delivery.state, delivery.subscriber.state) == ("sent", "left")
