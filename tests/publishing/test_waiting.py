"""What still waits for one channel, as its page shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from jansetu.publishing.models import Delivery
from tests.publishing.office import Office

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_delivery_waits_for_its_channel_until_it_is_sent(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    channel, other = office.channels(2)
    later, first = office.post([channel]), office.post([channel], text="दूसरी सूचना, उज्जैन।")
    office.approve(later, publish_at=office.now + timedelta(hours=2))
    office.approve(first)
    with django_assert_num_queries(1):
        assert [one.post.title for one in Delivery.objects.open_on(channel)] == ["टीकाकरण शिविर"] * 2
    assert [one.post for one in Delivery.objects.open_on(channel)] == [first, later]
    assert not Delivery.objects.open_on(other).exists()
    office.send()
    assert [one.post for one in Delivery.objects.open_on(channel)] == [later]
