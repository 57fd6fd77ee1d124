"""Connecting, testing and disconnecting an account; and saying that it was hacked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from jansetu.channels.calling_us import ask_to_be_called
from jansetu.channels.models import Channel
from jansetu.channels.operations import connect, disconnect, report_hacked, test_connection
from jansetu.channels.practice import practice_values
from jansetu.channels.ways_in import way_in
from jansetu.core.errors import Refusal
from jansetu.fields.words import in_language
from jansetu.orgs.rights import NotAllowed
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.finding import channel_or_404
from jansetu.web.channels.forms import SecretsForm
from jansetu.web.filling import DeskForm, ReasonForm, Task, carry_out, fill, sent


@staff(Capability.CONNECT)
def connect_channel(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Ask for the credentials, try them at the platform, seal them."""
    channel = channel_or_404(request, channel_id)
    practised = practice_values(channel)
    form = SecretsForm(channel.kind, sent(request), initial=practised)
    if request.method == "POST":
        done, _ = carry_out(
            form, lambda typed: connect(channel, credentials=typed, by=request.actor, now=request.now)
        )
        if done:
            said = in_language("जुड़ गया: मंच ने खाते को पहचाना।", "Connected: the platform knows the account.")
            messages.success(request, said)
            return redirect(_page(channel))
    status = 422 if form.errors else 200
    context = {"form": form, "channel": channel, "practised": practised, "way_in": way_in(channel)}
    return render(request, "jansetu/channels/connect.html", context, status=status)


@staff(Capability.CONNECT)
@require_POST
def check(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Ask the platform again whose account this is."""
    channel = channel_or_404(request, channel_id)
    try:
        account = test_connection(channel, by=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, in_language(refusal.hi, refusal.en))
    else:
        hi, en = f"जुड़ाव ठीक है: {account.handle}", f"The connection works: {account.handle}"
        messages.success(request, in_language(hi, en))
    return redirect(_page(channel))


@staff(Capability.CONNECT)
@require_POST
def be_called(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Tell the platform to call us from now on."""
    channel = channel_or_404(request, channel_id)
    try:
        ask_to_be_called(channel, by=request.actor, now=request.now)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, in_language(refusal.hi, refusal.en))
    else:
        told = in_language("मंच अब हमें बुलाएगा।", "The platform will call us from now on.")
        messages.success(request, told)
    return redirect(_page(channel))


@staff(Capability.CONNECT)
def disconnect_channel(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Destroy the credentials, once confirmed."""
    channel = channel_or_404(request, channel_id)
    task = Task(
        title=in_language("जुड़ाव हटाएँ", "Disconnect"),
        about=str(channel),
        lead=in_language(
            "रखी हुई कुंजियाँ नष्ट होंगी। जो इस चैनल पर जाना है वह फिर जोड़े जाने तक रुका रहेगा।",
            "The keys kept here are destroyed. What is due on this channel waits for a new connection.",
        ),
        button=in_language("हाँ, जुड़ाव हटाएँ", "Yes, disconnect"),
        back=_page(channel),
        done=in_language("जुड़ाव हटाया गया।", "The channel is disconnected."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: disconnect(channel, by=request.actor, now=request.now))


@staff()
def hacked(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Second tap of two: stop everything through this account at once. Open to whoever may report it."""
    channel = channel_or_404(request, channel_id)
    task = Task(
        title=in_language("खाता हैक हुआ है", "The account is hacked"),
        about=str(channel),
        lead=in_language(
            "इसी क्षण कुंजियाँ नष्ट होंगी और इस चैनल पर कुछ नहीं जाएगा। मंच पर पासवर्ड बदलना और मंच को "
            "सूचना देना आपके हाथ में है।",
            "At this moment the keys are destroyed and nothing goes out on this channel. Changing the "
            "password and telling the platform is up to you.",
        ),
        button=in_language("हाँ, अभी रोकें", "Yes, stop it now"),
        back=_page(channel),
        done=in_language(
            "रोक दिया गया: कुंजियाँ नष्ट, चैनल हैक के रूप में दर्ज। अब मंच पर पासवर्ड बदलें और सारे सत्र बंद करें।",
            "Stopped: the keys are destroyed and the channel is marked as hacked. Now change the password "
            "on the platform and end all its sessions.",
        ),
        is_danger=True,
    )
    return fill(
        request,
        ReasonForm(sent(request)),
        task,
        lambda typed: report_hacked(channel, reason=typed["reason"], by=request.actor, now=request.now),
    )


def _page(channel: Channel) -> str:
    return reverse("channel", args=[channel.pk])
