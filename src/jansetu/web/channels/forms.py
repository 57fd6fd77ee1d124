"""Forms of the register. A secret's field shows nothing of what was typed, not even after a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from jansetu.channels.connect_form import CredentialField, fields_of
from jansetu.channels.coverage import platforms
from jansetu.channels.models import Channel, Keeper
from jansetu.channels.operations import ChannelFacts
from jansetu.channels.ways_in import AppField, AppNeed, app_need, app_needs
from jansetu.fields.words import both, in_language
from jansetu.web.filling import ERRORS, DeskForm, Facts, position_field, unit_field

BADGES = [
    ("", both("कोई नहीं", "None")),
    ("grey", both("सलेटी (शासकीय)", "Grey (government)")),
    ("blue", both("नीला", "Blue")),
    ("gold", both("सुनहरा", "Gold")),
]
LANGUAGES = [("hi", both("हिन्दी", "Hindi")), ("en", both("अंग्रेज़ी", "English"))]


class FactsForm(DeskForm):
    """What the register keeps of an account besides platform, handle and owner."""

    name_hi = forms.CharField(label=both("नाम (हिन्दी)", "Name (Hindi)"), max_length=200)
    name_en = forms.CharField(label=both("नाम (अंग्रेज़ी)", "Name (English)"), max_length=200, required=False)
    url = forms.URLField(
        label=both("खाते का पता", "Address of the account"), required=False, assume_scheme="https"
    )
    language = forms.ChoiceField(label=both("भाषा", "Language"), choices=LANGUAGES)
    verification = forms.ChoiceField(
        label=both("सत्यापन", "Verification"), choices=Channel.Verification.choices
    )
    verification_at = forms.DateField(
        label=both("सत्यापन का दिनांक", "Verified on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    badge = forms.ChoiceField(label=both("बैज", "Badge"), choices=BADGES, required=False)
    recovery_email = forms.EmailField(
        label=both("पुनःप्राप्ति ई-मेल", "Recovery e-mail"),
        required=False,
        help_text=both(
            "केवल पता; पासवर्ड जनसेतु में कहीं नहीं लिखा जाता।",
            "The address only; Jansetu keeps no password anywhere.",
        ),
    )
    recovery_email_is_personal = forms.BooleanField(
        label=both("यह ई-मेल किसी व्यक्ति का निजी है", "This e-mail is somebody's own"), required=False
    )
    recovery_phone = forms.CharField(
        label=both("पुनःप्राप्ति फ़ोन", "Recovery telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    recovery_phone_is_personal = forms.BooleanField(
        label=both("यह फ़ोन किसी व्यक्ति का निजी है", "This telephone is somebody's own"), required=False
    )
    second_factor = forms.ChoiceField(
        label=both("दूसरा कारक किसके पास है", "Who holds the second factor"),
        choices=Channel.SecondFactorHolder.choices,
    )


def facts_from(typed: Facts) -> ChannelFacts:
    """What the operations take."""
    return ChannelFacts(**{name: typed[name] for name in FactsForm.base_fields})


class RegisterForm(FactsForm):
    """A new account."""

    field_order = ("kind", "handle", "unit", "name_hi", "name_en")
    kind = forms.ChoiceField(label=both("मंच", "Platform"), choices=platforms)
    handle = forms.CharField(
        label=both("हैंडल", "Handle"),
        max_length=100,
        help_text=both(
            "जैसा मंच पर दिखता है, जैसे @CollectorUjjain", "As the platform shows it, like @CollectorUjjain"
        ),
    )
    unit = unit_field("किस इकाई का (कोड)", "Owned by (code of the unit)")
    practise = forms.BooleanField(
        label=both("केवल अभ्यास मंच पर", "On the practice platforms only"), required=False
    )


class KeeperForm(DeskForm):
    """Who keeps or works a channel."""

    position = position_field("पद (कोड)", "Position (code)")
    duty = forms.TypedChoiceField(
        label=both("दायित्व", "Duty"), choices=Keeper.Duty.choices, coerce=Keeper.Duty
    )
    order_number = forms.CharField(label=both("आदेश क्रमांक", "Order number"), max_length=80, required=False)


class SecretsForm(DeskForm):
    """Asks for what a platform's credentials need; hands it on and shows no secret again."""

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {asked.name: _input(asked) for asked in fields_of(kind)}
        self.speak()


def _input(asked: CredentialField) -> forms.CharField:
    usual = f"{in_language('सामान्यतः', 'usually')} {asked.usual}" if asked.usual else ""
    helped = [part for part in (in_language(asked.help_hi, asked.help_en), usual) if part]
    # render_value stays False: a password's input comes back empty.
    secret = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    plain = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=in_language(asked.hi, asked.en),
        help_text="; ".join(helped),
        required=asked.is_needed,
        widget=secret if asked.is_secret else plain,
    )


def platforms_of_apps() -> list[tuple[str, str]]:
    """Where an app can be registered by hand."""
    return [(need.kind, need.label) for need in app_needs() if need.fields]


class AppSecretsForm(DeskForm):
    """Fresh secrets of an app at one platform, by the platform's own names."""

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need = app_need(kind)
        for asked in need.fields if need else ():
            is_needed = need is not None and asked.name in need.needed
            label = in_language(asked.hi, asked.en)
            self.fields[asked.name] = _secret_input(label, _app_help(asked, is_needed), is_needed=is_needed)
        self.speak()


class AppForm(DeskForm):
    """A new app of the state at a platform: asks for all that any of them needs, and says which does."""

    kind = forms.ChoiceField(label=both("मंच", "Platform"), choices=platforms_of_apps)
    name = forms.CharField(label=both("ऐप का नाम", "The app's name"), max_length=100)
    unit = unit_field("किस इकाई का (कोड)", "Owned by (code of the unit)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        askers: dict[str, list[AppNeed]] = {}
        for need in app_needs():
            for asked in need.fields:
                askers.setdefault(asked.name, []).append(need)
        for name, needs in askers.items():
            self.fields[name] = _shared_input(name, needs)
        self.speak()

    def clean(self) -> Facts:
        """What the chosen platform needs must be there, and what it does not ask for is no part of it."""
        typed: Facts = super().clean() or {}
        need = app_need(typed.get("kind", ""))
        if need is None:
            return typed
        asked = {one.name for one in need.fields}
        for name in self.fields.keys() - self.base_fields.keys():
            if name in need.needed and not typed.get(name):
                self.add_error(name, ERRORS["required"])
            if name not in asked and typed.get(name):
                self.add_error(
                    name, in_language(f"{need.label} यह नहीं माँगता।", f"{need.label} has no such value.")
                )
        return typed


def _app_help(asked: AppField, is_needed: bool) -> str:
    said = in_language(asked.help_hi, asked.help_en)
    if is_needed:
        return said
    without = in_language(
        "खाली छोड़ने पर मंच की सूचनाएँ नहीं ली जातीं", "left empty, the platform's calls are refused"
    )
    return f"{said}; {without}" if said else without


def _shared_input(name: str, needs: Sequence[AppNeed]) -> forms.CharField:
    """One value that several platforms ask for, each by its own name."""
    asked = [one for need in needs for one in need.fields if one.name == name]
    told = [", ".join(need.label for need in needs), in_language(asked[0].help_hi, asked[0].help_en)]
    names = dict.fromkeys(in_language(one.hi, one.en) for one in asked)
    return _secret_input(" / ".join(names), "; ".join(one for one in told if one), is_needed=False)


def _secret_input(label: str, help: str, *, is_needed: bool) -> forms.CharField:
    """A secret's field: it shows nothing of what was typed."""
    return forms.CharField(
        label=label,
        help_text=help,
        required=is_needed,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
