"""Rules by the calendar: which local days and hours a recurrence falls on, as RFC 5545 counts them.

Counts in wall time and only then in UTC, so that ten o'clock stays ten o'clock. Knows no rows.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from jansetu.core.errors import Refusal

INDIA = ZoneInfo("Asia/Kolkata")
LONGEST = timedelta(days=5 * 366)  # whoever wants it longer says so again: laws, names and numbers change
MOST = 1830  # occurrences: one a day for so long
LEAP_YEAR = 2028
WEEKDAYS = (
    ("सोमवार", "Monday"),
    ("मंगलवार", "Tuesday"),
    ("बुधवार", "Wednesday"),
    ("गुरुवार", "Thursday"),
    ("शुक्रवार", "Friday"),
    ("शनिवार", "Saturday"),
    ("रविवार", "Sunday"),
)
MONTHS = (
    ("जनवरी", "January"),
    ("फ़रवरी", "February"),
    ("मार्च", "March"),
    ("अप्रैल", "April"),
    ("मई", "May"),
    ("जून", "June"),
    ("जुलाई", "July"),
    ("अगस्त", "August"),
    ("सितंबर", "September"),
    ("अक्टूबर", "October"),
    ("नवंबर", "November"),
    ("दिसंबर", "December"),
)
NTH: Mapping[int, tuple[str, str]] = {
    1: ("पहला", "first"),
    2: ("दूसरा", "second"),
    3: ("तीसरा", "third"),
    4: ("चौथा", "fourth"),
    -1: ("अंतिम", "last"),
}


class Every(StrEnum):
    """What the rule counts."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"  # on a date of each month
    WEEKDAY = "weekday"  # on the n-th or last weekday of each month
    YEAR = "year"


class Short(StrEnum):
    """What happens in a month that lacks the date."""

    SKIP = "skip"  # as RFC 5545 says: no such date, no occurrence
    LAST = "last"  # the month's last day instead


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Each day, week, month or year, and on which days of it. Weekdays: Monday is 0."""

    every: Every
    weekdays: tuple[int, ...] = ()  # of a week; of WEEKDAY the only one
    day: int = 0
    month: int = 0
    nth: int = 0  # 1–4, or -1 for the last
    short: Short = Short.SKIP

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Rule:
        """As a row keeps it."""
        said = {"every": Every(kept["every"]), "short": Short(kept["short"])}
        return cls(**{**kept, **said, "weekdays": tuple(kept["weekdays"])})

    def kept(self) -> dict[str, Any]:
        """For a row."""
        return asdict(self) | {"weekdays": list(self.weekdays)}

    @property
    def hi(self) -> str:
        """In words."""
        return _said(self, 0)

    @property
    def en(self) -> str:
        """In words."""
        return _said(self, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A rule with its hour, its first possible day and its end. `count` counts exceptions too (RFC 5545)."""

    rule: Rule
    starts_on: date
    at: time
    until: date | None = None
    count: int | None = None
    exceptions: frozenset[date] = frozenset()

    def occurrences(self, after: datetime, zone: ZoneInfo = INDIA) -> Iterator[datetime]:
        """In UTC, each later than the one before it and than `after`.

        An hour that the zone leaves out is taken by the offset before the gap, one that comes twice is the
        first (RFC 5545 3.3.5); India has neither.
        """
        near = after.astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
        for local in self.by_calendar().xafter(near, inc=True):
            moment = local.replace(tzinfo=zone).astimezone(UTC)
            if moment > after and local.date() not in self.exceptions:
                yield moment

    def first(self, after: datetime, zone: ZoneInfo = INDIA) -> datetime | None:
        """The next occurrence after a moment; None once there is none."""
        return next(self.occurrences(after, zone), None)

    def preview(self, after: datetime, number: int = 10) -> list[datetime]:
        """The next ones."""
        return list(islice(self.occurrences(after), number))

    def by_calendar(self) -> rrule:
        """In local wall time, without a zone and before exceptions."""
        rule = self.rule
        frequency: dict[Every, Any] = {
            Every.DAY: DAILY,
            Every.WEEK: WEEKLY,
            Every.MONTH: MONTHLY,
            Every.WEEKDAY: MONTHLY,
            Every.YEAR: YEARLY,
        }
        return rrule(
            frequency[rule.every],
            dtstart=datetime.combine(self.starts_on, self.at),
            until=datetime.combine(self.until, time.max) if self.until else None,
            count=self.count,
            **_days_of(rule),
        )


def _days_of(rule: Rule) -> dict[str, Any]:
    if rule.every == Every.WEEK:
        return {"byweekday": rule.weekdays}
    if rule.every == Every.WEEKDAY:
        return {"byweekday": weekday(rule.weekdays[0], rule.nth)}
    if rule.every == Every.DAY:
        return {}
    months = {"bymonth": rule.month} if rule.every == Every.YEAR else {}
    if rule.short == Short.LAST and rule.day > 28:
        return months | {"bymonthday": range(28, rule.day + 1), "bysetpos": -1}
    return months | {"bymonthday": rule.day}


def require_sound(plan: Plan, now: datetime) -> None:
    """Refuse what has no end, what names no day, and what never comes."""
    _require_days(plan.rule)
    if (plan.until is None) == (plan.count is None):
        raise Refusal(
            "end_missing",
            hi="बताएँ कि कब तक दोहराना है: अंतिम तारीख़ या कुल बार में से एक।",
            en="Say until when: either the last date or how many times.",
        )
    latest = now.astimezone(INDIA).date() + LONGEST
    if not 1 <= (plan.count or 1) <= MOST or (plan.until or latest) > latest or plan.starts_on > latest:
        raise Refusal(
            "too_long",
            hi="पाँच वर्ष से आगे नहीं दोहराया जा सकता; तब नया दोहराव बनाएँ।",
            en="It cannot go on beyond five years; make a new one then.",
        )
    if plan.first(now) is None:
        raise Refusal(
            "never",
            hi="इन नियमों से आगे कोई तारीख़ नहीं आती। आरम्भ, अंत और छूटी तारीख़ें देखें।",
            en="No date to come fits this. Look at the beginning, the end and the exceptions.",
        )


def _require_days(rule: Rule) -> None:
    known = all(0 <= day <= 6 for day in rule.weekdays)
    longest = calendar.monthrange(LEAP_YEAR, rule.month)[1] if 1 <= rule.month <= 12 else 0
    sound = {
        Every.DAY: True,
        Every.WEEK: bool(rule.weekdays) and known,
        Every.MONTH: 1 <= rule.day <= 31,
        Every.WEEKDAY: len(rule.weekdays) == 1 and known and rule.nth in NTH,
        Every.YEAR: 1 <= rule.day <= longest,
    }
    if not sound[rule.every]:
        raise Refusal(
            "days_missing",
            hi="चुनें कि किन दिनों पर दोहराना है; तारीख़ उस माह में होनी चाहिए।",
            en="Choose the days; the date must exist in that month.",
        )


def _said(rule: Rule, which: int) -> str:
    days = ", ".join(WEEKDAYS[day][which] for day in rule.weekdays)
    month = MONTHS[rule.month - 1][which]
    nth = NTH.get(rule.nth, ("", ""))[which]
    spoken = {
        Every.DAY: ("हर दिन", "Each day"),
        Every.WEEK: (f"हर सप्ताह: {days}", f"Each week: {days}"),
        Every.MONTH: (f"हर माह की {rule.day} तारीख़", f"On the {rule.day}. of each month"),
        Every.WEEKDAY: (f"हर माह का {nth} {days}", f"The {nth} {days} of each month"),
        Every.YEAR: (f"हर वर्ष {rule.day} {month}", f"Each year on {rule.day} {month}"),
    }[rule.every][which]
    return spoken + (_of_short_months(rule)[which] if _may_lack(rule) else "")


def _may_lack(rule: Rule) -> bool:
    if rule.every == Every.YEAR:
        return (rule.day, rule.month) == (29, 2)
    return rule.every == Every.MONTH and rule.day > 28


def _of_short_months(rule: Rule) -> tuple[str, str]:
    if rule.short == Short.LAST:
        return " (न हो तो माह का अंतिम दिन)", " (else the month's last day)"
    return " (जिस माह में न हो, उसमें नहीं)", " (not in a month that lacks it)"
