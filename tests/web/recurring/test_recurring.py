"""Posts that recur, in the desk: the dates are seen before anything begins, and a button stops it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.content.models import Post
from jansetu.core.clock import utcnow
from jansetu.publishing.calendar_rules import INDIA, Every, Plan, Rule
from jansetu.publishing.models import Recurrence
from jansetu.publishing.operations import approve_and_schedule
from jansetu.publishing.operations.recurring import recur_post
from tests.cast import Cast
from tests.content.acts import TITLE, channel_of, ready
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def then() -> datetime:
    return utcnow() - timedelta(minutes=1)


@pytest.fixture
def post(cast: Cast, then: datetime) -> Post:
    made = ready(cast, channel_of(cast, cast.district, "@collectorujjain", then), then)
    approve_and_schedule(made, seen_revision=2, by=cast.bilal, now=then)
    return made


@pytest.fixture
def bilal(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.bilal)


def typed(then: datetime, **changes: Any) -> dict[str, Any]:
    """A form that is filled in: each day at ten, twelve times from tomorrow."""
    tomorrow = (then.astimezone(INDIA) + timedelta(days=1)).date()
    whole = {"every": "day", "at": "10:00", "starts_on": tomorrow.isoformat(), "count": "12"}
    return whole | {"seen_revision": "2", "exceptions": ""} | changes


def begun(post: Post, cast: Cast, then: datetime, number: int = 1) -> list[Recurrence]:
    """So many recurrences, each at its own hour."""
    plans = (
        Plan(rule=Rule(every=Every.DAY), starts_on=then.date(), at=time(1, minute), count=9)
        for minute in range(number)
    )
    return [recur_post(post, plan, seen_revision=2, by=cast.bilal, now=then) for plan in plans]


def test_the_dates_are_seen_first_and_then_it_begins(bilal: Client, post: Post, then: datetime) -> None:
    address = f"/desk/recurring/post/{post.pk}/"
    assert "X एक ही पाठ दोबारा" in bilal.get(address).content.decode()
    shown = bilal.post(address, typed(then))
    assert shown.status_code == 200
    assert shown.content.decode().count("<li>") >= 10
    assert not Recurrence.objects.exists()
    seen = shown.context["seen_dates"]
    assert bilal.post(address, typed(then, at="11:00", seen_dates=seen)).status_code == 200  # other dates now
    assert not Recurrence.objects.exists()
    assert bilal.post(address, typed(then, seen_dates=seen)).status_code == 302
    made = Recurrence.objects.get()
    assert (made.post, made.at, made.count, made.made_by.person.name_en) == (post, time(10), 12, "Bilal")
    page = bilal.get("/desk/recurring/").content.decode()
    assert TITLE in page
    assert "हर दिन, 10:00" in page


def test_each_rule_of_the_form_becomes_the_same_rule(bilal: Client, post: Post, then: datetime) -> None:
    said: dict[str, dict[str, Any]] = {
        "हर सप्ताह: सोमवार, गुरुवार": {"every": "week", "weekdays": ["3", "0"]},
        "हर माह की 31 तारीख़ (न हो तो माह का अंतिम दिन)": {"every": "month", "day": "31", "short": "last"},
        "हर माह का अंतिम शुक्रवार": {"every": "weekday", "nth": "-1", "weekday": "4"},
        "हर वर्ष 15 अगस्त": {"every": "year", "day": "15", "month": "8", "count": "2"},
    }
    for words, fields in said.items():
        answer = bilal.post(f"/desk/recurring/post/{post.pk}/", typed(then, **fields))
        assert (answer.status_code, answer.context["rule"].hi) == (200, words)


def test_what_cannot_be_is_said_in_the_form_with_everything_kept(
    bilal: Client, post: Post, then: datetime
) -> None:
    wrong = {
        "अंतिम तारीख़ या कुल बार": {"count": ""},
        "तारीख़ें ऐसे लिखें": {"exceptions": "कल"},
        "चुनें कि किन दिनों": {"every": "week"},
        "यह भरना आवश्यक है": {"at": ""},
    }
    for words, fields in wrong.items():
        answer = bilal.post(f"/desk/recurring/post/{post.pk}/", typed(then, **fields))
        assert answer.status_code == 422
        assert words in answer.content.decode()
    later = bilal.post(f"/desk/recurring/post/{post.pk}/", typed(then, exceptions="26-01-2031, 15.08.2031"))
    assert "26-01-2031, 15.08.2031" in later.content.decode()


def test_without_a_fresh_second_factor_it_is_asked_for_and_nothing_typed_is_lost(
    cast: Cast, as_person: AsPerson, post: Post, then: datetime
) -> None:
    bilal = as_person(cast.bilal, seconds_ago=100_000)
    address = f"/desk/recurring/post/{post.pk}/"
    facts = typed(then, at="16:45", every="week", weekdays=["2"])
    seen = bilal.post(address, facts).context["seen_dates"]
    assert "reauthenticate" in bilal.post(address, facts | {"seen_dates": seen}).headers["Location"]
    assert not Recurrence.objects.exists()
    assert 'value="16:45"' in bilal.get(address).content.decode()


def test_a_button_stops_it_with_a_reason(bilal: Client, cast: Cast, post: Post, then: datetime) -> None:
    made = begun(post, cast, then)[0]
    address = f"/desk/recurring/{made.pk}/stop/"
    assert bilal.post(address, {"reason": ""}).status_code == 422
    assert bilal.post(address, {"reason": "मौसम बदला"}).status_code == 302
    made.refresh_from_db()
    assert (made.ended, made.stopped_by) == ("stopped", cast.bilal.tenure)
    assert "रोका गया" in bilal.get("/desk/recurring/").content.decode()


def test_the_desk_sees_it_and_cannot_begin_it_and_a_stranger_sees_nothing(
    cast: Cast, as_person: AsPerson, stranger: Client, post: Post, then: datetime
) -> None:
    made = begun(post, cast, then)[0]
    esha = as_person(cast.esha)
    address = f"/desk/recurring/post/{post.pk}/"
    assert "दोहराना अनुमोदक तय करते हैं" in esha.get(address).content.decode()
    assert esha.post(address, typed(then)).status_code == 403
    for one in ("/desk/recurring/", address, f"/desk/recurring/{made.pk}/stop/"):
        assert stranger.get(one).status_code == 403
        assert stranger.post(one, {"reason": "क"}).status_code in (403, 405)
    made.refresh_from_db()
    assert not made.ended


@pytest.mark.parametrize("count", [3, 24])
def test_the_list_takes_the_same_queries_for_many_as_for_few(
    bilal: Client,
    cast: Cast,
    post: Post,
    then: datetime,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    begun(post, cast, then, count)
    bilal.get("/desk/recurring/")
    with django_assert_max_num_queries(26):
        bilal.get("/desk/recurring/")
