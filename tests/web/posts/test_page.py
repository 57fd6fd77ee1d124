"""The post's page and list: who sees what, what is refreshed, in how many queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.content.operations.approvals import request_approval, return_post
from jansetu.core.clock import utcnow
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast, make_actor
from tests.content.acts import begin, channel_of, save, text
from tests.web.conftest import AsPerson

LOOKS_AGAIN = 'hx-trigger="every 3s"'


def page(browser: Client, post: Post) -> str:
    return browser.get(f"/desk/posts/{post.pk}/").content.decode()


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def test_the_page_shows_texts_channels_and_history(esha: Client, awaiting: Post) -> None:
    shown = page(esha, awaiting)
    for words in ("बच्चों को टीके लगे", "@collectorujjain", "संस्करण 2 सहेजा", "अनुमोदन माँगा", "JS-"):
        assert words in shown


def test_strangers_see_no_post(awaiting: Post, stranger: Client) -> None:
    for address in ("/desk/posts/", f"/desk/posts/{awaiting.pk}/", f"/desk/posts/{awaiting.pk}/deliveries/"):
        assert stranger.get(address).status_code == 403


def test_another_departments_approver_finds_no_such_post(
    awaiting: Post, cast: Cast, as_person: AsPerson
) -> None:
    other = make_actor(cast.health, name="gita", name_hi="गीता", rank="director", roles=("approver",))
    browser = as_person(other)
    assert browser.get(f"/desk/posts/{awaiting.pk}/").status_code == 404
    assert browser.get(f"/desk/posts/{awaiting.pk}/deliveries/").status_code == 404
    assert "टीकाकरण" not in browser.get("/desk/posts/?list=awaiting").content.decode()


def test_the_list_counts_and_shows_each_state_by_itself(
    esha: Client, draft: Post, awaiting: Post, cast: Cast, collector: Channel, moment: datetime
) -> None:
    mended = begin(cast, moment)
    save(mended, [text("बैठक का समाचार")], [collector], by=cast.esha, now=moment, title="लौटी हुई बैठक")
    request_approval(mended, publish_at=None, by=cast.esha, now=moment)
    return_post(mended, note="तारीख़ जोड़ें", by=cast.bilal, now=moment)
    shown = esha.get("/desk/posts/?list=returned").content.decode()
    assert "लौटी हुई बैठक" in shown
    assert "तारीख़ जोड़ें" in shown
    assert f'href="/desk/posts/{awaiting.pk}/"' not in shown
    assert f'href="/desk/posts/{awaiting.pk}/"' in esha.get("/desk/posts/?list=awaiting").content.decode()
    assert f'href="/desk/posts/{draft.pk}/"' in esha.get("/desk/posts/?list=drafts").content.decode()


def test_a_sent_post_stands_among_the_published(bilal: Client, scheduled: Post) -> None:
    row = f'href="/desk/posts/{scheduled.pk}/"'
    assert row in bilal.get("/desk/posts/?list=approved").content.decode()
    Delivery.objects.filter(post=scheduled).update(state="sent", sent_at=utcnow(), remote_id="1")
    assert row in bilal.get("/desk/posts/?list=published").content.decode()
    assert row not in bilal.get("/desk/posts/?list=approved").content.decode()


def test_a_search_in_another_spelling_finds_the_post_and_another_word_none(
    esha: Client, awaiting: Post
) -> None:
    assert f"/desk/posts/{awaiting.pk}/" in esha.get("/desk/posts/?list=awaiting&q=बच्चों").content.decode()
    empty = esha.get("/desk/posts/?list=awaiting&q=हाथी").content.decode()
    assert f'href="/desk/posts/{awaiting.pk}/"' not in empty
    assert "इन शब्दों की कोई पोस्ट" in empty


def test_a_long_list_is_read_page_by_page(bilal: Client, many: Callable[[int], None]) -> None:
    many(26)
    assert bilal.get("/desk/posts/?list=awaiting").content.decode().count('class="item') == 25
    assert bilal.get("/desk/posts/?list=awaiting&page=2").content.decode().count('class="item') == 1


def test_the_list_asks_the_database_as_often_for_thirty_posts_as_for_three(
    bilal: Client, many: Callable[[int], None]
) -> None:
    """postiz-app#1777: half a minute for a list of 67 posts."""
    many(3)
    few = queries(bilal, "/desk/posts/?list=awaiting")
    many(27)
    assert queries(bilal, "/desk/posts/?list=awaiting") == few
    assert few <= 24


def test_the_page_asks_the_database_as_often_for_thirty_channels_as_for_three(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    def published(number: int) -> Post:
        post = begin(cast, moment)
        channels = [
            channel_of(cast, cast.district, f"@p{number}n{one}", moment, kind="facebook")
            for one in range(number)
        ]
        save(post, [text("पाठ", kind="facebook")], channels, by=cast.esha, now=moment)
        request_approval(post, publish_at=None, by=cast.esha, now=moment)
        approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=moment)
        return post

    few, many_channels = published(3), published(30)
    budget = queries(bilal, f"/desk/posts/{few.pk}/")
    assert queries(bilal, f"/desk/posts/{many_channels.pk}/") == budget
    assert budget <= 40


def test_deliveries_are_looked_at_again_while_something_is_under_way_and_then_no_more(
    bilal: Client, scheduled: Post
) -> None:
    address = f"/desk/posts/{scheduled.pk}/deliveries/"
    assert LOOKS_AGAIN in bilal.get(address).content.decode()
    for state, waits in (("sending", True), ("unknown", True), ("sent", False), ("failed", False)):
        Delivery.objects.filter(post=scheduled).update(state=state)
        assert (LOOKS_AGAIN in bilal.get(address).content.decode()) is waits, state


def test_what_is_due_tomorrow_is_not_asked_for_every_few_seconds(bilal: Client, scheduled: Post) -> None:
    Delivery.objects.filter(post=scheduled).update(due_at=utcnow() + timedelta(days=1))
    assert LOOKS_AGAIN not in page(bilal, scheduled)


def test_an_undecided_delivery_waits_for_somebody_and_says_why(bilal: Client, scheduled: Post) -> None:
    why = {"error_hi": "मंच का उत्तर अधूरा रहा", "error_en": "The answers were incomplete"}
    Delivery.objects.filter(post=scheduled).update(state="unknown", waits_for_person=True, **why)
    shown = page(bilal, scheduled)
    assert "मंच का उत्तर अधूरा रहा" in shown
    assert "देखकर निर्णय दें" in shown
    assert LOOKS_AGAIN not in shown


def test_a_reader_without_the_right_to_publish_has_no_buttons(
    cast: Cast, scheduled: Post, as_person: AsPerson
) -> None:
    reader = make_actor(
        cast.state, name="hari", name_hi="हरि", rank="system_analyst", roles=("reviewer",), over=cast.state
    )
    Delivery.objects.filter(post=scheduled).update(state="failed")
    shown = page(as_person(reader), scheduled)
    assert "कहाँ पहुँची" in shown
    for words in ("फिर भेजें", "सब जगह से वापस लें", "संपादक में खोलें"):
        assert words not in shown


def test_the_page_speaks_english(bilal: Client, awaiting: Post) -> None:
    bilal.post("/language/", {"language": "en"})
    shown = page(bilal, awaiting)
    for words in ("For approval", "Approve and publish now", "Findings", "History"):
        assert words in shown
    assert "अनुमोदन" not in shown


@pytest.mark.parametrize("address", ["/desk/posts/999999/", "/desk/posts/999999/edit/"])
def test_an_unknown_post_is_not_found(esha: Client, address: str) -> None:
    assert esha.get(address).status_code == 404
