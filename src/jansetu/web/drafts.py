"""Saves what somebody types as they type it, and throws it away when asked. One row a person and form."""

from __future__ import annotations

from typing import Any

import regex
from babel.dates import format_time
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone
from django.views.decorators.http import require_POST

from jansetu.content.operations.drafts import forget_draft, save_draft
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff

FORM = regex.compile(r"(?:submission|post):[0-9a-z]{1,40}")
LISTS = ("photo",)  # fields that hold several values
NOT_KEPT = ("csrfmiddlewaretoken", "files", "document", "document_text")


@staff(Capability.SUBMIT, Capability.DESK)
@require_POST
def keep_draft(request: DeskRequest, form: str) -> HttpResponse:
    """Plain words for the page's status line: when it was saved, or why not."""
    if not FORM.fullmatch(form):
        raise Http404
    try:
        keep_typed(request, form)
    except Refusal as refusal:
        said = in_language(refusal.hi, refusal.en)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(said_saved(request), content_type="text/plain; charset=utf-8")


@staff(Capability.SUBMIT, Capability.DESK)
@require_POST
def discard_draft(request: DeskRequest, form: str) -> HttpResponse:
    """What was typed is wanted no more."""
    if not FORM.fullmatch(form):
        raise Http404
    forget_draft(person=request.actor.person, form=form)
    messages.success(request, in_language("मसौदा हटाया गया।", "The draft was removed."))
    area, _, key = form.partition(":")
    return redirect("/desk/notes/" if area == "submission" else f"/desk/posts/{key}/edit/")


def keep_typed(request: DeskRequest, form: str, more: dict[str, Any] | None = None) -> None:
    """The fields of this request, and `more`, as the person's draft of `form`."""
    person = request.actor.tenure_or_refuse().person
    save_draft(person=person, form=form, values=typed_values(request) | (more or {}), now=request.now)


def typed_values(request: HttpRequest) -> dict[str, Any]:
    """Every field of a form as it was typed; `photo` is a list."""
    fields = request.POST
    return {
        name: fields.getlist(name) if name in LISTS else fields[name]
        for name in fields
        if name not in NOT_KEPT
    }


def said_saved(request: DeskRequest) -> str:
    """मसौदा 10:31 पर सहेजा गया."""
    at = format_time(request.now, "HH:mm", tzinfo=get_current_timezone(), locale="en_IN")
    return in_language(f"मसौदा {at} पर सहेजा गया", f"Draft saved at {at}")
