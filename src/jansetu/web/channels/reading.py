"""The register as a list, and one channel with all that is known of it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from jansetu.audit.models import Event
from jansetu.channels.addresses import has_subscribers
from jansetu.channels.calling_us import can_be_told, told_elsewhere
from jansetu.channels.calls import calls_of
from jansetu.channels.coverage import platforms
from jansetu.channels.custody import custody_of
from jansetu.channels.models import Channel
from jansetu.channels.operations.connecting import may_report
from jansetu.channels.tokens import tokens_of
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import Delivery
from jansetu.web.access import DeskRequest, staff
from jansetu.web.channels.export import FILTERS, ask_export, found
from jansetu.web.channels.finding import channel_or_404
from jansetu.web.trail import deeds

PAGE = 25
RECENT = 8


@staff(Capability.REGISTER, Capability.CONNECT, Capability.VIEW, Capability.DESK)
def listed(request: DeskRequest) -> HttpResponse:
    """The register, filtered."""
    chosen = {name: request.GET.get(name, "").strip() for name in FILTERS}
    page = Paginator(found(chosen, request.actor, request.now), PAGE).get_page(request.GET.get("page"))
    tokens = tokens_of(page.object_list, request.now)
    context: dict[str, Any] = {
        "page": page,
        "rows": [
            (custody, tokens.get(custody.channel.pk)) for custody in custody_of(page.object_list, request.now)
        ],
        "chosen": chosen,
        "query": f"&{urlencode({key: value for key, value in chosen.items() if value})}",
        "platforms": platforms(),
        "states": Channel.State.choices,
    }
    return render(request, "jansetu/channels/list.html", context)


@staff(Capability.REGISTER, Capability.CONNECT, Capability.VIEW, Capability.DESK)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Ask for what the filter shows as an Excel file."""
    chosen = {name: request.POST.get(name, "").strip() for name in FILTERS}
    return redirect("job", ask_export(chosen, by=request.actor, now=request.now).pk)


@staff()
def shown(request: DeskRequest, channel_id: int) -> HttpResponse:
    """One channel, for whoever sees it or keeps it."""
    channel = channel_or_404(request, channel_id)
    actor, now = request.actor, request.now
    waiting = Delivery.objects.open_on(channel)
    recent = Event.objects.about("channels.channel", channel.pk)[:RECENT]
    context: dict[str, Any] = {
        "channel": channel,
        "custody": custody_of([channel], now)[0],
        "waiting": waiting[:RECENT],
        "waiting_count": waiting.count(),
        "deeds": deeds(recent, {}),
        "token": tokens_of([channel], now).get(channel.pk),
        "is_for_each": has_subscribers(channel),
        "may_register": actor.can(Capability.REGISTER, channel.unit, now=now),
        "may_connect": actor.can(Capability.CONNECT, channel.unit, now=now) and not channel.is_local,
        "calls": calls_of([channel], seconds=0).get(channel.pk),
        "can_be_told": can_be_told(channel),
        "told_elsewhere": told_elsewhere(channel),
        "may_report": may_report(channel, actor, now) and not channel.is_local,
    }
    return render(request, "jansetu/channels/channel.html", context)
