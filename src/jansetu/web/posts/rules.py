"""What an author declares of a post, and an officer's word that lets a rule's hold pass."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from jansetu.content.operations.releasing import declare, release
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.posts.forms import ReleaseForm
from jansetu.web.posts.page import post_of, render_page, said


@staff(Capability.DESK)
@require_POST
def declare_facts(request: DeskRequest, pk: int) -> HttpResponse:
    """The ticks as they stand in the form: what is not ticked is taken back."""
    ticked = frozenset(request.POST.getlist("declared"))
    declare(post_of(request, pk), ticked, by=request.actor, now=request.now)
    messages.success(request, in_language("घोषणाएँ दर्ज हुईं।", "What you declare is recorded."))
    return redirect("post", pk)


@staff(Capability.RELEASE)
@require_POST
def let_pass(request: DeskRequest, pk: int) -> HttpResponse:
    """One rule's hold, for the texts as they stand, with the reason."""
    post, form = post_of(request, pk), ReleaseForm(request.POST)
    if form.is_valid():
        try:
            release(post, **form.cleaned_data, by=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, in_language("नियम-छूट दर्ज हुई।", "The release is recorded."))
            return redirect("post", pk)
    return render_page(request, post, release_form=form, status=422)
