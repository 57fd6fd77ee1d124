"""Budgets in the desk: seen, set, and told on the post before anybody approves it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from jansetu.core.clock import utcnow
from jansetu.orgs.models import Unit
from jansetu.publishing.models import Budget, Delivery
from jansetu.publishing.operations.budgeting import set_budget
from tests.cast import Cast
from tests.content.acts import channel_of, ready, send
from tests.web.conftest import AsPerson

pytestmark = pytest.mark.django_db
LINKED = "आज से टीकाकरण शिविर। https://example.gov.in/camp"
STOP, WARN = Budget.Acts.STOP, Budget.Acts.WARN


@pytest.fixture
def then() -> datetime:
    return utcnow() - timedelta(minutes=1)


@pytest.fixture
def farid(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.farid)


def test_an_administrator_sets_changes_and_ends_a_budget(farid: Client, cast: Cast) -> None:
    address = f"/desk/budgets/{cast.district.code}/"
    assert farid.post(address, {"rupees": "25000", "acts": "stop"}).status_code == 302
    assert "₹0.00 / ₹25,000.00" in farid.get("/desk/budgets/").content.decode()
    farid.post(address, {"rupees": "123456.5", "acts": "warn"})
    assert "₹1,23,456.50" in farid.get("/desk/budgets/").content.decode()
    farid.post(address, {"rupees": "", "acts": "warn"})
    assert not Budget.objects.filter(until=None).exists()
    assert "कोई मासिक बजट नहीं" in farid.get("/desk/budgets/").content.decode()


def test_an_amount_below_zero_is_refused_in_the_form(farid: Client, cast: Cast) -> None:
    answer = farid.post(f"/desk/budgets/{cast.district.code}/", {"rupees": "-1", "acts": "stop"})
    assert answer.status_code == 422
    assert not Budget.objects.exists()


def test_the_approver_reads_the_price_and_the_budget_before_the_word(
    cast: Cast, as_person: AsPerson, then: datetime
) -> None:
    set_budget(cast.district, rupees=Decimal(5), acts=STOP, by=cast.farid, now=then)
    channel = channel_of(cast, cast.district, "@collectorujjain", then)
    post = ready(cast, channel, then, send(cast.asha, then), words=LINKED)
    bilal = as_person(cast.bilal)
    page = bilal.get(f"/desk/posts/{post.pk}/").content.decode()
    assert "इस पर ख़र्च: ₹18.00" in page
    assert "बजट से ऊपर है, इसलिए अनुमोदन पर नहीं जाएगी" in page
    answer = bilal.post(f"/desk/posts/{post.pk}/approve/", {"when": "now", "seen_revision": "2", "note": ""})
    assert answer.status_code == 422
    assert "₹5.00 शेष हैं" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_stranger_neither_sees_nor_sets_one(stranger: Client, cast: Cast, then: datetime) -> None:
    set_budget(cast.district, rupees=Decimal(5), acts=STOP, by=cast.farid, now=then)
    assert stranger.get("/desk/budgets/").status_code == 403
    assert stranger.post(f"/desk/budgets/{cast.district.code}/", {"rupees": "1"}).status_code == 403


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_takes_the_same_queries_for_six_budgets_as_for_one(
    farid: Client,
    cast: Cast,
    then: datetime,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for unit in Unit.objects.all()[:count]:
        set_budget(unit, rupees=Decimal(5), acts=WARN, by=cast.farid, now=then)
    farid.get("/desk/budgets/")
    with django_assert_max_num_queries(22):
        farid.get("/desk/budgets/")
