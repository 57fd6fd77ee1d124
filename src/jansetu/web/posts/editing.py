"""Pages on which a post is begun and written; saving and asking for approval."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jansetu.content.editing import LANGUAGES
from jansetu.content.operations.approvals import request_approval
from jansetu.content.operations.drafts import save_draft
from jansetu.content.operations.posts import save_post, start_post
from jansetu.content.operations.translations import mark_translation_read
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed, units_with
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.drafts import keep_typed, typed_values
from jansetu.web.posts.editor import Editor, editor_of
from jansetu.web.posts.forms import HeadForm, NewPostForm

SAVES = ("save", "ask")
MEANWHILE = "changed_meanwhile"


@staff(Capability.DESK)
def new_post(request: DeskRequest) -> HttpResponse:
    """A post that no note asked for."""
    form = NewPostForm(request.POST or None)
    field = form.fields["unit"]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (the form says so)
    field.queryset = units_with(request.actor, Capability.DESK, request.now).standing().order_by("path")
    field.initial = request.actor.tenure_or_refuse().position.unit_id
    if request.method == "POST" and form.is_valid():
        post = start_post(**form.cleaned_data, by=request.actor, now=request.now)
        return redirect("post_edit", post.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "jansetu/posts/new.html", {"form": form}, status=status)


@staff(Capability.DESK)
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """The editor. `do` says which button: a change of what is typed, a save, or a save that asks."""
    return _edited(editor_of(request, pk))


@staff(Capability.DESK)
@require_POST
def film(request: DeskRequest, pk: int) -> HttpResponse:
    """The editor with a film that was sent along: the one page that takes requests of that size."""
    return _edited(editor_of(request, pk))


def _edited(editor: Editor) -> HttpResponse:
    request = editor.request
    if request.method != "POST":
        return editor.page()
    editor.take_files()
    what = request.POST.get("do", "save")
    if what in SAVES and not editor.troubles:
        return _save(editor, asks=what == "ask")
    editor.act(what)
    editor.form = HeadForm(initial=request.POST.dict())
    return editor.page(status=422 if editor.troubles else 200)


def _save(editor: Editor, *, asks: bool) -> HttpResponse:
    if not editor.form.is_valid():
        return editor.page(status=422)
    try:
        _carry_out(editor, asks=asks)
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _refused(editor, refusal)
    return redirect("post" if asks else "post_edit", editor.post.pk)


def _carry_out(editor: Editor, *, asks: bool) -> None:
    """A revision; and, where asked for, the request for approval of it."""
    request, post, said = editor.request, editor.post, editor.form.cleaned_data
    content = editor.typed.content(editor.channels)
    expected = editor.typed.expected_revision
    revision = save_post(post, content, expected_revision=expected, by=request.actor, now=request.now)
    editor.typed.expected_revision = revision.number
    for language in LANGUAGES:
        if request.POST.get(f"read-{language}"):
            mark_translation_read(post, language=language, by=request.actor, now=request.now)
    if asks:
        hour, note = said["publish_at"], said["note"]
        request_approval(post, publish_at=hour, note=note, by=request.actor, now=request.now)
        messages.success(request, in_language("अनुमोदन के लिए भेजी गई।", "Sent for approval."))
    else:
        _keep_wish(editor)
        number = revision.number
        messages.success(request, in_language(f"संस्करण {number} सहेजा गया।", f"Revision {number} is saved."))


def _keep_wish(editor: Editor) -> None:
    """The hour and the word to the approver belong to no revision; they stay in the draft."""
    said, person = editor.form.cleaned_data, editor.request.actor.tenure_or_refuse().person
    if said["publish_at"] or said["note"]:
        values = typed_values(editor.request) | {"expected_revision": str(editor.typed.expected_revision)}
        save_draft(person=person, form=editor.draft, values=values, now=editor.request.now)


def _refused(editor: Editor, refusal: Refusal) -> HttpResponse:
    """Everything typed stays on the page and as a draft."""
    if refusal.code == MEANWHILE:
        keep_typed(editor.request, editor.draft)
        editor.look_again()
    editor.form.add_error(None, in_language(refusal.hi, refusal.en))
    return editor.page(status=422)
