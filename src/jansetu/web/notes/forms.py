"""What is asked of an officer who sends a note, and of whoever gives it to another desk."""

from __future__ import annotations

from typing import Any

from django import forms

from jansetu.content.models import Kind, Submission
from jansetu.content.operations.submissions import Note
from jansetu.fields.words import both
from jansetu.orgs.models import Unit, UnitQuerySet
from jansetu.web.filling import DeskForm, said
from jansetu.web.photos.choosing import Chosen

LONGEST = 60_000  # characters: a long speech has twenty thousand
LONGEST_PASTE = 100_000


def kinds() -> list[tuple[str, Any]]:
    """The commonest first."""
    rest = [choice for choice in Kind.choices if choice[0] != Kind.PRESS_NOTE]
    return [(Kind.PRESS_NOTE.value, Kind.PRESS_NOTE.label), *rest]


class NoteForm(DeskForm):
    """A note. What it must say is the operation's to check."""

    kind = forms.ChoiceField(
        label=both("किस बारे में", "What it is about"),
        choices=kinds,
        initial=Kind.PRESS_NOTE,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
    )
    title = forms.CharField(
        label=both("शीर्षक", "Title"), max_length=300, widget=forms.TextInput(attrs={"lang": "hi"})
    )
    body = forms.CharField(
        label=both("समाचार", "The news"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "lang": "hi"}),
        help_text=both("क्या हुआ, कहाँ, कब, किसने, किसके लिए।", "What happened, where, when, by whom, for whom."),
    )
    event_date = forms.DateField(
        label=both("कब की बात है", "Date of the event"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.CharField(
        label=both("स्थान", "Place"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"lang": "hi"}),
    )
    public_interest = forms.CharField(
        label=both("जनहित में क्यों", "Why it is in the public interest"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-short"}),
        help_text=both("उपलब्धि के लिए आवश्यक।", "Needed for an achievement."),
    )
    pasted = forms.CharField(
        label=both("पाठ जैसा आया वैसा यहाँ चिपकाएँ", "Paste the text here as it came"),
        max_length=LONGEST_PASTE,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "is-read", "data-paste": ""}),
    )

    def clean_body(self) -> str:
        """With plain line ends."""
        return plain_lines(self.cleaned_data["body"])

    def clean_pasted(self) -> str:
        """With plain line ends."""
        return plain_lines(self.cleaned_data["pasted"])

    def to_note(self, photos: list[Chosen]) -> Note:
        """What the operation takes."""
        return Note(
            **self.cleaned_data,
            photos=[one.media for one in photos],
            alts={one.media.pk: one.alt for one in photos},
        )


def plain_lines(text: str) -> str:
    """Browsers send line ends of two signs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def values_of(note: Submission) -> dict[str, Any]:
    """A note as its form shows it."""
    return {name: getattr(note, name) for name in NoteForm.base_fields}


class DeskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Desks by their names."""

    def label_from_instance(self, obj: Unit) -> str:
        """In the reader's language."""
        return said(obj, "name")


class AssignForm(DeskForm):
    """To which desk, and why."""

    desk = DeskChoice(label=both("किस डेस्क को", "To which desk"), queryset=Unit.objects.none())
    note = forms.CharField(
        label=both("क्यों (प्रेषक को दिखेगा)", "Why (the sender sees it)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "is-short"}),
    )

    def __init__(self, *args: Any, desks: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]


class MoveReasonForm(DeskForm):
    """What the sender reads."""

    note = forms.CharField(
        label=both("कारण (प्रेषक यही पढ़ेंगे)", "Reason (the sender reads exactly this)"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "is-short"}),
    )
