"""What the trail is looked through by."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone

from jansetu.audit.models import EventQuerySet
from jansetu.fields.words import both, in_language
from jansetu.web.filling import DeskForm
from jansetu.web.verbs import SUBJECTS, VERBS

DAY = {"type": "date"}


def verbs() -> list[Any]:
    """Every verb by its noun, and the noun alone for all of them."""
    grouped = groupby(sorted(VERBS), key=lambda verb: verb.partition(".")[0])
    return [
        ("", in_language("सब कुछ", "Everything")),
        *(
            (
                noun,
                [(f"{noun}.", in_language("सब", "all")), *((one, in_language(*VERBS[one])) for one in some)],
            )
            for noun, some in ((noun, list(some)) for noun, some in grouped)
        ),
    ]


def subjects() -> list[tuple[str, str]]:
    """Every kind of thing."""
    return [("", in_language("सब", "All")), *((code, in_language(*said)) for code, said in SUBJECTS.items())]


class TrailForm(DeskForm):
    """All of it may be left empty."""

    verb = forms.ChoiceField(label=both("क्या हुआ", "What happened"), choices=verbs, required=False)
    actor = forms.CharField(label=both("किसने (नाम या पद)", "Who (name or position)"), required=False)
    subject = forms.ChoiceField(label=both("किस पर", "To what"), choices=subjects, required=False)
    number = forms.CharField(label=both("उसका क्रमांक", "Its number"), max_length=40, required=False)
    since = forms.DateField(
        label=both("किस दिन से", "From"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=both("किस दिन तक", "To"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """The events that fit; all where the form makes no sense."""
        if not self.is_valid():
            return events
        typed = self.cleaned_data
        found = events.by_actor(typed["actor"]).between(_start(typed["since"]), _end(typed["until"]))
        if typed["verb"]:
            found = found.of_verb(typed["verb"])
        return found.on(typed["subject"], typed["number"])


def _start(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _end(day: Any) -> datetime | None:
    return _start(day + timedelta(days=1)) if day else None
