"""The simulation of a state, the country and a disaster hour adds up; docs/scale.md shows what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jansetu.publishing.bench import scale
from jansetu.publishing.bench.scale import PLATFORMS, SCENARIOS, Platform, lane_of

DISASTER = next(one for one in SCENARIOS if one.name == "disaster hour")
PAGE = Path(__file__).parents[2] / "docs" / "scale.md"


def test_shares_of_platforms_make_one_whole() -> None:
    assert sum(one.share for one in PLATFORMS) == pytest.approx(1)


def test_the_page_shows_what_the_command_prints() -> None:
    for table in scale.as_tables(scale.simulate()).strip().split("\n\n"):
        assert table in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda one: one.kind)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_nothing_is_made_or_lost_on_the_way(platform: Platform, scenario: scale.Scenario) -> None:
    lane = lane_of(platform, scenario)
    assert 0 <= lane.out <= lane.deliveries == scale.deliveries_of(platform, scenario)
    assert lane.deliveries == lane.out or lane.bound_by


def test_a_narrow_door_makes_late_by_just_what_does_not_fit_through_it() -> None:
    """60,000 in ten minutes through a door of 50 a second take twenty: ten minutes late."""
    door = Platform(kind="x", share=0.5, app_a_second=50)
    day = replace(DISASTER, posts=120_000, channels=100)
    lane = lane_of(door, day)
    assert lane.late == pytest.approx(600, abs=2)
    assert (lane.out, lane.bound_by) == (60_000, "app_a_second")


def test_what_an_app_may_not_send_today_is_left_over() -> None:
    lane = lane_of(Platform(kind="youtube", share=1.0, app_a_day=100), replace(DISASTER, posts=150))
    assert (lane.deliveries, lane.out, lane.bound_by) == (150, 100, "app_a_day")


def test_a_country_on_one_app_of_x_could_not_warn_everybody() -> None:
    """Why each state has an app of its own: 36 states' accounts exceed what one app may publish in a day."""
    x = next(one for one in PLATFORMS if one.kind == "x")
    together = replace(DISASTER, posts=DISASTER.posts * DISASTER.states)
    assert lane_of(x, together).bound_by == "app_a_day"
    assert lane_of(x, DISASTER).bound_by == ""
