"""What stands in the form of a note while it is written, and the page that shows it. Loses nothing typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from jansetu.content.models import Draft, Submission
from jansetu.content.operations.drafts import saved_draft
from jansetu.content.operations.submissions import Note
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.web.access import DeskRequest
from jansetu.web.drafts import keep_typed, said_saved, typed_values
from jansetu.web.notes import documents, old_fonts, reading
from jansetu.web.notes.forms import LONGEST_PASTE, NoteForm, plain_lines, values_of
from jansetu.web.photos.choosing import Chosen, Trouble, chosen_photos, photo_limits, photos_from, take_files

# Beside which field an operation's refusal is shown.
PLACES = {
    "title_missing": "title",
    "body_without_words": "body",
    "public_interest_missing": "public_interest",
}


@dataclass(kw_only=True)
class Sheet:
    """One form of a note, in the middle of being written."""

    form: NoteForm
    form_key: str
    note: Submission | None = None  # the returned one that is written anew
    photos: Sequence[Chosen] = ()
    troubles: Sequence[Trouble] = ()
    unsaid: set[int] = field(default_factory=set)  # photos without words
    reading: reading.Reading | None = None
    preview: documents.Preview | None = None  # of an uploaded document, before its text is taken
    offer: old_fonts.Offer | None = None  # of a text in an old font, to be answered first
    font: str = ""  # what was answered to it
    paste_trouble: str = ""  # why a pasted text was not read
    applied: str = ""  # the mark of the text that cutting put into the form
    draft: Draft | None = None  # what this sheet was opened from
    is_kept: bool = False  # kept as a draft because its author asked for that
    draft_said: str = ""

    @property
    def draft_name(self) -> str:
        """Under which the draft is kept."""
        return f"submission:{self.form_key}"


def open_sheet(request: DeskRequest, form_key: str, note: Submission | None = None) -> HttpResponse:
    """As it was left: the draft's values, else the returned note's, else empty."""
    sheet = Sheet(form=NoteForm(), form_key=form_key, note=note)
    sheet.draft = saved_draft(request.actor.person, sheet.draft_name)
    if sheet.draft is not None:
        values = sheet.draft.values
        sheet.form = NoteForm(initial=values)
        sheet.photos = photos_from(request, values.get("photo", []), values)
    elif note is not None:
        sheet.form = NoteForm(initial=values_of(note))
        rows = note.photos.select_related("media")
        sheet.photos = [Chosen(row.media, row.media.alt_hi) for row in rows]
    return show(request, sheet)


def sheet_from(request: DeskRequest, form_key: str, note: Submission | None = None) -> Sheet:
    """What was posted; files that came with the form are kept now and become chosen photos."""
    taken, troubles = take_files(request)
    dropped = set(request.POST.getlist("drop"))
    chosen = {one.media.pk: one for one in [*chosen_photos(request), *taken]}
    return Sheet(
        form=NoteForm(request.POST),
        form_key=form_key,
        note=note,
        photos=[one for pk, one in chosen.items() if str(pk) not in dropped],
        troubles=troubles,
        applied=request.POST.get("applied", ""),
        font=request.POST.get("font", ""),
    )


def send(request: DeskRequest, sheet: Sheet, act: Callable[[Note], Submission]) -> Submission | None:
    """The sent note; None where it was refused or only kept. What was typed is then a draft."""
    action = request.POST.get("action", "")
    if action == "draft" or action.startswith("blot:"):
        sheet.is_kept = _keep(request, sheet)
        return None
    if _is_complete(sheet):
        try:
            return act(sheet.form.to_note(list(sheet.photos)))
        except NotAllowed:
            raise
        except Refusal as refusal:
            sheet.form.add_error(PLACES.get(refusal.code), in_language(refusal.hi, refusal.en))
    _keep(request, sheet)
    return None


def _is_complete(sheet: Sheet) -> bool:
    sheet.unsaid = {one.media.pk for one in sheet.photos if not one.alt.strip()}
    if sheet.unsaid or sheet.troubles:
        said = (
            in_language("हर फ़ोटो के नीचे लिखें कि उसमें क्या दिखता है।", "Write under each photo what it shows.")
            if sheet.unsaid
            else in_language(
                "कुछ फ़ोटो नहीं रखी जा सकीं; नीचे कारण देखें और फिर भेजें।",
                "Some photos could not be kept; see why below and send again.",
            )
        )
        sheet.form.add_error(None, said)
    return sheet.form.is_valid()


def _keep(request: DeskRequest, sheet: Sheet) -> bool:
    photos: dict[str, Any] = {"photo": [str(one.media.pk) for one in sheet.photos]}
    try:
        keep_typed(request, sheet.draft_name, photos)
    except Refusal as refusal:
        sheet.form.add_error(None, in_language(refusal.hi, refusal.en))
        return False
    sheet.draft_said = said_saved(request)
    return True


def says_the_same(sheet: Sheet, note: Submission) -> bool:
    """Whether the form holds nothing that the note does not say already."""
    if not sheet.form.is_valid():
        return False
    typed = sheet.form.cleaned_data
    return (normalise(typed["title"]).strip(), normalise(typed["body"]).strip()) == (note.title, note.body)


def read_pasted(request: DeskRequest, sheet: Sheet) -> None:
    """Fill what is still empty with what the text tells; on `cut`, keep the text without its ticked lines.

    A text in an old font is read only when it was answered what to do with it.
    """
    values = typed_values(request)
    step = request.POST.get("step")
    pasted = plain_lines(request.POST.get("document_text" if step == "take" else "pasted", ""))
    if step in {"document", "leave"}:
        _look_into(request, sheet, is_asked=step == "document")
    elif len(pasted) > LONGEST_PASTE:
        sheet.paste_trouble = _too_long()
    elif pasted.strip():
        asked = old_fonts.ask(pasted, sheet.font)
        sheet.offer = asked.offer
        if asked.offer is None:
            _read(request, sheet, asked.text, values)
            if step == "take":
                values["body"] = _put(plain_lines(values.get("body", "")), asked.text.strip(), sheet)
    sheet.form = NoteForm(initial=values | {"pasted": pasted})


def _look_into(request: DeskRequest, sheet: Sheet, *, is_asked: bool) -> None:
    """Show an uploaded document's text; nothing of it is in the form before it is taken."""
    file = request.FILES.get("document")
    if not is_asked:
        return
    if file is None:
        sheet.paste_trouble = in_language("पहले फ़ाइल चुनें।", "Choose a file first.")
        return
    try:
        found = documents.preview(file)
    except Refusal as refusal:
        sheet.paste_trouble = in_language(refusal.hi, refusal.en)
        return
    if len(found.text) > LONGEST_PASTE:
        sheet.paste_trouble = _too_long()
    else:
        sheet.preview = found


def _too_long() -> str:
    return in_language(
        f"यह पाठ {LONGEST_PASTE:,} अक्षरों से लंबा है। केवल समाचार का हिस्सा चिपकाएँ।",
        f"This text is longer than {LONGEST_PASTE:,} characters. Paste the news alone.",
    )


def _read(request: DeskRequest, sheet: Sheet, text: str, values: dict[str, Any]) -> None:
    is_same = request.POST.get("read") == reading.mark_of(text)
    ticked = request.POST.getlist("cut") if is_same else None
    sheet.reading = reading.read(text, ticked)
    _fill(values, sheet.reading)
    if is_same and request.POST.get("step") == "cut":
        values["body"] = _put(plain_lines(values.get("body", "")), reading.without(text, ticked or ()), sheet)
        sheet.reading = None


def _fill(values: dict[str, Any], found: reading.Reading) -> None:
    day = found.day.isoformat() if found.day else ""
    for name, told in {"title": found.title, "place": found.place, "event_date": day}.items():
        if not str(values.get(name, "")).strip():
            values[name] = told


def _put(body: str, text: str, sheet: Sheet) -> str:
    """In place of what was put there before; behind what somebody has typed themselves."""
    is_ours = not body.strip() or reading.mark_of(body) == sheet.applied
    whole = text if is_ours else f"{body.rstrip()}\n\n{text}"
    sheet.applied = reading.mark_of(whole)
    return whole


def show(request: DeskRequest, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    """The page."""
    body = str(sheet.form["body"].value() or "")
    context = {
        "sheet": sheet,
        "form": sheet.form,
        "note": sheet.note,
        "photos": sheet.photos,
        "photo_limits": photo_limits(),
        "photo_troubles": sheet.troubles,
        "photos_unsaid": sheet.unsaid,
        "oddities": reading.oddities(plain_lines(body)),
    }
    return render(request, "jansetu/notes/write.html", context, status=status)
