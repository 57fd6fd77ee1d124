"""What waits for each charge among the posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jansetu.content.models import Post
from jansetu.content.operations.approvals import request_approval
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import approve_and_schedule
from tests.cast import Cast
from tests.content.acts import begin, channel_of, save, text
from tests.web.conftest import AsPerson


def home(browser: Client) -> str:
    return browser.get("/desk/").content.decode()


def test_an_approver_finds_what_waits_for_their_word(bilal: Client, awaiting: Post) -> None:
    page = home(bilal)
    assert "आपके अनुमोदन के लिए" in page
    assert f"/desk/posts/{awaiting.pk}/" in page


def test_a_desk_finds_its_drafts_and_no_words_to_say(esha: Client, draft: Post, awaiting: Post) -> None:
    page = home(esha)
    assert "आपके मसौदे" in page
    assert f"/desk/posts/{draft.pk}/" in page
    assert "आपके अनुमोदन के लिए" not in page


def test_a_returned_post_waits_at_its_desk_with_the_reason(
    esha: Client, bilal: Client, awaiting: Post
) -> None:
    bilal.post(f"/desk/posts/{awaiting.pk}/return/", {"reason": "आँकड़ा जाँचें"})
    page = home(esha)
    assert "सुधार के लिए लौटी पोस्ट" in page
    assert "आँकड़ा जाँचें" in page


def test_a_failed_delivery_waits_until_somebody_acts_and_a_repost_does_not(
    esha: Client, scheduled: Post
) -> None:
    words = "वितरण जो आपकी प्रतीक्षा में रुके हैं"
    assert words not in home(esha)
    Delivery.objects.filter(post=scheduled).update(state="failed", error_hi="पाठ अस्वीकृत")
    assert words in home(esha)
    assert "पाठ अस्वीकृत" in home(esha)
    Delivery.objects.filter(post=scheduled).update(state="held", error_code="awaiting_source")
    assert words not in home(esha)
    Delivery.objects.filter(post=scheduled).update(state="held", error_code="channel_unauthorized")
    assert words in home(esha)


def test_nothing_of_it_waits_for_a_stranger(stranger: Client, awaiting: Post, draft: Post) -> None:
    page = home(stranger)
    assert "/desk/posts/" not in page
    assert "टीकाकरण" not in page


def test_home_asks_the_database_as_often_for_thirty_posts_as_for_three(
    cast: Cast, as_person: AsPerson, many: Callable[[int], None]
) -> None:
    browser = as_person(cast.bilal)
    counted = []
    for number in (3, 27):
        many(number)
        with CaptureQueriesContext(connection) as caught:
            home(browser)
        counted.append(len(caught))
    assert counted[0] == counted[1]


def test_many_stuck_deliveries_of_a_post_are_one_row_and_one_list(
    esha: Client, cast: Cast, moment: datetime
) -> None:
    post = begin(cast, moment)
    channels = [channel_of(cast, cast.district, f"@f{one}", moment, kind="facebook") for one in range(9)]
    save(post, [text("पाठ", kind="facebook")], channels, by=cast.esha, now=moment, title="अटकी हुई")
    request_approval(post, publish_at=None, by=cast.esha, now=moment)
    approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=moment)
    Delivery.objects.filter(post=post).update(state="failed")
    page = home(esha)
    assert page.count("अटकी हुई") == 1
    assert "और 8 चैनल" in page
    assert "अटकी हुई" in esha.get("/desk/posts/?list=stuck").content.decode()


def test_a_text_that_waits_for_its_new_approval_is_not_said_to_be_stuck(
    esha: Client, scheduled: Post
) -> None:
    Delivery.objects.filter(post=scheduled).update(state="held", error_code="content_changed")
    assert "वितरण जो आपकी प्रतीक्षा में रुके हैं" not in home(esha)
