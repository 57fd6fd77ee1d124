"""Which positions keep and work a channel."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jansetu.channels.models import Keeper
from jansetu.channels.operations import appoint_keeper, end_keeper
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.finding import channel_or_404
from jansetu.web.channels.forms import KeeperForm
from jansetu.web.filling import DeskForm, Task, fill, near_positions, said, sent, suggest


@staff(Capability.REGISTER)
def appoint(request: DeskRequest, channel_id: int) -> HttpResponse:
    """A custodian or an operator."""
    channel = channel_or_404(request, channel_id)
    form = KeeperForm(sent(request))
    suggest(form, "position", near_positions(channel.unit))
    task = Task(
        title=in_language("रखवाला नियुक्त करें", "Appoint a keeper"),
        about=str(channel),
        lead=in_language(
            "रखवाला व्यक्ति नहीं, पद होता है: अधिकारी बदलने पर भी चैनल पद के पास रहता है।",
            "A keeper is a position, not a person: the channel stays with it when the officer changes.",
        ),
        button=in_language("नियुक्त करें", "Appoint"),
        back=reverse("channel", args=[channel.pk]),
        done=in_language("रखवाला नियुक्त हुआ।", "The keeper is appointed."),
    )
    return fill(
        request, form, task, lambda typed: appoint_keeper(channel, **typed, by=request.actor, now=request.now)
    )


@staff(Capability.REGISTER)
def end(request: DeskRequest, channel_id: int, keeper_id: int) -> HttpResponse:
    """End a duty."""
    channel = channel_or_404(request, channel_id)
    running = Keeper.objects.running(request.now).select_related("channel__unit", "position__unit")
    keeper = get_object_or_404(running, pk=keeper_id, channel=channel)
    seat = f"{said(keeper.position, 'title')}, {said(keeper.position.unit, 'name')}"
    task = Task(
        title=in_language("रखवाली समाप्त करें", "End the keeping"),
        about=str(channel),
        lead=f"{keeper.get_duty_display()}: {seat}",
        button=in_language("समाप्त करें", "End it"),
        back=reverse("channel", args=[channel.pk]),
        done=in_language("रखवाली समाप्त हुई।", "The keeping has ended."),
        is_danger=True,
    )
    form = DeskForm(sent(request))
    return fill(request, form, task, lambda _: end_keeper(keeper, by=request.actor, now=request.now))
