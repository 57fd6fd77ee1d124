"""What a worker looks at every second finds its own index, however many deliveries have piled up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jansetu.engine import sql
from jansetu.publishing import planning, removing, sweeping
from jansetu.publishing.models import Delivery
from tests.publishing.steps import Steps

LOOKS: dict[str, Callable[[Steps], object]] = {
    "sweep": lambda steps: sweeping.sweep(steps.now),
    "deliveries": lambda steps: sql.fetch(planning.ANY, [sql.at(steps.now)]),
    "urgent": lambda steps: sql.fetch(planning.URGENT.format(size=5), [sql.at(steps.now)]),
    "plan": lambda steps: planning.Plan().is_wanted(steps.now),
    "searches": lambda steps: Delivery.objects.to_look_up(steps.now).exists(),
    "removals": lambda steps: removing.may_be_due(steps.now),
}


def plans_of(look: Callable[[Steps], object], steps: Steps) -> list[str]:
    """How SQLite carries out each statement of it."""
    with CaptureQueriesContext(connection) as captured:
        look(steps)
    found: list[str] = []
    for query in captured.captured_queries:
        if query["sql"].lstrip().startswith(("SELECT", "UPDATE")):
            found += [str(row[-1]) for row in sql.fetch(f"EXPLAIN QUERY PLAN {query['sql']}", [])]
    return found


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_no_look_goes_through_all_that_was_ever_sent(steps: Steps, look: str) -> None:
    """postiz-app#1777: thirty seconds for what should take none."""
    steps.burst(steps.crowd(), deliveries=20)
    steps.now += timedelta(seconds=1)
    plans = plans_of(LOOKS[look], steps)
    assert plans
    assert not [plan for plan in plans if plan in ("SCAN publishing_delivery", "SCAN publishing_removal")]
    # Whatever went to no subscriber is all that was ever sent to accounts.
    assert not [plan for plan in plans if "publishing_delivery_subscriber_id" in plan]
