"""What stands on a timeline: ours is recognised, a doubt is settled, the rest was made past the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.connectors.contracts import RemotePost
from jansetu.publishing.direct import TooSoon, see_posts
from jansetu.publishing.models import Delivery, DirectPost
from tests.publishing.office import TEXT, Office

pytestmark = pytest.mark.django_db(transaction=True)


def standing(office: Office, text: str, remote_id: str = "900", minutes: int = 0) -> RemotePost:
    at = office.now + timedelta(minutes=minutes)
    return RemotePost(
        remote_id=remote_id, text=text, url="https://x.com/i/900", published_at=at, raw={"id": "9"}
    )


def in_state(delivery: Delivery, state: str) -> Delivery:
    Delivery.objects.filter(pk=delivery.pk).update(state=state, attempt_count=1)
    delivery.attempts.get_or_create(
        number=1, started_at=delivery.due_at, lease_until=delivery.due_at, fingerprint=delivery.fingerprint
    )
    return delivery


@pytest.fixture
def channel(office: Office) -> Channel:
    return office.channels(1)[0]


@pytest.fixture
def delivery(office: Office, channel: Channel) -> Delivery:
    post = office.post([channel])
    office.approve(post)
    return Delivery.objects.get(post=post)


def test_a_post_from_the_platforms_own_app_is_kept_once_and_told(office: Office, channel: Channel) -> None:
    post = standing(office, "ऐप से डाली गई पोस्ट ;गद्ध")
    assert see_posts(channel, [post], now=office.now) == 1
    assert see_posts(channel, [post], now=office.now) == 0
    direct = DirectPost.objects.get()
    assert (direct.text, direct.url, direct.published_at) == (post.text, post.url, post.published_at)
    assert [one["severity"] for one in direct.findings] == ["warn"]
    assert Event.objects.filter(verb="channel.direct_post").count() == 1


def test_our_own_post_is_not_called_direct(office: Office, channel: Channel, delivery: Delivery) -> None:
    office.send()
    delivery.refresh_from_db()
    assert delivery.state == "sent"
    see_posts(channel, [standing(office, TEXT, delivery.remote_id)], now=office.now)
    assert not DirectPost.objects.exists()


def test_a_delivery_in_doubt_is_settled_by_what_stands_there(
    office: Office, channel: Channel, delivery: Delivery
) -> None:
    in_state(delivery, "unknown")
    assert see_posts(channel, [standing(office, TEXT)], now=office.now) == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == ("sent", "900")
    assert not DirectPost.objects.exists()


def test_an_equal_text_from_before_the_attempt_settles_nothing(
    office: Office, channel: Channel, delivery: Delivery
) -> None:
    in_state(delivery, "unknown")
    assert see_posts(channel, [standing(office, TEXT, minutes=-90)], now=office.now) == 1
    delivery.refresh_from_db()
    assert delivery.state == "unknown"


def test_while_it_is_being_sent_nobody_calls_it_direct(
    office: Office, channel: Channel, delivery: Delivery
) -> None:
    in_state(delivery, "sending")
    with pytest.raises(TooSoon):
        see_posts(channel, [standing(office, TEXT), standing(office, "और एक", "901")], now=office.now)
    assert DirectPost.objects.get().remote_id == "901"


def test_the_beginning_of_a_thread_in_doubt_waits_for_whoever_knows_its_parts(
    office: Office, channel: Channel, delivery: Delivery
) -> None:
    in_state(delivery, "unknown")
    delivery.variant.text = f"{TEXT}\n---\nदूसरा भाग"
    delivery.variant.save()
    with pytest.raises(TooSoon):
        see_posts(channel, [standing(office, TEXT)], now=office.now)
    delivery.refresh_from_db()
    assert delivery.state == "unknown"
