"""Which days and hours a rule falls on: by the calendar, in wall time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import DAILY, MONTHLY, SA, WEEKLY, YEARLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from jansetu.core.errors import Refusal
from jansetu.publishing.calendar_rules import INDIA, Every, Plan, Rule, Short, require_sound

TEN = time(10)
NEW_YORK = ZoneInfo("America/New_York")
BEFORE = datetime(2027, 12, 31, tzinfo=UTC)


def plan(every: Every, *, starts_on: date = date(2028, 1, 1), at: time = TEN, **more: Any) -> Plan:
    """A plan whose rule says `more`; five hundred times at most."""
    facts = {name: more.pop(name) for name in ("until", "count", "exceptions") if name in more}
    ends = facts if "until" in facts or "count" in facts else facts | {"count": 500}
    return Plan(rule=Rule(every=every, **more), starts_on=starts_on, at=at, **ends)


def days(given: Plan, number: int) -> list[str]:
    """The first local dates."""
    found = islice(given.occurrences(BEFORE), number)
    return [one.astimezone(INDIA).date().isoformat() for one in found]


def test_a_daily_post_stays_at_ten_over_a_year_with_a_leap_day() -> None:
    """postiz-app#1145: recurring posts drifted, because hours were added."""
    hours = [one.astimezone(INDIA) for one in islice(plan(Every.DAY).occurrences(BEFORE), 366)]
    assert {one.time() for one in hours} == {TEN}
    first = date(2028, 1, 1)
    assert [one.date() for one in hours] == [first + timedelta(days=number) for number in range(366)]
    assert date(2028, 2, 29) in {one.date() for one in hours}


def test_an_hour_after_midnight_falls_on_its_own_day_though_utc_has_the_day_before() -> None:
    given = plan(Every.WEEK, weekdays=(0,), at=time(0, 15))  # Mondays
    assert days(given, 2) == ["2028-01-03", "2028-01-10"]
    assert next(given.occurrences(BEFORE)) == datetime(2028, 1, 2, 18, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (plan(Every.WEEK, weekdays=(0, 3)), ["2028-01-03", "2028-01-06", "2028-01-10"]),
        (plan(Every.MONTH, day=31), ["2028-01-31", "2028-03-31", "2028-05-31"]),
        (plan(Every.MONTH, day=31, short=Short.LAST), ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (plan(Every.MONTH, day=30, short=Short.LAST), ["2028-01-30", "2028-02-29", "2028-03-30"]),
        (plan(Every.WEEKDAY, weekdays=(5,), nth=2), ["2028-01-08", "2028-02-12", "2028-03-11"]),
        (plan(Every.WEEKDAY, weekdays=(4,), nth=-1), ["2028-01-28", "2028-02-25", "2028-03-31"]),
        (plan(Every.YEAR, day=15, month=8), ["2028-08-15", "2029-08-15", "2030-08-15"]),
        (plan(Every.YEAR, day=29, month=2), ["2028-02-29", "2032-02-29", "2036-02-29"]),
        (plan(Every.YEAR, day=29, month=2, short=Short.LAST), ["2028-02-29", "2029-02-28", "2030-02-28"]),
        (plan(Every.DAY, until=date(2028, 1, 2)), ["2028-01-01", "2028-01-02"]),
        (plan(Every.DAY, count=3, exceptions=frozenset({date(2028, 1, 2)})), ["2028-01-01", "2028-01-03"]),
    ],
)
def test_a_rule_falls_on_the_days_that_it_names(given: Plan, expected: list[str]) -> None:
    assert days(given, 3) == expected


def test_where_clocks_change_the_hour_on_the_wall_stays_and_none_is_lost_or_doubled() -> None:
    given = plan(Every.DAY, starts_on=date(2028, 3, 11), at=time(2, 30))  # 12 March has no half past two
    spring = list(islice(given.occurrences(BEFORE, NEW_YORK), 3))
    assert [one.astimezone(NEW_YORK).isoformat()[:16] for one in spring] == [
        "2028-03-11T02:30",
        "2028-03-12T03:30",
        "2028-03-13T02:30",
    ]
    given = plan(Every.DAY, starts_on=date(2028, 11, 4), at=time(1, 30))  # 5 November has it twice
    autumn = list(islice(given.occurrences(BEFORE, NEW_YORK), 3))
    assert [one - autumn[0] for one in autumn] == [
        timedelta(0),
        timedelta(days=1),
        timedelta(days=2, hours=1),
    ]


RULES: st.SearchStrategy[tuple[Rule, Any, dict[str, Any]]] = st.one_of(
    st.just((Rule(every=Every.DAY), DAILY, {})),
    st.sets(st.integers(0, 6), min_size=1).map(
        lambda on: (Rule(every=Every.WEEK, weekdays=tuple(sorted(on))), WEEKLY, {"byweekday": tuple(on)})
    ),
    st.integers(1, 31).map(lambda day: (Rule(every=Every.MONTH, day=day), MONTHLY, {"bymonthday": day})),
    st.sampled_from([1, 2, 3, 4, -1]).map(
        lambda nth: (Rule(every=Every.WEEKDAY, weekdays=(5,), nth=nth), MONTHLY, {"byweekday": SA(nth)})
    ),
    st.tuples(st.integers(1, 28), st.integers(1, 12)).map(
        lambda on: (
            Rule(every=Every.YEAR, day=on[0], month=on[1]),
            YEARLY,
            {"bymonthday": on[0], "bymonth": on[1]},
        )
    ),
)


@settings(max_examples=60, deadline=None)
@given(
    ruled=RULES,
    starts_on=st.dates(date(2026, 1, 1), date(2032, 12, 31)),
    at=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    zone=st.sampled_from([INDIA, NEW_YORK]),
    cut=st.integers(0, 20),
)
def test_occurrences_are_those_of_dateutil_in_local_time_and_each_is_later_than_the_one_before(
    ruled: tuple[Rule, Any, dict[str, Any]], starts_on: date, at: time, zone: ZoneInfo, cut: int
) -> None:
    rule, frequency, by = ruled
    given = Plan(rule=rule, starts_on=starts_on, at=at, count=25)
    found = list(given.occurrences(datetime(2025, 1, 1, tzinfo=UTC), zone))
    local = rrule(frequency, dtstart=datetime.combine(starts_on, at), count=25, **by)
    assert found == [one.replace(tzinfo=zone).astimezone(UTC) for one in local]
    assert all(before < after for before, after in pairwise(found))
    assert list(given.occurrences(found[cut], zone)) == found[cut + 1 :]  # begun anew anywhere: none twice


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Plan(rule=Rule(every=Every.DAY), starts_on=date(2028, 1, 1), at=TEN), "end_missing"),
        (plan(Every.DAY, until=date(2028, 2, 1), count=3), "end_missing"),
        (plan(Every.WEEK), "days_missing"),
        (plan(Every.WEEK, weekdays=(7,)), "days_missing"),
        (plan(Every.MONTH, day=32), "days_missing"),
        (plan(Every.YEAR, day=30, month=2), "days_missing"),
        (plan(Every.WEEKDAY, weekdays=(1,), nth=5), "days_missing"),
        (plan(Every.DAY, until=date(2040, 1, 1)), "too_long"),
        (plan(Every.DAY, count=5000), "too_long"),
        (plan(Every.DAY, starts_on=date(2027, 1, 1), until=date(2027, 2, 1)), "never"),
    ],
)
def test_a_plan_without_days_end_or_future_is_refused(wrong: Plan, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        require_sound(wrong, BEFORE)
    assert refused.value.code == code


def test_a_rule_says_itself_and_comes_back_from_its_row() -> None:
    given = Rule(every=Every.MONTH, day=31, short=Short.LAST)
    assert Rule.read(given.kept()) == given
    assert given.hi == "हर माह की 31 तारीख़ (न हो तो माह का अंतिम दिन)"
    assert Rule(every=Every.WEEKDAY, weekdays=(5,), nth=2).hi == "हर माह का दूसरा शनिवार"
