"""How citizens read and find: search in any spelling, offices, pages, languages, safe text."""

from __future__ import annotations

import pytest
from django.test import Client

from jansetu.web.portal import wording
from tests.web.portal.press import Press

ATTACK = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("हिन्दी दिवस", "हिंदी"),
        ("हिंदी दिवस", "हिन्दी"),
        ("पढ़ाई का नया सत्र", "पढाई"),
        ("गाँव की ओर", "गांव"),
        ("Eye Camp रविवार को", "eye camp"),
        ("जल जीवन मिशन की समीक्षा", "समीक्षा मिशन"),
    ],
)
def test_a_search_finds_every_spelling(written: str, searched: str, press: Press, client: Client) -> None:
    wanted = press.publish(title=written)
    other = press.publish(title="कुछ और")
    page = client.get("/", {"q": searched}).content.decode()
    assert f"/p/{wanted.pk}/" in page
    assert f"/p/{other.pk}/" not in page


@pytest.mark.parametrize("strange", ["\0", "%", "' OR 1=1 --", "🙂", "क" * 5000, ATTACK])
def test_a_strange_search_is_only_a_search(strange: str, press: Press, client: Client) -> None:
    answer = client.get("/", {"q": strange, "unit": "", "page": "x"})
    assert answer.status_code == 200
    assert ATTACK not in answer.content.decode()


def test_nothing_found_says_what_to_do_next(press: Press, client: Client) -> None:
    assert "अभी यहाँ कोई समाचार नहीं है" in client.get("/").content.decode()
    press.publish()
    assert "ऐसा कोई समाचार नहीं मिला" in client.get("/", {"q": "कुछ नहीं"}).content.decode()


def test_an_office_shows_its_own_posts(press: Press, client: Client) -> None:
    sent = press.publish(from_note=True)
    written = press.publish("डेस्क का अपना समाचार")
    page = client.get("/", {"unit": press.cast.health_office.code}).content.decode()
    assert f"/p/{sent.pk}/" in page
    assert f"/p/{written.pk}/" not in page
    assert f"/p/{sent.pk}/" not in client.get("/", {"unit": press.cast.health.code}).content.decode()
    assert client.get("/", {"unit": "no-such-unit"}).status_code == 404


def test_the_newest_stands_first_and_the_rest_on_further_pages(press: Press, client: Client) -> None:
    posts = [press.publish(f"समाचार {number} यहाँ") for number in range(27)]
    first = client.get("/").content.decode()
    assert first.index(f"/p/{posts[26].pk}/") < first.index(f"/p/{posts[25].pk}/")
    assert f"/p/{posts[0].pk}/" not in first
    assert f"/p/{posts[0].pk}/" in client.get("/", {"page": "2"}).content.decode()


def test_markup_in_title_text_and_alt_is_only_text(press: Press, client: Client) -> None:
    post = press.publish(
        f"शीर्षक {ATTACK}",
        f'पाठ {ATTACK} "><img src=x onerror=alert(1)>\njavascript&colon;alert(1)',
    )
    for address in ("/", f"/p/{post.pk}/"):
        page = client.get(address).content.decode()
        assert ATTACK not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "&lt;script&gt;" in page


def test_text_becomes_paragraphs_with_safe_links_and_plain_hashtags() -> None:
    said = wording.paragraphs("पहला\nदूसरा\n\nदेखें https://mp.gov.in/a?b=1&c=2 या www.mp.gov.in #उज्जैन 10.30.am")
    assert said.startswith("<p>पहला<br>\nदूसरा</p>")
    assert '<a href="https://mp.gov.in/a?b=1&amp;c=2" rel="noopener noreferrer">' in said
    assert '<a href="https://www.mp.gov.in"' in said
    assert said.count("<a ") == 2
    assert "#उज्जैन" in said


def test_a_first_line_that_repeats_the_title_is_said_once() -> None:
    assert wording.without_title("शिविर आज", "शिविर आज।\n\nसब आएँ") == "सब आएँ"
    assert wording.without_title("शिविर आज", "शिविर आज") == "शिविर आज"


def test_the_beginning_is_cut_between_words() -> None:
    beginning = wording.beginning("शीर्षक", "शब्द " * 200)
    assert beginning.endswith("शब्द …")
    assert len(beginning) < 270


def test_a_reader_chooses_english_with_a_link_and_hindi_texts_say_they_are_hindi(
    press: Press, client: Client
) -> None:
    post = press.publish()
    assert "/language/?language=en" in client.get(f"/p/{post.pk}/").content.decode()
    answer = client.get("/language/", {"language": "en", "next": f"/p/{post.pk}/"})
    assert answer.headers["Location"] == f"/p/{post.pk}/"
    page = client.get(f"/p/{post.pk}/").content.decode()
    assert '<html lang="en"' in page
    assert '<div class="copy" lang="hi">' in page
    assert '<h1 lang="hi">' in page
    assert "Staff login" in page


def test_a_post_in_two_languages_links_its_other_one(press: Press, client: Client) -> None:
    english = press.channel("portal-en", "en")
    post = press.publish(english="Camps from Monday.", channels=(press.portal, english))
    page = client.get(f"/p/{post.pk}/").content.decode()
    assert "शिविर लगेंगे" in page
    assert f'href="/p/{post.pk}/en/"' in page
    other = client.get(f"/p/{post.pk}/en/").content.decode()
    assert '<div class="copy" lang="en">' in other
    assert "Camps from Monday" in other
    assert client.get("/").content.decode().count(f'<a href="/p/{post.pk}/"') == 1
    assert client.get(f"/p/{post.pk}/ta/").status_code == 404
    client.get("/language/", {"language": "en"})
    assert "Camps from Monday" in client.get("/").content.decode()


def test_a_page_says_whose_it_is_when_it_changed_and_what_others_may_show(
    press: Press, client: Client
) -> None:
    photo = press.photo()
    post = press.publish(photos=(photo,))
    page = client.get(f"/p/{post.pk}/").content.decode()
    assert "स्वामित्व" in page
    assert "24 नवंबर 2026" in page
    assert 'alt="टीका लगाती नर्स"' in page
    assert '<meta property="og:title"' in page
    assert f"/media/{photo.digest}.jpg" in page
    assert 'type="application/rss+xml"' in page
    assert 'href="https://wa.me/?text=' in page
    assert "<script" not in page
