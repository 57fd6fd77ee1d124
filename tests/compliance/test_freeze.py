"""The Model Code as facts: what rests, where and until when, and the 48 hours of silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jansetu.compliance.freeze import SUSPENDED, Freeze, is_frozen, silence, suspended

IST = ZoneInfo("Asia/Kolkata")
ANNOUNCED = datetime(2026, 10, 5, 15, 30, tzinfo=IST)
ENDS = datetime(2026, 11, 20, 18, 0, tzinfo=IST)
FREEZE = Freeze(path="/1/7/", announced_at=ANNOUNCED, ends_at=ENDS)
NAMED = ["duty", "streak", "campaign", "share_ask", "award", "boost", "cable"]
NAMED += ["press_release", "profile_photo"]


@pytest.mark.parametrize("what", NAMED)
def test_what_the_freeze_suspends_rests_in_its_territory_and_goes_on_elsewhere(what: str) -> None:
    rule = suspended(what, [FREEZE], "/1/7/12/", ANNOUNCED)
    assert rule is SUSPENDED[what]
    assert suspended(what, [FREEZE], "/1/8/", ANNOUNCED) is None
    assert suspended(what, [FREEZE], "/1/7/12/", ENDS) is None


def test_the_table_has_what_is_named_here_and_refuses_every_other_word() -> None:
    assert list(SUSPENDED) == NAMED
    with pytest.raises(KeyError):
        suspended("tea", [FREEZE], "/1/7/", ANNOUNCED)


def test_a_freeze_stands_from_its_moment_to_its_end_and_over_no_unit_above() -> None:
    second = timedelta(seconds=1)
    assert is_frozen([FREEZE], "/1/7/", ANNOUNCED - second) is None
    assert is_frozen([FREEZE], "/1/7/", ENDS - second) is FREEZE
    assert is_frozen([FREEZE], "/1/", ANNOUNCED) is None
    assert is_frozen([FREEZE], "/1/70/", ANNOUNCED) is None
    endless = Freeze(path="/1/", announced_at=ANNOUNCED)
    assert is_frozen([FREEZE, endless], "/1/7/", ENDS) is endless


def test_silence_is_the_48_hours_that_end_with_the_close_of_poll_in_india_s_time() -> None:
    begins, ends = silence(datetime(2026, 11, 12, 18, 0, tzinfo=IST))
    assert begins == datetime(2026, 11, 10, 18, 0, tzinfo=IST)
    assert (begins.isoformat(), ends - begins) == ("2026-11-10T18:00:00+05:30", timedelta(hours=48))
