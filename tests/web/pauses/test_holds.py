"""Holds for mourning and disaster in one tap, and the list of what asks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jansetu.content.models import Post
from jansetu.core.clock import utcnow
from jansetu.publishing.models import Delivery, Pause, TerritoryHold
from jansetu.publishing.operations import approve_and_schedule, hold_territory
from tests.cast import Cast
from tests.content.acts import channel_of, ready
from tests.web.conftest import AsPerson

ASKS = "/desk/pauses/asks/"
HOLD = "/desk/pauses/hold/mourning/"


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    """The district's approver, who may stop and publish there."""
    return as_person(cast.bilal)


@pytest.fixture
def moment() -> datetime:
    """A minute ago by the real clock."""
    return utcnow() - timedelta(minutes=1)


def asking(cast: Cast, moment: datetime, number: int) -> list[Post]:
    """Posts of which something asks."""
    posts = []
    for count in range(number):
        channel = channel_of(cast, cast.district, f"@a{Post.objects.count()}", moment)
        post = ready(cast, channel, moment, words=f"टीके {count}")
        approve_and_schedule(post, seen_revision=2, by=cast.bilal, now=moment)
        posts.append(post)
    Delivery.objects.filter(state="due").update(
        state="held", error_code="ask_again", error_hi="राजकीय शोक था", error_en="mourning"
    )
    return posts


def test_a_territory_is_held_with_everything_chosen_already(bilal: Client, cast: Cast) -> None:
    assert HOLD in bilal.get("/desk/pauses/").content.decode()
    page = bilal.get(HOLD).content.decode()
    assert page.count("checked") == 1
    answer = bilal.post(HOLD, {"unit": cast.district.pk, "ready": "state"})
    assert answer.headers["Location"] == "/desk/pauses/"
    made = TerritoryHold.objects.get()
    assert (made.unit, made.kind, made.until) == (cast.district, "mourning", None)
    assert "राजकीय शोक घोषित" in made.reason
    seen = bilal.get("/desk/").content.decode()
    assert "कुछ पोस्ट रुककर पूछती हैं" in seen
    assert "बिलाल" in seen
    bilal.post(f"/desk/pauses/holds/{made.pk}/lift/")
    assert TerritoryHold.objects.get().lifted_by == cast.bilal.tenure


def test_no_hold_without_a_reason_or_over_another_s_territory(bilal: Client, cast: Cast) -> None:
    for given in ({"unit": cast.district.pk, "ready": ""}, {"unit": cast.state.pk, "ready": "state"}):
        assert bilal.post(HOLD, given).status_code == 422
    assert bilal.get("/desk/pauses/hold/festival/").status_code == 404
    assert not TerritoryHold.objects.exists()


def test_a_district_is_offered_no_election_and_the_state_is(
    bilal: Client, cast: Cast, as_person: AsPerson
) -> None:
    address = "/desk/pauses/hold/election/"
    assert address not in bilal.get("/desk/pauses/").content.decode()
    assert bilal.post(address, {"unit": cast.district.pk, "ready": "sec"}).status_code == 403
    assert not TerritoryHold.objects.exists()
    chandra = as_person(cast.chandra)
    assert address in chandra.get("/desk/pauses/").content.decode()
    chandra.post(address, {"unit": cast.district.pk, "ready": "sec"})
    made = TerritoryHold.objects.get()
    assert (made.kind, made.unit) == ("election", cast.district)
    lift = f"/desk/pauses/holds/{made.pk}/lift/"
    assert lift not in bilal.get("/desk/pauses/").content.decode()
    assert lift in chandra.get("/desk/pauses/").content.decode()
    assert "चुनाव आचार संहिता" in bilal.get("/desk/").content.decode()


def test_a_campaign_is_stopped_by_its_label(bilal: Client, cast: Cast) -> None:
    given = {"scope": "label", "label": "मेला", "unit": cast.district.pk, "ready": "wrong"}
    bilal.post("/desk/pauses/new/", given)
    made = Pause.objects.get()
    assert (made.scope, made.label, made.unit) == ("label", "मेला", cast.district)
    assert "मेला" in bilal.get("/desk/").content.decode()


def test_one_of_the_list_goes_and_another_at_another_hour(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    first, second, third = asking(cast, moment, 3)
    page = bilal.get(ASKS).content.decode()
    assert "राजकीय शोक था" in page
    assert bilal.post(ASKS, {"word": "now", "which": "chosen"}).status_code == 422
    bilal.post(ASKS, {"word": "now", "which": "chosen", "post": first.pk})
    hour = (utcnow() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    bilal.post(ASKS, {"word": "later", "at": hour, "which": "chosen", "post": second.pk})
    states = dict(Delivery.objects.values_list("post", "state"))
    assert states == {first.pk: "due", second.pk: "due", third.pk: "held"}
    assert Delivery.objects.get(post=second).due_at > utcnow() + timedelta(days=1)


def test_all_of_the_list_is_called_off_together_with_a_reason(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    asking(cast, moment, 2)
    refused = bilal.post(ASKS, {"word": "cancel", "which": "all"})
    assert refused.status_code == 422
    bilal.post(ASKS, {"word": "cancel", "which": "all", "reason": "बीत गया"})
    assert set(Delivery.objects.values_list("state", flat=True)) == {"cancelled"}
    assert "अभी कोई पोस्ट आपसे नहीं पूछ रही" in bilal.get(ASKS).content.decode()


def test_nothing_goes_now_while_the_hold_stands(bilal: Client, cast: Cast, moment: datetime) -> None:
    [post] = asking(cast, moment, 1)
    Delivery.objects.update(about="achievement")
    hold_territory(cast.district, kind="mourning", reason="शोक", by=cast.bilal, now=moment)
    answer = bilal.post(ASKS, {"word": "now", "which": "chosen", "post": post.pk})
    assert answer.status_code == 422
    assert "रोक लागू है" in answer.content.decode()
    assert Delivery.objects.get().state == "held"


def test_strangers_hold_and_answer_nothing(stranger: Client, cast: Cast, moment: datetime) -> None:
    asking(cast, moment, 1)
    for address in (ASKS, HOLD):
        assert stranger.get(address).status_code == 403
        assert stranger.post(address, {"word": "now", "which": "all"}).status_code == 403
    assert Delivery.objects.get().state == "held"


def test_the_list_asks_the_database_as_often_for_twelve_posts_as_for_two(
    bilal: Client, cast: Cast, moment: datetime
) -> None:
    counted = []
    for number in (2, 10):
        asking(cast, moment, number)
        with CaptureQueriesContext(connection) as caught:
            bilal.get(ASKS)
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert counted[0] <= 18
