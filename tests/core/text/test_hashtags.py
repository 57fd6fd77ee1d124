"""Links, mentions and hashtags are found where the platforms find them, whole in Hindi too."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given

from jansetu.core.text.hashtags import byte_span, find_hashtags, find_mentions, find_urls
from tests.core.text.texts import written


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#मुख्यमंत्री_लाड़ली_बहना योजना", ["मुख्यमंत्री_लाड़ली_बहना"]),
        ("#स्वच्छ-भारत", ["स्वच्छ"]),
        ("#क्\u200dष #क़लम", ["क्\u200dष", "क़लम"]),
        ("#2026 #१२", []),
        ("#Harda2026।", ["Harda2026"]),
        ("मेला#हरदा", []),
        ("(#हरदा)", ["हरदा"]),
        ("✌\ufe0f#हरदा", ["हरदा"]),
        ("https://mp.gov.in/#haal", []),
        ("#a#b", []),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert [tag.value for tag in find_hashtags(text)] == tags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@CMMadhyaPradesh ने कहा", ["CMMadhyaPradesh"]),
        ("ने @DmHardaदेखें", ["DmHarda"]),
        ("harda@nic.in", []),
        ("@" + "a" * 21, ["a" * 20]),
        ("@@x", []),
        ("RT@harda:", ["harda"]),
    ],
)
def test_names_on_x(text: str, names: list[str]) -> None:
    assert [name.value for name in find_mentions(text)] == names


def test_names_on_mastodon_keep_their_server() -> None:
    found = find_mentions("देखें @dpro@sarkari.social और @harda", "mastodon")
    assert [name.value for name in found] == ["dpro@sarkari.social", "harda"]


def test_names_on_bluesky_are_domains() -> None:
    found = find_mentions("देखें @harda.bsky.social और @harda", "bluesky")
    assert [name.value for name in found] == ["harda.bsky.social"]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("देखें mp.gov.in।", ["mp.gov.in"]),
        ("(https://mp.gov.in/a_(b))", ["https://mp.gov.in/a_(b)"]),
        ("https://mp.gov.in/योजना", ["https://mp.gov.in/"]),
        ("https://mp.gov.in?x=1&y=2.", ["https://mp.gov.in?x=1&y=2"]),
        ("पता:https://mp.gov.inपर", ["https://mp.gov.in"]),
        ("http://भारत.सरकार.भारत", ["http://भारत.सरकार.भारत"]),
        ("harda@nic.in 1.5 एस.के. a.b", []),
        ("https://" + "a" * 64 + ".in", []),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    assert [link.value for link in find_urls(text)] == links


@given(written)
def test_spans_cover_what_they_name(text: str) -> None:
    for found in (*find_urls(text), *find_hashtags(text), *find_mentions(text)):
        assert text[found.start : found.end].lstrip("#＃@＠") == found.value


@given(written)
def test_byte_spans_cover_the_same_words(text: str) -> None:
    for found in find_urls(text):
        start, end = byte_span(text, found)
        assert text.encode()[start:end].decode() == text[found.start : found.end]


@given(written)
def test_no_hashtag_or_name_lies_inside_a_link(text: str) -> None:
    links = find_urls(text)
    for found in (*find_hashtags(text), *find_mentions(text, "mastodon")):
        assert all(found.end <= link.start or link.end <= found.start for link in links)


def test_the_endings_are_written_once_each_in_order() -> None:
    endings = files("jansetu.core.text").joinpath("tlds.txt").read_text(encoding="utf-8").split()
    assert endings == sorted(set(endings))
    assert {"in", "com", "भारत", "social"} <= set(endings)
