"""Decisions about a post: approve, return, withdraw; and about one delivery: again, cancel, decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jansetu.content.models import Post
from jansetu.content.operations.approvals import return_post
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Delivery
from jansetu.publishing.operations import (
    approve_and_schedule,
    cancel,
    decide_unknown,
    retry,
    take_back_parts,
    withdraw,
)
from jansetu.publishing.undoing import cannot_be_undone, withdrawal_preview
from jansetu.web.access import DeskRequest, staff
from jansetu.web.fresh import ask_again, is_fresh
from jansetu.web.posts.forms import ApproveForm, CancelForm, DecideForm, ReturnForm, WithdrawForm
from jansetu.web.posts.page import kept, post_of, render_page, said


@staff(Capability.APPROVE)
@require_safe
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask for the second factor and come back to the post."""
    return ask_again(request, reverse("post", args=[post_of(request, pk).pk]))


@staff(Capability.APPROVE)
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve exactly the revision that was on the screen; it goes out now, as asked, or at another hour."""
    post = post_of(request, pk)
    if not is_fresh(request):
        request.session[kept(post)] = {name: request.POST.get(name, "") for name in ("note", "publish_at")}
        return ask_again(request, reverse("post", args=[pk]))
    form = ApproveForm(request.POST)
    if not form.is_sound(request.now):
        return render_page(request, post, approve_form=form, status=422)
    try:
        _approve(request, post, form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, said(refusal))
        return render_page(request, post_of(request, pk), approve_form=form, status=422)
    return redirect("post", pk)


def _approve(request: DeskRequest, post: Post, given: dict[str, Any]) -> None:
    schedule = approve_and_schedule(
        post,
        seen_revision=given["seen_revision"],
        publish_at=_hour(request, given),
        note=given["note"],
        by=request.actor,
        now=request.now,
    )
    at_once = schedule.publish_at <= request.now
    messages.success(
        request,
        in_language("अनुमोदित; अब भेजी जा रही है।", "Approved; it is going out now.")
        if at_once
        else in_language("अनुमोदित और समय नियत।", "Approved and scheduled."),
    )


def _hour(request: DeskRequest, given: dict[str, Any]) -> datetime | None:
    hours: dict[str, datetime | None] = {ApproveForm.NOW: request.now, ApproveForm.OTHER: given["publish_at"]}
    return hours.get(given["when"])


@staff(Capability.APPROVE)
@require_POST
def give_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Return it to its desk with the reason."""
    post, form = post_of(request, pk), ReturnForm(request.POST, auto_id="return_%s")
    if form.is_valid():
        try:
            return_post(post, note=form.cleaned_data["reason"], by=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, in_language("सुधार के लिए लौटाई गई।", "Returned to be mended."))
            return redirect("post", pk)
    return render_page(request, post, return_form=form, status=422)


@staff(Capability.WITHDRAW)
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """What will happen on every channel, a reason, and one button."""
    post = post_of(request, pk)
    request.actor.require(Capability.WITHDRAW, post.unit, now=request.now)
    form = WithdrawForm(request.POST or None, initial={"ready": "wrong"})
    if request.method == "POST" and form.is_valid():
        try:
            incident = withdraw(post, reason=form.reason(), by=request.actor, now=request.now)
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            return redirect("incident", incident.pk)
    steps = withdrawal_preview(post)
    facts = {"post": post, "form": form, "steps": steps, "remains": cannot_be_undone(steps)}
    return render(request, "jansetu/posts/withdraw.html", facts, status=422 if form.errors else 200)


def _delivery(request: DeskRequest, pk: int, delivery: int) -> Delivery:
    return get_object_or_404(
        Delivery.objects.select_related("post__unit", "channel"), post=post_of(request, pk), pk=delivery
    )


@staff(Capability.PUBLISH)
@require_POST
def try_again(request: DeskRequest, pk: int, delivery: int) -> HttpResponse:
    """A failed delivery goes out again."""
    retry(_delivery(request, pk, delivery), by=request.actor, now=request.now)
    return redirect(f"{reverse('post', args=[pk])}#deliveries")


@staff(Capability.WITHDRAW)
def take_parts_back(request: DeskRequest, pk: int, delivery: int) -> HttpResponse:
    """What stands of a thread that ended too early, and why it is taken back."""
    one, form = _delivery(request, pk, delivery), CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        incident = take_back_parts(one, reason=reason, by=request.actor, now=request.now)
        return redirect("incident", incident.pk)
    facts = {"post": one.post, "delivery": one, "form": form}
    return render(request, "jansetu/posts/parts.html", facts, status=422 if form.errors else 200)


@staff(Capability.PUBLISH)
def call_off(request: DeskRequest, pk: int, delivery: int) -> HttpResponse:
    """A delivery that does not go out, and why."""
    one, form = _delivery(request, pk, delivery), CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel(one, reason=form.cleaned_data["reason"], by=request.actor, now=request.now)
        return redirect(f"{reverse('post', args=[pk])}#deliveries")
    facts = {"post": one.post, "delivery": one, "form": form}
    return render(request, "jansetu/posts/cancel.html", facts, status=422 if form.errors else 200)


@staff(Capability.PUBLISH)
def decide(request: DeskRequest, pk: int, delivery: int) -> HttpResponse:
    """An outcome that no look could tell: the evidence, and somebody's word."""
    one, form = _delivery(request, pk, delivery), DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, one, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, said(refusal))
        else:
            return redirect(f"{reverse('post', args=[pk])}#deliveries")
    facts = {
        "post": one.post,
        "delivery": one,
        "form": form,
        "attempts": one.attempts.order_by("number"),
        "looks": one.looks.order_by("pk"),
    }
    return render(request, "jansetu/posts/decide.html", facts, status=422 if form.errors else 200)


def _decide(request: DeskRequest, one: Delivery, given: dict[str, Any]) -> None:
    decide_unknown(
        one,
        published=given["published"] == "yes",
        url=given["url"],
        remote_id=given["remote_id"],
        by=request.actor,
        now=request.now,
    )
