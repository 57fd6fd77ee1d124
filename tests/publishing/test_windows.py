"""Published limits: where they begin, and that practice and silent platforms have none of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jansetu.engine.models import Bucket
from jansetu.publishing import limits, windows
from tests.publishing.steps import Steps


def test_a_practice_account_begins_with_what_the_practice_platform_tells(steps: Steps) -> None:
    steps.burst(steps.crowd(), deliveries=2)
    steps.turn(steps.deliveries)
    assert not Bucket.objects.filter(limit=10_000).exists()


def test_x_publishes_what_one_account_and_one_app_may(steps: Steps) -> None:
    now = steps.now
    account, app = limits.keys("x", 7, False, "publish")
    first, shared = windows.first_of(account, now), windows.first_of(app, now)
    assert first is not None
    assert (first.limit, first.resets_at) == (100, now + timedelta(minutes=15))
    assert shared is not None
    assert (shared.limit, shared.resets_at) == (10_000, now + timedelta(hours=24))


@pytest.mark.parametrize(
    "key",
    [
        limits.account_key("facebook", 7, "publish"),
        limits.account_key("x", 7, "read"),
        limits.app_key("x", True, "publish"),
    ],
)
def test_nothing_is_made_up_where_nothing_is_published(steps: Steps, key: str) -> None:
    assert windows.first_of(key, steps.now) is None
