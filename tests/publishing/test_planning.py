"""Who goes next: units take turns, urgent posts overtake, and nobody waits behind a list or a burst."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from jansetu.publishing.models import Delivery
from jansetu.publishing.planning import BROADCAST, SHORTEST, SIZE, Place, Plan, in_order
from tests.cast import Cast
from tests.publishing.broadcasting import Broadcast
from tests.publishing.office import Office
from tests.publishing.steps import Steps


class Clock:
    """Seconds that the test lets pass."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def units_of(ids: Sequence[int]) -> list[int]:
    """The unit of each delivery's channel."""
    known = dict(Delivery.objects.values_list("pk", "channel__unit"))
    return [known[pk] for pk in ids]


def test_whoever_has_one_post_is_served_within_the_first_round_of_any_load(steps: Steps) -> None:
    rows = steps.burst(steps.crowd(channels=8), deliveries=96)
    drawn = random.Random(4)  # noqa: S311 (no secret)
    channels = sorted({row.channel_id for row in rows})
    for _ in range(12):
        kept = {channel: drawn.choice((0, 1, 2, 12)) for channel in channels}
        loaded = [row.pk for channel in channels for row in _of(rows, channel)[: kept[channel]]]
        Delivery.objects.update(state="cancelled")
        Delivery.objects.filter(pk__in=loaded).update(state="due")
        plan = Plan(Clock())
        assert plan.is_wanted(steps.now) == bool(loaded)
        ids = plan.take(len(rows))
        assert sorted(ids) == sorted(loaded)
        busy = sum(number > 0 for number in kept.values())
        assert len(set(units_of(ids[:busy]))) == busy


def _of(rows: Sequence[Delivery], channel: int) -> list[Delivery]:
    return [row for row in rows if row.channel_id == channel]


def test_a_newcomer_of_another_unit_waits_for_no_burst(steps: Steps) -> None:
    rows = steps.burst(steps.crowd(channels=2), deliveries=200)
    _, other = sorted({row.channel_id for row in rows})
    late = _of(rows, other)[0]
    Delivery.objects.filter(channel=other).update(state="cancelled")
    clock = Clock()
    plan = Plan(clock)
    assert plan.is_wanted(steps.now)
    plan._good_until = clock.at + 60  # as if the making had taken three seconds
    plan.take(10)
    Delivery.objects.filter(pk=late.pk).update(state="due", due_at=steps.now)
    assert plan.is_wanted(steps.now)
    clock.at += SHORTEST
    assert plan.is_wanted(steps.now)
    assert plan.take(1) == [late.pk]
    assert len(plan.take(1000)) == 90


def test_an_urgent_post_comes_before_all_that_was_planned(steps: Steps) -> None:
    rows = steps.burst(steps.crowd(channels=2), deliveries=40)
    plan = Plan(Clock())
    plan.is_wanted(steps.now)
    plan.take(3)
    last = rows[-1]
    Delivery.objects.filter(pk=last.pk).update(urgent=True)
    assert plan.is_wanted(steps.now)
    assert plan.take(1) == [last.pk]
    assert plan.is_wanted(steps.now)
    assert plan.take(1) != [last.pk]
    again = Plan(Clock())
    again.is_wanted(steps.now)
    assert again.take(1) == [last.pk]


places = st.builds(
    Place,
    st.integers(1, 10**6),
    st.integers(1, 9),
    st.booleans(),
    st.integers(1, 30),
    st.integers(0, 5).map(lambda minute: f"2026-11-25 10:0{minute}"),
)


@given(
    st.lists(places, unique_by=lambda one: one.delivery), st.lists(places, unique_by=lambda one: one.delivery)
)
@hypothesis_settings(deadline=None, max_examples=200)
def test_a_list_takes_every_second_place_at_most(singles: list[Place], of_lists: list[Place]) -> None:
    singles.sort(key=lambda one: (not one.urgent, one.turn))
    ordered = in_order(singles, of_lists)
    assert sorted(ordered) == sorted([*singles, *of_lists])
    urgent = [one for one in singles if one.urgent]
    assert ordered[: len(urgent)] == urgent
    calm = [one for one in ordered[len(urgent) :] if not one.urgent]
    asking = [one for one in of_lists if one.urgent]
    if asking and calm:
        assert ordered[len(urgent) + 1] == calm[0]
    assert [one.turn for one in calm] == sorted(one.turn for one in calm)


def test_a_broadcast_gives_a_bounded_part_and_hides_no_single_post(cast: Cast, steps: Steps) -> None:
    office, sender = Office(cast, steps), Broadcast(cast, steps.now)
    sender.approved(sender.reading_list("whatsapp", BROADCAST + 100))
    office.approve(office.post(office.channels(1)))
    plan = Plan(Clock())
    plan.is_wanted(steps.now)
    single = Delivery.objects.get(subscriber=None).pk
    assert single in plan.take(2)
    assert len(plan.take(SIZE)) == BROADCAST - 1
    sender.close()
