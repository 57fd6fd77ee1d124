"""Posts made past the desk, as the desk sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.channels.models import Channel
from jansetu.core.clock import utcnow
from jansetu.core.text.normalise import search_key
from jansetu.publishing.models import DirectPost
from tests.cast import Cast
from tests.content.acts import channel_of
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def esha(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.esha)


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return channel_of(cast, cast.district, "@collectorujjain", utcnow() - timedelta(minutes=5))


def direct(channel: Channel, text: str, number: int = 1, **facts: object) -> DirectPost:
    now = utcnow()
    return DirectPost.objects.create(
        channel=channel,
        remote_id=str(number),
        text=text,
        search_key=search_key(text),
        published_at=now,
        seen_at=now,
        raw={},
        url="https://x.com/i/1",
        **facts,
    )


def test_it_is_shown_with_its_mark_and_what_was_found(esha: Client, channel: Channel) -> None:
    warned = {"severity": "warn", "code": "debris", "hi": "टूटे अक्षर हैं।", "en": "Broken letters."}
    direct(channel, "ऐप से डाली गई पोस्ट", findings=[warned])
    page = esha.get("/desk/direct/").content.decode()
    for words in ("ऐप से डाली गई पोस्ट", "सीधे डाली गई", "टूटे अक्षर हैं।", "@collectorujjain", "https://x.com/i/1"):
        assert words in page
    assert "/desk/direct/" in esha.get("/desk/posts/").content.decode()


def test_it_is_searched_and_narrowed_to_a_channel(esha: Client, cast: Cast, channel: Channel) -> None:
    other = channel_of(cast, cast.district, "@other", utcnow())
    direct(channel, "टीकाकरण शिविर")
    direct(other, "मेले की सूचना", 2)
    found = esha.get("/desk/direct/", {"q": "टीकाकरण"}).content.decode()
    assert "टीकाकरण शिविर" in found
    assert "मेले" not in found
    narrowed = esha.get("/desk/direct/", {"channel": other.pk}).content.decode()
    assert "मेले की सूचना" in narrowed
    assert "शिविर" not in narrowed
    assert esha.get("/desk/direct/", {"channel": "9" * 30}).status_code == 200


def test_what_an_account_said_is_shown_as_words_never_as_markup(esha: Client, channel: Channel) -> None:
    direct(channel, "<script>alert(1)</script>")
    assert "<script>alert" not in esha.get("/desk/direct/").content.decode()


def test_a_stranger_sees_nothing_of_it(stranger: Client, channel: Channel) -> None:
    direct(channel, "ऐप से डाली गई पोस्ट")
    answer = stranger.get("/desk/direct/")
    assert "ऐप से डाली गई पोस्ट" not in answer.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_thirty_take_the_queries_of_three(
    esha: Client, channel: Channel, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        direct(channel, f"पोस्ट {number}", number)
    esha.get("/desk/direct/")
    with django_assert_max_num_queries(22):
        esha.get("/desk/direct/")
