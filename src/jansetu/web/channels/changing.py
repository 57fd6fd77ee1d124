"""Entering an account into the register, correcting its facts, giving it up."""

from __future__ import annotations

from dataclasses import fields

from django.http import HttpResponse
from django.urls import reverse

from jansetu.channels.models import Channel
from jansetu.channels.operations import ChannelFacts, close_channel, register_channel, update_channel
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.orgs.visibility import units_seen
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.finding import channel_or_404
from jansetu.web.channels.forms import FactsForm, RegisterForm, facts_from
from jansetu.web.filling import NEAR, Facts, ReasonForm, Task, fill, said, sent, suggest


@staff(Capability.REGISTER)
def register(request: DeskRequest) -> HttpResponse:
    """A new account."""
    form = RegisterForm(sent(request), initial={"unit": request.GET.get("unit", "")})
    near = units_seen(request.actor, request.now).standing().order_by("path")[:NEAR]
    suggest(form, "unit", [(unit.code, said(unit, "name")) for unit in near])
    task = Task(
        title=in_language("नया चैनल पंजीकृत करें", "Register a channel"),
        lead=in_language(
            "पहले खाते के तथ्य लिखें; जोड़ना और रखवाले तय करना अगले पन्ने पर होगा।",
            "First the account's facts; connecting it and naming its keepers follow on the next page.",
        ),
        button=in_language("पंजीकृत करें", "Register"),
        back=reverse("channels"),
        done=in_language(
            "चैनल पंजीकृत हुआ। अब उसके रखवाले तय करें।", "The channel is registered. Now name its keepers."
        ),
    )

    def act(typed: Facts) -> str:
        made = register_channel(
            kind=typed["kind"],
            handle=typed["handle"],
            unit=typed["unit"],
            facts=facts_from(typed),
            practise=typed["practise"],
            by=request.actor,
            now=request.now,
        )
        return reverse("channel", args=[made.pk])

    return fill(request, form, task, act)


@staff(Capability.REGISTER)
def edit(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Correct the facts."""
    channel = channel_or_404(request, channel_id)
    known = {field.name: getattr(channel, field.name) for field in fields(ChannelFacts)}
    form = FactsForm(sent(request), initial=known)
    task = Task(
        title=in_language("तथ्य सुधारें", "Correct the facts"),
        about=str(channel),
        button=in_language("सहेजें", "Save"),
        back=_page(channel),
        done=in_language("तथ्य सहेजे गए।", "The facts are saved."),
    )
    return fill(
        request,
        form,
        task,
        lambda typed: update_channel(channel, facts=facts_from(typed), by=request.actor, now=request.now),
    )


@staff(Capability.REGISTER)
def close(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Give the account up."""
    channel = channel_or_404(request, channel_id)
    task = Task(
        title=in_language("चैनल बंद करें", "Close the channel"),
        about=str(channel),
        lead=in_language(
            "जनसेतु में रखी कुंजियाँ नष्ट होंगी और इससे फिर कुछ नहीं निकलेगा। खाता मंच पर बना रहता है; उसे वहाँ अलग से हटाएँ।",
            "The keys kept here are destroyed and nothing goes out through it again. The account itself "
            "stays on the platform; remove it there.",
        ),
        button=in_language("हाँ, बंद करें", "Yes, close it"),
        back=_page(channel),
        done=in_language("चैनल बंद हुआ।", "The channel is closed."),
        is_danger=True,
    )
    return fill(
        request,
        ReasonForm(sent(request)),
        task,
        lambda typed: close_channel(channel, reason=typed["reason"], by=request.actor, now=request.now),
    )


def _page(channel: Channel) -> str:
    return reverse("channel", args=[channel.pk])
