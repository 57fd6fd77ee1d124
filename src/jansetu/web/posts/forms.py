"""Forms of the posts: what is asked besides the texts themselves. Hours are India's."""

from __future__ import annotations

from datetime import datetime

from django import forms

from jansetu.content.models import Kind
from jansetu.fields.words import both, in_language
from jansetu.orgs.models import Unit
from jansetu.web.filling import DeskForm, Listed

HOUR = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
WRONG_HOUR = both("दिन और समय पूरा चुनें।", "Choose the whole day and hour.")
PAST_HOUR = both("यह समय बीत चुका है।", "This hour has passed.")
READY_REASONS = {
    "wrong": both("तथ्य या आँकड़ा ग़लत है", "A fact or figure is wrong"),
    "early": both("समय से पहले चली गई", "It went out too early"),
    "photo": both("फ़ोटो ग़लत या अनुचित है", "A photo is wrong or unfit"),
    "law": both("न्यायालय, आयोग या आचार-संहिता का निर्देश", "An order of a court or commission, or the code"),
    "hurt": both("सामग्री से अशांति या अपमान की आशंका", "The content may hurt or inflame"),
}


def hour_field(hi: str, en: str) -> forms.DateTimeField:
    """A day and an hour that may be left empty."""
    return forms.DateTimeField(
        label=both(hi, en), required=False, widget=HOUR, error_messages={"invalid": WRONG_HOUR}
    )


class HeadForm(DeskForm):
    """What every post has, and what is asked of the approver."""

    title = forms.CharField(label=both("शीर्षक", "Title"), max_length=300)
    kind = forms.ChoiceField(label=both("किस बारे में", "What it is about"), choices=Kind.choices)
    is_urgent = forms.BooleanField(
        label=both("तत्काल: आपदा, राहत, जन-सुरक्षा, शोक-संदेश", "Urgent: disaster, relief, safety, condolence"),
        help_text=both(
            "सबसे पहले जाती है और शोक, आपदा या चुनाव की रोक में भी नहीं रुकती।",
            "Goes before all others, and no hold for mourning, disaster or election stops it.",
        ),
        required=False,
    )
    label = forms.CharField(
        label=both("अभियान (खाली: कोई नहीं)", "Campaign (empty: none)"),
        required=False,
        max_length=80,
        widget=Listed(),
    )
    publish_at = hour_field("कब प्रकाशित हो (खाली: अनुमोदन होते ही)", "When to publish (empty: once approved)")
    note = forms.CharField(
        label=both("अनुमोदक के लिए टिप्पणी", "A word to the approver"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-short"}),
    )


class UnitChoice(forms.ModelChoiceField[Unit]):
    """Units by their names in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        """The name."""
        return in_language(obj.name_hi, obj.name_en)


class NewPostForm(DeskForm):
    """A post without a note."""

    title = forms.CharField(label=both("शीर्षक", "Title"), max_length=300)
    kind = forms.ChoiceField(
        label=both("किस बारे में", "What it is about"), choices=Kind.choices, initial=Kind.PRESS_NOTE
    )
    unit = UnitChoice(
        label=both("किस इकाई के डेस्क पर", "At the desk of"), queryset=Unit.objects.none(), empty_label=None
    )


class ApproveForm(DeskForm):
    """Approve exactly what was seen, and when it goes out."""

    NOW, ASKED, OTHER = "now", "asked", "other"
    seen_revision = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(choices=[(NOW, NOW), (ASKED, ASKED), (OTHER, OTHER)])
    publish_at = hour_field("दूसरा समय", "Another hour")
    note = forms.CharField(
        label=both("टिप्पणी (आवश्यक नहीं)", "Note (not needed)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-short"}),  # Enter in it sends nothing
    )

    def is_sound(self, now: datetime) -> bool:
        """Valid, and another hour is said and still to come: a past one would publish at once."""
        if self.is_valid() and self.cleaned_data["when"] == self.OTHER:
            hour = self.cleaned_data["publish_at"]
            if hour is None or hour <= now:
                self.add_error("publish_at", PAST_HOUR if hour else WRONG_HOUR)
        return self.is_valid()


class ReturnForm(DeskForm):
    """Send back with a reason."""

    reason = forms.CharField(
        label=both("क्या सुधारना है", "What is to be mended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "is-short"}),
    )


class ReleaseForm(DeskForm):
    """Why a rule's hold may pass."""

    rule = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(label=both("छूट का कारण", "Why it may pass"), max_length=1000)


class CancelForm(DeskForm):
    """Why a delivery does not go out."""

    reason = forms.CharField(label=both("कारण", "Reason"), max_length=300)


class DecideForm(DeskForm):
    """What somebody saw on the platform."""

    published = forms.ChoiceField(
        label=both("चैनल पर देखकर", "Having looked at the channel"),
        choices=[
            ("yes", both("प्रकाशित है", "It is published")),
            ("no", both("प्रकाशित नहीं है: फिर भेजें", "It is not published: send it again")),
        ],
        widget=forms.RadioSelect,
    )
    url = forms.URLField(
        label=both("पोस्ट का लिंक", "Link of the post"), required=False, max_length=500, assume_scheme="https"
    )
    remote_id = forms.CharField(
        label=both("पोस्ट की पहचान (लिंक का अंतिम भाग)", "Id of the post (the last part of its link)"),
        required=False,
        max_length=200,
    )


class WithdrawForm(DeskForm):
    """One ready reason is enough; words may be added."""

    ready = forms.ChoiceField(
        label=both("कारण", "Reason"),
        choices=list(READY_REASONS.items()),
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=both("विवरण (अपने शब्दों में)", "Details (in your own words)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-short"}),
    )

    def reason(self) -> str:
        """The ready reason in the reader's language, and what was written; empty where neither was given."""
        ready = str(READY_REASONS.get(self.cleaned_data["ready"], ""))
        return ": ".join(part for part in (ready, self.cleaned_data["words"].strip()) if part)
