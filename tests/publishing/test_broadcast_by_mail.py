"""A broadcast by the practice post office, with the real connector: one mail each, doubts looked up."""

from __future__ import annotations

import pytest

from jansetu.channels.models import Channel, Subscriber
from jansetu.publishing.models import Delivery
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
