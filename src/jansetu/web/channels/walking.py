"""Connecting on the platform's own page: off to it, back from it, and the choice among several accounts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jansetu.channels.operations import begin_walk, choose, decline_walk, end_walk
from jansetu.channels.operations.walking import Arrived, channel_of, choices
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.finding import channel_or_404
from jansetu.web.filling import DeskForm, carry_out, sent


class ChoiceForm(DeskForm):
    """One of the accounts that came back."""

    remote_id = forms.CharField(max_length=100)


@staff(Capability.CONNECT)
@require_POST
@never_cache
def walk(request: DeskRequest, channel_id: int) -> HttpResponse:
    """The page that leads to the platform. A link and no redirect: forms here lead nowhere else."""
    channel = channel_or_404(request, channel_id)
    server = request.POST.get("server", "")
    try:
        begun = begin_walk(channel, server=server, by=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, in_language(refusal.hi, refusal.en))
        return redirect("channel_connect", channel.pk)
    account = channel.handle.removeprefix("@").removesuffix(".bsky.test")
    context = {"channel": channel, "walk": begun, "account": account}
    return render(request, "jansetu/channels/walk.html", context)


@staff(Capability.CONNECT)
@require_safe
@never_cache
def connected(request: DeskRequest) -> HttpResponse:
    """Where the platform sends the officer back; who cannot name the walk's secret changes nothing."""
    state = request.GET.get("state", "")
    begun_on = channel_of(state, by=request.actor)
    try:
        return _back(request, state)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, in_language(refusal.hi, refusal.en))
    return redirect("channel_connect", begun_on) if begun_on else redirect("channels")


def _back(request: DeskRequest, state: str) -> HttpResponse:
    actor, now = request.actor, request.now
    error = request.GET.get("error", "") or ("" if request.GET.get("code") else "no_code")
    if not error:
        return _arrived(request, end_walk(state=state, code=request.GET["code"], by=actor, now=now))
    channel = decline_walk(state=state, error=error, by=actor, now=now)
    said = in_language(
        "मंच पर अनुमति नहीं दी गई, इसलिए चैनल नहीं जुड़ा। जब चाहें फिर जा सकते हैं।",
        "It was not allowed on the platform, so the channel is not connected. You can go again at any time.",
    )
    messages.warning(request, said)
    return redirect("channel_connect", channel.pk)


@staff(Capability.CONNECT)
@never_cache
def choose_account(request: DeskRequest, walk_id: int) -> HttpResponse:
    """Several accounts came back: one is this channel's."""
    actor, now = request.actor, request.now
    channel, offered = choices(walk_id, by=actor, now=now)
    form = ChoiceForm(sent(request))
    if request.method == "POST":
        done, arrived = carry_out(
            form, lambda typed: choose(walk_id, remote_id=typed["remote_id"], by=actor, now=now)
        )
        if done and isinstance(arrived, Arrived):
            return _arrived(request, arrived)
    status = 422 if form.errors else 200
    context = {"form": form, "channel": channel, "offered": offered}
    return render(request, "jansetu/channels/choose.html", context, status=status)


def _arrived(request: DeskRequest, arrived: Arrived) -> HttpResponse:
    if arrived.walk is not None:
        return redirect("channel_choose", arrived.walk)
    hi, en = f"जुड़ गया: {arrived.handle}", f"Connected: {arrived.handle}"
    messages.success(request, in_language(hi, en))
    return redirect("channel", arrived.channel.pk)
