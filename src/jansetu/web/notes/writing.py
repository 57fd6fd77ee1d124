"""The form of a note: opened with what was typed before, pasted into, refused without loss, sent once."""

from __future__ import annotations

import secrets
from typing import Any

import regex
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from jansetu.content.listing import unsent_notes
from jansetu.content.models import Submission
from jansetu.content.operations.submissions import moves_open_to, resubmit, submit
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.notes import form_page
from jansetu.web.notes.form_page import Sheet

KEY = regex.compile(r"[0-9a-z]{8,40}")
BLOT = regex.compile(r"blot:(\d{1,15})")  # keep the draft, then go to the photo
both_ways = require_http_methods(["GET", "HEAD", "POST"])


@staff(Capability.SUBMIT)
@both_ways
def new(request: DeskRequest) -> HttpResponse:
    """Write a note. Without a key in the address the last unsent draft goes on."""
    if request.method != "POST":
        return _open(request)
    sheet = form_page.sheet_from(request, _posted_key(request))
    sent = form_page.send(
        request, sheet, lambda note: submit(note, form_key=sheet.form_key, by=request.actor, now=request.now)
    )
    return _after(request, sheet, sent)


def _open(request: DeskRequest) -> HttpResponse:
    key = request.GET.get("form", "")
    person = request.actor.tenure_or_refuse().person
    if KEY.fullmatch(key):
        sent = Submission.objects.sent_by(person).filter(form_key=key).first()
        return redirect("note", sent.pk) if sent else form_page.open_sheet(request, key)
    drafts = [] if key == "new" else unsent_notes(person)
    if drafts:
        return form_page.open_sheet(request, drafts[0].form.partition(":")[2])
    return form_page.open_sheet(request, secrets.token_hex(12))


@staff(Capability.SUBMIT)
@both_ways
def paste(request: DeskRequest) -> HttpResponse:
    """Read a pasted text, or cut what is ticked. The whole form comes back, all that was typed in it."""
    if request.method != "POST":
        return redirect("note_new")  # after a new login
    sheet = form_page.sheet_from(request, _posted_key(request))
    form_page.read_pasted(request, sheet)
    return form_page.show(request, sheet, status=422 if sheet.paste_trouble else 200)


@staff(Capability.SUBMIT)
@both_ways
def again(request: DeskRequest, note_id: int) -> HttpResponse:
    """Write a returned note anew."""
    note = get_object_or_404(Submission.objects.visible_to(request.actor, request.now).for_list(), pk=note_id)
    is_open = "resubmit" in moves_open_to(note, by=request.actor, now=request.now)
    if request.method != "POST":
        return form_page.open_sheet(request, note.form_key, note) if is_open else redirect("note", note.pk)
    sheet = form_page.sheet_from(request, note.form_key, note)
    if not is_open and form_page.says_the_same(sheet, note):
        return redirect("note", note.pk)  # the same form sent twice
    sent = form_page.send(
        request, sheet, lambda words: resubmit(note, words, by=request.actor, now=request.now)
    )
    return _after(request, sheet, sent)


def _posted_key(request: DeskRequest) -> str:
    """A form that brings no key, or a made-up one, is a new form."""
    key = request.POST.get("form_key", "")
    return key if KEY.fullmatch(key) else secrets.token_hex(12)


def _after(request: DeskRequest, sheet: Sheet, sent: Submission | None) -> HttpResponse:
    if sent is not None:
        said = in_language(
            f"सूचना भेजी गई। क्रमांक {sent.reference}", f"The note was sent. Reference {sent.reference}"
        )
        messages.success(request, said)
        return redirect("note", sent.pk)
    blots = BLOT.fullmatch(request.POST.get("action", ""))
    if sheet.is_kept and blots:
        back = urlencode({"form": sheet.form_key, "back": _address(sheet)})
        return redirect(f"{reverse('photo_blot', args=[blots[1]])}?{back}")
    if sheet.is_kept:
        messages.success(request, sheet.draft_said)
        return redirect(_address(sheet))
    return form_page.show(request, sheet, status=422)


def _address(sheet: Sheet) -> Any:
    if sheet.note is not None:
        return reverse("note_again", args=[sheet.note.pk])
    return f"{reverse('note_new')}?form={sheet.form_key}"
