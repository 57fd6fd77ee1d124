"""What a post costs is known before it is scheduled, and a budget that is used up stops or warns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pytest_django import Settings

from jansetu.audit.models import Event
from jansetu.channels.models import Channel
from jansetu.content.models import Post
from jansetu.core.errors import Refusal
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import NotAllowed
from jansetu.publishing.costs import budget_lines, estimate, month_of
from jansetu.publishing.models import Budget, Delivery
from jansetu.publishing.operations import approve_and_schedule
from jansetu.publishing.operations.budgeting import set_budget
from jansetu.publishing.prices import rupees_of
from tests.cast import Cast
from tests.content.acts import channel_of, ready, send

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 6, tzinfo=UTC)
TODAY = date(2026, 11, 25)
PLAIN = "आज से टीकाकरण शिविर।"
LINKED = "आज से टीकाकरण शिविर। https://example.gov.in/camp"
STOP, WARN = Budget.Acts.STOP, Budget.Acts.WARN


@pytest.fixture(autouse=True)
def rate(settings: Settings) -> None:
    settings.JANSETU_RUPEES_PER_DOLLAR = Decimal(80)


def real_channel(cast: Cast, handle: str = "@collectorujjain", kind: str = "x") -> Channel:
    return channel_of(cast, cast.district, handle, NOW, kind=kind)


def post_of(cast: Cast, text: str, channel: Channel | None = None) -> Post:
    channel = channel or real_channel(cast)
    return ready(cast, channel, NOW, send(cast.asha, NOW), words=text)


def approve(post: Post, cast: Cast) -> None:
    approve_and_schedule(post, seen_revision=post.revisions.count(), by=cast.bilal, now=NOW)


def spent_below(unit: Unit, at: datetime) -> Decimal:
    """What a budget of the unit would have lost this month."""
    return budget_lines([Budget(unit=unit, rupees=1)], at)[0].spent


def test_a_link_makes_a_post_on_x_more_than_ten_times_as_dear(cast: Cast) -> None:
    channel = real_channel(cast)
    plain = estimate(post_of(cast, PLAIN, channel), TODAY)
    linked = estimate(post_of(cast, LINKED, channel), TODAY)
    assert [(line.kind, line.count, line.rupees, line.has_links) for line in plain] == [
        ("x", 1, Decimal("1.2"), False)
    ]
    assert [(line.rupees, line.has_links) for line in linked] == [(Decimal(16), True)]


def test_each_part_of_a_thread_costs(cast: Cast) -> None:
    post = post_of(cast, f"{PLAIN}\n---\n{LINKED}\n---\nतीसरा भाग")
    assert estimate(post, TODAY)[0].rupees == Decimal("18.4")


def test_what_costs_nothing_has_no_line(cast: Cast) -> None:
    assert estimate(post_of(cast, LINKED, real_channel(cast, "page", "facebook")), TODAY) == []


def test_a_price_holds_from_its_day_on() -> None:
    assert rupees_of("x", "post", date(2026, 7, 31)) == 0
    assert rupees_of("x", "post", date(2026, 8, 1)) == Decimal("1.2")
    assert rupees_of("whatsapp", "utility", TODAY) == Decimal("0.115")


def test_the_delivery_keeps_its_price_and_the_month_adds_up(cast: Cast) -> None:
    approve(post_of(cast, LINKED), cast)
    assert Delivery.objects.get().cost == Decimal(16)
    assert spent_below(cast.state, NOW) == Decimal(16)
    assert spent_below(cast.health, NOW) == 0


def test_what_was_called_off_is_not_spent(cast: Cast) -> None:
    approve(post_of(cast, LINKED), cast)
    Delivery.objects.update(state="cancelled")
    assert spent_below(cast.state, NOW) == 0


def test_a_budget_above_stops_what_goes_beyond_it_and_nothing_is_written(cast: Cast) -> None:
    set_budget(cast.state, rupees=Decimal(20), acts=STOP, by=cast.farid, now=NOW)
    channel = real_channel(cast)
    approve(post_of(cast, LINKED, channel), cast)
    second = post_of(cast, LINKED, channel)
    with pytest.raises(Refusal) as refused:
        approve(second, cast)
    assert refused.value.code == "over_budget"
    assert "₹4.00" in refused.value.hi
    assert not Delivery.objects.filter(post=second).exists()
    second.refresh_from_db()
    assert second.state == "awaiting"


def test_a_budget_that_warns_lets_it_out_and_says_so(cast: Cast) -> None:
    set_budget(cast.district, rupees=Decimal(1), acts=WARN, by=cast.farid, now=NOW)
    approve(post_of(cast, LINKED), cast)
    assert Delivery.objects.count() == 1
    assert Event.objects.get(verb="budget.exceeded").unit_id == cast.district.pk


def test_practice_takes_nothing_from_a_real_budget(cast: Cast) -> None:
    set_budget(cast.state, rupees=Decimal(0), acts=STOP, by=cast.farid, now=NOW)
    channel = real_channel(cast)
    channel.practice = True
    channel.save()
    approve(post_of(cast, LINKED, channel), cast)
    assert spent_below(cast.state, NOW) == 0


def test_a_month_is_indias() -> None:
    begins, ends = month_of(datetime(2026, 12, 31, 19, tzinfo=UTC))  # half past midnight on 1 January
    assert (begins.isoformat(), ends.isoformat()) == (
        "2027-01-01T00:00:00+05:30",
        "2027-02-01T00:00:00+05:30",
    )


def test_a_new_budget_ends_the_old_one_and_both_are_kept(cast: Cast) -> None:
    for rupees in (10, 20):
        set_budget(cast.district, rupees=Decimal(rupees), acts=STOP, by=cast.farid, now=NOW)
    assert list(Budget.objects.order_by("pk").values_list("rupees", "until")) == [
        (Decimal(10), NOW),
        (Decimal(20), None),
    ]
    set_budget(cast.district, rupees=None, acts=STOP, by=cast.farid, now=NOW)
    assert not Budget.objects.filter(until=None).exists()
    assert Event.objects.filter(verb="budget.ended").count() == 1


def test_only_who_keeps_accounts_sets_a_budget(cast: Cast) -> None:
    for somebody in (cast.asha, cast.bilal, cast.dev):
        with pytest.raises(NotAllowed):
            set_budget(cast.district, rupees=Decimal(1), acts=STOP, by=somebody, now=NOW)
