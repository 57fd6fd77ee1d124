"""Citizens join a list by mail and leave it with one click; nobody learns from it who is on it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.operations.subscribing import subscribe
from jansetu.core.clock import utcnow
from tests.cast import Cast
from tests.letter_box import LetterBox, boxes, list_channel

__all__ = ["boxes"]
ADDRESS = {"address": "ramesh@example.in"}


@pytest.fixture
def mail(cast: Cast, boxes: type[LetterBox], settings: Settings) -> Channel:
    """The district's list, for real."""
    cache.clear()
    channel = list_channel(cast, "email", "soochna@ujjain.example.in", utcnow())
    Channel.objects.filter(pk=channel.pk).update(practice=False)
    return channel


def asked(mail: Channel) -> Subscriber:
    subscribe(mail, address=ADDRESS["address"], language="hi", now=utcnow())
    return Subscriber.objects.get()


def test_the_form_answers_the_same_whoever_is_on_the_list(mail: Channel, client: Client) -> None:
    page = f"/subscribe/{mail.pk}/"
    assert client.get(page).status_code == 200
    first = client.post(page, ADDRESS)
    Subscriber.objects.update(state="active")
    second = client.post(page, ADDRESS)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Subscriber.objects.count() == 1


def test_what_is_no_address_is_said_at_once(mail: Channel, client: Client) -> None:
    answer = client.post(f"/subscribe/{mail.pk}/", {"address": "ramesh"})
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()


def test_too_many_forms_from_one_place_are_slowed_down(mail: Channel, client: Client) -> None:
    said = [
        client.post(f"/subscribe/{mail.pk}/", {"address": f"a{number}@example.in"}).status_code
        for number in range(11)
    ]
    assert said == [200] * 10 + [429]
    assert Subscriber.objects.count() == 10


def test_opening_the_link_confirms_nothing_and_the_button_does(mail: Channel, client: Client) -> None:
    one = asked(mail)
    page = f"/confirm/{one.token}/"
    assert client.get(page).status_code == 200
    assert Subscriber.objects.get().state == "pending"
    assert "सदस्यता हो गई" in client.post(page).content.decode()
    assert Subscriber.objects.get().state == "active"
    assert "सदस्यता हो गई" in client.get(page).content.decode()
    assert client.get("/confirm/" + "x" * 43 + "/").status_code == 404


def test_a_mail_program_leaves_with_one_post_and_no_cookie(mail: Channel) -> None:
    one = asked(mail)
    Subscriber.objects.update(state="active")
    program = Client(enforce_csrf_checks=True)
    page = f"/leave/{one.token}/"
    assert "<button" in program.get(page).content.decode()
    assert Subscriber.objects.get().state == "active"
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert Subscriber.objects.get().state == "left"


def test_confirming_asks_for_our_own_page_before_it(mail: Channel) -> None:
    one = asked(mail)
    assert Client(enforce_csrf_checks=True).post(f"/confirm/{one.token}/").status_code == 403
    assert Subscriber.objects.get().state == "pending"


def test_the_pages_are_for_no_cache_and_no_search_engine_and_in_both_languages(
    mail: Channel, client: Client
) -> None:
    one = asked(mail)
    for page in ("/subscribe/", f"/subscribe/{mail.pk}/", f"/confirm/{one.token}/", f"/leave/{one.token}/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]
    client.cookies["language"] = "en"
    assert "Stop this list" in client.get(f"/leave/{one.token}/").content.decode()


def test_a_practice_list_is_not_for_citizens(mail: Channel, client: Client) -> None:
    Channel.objects.update(practice=True)
    assert client.get(f"/subscribe/{mail.pk}/").status_code == 404
