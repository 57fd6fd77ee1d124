"""What citizens see and what they never see: in list, permalink, search, feed and photos."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from jansetu.content.models import Media, Post
from tests.web.portal.press import Press

SECRET = "गोपनीय"


def practised(press: Press, photo: Media) -> Post:
    press.portal.practice = True
    press.portal.save()
    return press.publish(SECRET, f"{SECRET} पाठ", photos=(photo,))


def due_later(press: Press, photo: Media) -> Post:
    post = press.draft(SECRET, f"{SECRET} पाठ", photos=(photo,))
    press.approve(post, publish_at=press.now + timedelta(hours=2))
    press.send()
    return post


def withdrawn(press: Press, photo: Media) -> Post:
    post = press.publish(SECRET, f"{SECRET} पाठ", photos=(photo,))
    press.withdraw(post)
    return post


def approved_but_not_sent(press: Press, photo: Media) -> Post:
    post = press.draft(SECRET, f"{SECRET} पाठ", photos=(photo,))
    press.approve(post)
    return post


def awaiting(press: Press, photo: Media) -> Post:
    return press.draft(SECRET, f"{SECRET} पाठ", photos=(photo,))


def left_out_by_a_correction(press: Press, photo: Media) -> Post:
    elsewhere = press.channel("elsewhere")
    elsewhere.practice = True
    elsewhere.save()
    post = press.publish(SECRET, f"{SECRET} पाठ", photos=(photo,))
    press.correct(post, SECRET, f"{SECRET} पाठ", photos=(photo,), channels=(elsewhere,))
    return post


def being_written_anew(press: Press, photo: Media) -> Post:
    post = press.publish()
    press.edit(post, SECRET, f"{SECRET} पाठ", photos=(photo,))
    return post


def corrected_later(press: Press, photo: Media) -> Post:
    post = being_written_anew(press, photo)
    press.approve(post, publish_at=press.now + timedelta(hours=2))
    press.send()
    return post


@pytest.mark.parametrize(
    "story",
    [
        practised,
        due_later,
        withdrawn,
        approved_but_not_sent,
        awaiting,
        left_out_by_a_correction,
        being_written_anew,
        corrected_later,
    ],
)
def test_what_is_not_public_is_shown_nowhere(
    story: Callable[[Press, Media], Post], press: Press, client: Client
) -> None:
    photo = press.photo()
    post = story(press, photo)
    addresses = [
        "/",
        f"/?unit={press.cast.district.code}",
        f"/p/{post.pk}/",
        f"/p/{post.pk}/hi/",
        "/feed.xml",
    ]
    for address in addresses:
        page = client.get(address).content.decode()
        assert SECRET not in page, address
        assert photo.digest not in page, address
    assert "/p/" not in client.get("/", {"q": SECRET}).content.decode()
    assert client.get(f"/media/{photo.digest}.jpg").status_code == 404
    assert client.get(f"/media/{photo.digest}-small.jpg").status_code == 404


def test_what_is_out_is_shown_everywhere(press: Press, client: Client) -> None:
    photo = press.photo()
    post = press.publish(SECRET, f"{SECRET} पाठ", photos=(photo,))
    for address in ["/", f"/p/{post.pk}/", f"/p/{post.pk}/hi/", "/feed.xml"]:
        page = client.get(address).content.decode()
        assert SECRET in page, address
        assert photo.digest in page, address
    assert f"/p/{post.pk}/" in client.get("/", {"q": SECRET}).content.decode()


def test_a_withdrawn_post_says_so_with_410_and_nothing_of_its_content(press: Press, client: Client) -> None:
    post = withdrawn(press, press.photo())
    answer = client.get(f"/p/{post.pk}/")
    assert answer.status_code == 410
    assert "वापस लिया गया" in answer.content.decode()
    client.get("/language/", {"language": "en"})
    assert "This post was withdrawn" in client.get(f"/p/{post.pk}/").content.decode()


def test_a_post_withdrawn_before_its_hour_was_never_there(press: Press, client: Client) -> None:
    post = due_later(press, press.photo())
    press.withdraw(post)
    assert client.get(f"/p/{post.pk}/").status_code == 404


def test_a_correction_that_leaves_the_portal_out_takes_the_post_from_it(press: Press, client: Client) -> None:
    post = press.publish()
    other = press.channel("other", "en")
    press.correct(post, text="केवल दूसरे पोर्टल पर", channels=(other,))
    assert "सोमवार से शिविर" not in client.get(f"/p/{post.pk}/").content.decode()
    press.correct(post, text="फिर पहले पर", channels=(press.portal,))
    page = client.get(f"/p/{post.pk}/").content.decode()
    assert "फिर पहले पर" in page
    assert "केवल दूसरे" not in page


def test_a_corrected_post_shows_the_new_words_both_days_and_a_mark(press: Press, client: Client) -> None:
    old, new = press.photo(), press.photo()
    post = press.publish(photos=(old,))
    press.now += timedelta(days=1)
    press.correct(post, text="मंगलवार से शिविर लगेंगे।", photos=(new,))
    page = client.get(f"/p/{post.pk}/").content.decode()
    assert "मंगलवार" in page
    assert "सोमवार से शिविर" not in page
    assert "संशोधित" in page
    assert "24 नवंबर 2026" in page
    assert "25 नवंबर 2026" in page
    assert "संशोधित" in client.get("/").content.decode()
    assert client.get(f"/media/{old.digest}.jpg").status_code == 404
    assert client.get(f"/media/{new.digest}.jpg").status_code == 200


def test_while_it_is_written_anew_the_published_photo_and_words_stay(press: Press, client: Client) -> None:
    photo = press.photo()
    post = press.publish(photos=(photo,))
    press.edit(post, text="कुछ और")
    assert client.get(f"/media/{photo.digest}.jpg").status_code == 200
    assert f"/p/{post.pk}/" in client.get("/", {"q": "सोमवार शिविर"}).content.decode()


@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 30])
def test_a_number_that_is_no_post_is_not_found(number: str, press: Press, client: Client) -> None:
    assert client.get(f"/p/{number}/").status_code == 404


def test_a_page_that_is_not_there_says_so_in_the_readers_language(press: Press, client: Client) -> None:
    assert "यह पृष्ठ नहीं मिला" in client.get("/p/999999/").content.decode()
    client.get("/language/", {"language": "en"})
    assert "This page was not found" in client.get("/p/999999/").content.decode()
