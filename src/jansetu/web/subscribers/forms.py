"""What is asked of a subscriber: never more than the address and the proof of the consent."""

from __future__ import annotations

from typing import Any

from django import forms

from jansetu.channels.addresses import PHONE_KINDS
from jansetu.channels.models import Channel
from jansetu.fields.words import both
from jansetu.web.filling import DeskForm
from jansetu.web.sheets import SheetForm


def address_field(channel: Channel) -> forms.CharField:
    """A number or a mail address, as the list takes it."""
    if channel.kind in PHONE_KINDS:
        hint: dict[str, Any] = {"inputmode": "tel", "autocomplete": "off"}
        return forms.CharField(
            label=both("मोबाइल नंबर", "Mobile number"), max_length=30, widget=forms.TextInput(attrs=hint)
        )
    hint = {"inputmode": "email", "autocomplete": "off"}
    return forms.CharField(
        label=both("ई-मेल पता", "E-mail address"), max_length=254, widget=forms.TextInput(attrs=hint)
    )


class FindForm(DeskForm):
    """One full address."""

    def __init__(self, channel: Channel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"] = address_field(channel)
        self.speak()


class AddForm(DeskForm):
    """One subscriber with the proof."""

    evidence = forms.CharField(
        label=both("सहमति फ़ॉर्म या पंजी क्रमांक", "Number of the consent form or register"), max_length=300
    )
    agreed_on = forms.DateField(
        label=both("सहमति दिनांक", "Date of the consent"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(
        label=both("भाषा", "Language"), choices=[("hi", "हिन्दी"), ("en", "English")], required=False
    )

    def __init__(self, channel: Channel, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"] = address_field(channel)
        self.order_fields(["address", "evidence", "agreed_on", "language"])
        self.speak()


class RegisterForm(SheetForm):
    """A filled form of a register, as .xlsx or .csv."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = both("भरी हुई फ़ाइल (.xlsx या .csv)", "The filled file (.xlsx or .csv)")
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
