"""The lists, and one list with its counts, its growth, its broadcasts and the platform's templates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.operations.templates import has_templates, read_templates
from jansetu.channels.subscribers import counts, growth, lists_seen, may_serve, templates_of
from jansetu.fields.words import in_language
from jansetu.orgs.roles import Capability
from jansetu.publishing.broadcasts import recent_on
from jansetu.web.access import DeskRequest, staff
from jansetu.web.subscribers.finding import list_or_404
from jansetu.web.subscribers.forms import FindForm

READERS = (Capability.DESK, Capability.REGISTER, Capability.CONNECT, Capability.VIEW)


@staff(*READERS)
def listed(request: DeskRequest) -> HttpResponse:
    """Every list that the charge may look at."""
    lists = lists_seen(request.actor, request.now).order_by("unit__path", "kind", "handle")
    return render(request, "jansetu/subscribers/list.html", {"lists": lists})


@staff(*READERS)
def shown(request: DeskRequest, channel_id: int) -> HttpResponse:
    """One list."""
    return page(request, list_or_404(request, channel_id))


def page(
    request: DeskRequest,
    channel: Channel,
    *,
    find_form: FindForm | None = None,
    found: Subscriber | None = None,
    looked: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page of a list; with what was looked for, where somebody was."""
    states = counts(channel)
    facts: dict[str, Any] = {
        "channel": channel,
        "states": [(state, label, states[state]) for state, label in Subscriber.State.choices],
        "active": states["active"],
        "growth": growth(channel, request.now),
        "broadcasts": recent_on(channel),
        "templates": templates_of(channel) if has_templates(channel) else [],
        "has_templates": has_templates(channel),
        "may_serve": may_serve(channel, request.actor, request.now),
        "may_read": request.actor.can(Capability.DESK, channel.unit, now=request.now),
        "may_register": request.actor.can(Capability.REGISTER, channel.unit, now=request.now),
        "find_form": find_form or FindForm(channel),
        "found": found,
        "looked": looked,
    }
    return render(request, "jansetu/subscribers/show.html", facts, status=status)


@staff(Capability.DESK)
@require_POST
def read_now(request: DeskRequest, channel_id: int) -> HttpResponse:
    """Ask the platform for its templates."""
    channel = list_or_404(request, channel_id)
    number = read_templates(channel, by=request.actor, now=request.now)
    messages.success(request, in_language(f"मंच से {number} साँचे पढ़े गए।", f"Templates read: {number}."))
    return redirect("subscribers", channel.pk)
