"""Forms of the desk: errors in both languages, rows named by their code, an operation's refusal in its form.

A small form is a page of its own: it says what will happen, asks, calls one operation and goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from jansetu.core.errors import Refusal
from jansetu.fields.words import both, in_language
from jansetu.orgs.models import Person, Position, Unit
from jansetu.orgs.rights import NotAllowed

ERRORS = {
    "required": both("यह भरना आवश्यक है।", "This must be filled in."),
    "invalid": both("यह सही रूप में नहीं है।", "This is not of the right form."),
    "invalid_choice": both("सूची में से चुनें।", "Choose from the list."),
    "max_length": both("यह बहुत लंबा है।", "This is too long."),
    "empty": both("यह फ़ाइल खाली है।", "This file is empty."),
}
NEAR = 300  # suggestions that a page can carry
Facts = dict[str, Any]


class DeskForm(forms.Form):
    """A form whose own words are in both languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.speak()

    def speak(self) -> None:
        """Put our words into every field; again where fields were added later."""
        for field in self.fields.values():
            field.error_messages |= ERRORS


class ReasonForm(DeskForm):
    """For what must be answered for."""

    reason = forms.CharField(
        label=both("कारण", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def sent(request: HttpRequest) -> QueryDict | None:
    """What was typed, once the form was sent; a form without fields can be sent too."""
    return request.POST if request.method == "POST" else None


class Listed(forms.TextInput):
    """A text with suggestions, which the browser offers while one types."""

    template_name = "jansetu/parts/listed.html"
    near: Iterable[tuple[str, str]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the suggestions."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"near-{name}"
        context["near"] = list(self.near)[:NEAR]
        return context


class RowField(forms.CharField):
    """Names one row by what people write: a code, an e-mail. Gives the row, or None where left empty."""

    def __init__(self, find: Callable[[str], Model | None], missing: str, **kwargs: Any) -> None:
        super().__init__(widget=Listed(), max_length=254, **kwargs)
        self.find, self.missing = find, missing

    def clean(self, value: Any) -> Any:
        """The row."""
        typed = super().clean(value)
        if not typed:
            return None
        row = self.find(typed)
        if row is None:
            raise forms.ValidationError(self.missing)
        return row


def unit_field(hi: str, en: str, **kwargs: Any) -> RowField:
    """A unit by its code."""
    missing = both("इस कोड की कोई इकाई नहीं है।", "There is no unit with this code.")
    return RowField(
        lambda code: Unit.objects.filter(code=code).first(), missing, label=both(hi, en), **kwargs
    )


def position_field(hi: str, en: str, **kwargs: Any) -> RowField:
    """A standing position by its code."""
    missing = both("इस कोड का कोई पद नहीं है।", "There is no position with this code.")
    found = Position.objects.standing
    return RowField(lambda code: found().filter(code=code).first(), missing, label=both(hi, en), **kwargs)


def person_field(hi: str, en: str, **kwargs: Any) -> RowField:
    """A person by e-mail."""
    missing = both("इस ई-मेल का कोई व्यक्ति नहीं है; पहले जोड़ें।", "Nobody has this e-mail; enter them first.")

    def find(email: str) -> Person | None:
        return Person.objects.filter(email__iexact=email).first()

    return RowField(find, missing, label=both(hi, en), **kwargs)


def suggest(form: forms.Form, name: str, near: Iterable[tuple[str, str]]) -> None:
    """Give a field of rows its suggestions: what to write, and what it means."""
    widget = form.fields[name].widget
    assert isinstance(widget, Listed)  # noqa: S101 (only fields of rows are given suggestions)
    widget.near = near


def near_positions(unit: Unit) -> list[tuple[str, str]]:
    """The positions of a unit, of all above and all below it, as suggestions."""
    near = Position.objects.around(unit).select_related("unit")[:NEAR]
    return [(one.code, f"{said(one, 'title')}, {said(one.unit, 'name')}") for one in near]


def said(row: object, part: str) -> str:
    """The part of a row in the reader's language; Hindi where there is no English."""
    hi = getattr(row, f"{part}_hi")
    return in_language(hi, getattr(row, f"{part}_en") or hi)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """What the page of a small form says, and where it leads back."""

    title: str
    button: str
    back: str
    done: str
    lead: str = ""
    about: str = ""  # what it is about: the unit, the channel
    is_danger: bool = False
    wait: str = ""  # said while the answer takes its time


def fill(request: HttpRequest, form: forms.Form, task: Task, act: Callable[[Facts], object]) -> HttpResponse:
    """The form's page; when it is sent, one operation, then back (or to the address that `act` gives)."""
    if request.method == "POST":
        done, went = carry_out(form, act)
        if done:
            messages.success(request, task.done)
            return redirect(went if isinstance(went, str) else task.back)
    status = 422 if request.method == "POST" else 200
    return render(request, "jansetu/filling.html", {"form": form, "task": task}, status=status)


def carry_out(form: forms.Form, act: Callable[[Facts], object]) -> tuple[bool, object]:
    """Call the operation for a valid form; what it refuses is the form's error. A lacking right rises."""
    if not form.is_valid():
        return False, None
    try:
        return True, act(form.cleaned_data)
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, in_language(refusal.hi, refusal.en))
        return False, None
