"""Asks on which days a post recurs, at which hour and until when. What is sound is the operation's to say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import regex
from django import forms

from jansetu.fields.words import both
from jansetu.publishing.calendar_rules import MONTHS, NTH, WEEKDAYS, Every, Plan, Rule, Short
from jansetu.web.filling import DeskForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
EVERY = (
    (Every.DAY.value, both("हर दिन", "Each day")),
    (Every.WEEK.value, both("हर सप्ताह", "Each week")),
    (Every.MONTH.value, both("हर माह, एक तारीख़ पर", "Each month, on a date")),
    (Every.WEEKDAY.value, both("हर माह, एक वार पर", "Each month, on a weekday")),
    (Every.YEAR.value, both("हर वर्ष", "Each year")),
)
SHORT = (
    (Short.SKIP.value, both("उस माह में नहीं", "Not in that month")),
    (Short.LAST.value, both("माह के अंतिम दिन", "On the month's last day")),
)
NAMES = [(str(number), both(hi, en)) for number, (hi, en) in enumerate(WEEKDAYS)]
WRITTEN = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
MOST_EXCEPTIONS = 200


class DaysField(forms.CharField):
    """Several dates, as people write them: 26-01-2027, with spaces, commas or lines between."""

    default_error_messages = {
        "day": both("तारीख़ें ऐसे लिखें: 26-01-2027, 15-08-2027", "Write dates like this: 26-01-2027, 15-08-2027")
    }

    def clean(self, value: Any) -> frozenset[date]:
        """The dates, each once."""
        words = regex.split(r"[\s,;]+", super().clean(value).strip())[:MOST_EXCEPTIONS]
        return frozenset(self._day(word) for word in words if word)

    def _day(self, word: str) -> date:
        for form in WRITTEN:
            try:
                return datetime.strptime(word, form).date()  # noqa: DTZ007 (a day has no zone)
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["day"], code="day")


class RecurForm(DeskForm):
    """The rule, its hour and its end; `seen_dates` are those that the preview showed."""

    every = forms.ChoiceField(label=both("कब", "When"), choices=EVERY, widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(
        label=both("किन दिनों", "On which days"),
        choices=NAMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    day = forms.IntegerField(label=both("तारीख़", "Date"), min_value=1, max_value=31, required=False)
    month = forms.ChoiceField(
        label=both("माह", "Month"),
        choices=[(number, both(hi, en)) for number, (hi, en) in enumerate(MONTHS, start=1)],
        required=False,
    )
    short = forms.ChoiceField(
        label=both("जिस माह में यह तारीख़ न हो", "In a month without that date"),
        choices=SHORT,
        required=False,
        widget=forms.RadioSelect,
    )
    nth = forms.ChoiceField(
        label=both("कौन-सा", "Which"),
        choices=[(number, both(hi, en)) for number, (hi, en) in NTH.items()],
        required=False,
    )
    weekday = forms.ChoiceField(label=both("वार", "Weekday"), choices=NAMES, required=False)
    at = forms.TimeField(
        label=both("समय", "Hour"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    starts_on = forms.DateField(label=both("इस तारीख़ से", "From this date"), widget=DAY)
    until = forms.DateField(label=both("इस तारीख़ तक", "Until this date"), widget=DAY, required=False)
    count = forms.IntegerField(
        label=both("या कुल कितनी बार", "Or how many times"), min_value=1, required=False
    )
    exceptions = DaysField(
        label=both("इन तारीख़ों पर नहीं", "Not on these dates"), required=False, max_length=4000
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    seen_dates = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def plan(self) -> Plan:
        """As the operation takes it."""
        given = self.cleaned_data
        return Plan(
            rule=_rule(given),
            starts_on=given["starts_on"],
            at=given["at"],
            until=given["until"],
            count=given["count"],
            exceptions=given["exceptions"],
        )


def _rule(given: dict[str, Any]) -> Rule:
    every = Every(given["every"])
    if every == Every.WEEK:
        return Rule(every=every, weekdays=tuple(sorted(int(day) for day in given["weekdays"])))
    if every == Every.WEEKDAY:
        chosen = (int(given["weekday"]),) if given["weekday"] else ()
        return Rule(every=every, weekdays=chosen, nth=int(given["nth"] or 0))
    if every == Every.DAY:
        return Rule(every=every)
    month = int(given["month"] or 0) if every == Every.YEAR else 0
    return Rule(every=every, day=given["day"] or 0, month=month, short=Short(given["short"] or Short.SKIP))
