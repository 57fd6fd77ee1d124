"""The notes that a charge sees, one note with its way, and what the desk or a reviewer does with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jansetu.content.listing import count_by_state, note_lines, unsent_notes
from jansetu.content.models import Submission
from jansetu.content.operations.submissions import moves_open_to
from jansetu.orgs.desks import desks_within
from jansetu.orgs.rights import units_with
from jansetu.orgs.roles import Capability
from jansetu.publishing.results import broadcasts_of, results_of
from jansetu.web.access import DeskRequest, staff
from jansetu.web.notes import moves
from jansetu.web.notes.choosing import Choice
from jansetu.web.notes.forms import AssignForm, MoveReasonForm

PAGE = 25
READERS = (Capability.SUBMIT, Capability.DESK, Capability.VIEW, Capability.ASSIGN)


@staff(*READERS)
@require_safe
def listing(request: DeskRequest) -> HttpResponse:
    """The office's own notes, the desk's queue, or all of the subtree."""
    choice = Choice.of(request)
    page = Paginator(choice.notes().for_list(), PAGE).get_page(request.GET.get("page"))
    context = {
        "choice": choice,
        "tabs": choice.tabs(count_by_state(choice.in_scope())),
        "page": page,
        "lines": note_lines(page.object_list),
        "drafts": unsent_notes(request.actor.tenure_or_refuse().person) if choice.may_send else [],
    }
    return render(request, "jansetu/notes/list.html", context)


@staff(*READERS)
@require_safe
def note(request: DeskRequest, note_id: int) -> HttpResponse:
    """One note."""
    return show(request, _seen(request, note_id))


@staff(Capability.DESK, Capability.ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: DeskRequest, note_id: int, step: str) -> HttpResponse:
    """Take, return, decline, give to another desk, or begin a post."""
    if request.method != "POST":
        return redirect("note", note_id)  # after a new login
    act = moves.ACTS.get(step)
    if act is None:
        raise Http404
    found = _seen(request, note_id)
    form = _forms(request, found, step)[step] if step in moves.FORMS else None
    done = moves.carry_out(request, found, form, act)
    if done is None:
        return show(request, found, refused=(step, form), status=422)
    messages.success(request, done.said)
    return redirect(done.goes_to)


def _seen(request: DeskRequest, note_id: int) -> Submission:
    visible = Submission.objects.visible_to(request.actor, request.now)
    return get_object_or_404(visible.for_list(), pk=note_id)


def _forms(request: DeskRequest, note: Submission, step: str = "") -> dict[str, Any]:
    """The forms of the note's page; the one of `step` with what was typed."""

    def typed(name: str) -> Any:
        return request.POST if step == name else None

    desks = desks_within(units_with(request.actor, Capability.ASSIGN, request.now)).exclude(pk=note.desk_id)
    return {
        "return": MoveReasonForm(typed("return"), prefix="return"),
        "decline": MoveReasonForm(typed("decline"), prefix="decline"),
        "assign": AssignForm(typed("assign"), prefix="assign", desks=desks),
    }


def show(
    request: DeskRequest, note: Submission, *, refused: tuple[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a note; `refused`: the step whose form comes back with its errors."""
    forms = _forms(request, note)
    if refused:
        forms[refused[0]] = refused[1]
    posts = list(note.posts.order_by("pk"))
    context = {
        "note": note,
        "may": {name: True for name in moves_open_to(note, by=request.actor, now=request.now)},
        "steps": note.steps.select_related("by__person", "by__position__unit", "desk").order_by("pk"),
        "photos": note.photos.select_related("media"),
        "posts": posts,
        "results": results_of(posts),
        "broadcasts": broadcasts_of(posts),
        "forms": forms,
        "refused": refused[0] if refused else "",
        "sees_posts": bool(request.capabilities & {Capability.DESK, Capability.APPROVE, Capability.VIEW}),
    }
    return render(request, "jansetu/notes/note.html", context, status=status)
