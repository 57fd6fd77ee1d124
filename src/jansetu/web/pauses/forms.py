"""Asks what is to be stopped, and why; offers only what the charge may stop."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from jansetu.channels.models import Channel
from jansetu.content.editing import platform_rules
from jansetu.content.labels import labels_seen
from jansetu.fields.words import both, in_language
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor
from jansetu.publishing import holding
from jansetu.publishing.listing import pausable_channels, pausable_units
from jansetu.publishing.models import Pause
from jansetu.publishing.operations import Word
from jansetu.publishing.waiting_words import holdable_units
from jansetu.web.filling import DeskForm, Listed, suggest

READY_REASONS = {
    "disaster": both("आपदा या जनहानि: सामान्य पोस्ट रोकें", "Disaster or loss of life: hold ordinary posts"),
    "wrong": both("ग़लत सामग्री जा रही है", "Wrong content is going out"),
    "hacked": both("खाते की सुरक्षा पर संदेह", "An account may be compromised"),
    "order": both("सक्षम प्राधिकारी का निर्देश", "An order of the competent authority"),
}
Scope = Pause.Scope
HOUR = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PauseForm(DeskForm):
    """The scope and what it names."""

    scope = forms.ChoiceField(label=both("क्या रुके", "What is to stop"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=both("मंच", "Platform"), required=False)
    unit = forms.ModelChoiceField(
        label=both("इकाई (और उसके नीचे सब)", "Unit (and all below it)"),
        queryset=Unit.objects.none(),
        required=False,
    )
    label = forms.CharField(
        label=both("अभियान (नाम)", "Campaign (its label)"), required=False, max_length=80, widget=Listed()
    )
    channel = forms.ModelChoiceField(
        label=both("चैनल", "Channel"), queryset=Channel.objects.none(), required=False
    )
    ready = forms.ChoiceField(
        label=both("कारण", "Reason"),
        choices=list(READY_REASONS.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=both("विवरण (अपने शब्दों में)", "Details (in your own words)"), required=False, max_length=500
    )

    def __init__(self, actor: Actor, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units, channels = pausable_units(actor, now), pausable_channels(actor, now)
        self._offer("unit", units, lambda unit: in_language(unit.name_hi, unit.name_en))
        self._offer("channel", channels, str)
        suggest(self, "label", [(label, "") for label in labels_seen(actor, now)])
        kinds = [(kind, rule.label) for kind, rule in platform_rules().items()]
        self._choose("kind", [("", "–"), *kinds])
        over_state = units.filter(parent=None).exists()
        wide = () if over_state else (Scope.EVERYTHING, Scope.PLATFORM)
        self._choose("scope", [(value, label) for value, label in Scope.choices if value not in wide])
        if not over_state:
            del self.fields["kind"]

    def _offer(self, name: str, rows: Any, label: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (the class says so)
        field.queryset, field.label_from_instance = rows, label  # type: ignore[method-assign]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (the class says so)
        field.choices = choices

    def facts(self) -> dict[str, Any]:
        """For the operation: only what belongs to the scope."""
        given = self.cleaned_data
        scope = Scope(given["scope"])
        ready = str(READY_REASONS.get(given["ready"], ""))
        return {
            "scope": scope,
            "kind": given.get("kind", "") if scope == Scope.PLATFORM else "",
            "unit": given["unit"] if scope in (Scope.UNIT, Scope.LABEL) else None,
            "label": given["label"] if scope == Scope.LABEL else "",
            "channel": given["channel"] if scope == Scope.CHANNEL else None,
            "reason": ": ".join(part for part in (ready, given["words"].strip()) if part),
        }


class TerritoryField(forms.ModelChoiceField[Unit]):
    """A unit by its name in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        """The name."""
        return in_language(obj.name_hi, obj.name_en)


class HoldForm(DeskForm):
    """A hold over a territory: everything is chosen already, so that one button is enough."""

    unit = TerritoryField(
        label=both("किस क्षेत्र में (और उसके नीचे सब)", "Over which territory (and all below it)"),
        queryset=Unit.objects.none(),
        empty_label=None,
    )
    ready = forms.ChoiceField(label=both("कारण", "Reason"), required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label=both("विवरण (अपने शब्दों में)", "Details (in your own words)"), required=False, max_length=500
    )
    until = forms.DateTimeField(
        label=both("कब तक (खाली: हटाने तक)", "Until (empty: until it is lifted)"),
        required=False,
        widget=HOUR,
    )

    def __init__(self, kind: str, actor: Actor, now: datetime, *args: Any, **kwargs: Any) -> None:
        ready = {code: both(*words) for code, words in holding.HOLDS[kind].ready.items()}
        super().__init__(*args, initial={"ready": next(iter(ready))}, auto_id=f"{kind}_%s", **kwargs)
        self.kind, self._ready = kind, ready
        units, reasons = self.fields["unit"], self.fields["ready"]
        assert isinstance(units, forms.ModelChoiceField)  # noqa: S101 (the class says so)
        assert isinstance(reasons, forms.ChoiceField)  # noqa: S101 (the class says so)
        units.queryset = holdable_units(actor, now)
        reasons.choices = list(ready.items())

    @property
    def rule(self) -> holding.HoldRule:
        """What waits, and why."""
        return holding.HOLDS[self.kind]

    def facts(self) -> dict[str, Any]:
        """For the operation."""
        given = self.cleaned_data
        parts = (str(self._ready.get(given["ready"], "")), given["words"].strip())
        reason = ": ".join(part for part in parts if part)
        return {"unit": given["unit"], "kind": self.kind, "until": given["until"], "reason": reason}


class AnswerForm(DeskForm):
    """A word on the chosen posts, or on all of the list."""

    word = forms.ChoiceField(choices=[(word.value, word.value) for word in Word])
    at = forms.DateTimeField(label=both("दूसरा समय", "Another hour"), required=False, widget=HOUR)
    reason = forms.CharField(
        label=both("न भेजने का कारण", "Why they are not to be sent"), required=False, max_length=300
    )
