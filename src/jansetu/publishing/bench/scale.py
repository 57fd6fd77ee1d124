"""By simulation: what a state, the country and a disaster hour need under the platforms' real limits.

Pure arithmetic over dated facts and measured costs; sends nothing. `jansetu bench scale`, docs/scale.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Measured by `jansetu bench delivery` on PostgreSQL with two workers; see docs/scale.md for when and where.
WORKER_CPU = 0.8  # seconds per 1,000 calls
DATABASE_CPU = 0.8  # seconds per 1,000 calls
DATABASE_KB = 4.0  # per delivery, with its attempt, its events and their seals
FULL = 0.6  # of a core: what is planned for, so that a burst has room
RUPEES_PER_DOLLAR = 90.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """What one platform allows and asks; None where it names no such limit. Sources: docs/scale.md."""

    kind: str
    share: float  # of a state's channels
    calls: int = 1  # for one post with one picture
    app_a_day: int | None = None  # calls that publish, for all channels of one app
    app_a_second: float | None = None
    account_a_second: float | None = None
    subscribers: int = 0  # of one channel that delivers to each
    rupees: float = 0.0  # for one delivery


# Shares: our assumption of a state's register. Limits: domain facts of August 2026, docs/connectors/.
PLATFORMS: Sequence[Platform] = (
    Platform(kind="x", share=0.34, calls=3, app_a_day=10_000, rupees=0.015 * RUPEES_PER_DOLLAR),
    Platform(kind="facebook", share=0.30, calls=2),
    Platform(kind="instagram", share=0.15, calls=3),
    Platform(kind="youtube", share=0.05, calls=4, app_a_day=100),
    Platform(kind="telegram", share=0.08, app_a_second=30),
    Platform(kind="bluesky", share=0.03, calls=2),
    Platform(kind="mastodon", share=0.02, calls=3),
    Platform(kind="whatsapp", share=0.02, account_a_second=80, subscribers=2_000, rupees=0.115),
    Platform(kind="email", share=0.01, app_a_second=50, subscribers=5_000),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """A load: so many states, each with so many channels and posts, at these hours."""

    name: str
    states: int
    channels: int  # of one state
    posts: int  # of one state on its channels; a broadcast's subscribers come on top
    hours: Mapping[float, float] = field(default_factory=dict)  # second of the day it begins: its share
    lasts: float = 3600.0  # seconds over which each of these shares becomes due
    broadcasts: float = 1.0  # of the channels that deliver to each: how many posts they send each


OFFICE = {9 * 3600.0: 0.1, 10 * 3600.0: 0.2, 11 * 3600.0: 0.2, 13 * 3600.0: 0.1}
EVENING = {16 * 3600.0: 0.1, 17 * 3600.0: 0.2, 18 * 3600.0: 0.1}
SCENARIOS: Sequence[Scenario] = (
    Scenario(name="state", states=1, channels=2_000, posts=5_000, hours=OFFICE | EVENING),
    Scenario(name="country", states=36, channels=2_000, posts=5_000, hours=OFFICE | EVENING),
    Scenario(name="disaster hour", states=36, channels=2_000, posts=2_000, hours={0.0: 1.0}, lasts=600.0),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lane:
    """How one platform fared in one state."""

    platform: Platform
    deliveries: int
    out: int  # on the same day
    late: float  # seconds that the last one went out after the last hour
    bound_by: str  # the door that delayed or stopped it; "" where none did

    @property
    def calls(self) -> int:
        """All that the workers do for it."""
        return self.deliveries * self.platform.calls


def deliveries_of(platform: Platform, scenario: Scenario) -> int:
    """Posts on its channels, or one for each subscriber of its lists."""
    if not platform.subscribers:
        return round(scenario.posts * platform.share)
    return round(scenario.channels * platform.share * scenario.broadcasts) * platform.subscribers


def lane_of(platform: Platform, scenario: Scenario) -> Lane:
    """One platform's deliveries second by second, through the narrowest of its doors."""
    deliveries = deliveries_of(platform, scenario)
    channels = round(scenario.channels * platform.share)
    doors = {
        "app_a_second": platform.app_a_second or math.inf,
        "account_a_second": (platform.account_a_second or math.inf) * channels,
    }
    narrowest = min(doors, key=lambda name: doors[name])
    allowed = min(deliveries, platform.app_a_day or deliveries)
    out, last = _flow(allowed, scenario, doors[narrowest])
    late = max(0.0, last - _last_hour(scenario))
    bound = "app_a_day" if allowed < deliveries else narrowest if late > 1 else ""
    return Lane(platform=platform, deliveries=deliveries, out=round(out), late=late, bound_by=bound)


def _last_hour(scenario: Scenario) -> float:
    return max(scenario.hours) + scenario.lasts


def _flow(deliveries: int, scenario: Scenario, a_second: float) -> tuple[float, float]:
    """How many are out by midnight, and the second at which the last of them went."""
    waiting = out = 0.0
    last = min(scenario.hours)
    for second in range(int(min(scenario.hours)), 24 * 3600):
        for begins, share in scenario.hours.items():
            if begins <= second < begins + scenario.lasts:
                waiting += deliveries * share / scenario.lasts
        sent = min(waiting, a_second)
        waiting, out = waiting - sent, out + sent
        if sent > 1e-9:
            last = second + 1
        if waiting < 1e-9 and second > _last_hour(scenario):
            break
    return out, last


def needs_of(scenario: Scenario) -> dict[str, Any]:
    """Workers, database and money of a scenario, and how each platform fares in one state."""
    lanes = [lane_of(platform, scenario) for platform in PLATFORMS]
    deliveries, calls = sum(lane.deliveries for lane in lanes), sum(lane.calls for lane in lanes)
    a_second = calls * max(scenario.hours.values()) / scenario.lasts
    return {
        "scenario": scenario.name,
        "states": scenario.states,
        "deliveries_a_state": deliveries,
        "of_these_to_subscribers": sum(lane.deliveries for lane in lanes if lane.platform.subscribers),
        "calls_a_second_at_worst": round(a_second * scenario.states, 1),
        "workers_a_state": max(1, math.ceil(a_second * WORKER_CPU / 1000 / FULL)),
        "worker_cores_at_worst": round(a_second * scenario.states * WORKER_CPU / 1000, 2),
        "database_cores_at_worst": round(a_second * scenario.states * DATABASE_CPU / 1000, 2),
        "database_gb_a_day": round(deliveries * scenario.states * DATABASE_KB / 1e6, 2),
        "rupees": round(sum(lane.out * lane.platform.rupees for lane in lanes) * scenario.states),
        "platforms": [
            {
                "kind": lane.platform.kind,
                "deliveries": lane.deliveries,
                "left_over": lane.deliveries - lane.out,
                "late_minutes": round(lane.late / 60, 1),
                "bound_by": lane.bound_by,
            }
            for lane in lanes
        ],
    }


def simulate() -> list[dict[str, Any]]:
    """Every scenario."""
    return [needs_of(scenario) for scenario in SCENARIOS]


def as_tables(found: Sequence[Mapping[str, Any]]) -> str:
    """The same as two tables in Markdown: what each scenario needs, and where platforms hold it back."""
    names = [name for name in found[0] if name != "platforms"]
    needs = [names, ["---"] * len(names)] + [[str(one[name]) for name in names] for one in found]
    lanes: list[list[str]] = []
    for one in found:
        lanes += [[one["scenario"], *(str(value) for value in lane.values())] for lane in one["platforms"]]
    columns = ["scenario", *found[0]["platforms"][0]]
    return "\n\n".join(_table(rows) for rows in (needs, [columns, ["---"] * len(columns), *lanes])) + "\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
