"""A broadcast on the practice WhatsApp, with the real connector: templates read, messages taken once."""

from __future__ import annotations

import pytest

from jansetu.channels.models import Channel, MessageTemplate
from jansetu.channels.operations.templates import has_templates, read_templates
from jansetu.publishing.models import Delivery
from tests.publishing.broadcasting import fill
from tests.publishing.office import Office


@pytest.fixture
def number(office: Office) -> Channel:
    """The district's number, with its templates read and three subscribers."""
    channel = office.channel("soochna", "whatsapp")
    assert has_templates(channel)
    assert read_templates(channel, by=office.cast.esha, now=office.now)
    fill(channel, 3, office.now)
    return channel


def test_each_subscriber_gets_the_approved_template_once(office: Office, number: Channel) -> None:
    assert MessageTemplate.objects.filter(channel=number, state="APPROVED", language="hi").exists()
    office.approve(office.post([number]))
    office.send()
    assert office.states() == ["sent"] * 3
    assert office.acts() == ["soochna"] * 3
    office.send()
    assert len(office.acts()) == 3
    assert len(set(Delivery.objects.values_list("remote_id", flat=True))) == 3


def test_a_lost_answer_leaves_one_message_and_one_doubt(office: Office, number: Channel) -> None:
    office.steps.sandbox.fault("lose_answer", platform="whatsapp")
    office.approve(office.post([number]))
    office.send()
    assert sorted(office.states()).count("unknown") >= 1
    office.steps.later(60)
    office.steps.look()
    office.send()
    assert len(office.acts()) == 3
