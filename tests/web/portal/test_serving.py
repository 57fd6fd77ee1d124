"""How public answers travel: no cookie, kept a short while, a fixed number of queries, a valid feed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from tests.web.portal.press import Press

PUBLIC = "https://portal.example.in"


def text_of(element: Element, name: str) -> str:
    return element.findtext(name) or ""


def test_no_public_page_sets_a_cookie(press: Press, client: Client) -> None:
    photo = press.photo()
    post, gone = press.publish(photos=(photo,)), press.publish("वापस")
    press.withdraw(gone)
    for address in [
        "/",
        f"/p/{post.pk}/",
        f"/p/{gone.pk}/",
        "/p/0/",
        "/feed.xml",
        f"/media/{photo.digest}.jpg",
    ]:
        answer = client.get(address)
        assert not answer.cookies, address
        assert answer.headers.get("Vary", "Cookie") == "Cookie", address


def test_pages_are_kept_a_minute_and_photos_five_by_anybody(press: Press, client: Client) -> None:
    photo = press.photo()
    post = press.publish(photos=(photo,))
    for address in ["/", f"/p/{post.pk}/", "/feed.xml"]:
        assert client.get(address).headers["Cache-Control"] == "public, max-age=60"
    answer = client.get(f"/media/{photo.digest}.jpg")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_has_not_changed_is_not_sent_again(press: Press, client: Client) -> None:
    photo = press.photo()
    post = press.publish(photos=(photo,))
    for address in ["/", f"/p/{post.pk}/", "/feed.xml", f"/media/{photo.digest}.jpg"]:
        tag = client.get(address).headers["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304, address


def test_after_a_change_the_old_answer_is_worth_nothing(press: Press, client: Client) -> None:
    photo = press.photo()
    post = press.publish(photos=(photo,))
    tags = {
        address: client.get(address).headers["ETag"]
        for address in ["/", f"/p/{post.pk}/", "/feed.xml", f"/media/{photo.digest}.jpg"]
    }
    press.withdraw(post)
    for address, tag in tags.items():
        assert client.get(address, headers={"If-None-Match": tag}).status_code in (200, 404, 410), address


def test_the_two_languages_are_never_taken_for_each_other(press: Press, client: Client) -> None:
    press.publish()
    hindi = client.get("/").headers["ETag"]
    client.get("/language/", {"language": "en"})
    assert client.get("/", headers={"If-None-Match": hindi}).status_code == 200


def test_photos_come_in_the_size_of_a_page_and_of_a_list(press: Press, client: Client) -> None:
    photo = press.photo()
    press.publish(photos=(photo,))
    for address, edge in [(f"/media/{photo.digest}.jpg", 1280), (f"/media/{photo.digest}-small.jpg", 640)]:
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert Image.open(io.BytesIO(answer.content)).width == edge


@pytest.mark.parametrize("address", ["/", "/feed.xml", "/p/1/", "/media/ab.jpg"])
def test_public_pages_are_only_read(address: str, press: Press, client: Client) -> None:
    assert client.post(address).status_code == 405


def queries_of(client: Client, address: str, assert_max: DjangoAssertNumQueries, most: int) -> None:
    with assert_max(most):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_many_posts_cost_as_many_queries_as_few(
    count: int, press: Press, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photo = press.photo()
    posts = [press.publish(f"शिविर {number} आज", photos=(photo,), from_note=True) for number in range(count)]
    press.edit(posts[0], text="फिर से लिखा")
    for address, most in [
        ("/", 8),
        ("/?q=शिविर", 11),
        (f"/?unit={press.cast.district.code}", 10),
        (f"/p/{posts[1].pk}/", 6),
        ("/feed.xml", 3),
    ]:
        queries_of(client, address, django_assert_max_num_queries, most)


def test_the_feed_is_rss_whose_links_lead_to_the_posts(
    press: Press, client: Client, settings: Settings
) -> None:
    settings.JANSETU_PUBLIC_URL = PUBLIC
    photo = press.photo()
    post = press.publish("शिविर & <मेला>", "पाठ < और >", photos=(photo,))
    answer = client.get("/feed.xml")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    rss = fromstring(answer.content)
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    assert channel is not None
    assert (text_of(channel, "link"), text_of(channel, "language")) == (f"{PUBLIC}/", "hi")
    [item] = channel.findall("item")
    assert text_of(item, "title") == "शिविर & <मेला>"
    assert text_of(item, "link") == text_of(item, "guid") == f"{PUBLIC}/p/{post.pk}/"
    assert parsedate_to_datetime(text_of(item, "pubDate")) == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    assert f'src="{PUBLIC}/media/{photo.digest}.jpg"' in text_of(item, "description")
    assert client.get(urlsplit(text_of(item, "link")).path).status_code == 200


def test_a_letter_that_xml_cannot_hold_does_not_break_the_feed(press: Press, client: Client) -> None:
    press.publish("शिविर\x0b आज", "पाठ\x07 यहाँ")
    assert fromstring(client.get("/feed.xml").content).find("channel/item") is not None
