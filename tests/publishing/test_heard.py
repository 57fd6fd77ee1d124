"""What platforms called to say is worked out: once, in the background, one trouble stopping nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jansetu.channels.models import Channel, HookItem
from jansetu.publishing.heard import work_off
from jansetu.publishing.models import Delivery, DirectPost
from tests.channels.hooks import registered
from tests.publishing.office import TEXT, Office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def hook() -> Iterator[None]:
    with registered():
        yield


@pytest.fixture
def channel(office: Office) -> Channel:
    return office.channels(1)[0]


def came(office: Office, channel: Channel | None, **raw: Any) -> HookItem:
    told = {"id": "900", "at": office.now.isoformat(), **raw}
    return HookItem.objects.create(
        kind="x", channel=channel, item=told["id"], raw=told, came_at=office.now, due_at=office.now
    )


def test_a_post_that_a_call_told_of_is_noted_and_the_item_put_away(office: Office, channel: Channel) -> None:
    item = came(office, channel, text="ऐप से डाली गई")
    assert work_off(office.now) == 1
    assert work_off(office.now) == 0
    assert DirectPost.objects.get().text == "ऐप से डाली गई"
    item.refresh_from_db()
    assert (item.due_at, item.error) == (None, "")


def test_a_call_settles_the_delivery_that_was_in_doubt(office: Office, channel: Channel) -> None:
    office.approve(office.post([channel]))
    delivery = Delivery.objects.get()
    Delivery.objects.filter(pk=delivery.pk).update(state="unknown", attempt_count=1)
    delivery.attempts.create(
        number=1, started_at=office.now, lease_until=office.now, fingerprint=delivery.fingerprint
    )
    came(office, channel, text=TEXT)
    work_off(office.now)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == ("sent", "900")


def test_what_may_be_under_way_just_now_is_looked_at_again_soon(office: Office, channel: Channel) -> None:
    office.approve(office.post([channel]))
    Delivery.objects.update(state="sending", attempt_count=1)
    item = came(office, channel, text=TEXT)
    work_off(office.now)
    item.refresh_from_db()
    assert (item.error, item.tries) == ("too_soon", 1)
    assert item.due_at == office.now + timedelta(seconds=10)
    assert not DirectPost.objects.exists()


def test_one_that_cannot_be_read_stops_no_other_and_stays_to_be_seen(
    office: Office, channel: Channel
) -> None:
    broken = came(office, channel, id="1", text="क", at="no hour")
    came(office, channel, id="2", text="ख")
    work_off(office.now)
    assert DirectPost.objects.get().text == "ख"
    moment = office.now
    for _ in range(10):
        moment += timedelta(hours=2)
        work_off(moment)
    broken.refresh_from_db()
    assert (broken.due_at, broken.error, broken.tries) == (None, "ValueError", 5)


def test_an_item_of_no_account_of_ours_is_put_away_as_it_came(office: Office) -> None:
    item = came(office, None, text="किसी और की पोस्ट")
    work_off(office.now)
    item.refresh_from_db()
    assert item.due_at is None
    assert not DirectPost.objects.exists()
