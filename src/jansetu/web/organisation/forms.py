"""Forms for units, positions, people, tenures and cells, in the words of the state."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from jansetu.fields.words import both, in_language
from jansetu.orgs import roles
from jansetu.orgs.models import Cell, Person, Tenure, Unit
from jansetu.orgs.ranks import RANKS
from jansetu.orgs.terms import pack_in_use
from jansetu.web.filling import DeskForm, person_field, position_field, unit_field

ORDER = both("आदेश क्रमांक", "Order number")


def day_input() -> forms.DateInput:
    """A calendar, where the browser has one."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NamesForm(DeskForm):
    """Both names of a unit."""

    name_hi = forms.CharField(label=both("नाम (हिन्दी)", "Name (Hindi)"), max_length=200)
    name_en = forms.CharField(label=both("नाम (अंग्रेज़ी)", "Name (English)"), max_length=200)


class UnitForm(NamesForm):
    """A unit below another."""

    kind = forms.ChoiceField(label=both("प्रकार", "Kind"))
    code = forms.SlugField(
        label=both("कोड", "Code"),
        max_length=60,
        help_text=both(
            "अंग्रेज़ी अक्षर, अंक और -; बाद में नहीं बदलता।", "English letters, figures and -; it never changes later."
        ),
    )
    lgd_code = forms.CharField(label=both("एलजीडी कोड", "LGD code"), max_length=10, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = pack_in_use()
        ordinary = [kind for kind in Unit.Kind if kind not in (Unit.Kind.STATE, Unit.Kind.PRACTICE)]
        kinds = [(kind.value, in_language(*pack.term(kind.value))) for kind in ordinary]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class MoveForm(DeskForm):
    """Where a unit is hung."""

    parent = unit_field("नई ऊपरी इकाई (कोड)", "New unit above (code)")


class PositionForm(DeskForm):
    """A position at a unit."""

    rank = forms.ChoiceField(label=both("पदनाम", "Rank"))
    title_hi = forms.CharField(label=both("पद (हिन्दी)", "Position (Hindi)"), max_length=200)
    title_en = forms.CharField(label=both("पद (अंग्रेज़ी)", "Position (English)"), max_length=200)
    code = forms.SlugField(label=both("पद कोड", "Position code"), max_length=80)
    is_head = forms.BooleanField(label=both("इकाई का प्रमुख पद है", "Heads the unit"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = pack_in_use()
        ranks = [(rank, in_language(*pack.term(rank))) for rank in RANKS]
        self.fields["rank"].choices = ranks  # type: ignore[attr-defined]


class PersonForm(DeskForm):
    """A new person."""

    email = forms.EmailField(
        label=both("शासकीय ई-मेल", "Official e-mail"),
        help_text=both(
            "इसी से लॉगिन होगा; पासवर्ड व्यक्ति स्वयं बनाता है।", "It is the login; the person sets the password."
        ),
    )
    name_hi = forms.CharField(label=both("नाम (हिन्दी)", "Name (Hindi)"), max_length=150)
    name_en = forms.CharField(label=both("नाम (अंग्रेज़ी)", "Name (English)"), max_length=150)
    employee_code = forms.CharField(label=both("कर्मचारी कोड", "Employee code"), max_length=40, required=False)
    phone = forms.CharField(
        label=both("फ़ोन", "Telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    language = forms.ChoiceField(label=both("भाषा", "Language"), choices=Person.Language.choices)


class OrderedForm(DeskForm):
    """What a tenure needs besides who and where."""

    kind = forms.ChoiceField(label=both("पदस्थापना का प्रकार", "Kind of tenure"), choices=Tenure.Kind.choices)
    starts_on = forms.DateField(label=both("किस दिन से", "From which day"), widget=day_input())
    order_number = forms.CharField(label=ORDER, max_length=80, required=False)
    order_date = forms.DateField(label=both("आदेश दिनांक", "Order date"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        """With `starts_at` in the place of the day: its first minute here."""
        typed = super().clean() or {}
        day = typed.pop("starts_on", None)
        if day is not None:
            typed["starts_at"] = timezone.make_aware(datetime.combine(day, time.min))
        return typed


class SeatForm(OrderedForm):
    """Who takes a position."""

    field_order = ("person", "kind", "starts_on")
    person = person_field("व्यक्ति (ई-मेल)", "Person (e-mail)")


class ChargeForm(OrderedForm):
    """Which position a person takes."""

    field_order = ("position", "kind", "starts_on")
    position = position_field("पद (कोड)", "Position (code)")


class EndForm(DeskForm):
    """When a tenure ends."""

    ends_at = forms.DateTimeField(
        label=both("कब समाप्त हो", "When it ends"),
        required=False,
        help_text=both("खाली हो तो इसी मिनट।", "At this minute where left empty."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class GrantForm(DeskForm):
    """A role over a unit and all below it."""

    role = forms.ChoiceField(label=both("भूमिका", "Role"), choices=roles.choices)
    unit = unit_field("किस इकाई और उसके नीचे (कोड)", "Over which unit and below (code)")


class InChargeForm(DeskForm):
    """Who runs a cell."""

    in_charge = position_field("प्रभारी का पद (कोड)", "Position in charge (code)", required=False)
    deputy = position_field("उप प्रभारी का पद (कोड)", "Deputy's position (code)", required=False)
    order_number = forms.CharField(label=ORDER, max_length=80)


class CellForm(InChargeForm):
    """A cell made by an order."""

    field_order = ("kind", "order_number", "order_date", "valid_until")
    kind = forms.ChoiceField(label=both("प्रकार", "Kind"), choices=Cell.Kind.choices)
    order_date = forms.DateField(label=both("आदेश दिनांक", "Order date"), widget=day_input())
    valid_until = forms.DateField(
        label=both("किस दिन तक मान्य", "Valid until"), required=False, widget=day_input()
    )


class MemberForm(DeskForm):
    """A position that works in a cell."""

    position = position_field("पद (कोड)", "Position (code)")
