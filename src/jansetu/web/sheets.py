"""Excel in: a form to download, a file to bring, every bad row explained. Knows no sheet in particular.

A small sheet is brought in while one waits; a large one becomes a long job with a page of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jansetu.core.excel import MOST_BYTES, Problem
from jansetu.fields.words import both, in_language
from jansetu.jobs.models import Job
from jansetu.orgs.importing import BroughtIn, SheetRefused, most_at_once
from jansetu.web.filling import DeskForm, carry_out

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200  # problems on one page
SMALL = 16 * 1024  # bytes: about two hundred rows, a second or two
Enter = Callable[[BinaryIO, bool], BroughtIn]
Later = Callable[[BinaryIO, bool], Job]


class SheetForm(DeskForm):
    """A filled form."""

    file = forms.FileField(
        label=both("भरी हुई Excel फ़ाइल (.xlsx)", "The filled Excel file (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    skip_bad = forms.BooleanField(
        required=False,
        label=both(
            "ठीक पंक्तियाँ जोड़ें, गलत छोड़ दें (वरना एक भी गलत हो तो कुछ नहीं जुड़ेगा)",
            "Bring in the good rows and leave the bad (otherwise one bad row stops all)",
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """What the page of one kind of sheet says, and what else can be brought in beside it."""

    title: str
    lead: str
    form_url: str  # the empty form to download
    back: str
    here: str
    others: Sequence[tuple[str, str, bool]] = ()  # label, address, whether it is this one


def limits() -> dict[str, int]:
    """What a file may hold, for the page to say."""
    return {"megabytes": MOST_BYTES // (1024 * 1024), "rows": most_at_once()}


def download(content: bytes, name: str) -> HttpResponse:
    """An .xlsx file for the reader."""
    disposition = f'attachment; filename="{name}.xlsx"'
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": disposition})


def take_in(request: HttpRequest, incoming: Incoming, enter: Enter, later: Later) -> HttpResponse:
    """The page of a sheet; when a file comes, bring it in and count, or explain every row that cannot be.

    A large file is asked for as a long job with `later`, and its page follows.
    """
    sent = request.method == "POST"
    form = SheetForm(request.POST, request.FILES) if sent else SheetForm()
    problems: Sequence[Problem] = ()
    if sent and _is_large(form):
        done, job = carry_out(form, lambda facts: later(facts["file"].file, facts["skip_bad"]))
        if done and isinstance(job, Job):
            return redirect("job", job.pk)
    elif sent:
        problems, made = _enter(form, enter)
        if made is not None and not problems:
            messages.success(request, _counted(made))
            return redirect(incoming.here)
        if made is not None:
            messages.warning(request, _counted(made))
    told = _told(problems)
    context: dict[str, Any] = {"form": form, "incoming": incoming, "limits": limits(), "problems": told}
    context |= {"more": len(problems) - len(told)}
    return render(request, "jansetu/sheet_in.html", context, status=422 if form.errors else 200)


def _is_large(form: SheetForm) -> bool:
    return form.is_valid() and form.cleaned_data["file"].size > SMALL


def _enter(form: SheetForm, enter: Enter) -> tuple[Sequence[Problem], BroughtIn | None]:
    refused: list[Problem] = []

    def bring(facts: dict[str, Any]) -> BroughtIn:
        try:
            return enter(facts["file"].file, facts["skip_bad"])
        except SheetRefused as refusal:
            refused.extend(refusal.problems)
            raise

    done, made = carry_out(form, bring)
    if not done or not isinstance(made, BroughtIn):
        return refused, None
    return made.problems, made


def _counted(made: BroughtIn) -> str:
    skipped = len(made.problems)
    hi, en = f"जोड़ी गई पंक्तियाँ: {made.rows}।", f"Rows brought in: {made.rows}."
    if skipped:
        hi, en = f"{hi} छोड़ी गईं: {skipped}; कारण नीचे हैं।", f"{en} Left out: {skipped}; see why below."
    return in_language(hi, en)


def _told(problems: Sequence[Problem]) -> list[tuple[int, str]]:
    return [(one.row, in_language(one.hi, one.en)) for one in problems[:SHOWN]]
