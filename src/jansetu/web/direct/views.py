"""The list of posts made past the desk."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jansetu.channels.models import Channel
from jansetu.orgs.roles import Capability
from jansetu.publishing.models import DirectPost, Reading
from jansetu.web.access import DeskRequest, staff

PAGE = 25


@staff(Capability.VIEW, Capability.DESK, Capability.REGISTER)
@require_safe
def direct_posts(request: DeskRequest) -> HttpResponse:
    """Those on channels that the charge sees, newest first; of one channel, or with some words."""
    channels = Channel.objects.visible_to(request.actor, request.now)
    words = request.GET.get("q", "").strip()[:200]
    channel = channels.filter(pk=_number(request.GET.get("channel", ""))).first()
    found = DirectPost.objects.on([channel.pk] if channel else channels.values("pk")).search(words)
    page = Paginator(found.for_list(), PAGE).get_page(request.GET.get("page"))
    chosen = {"q": words, "channel": channel.pk if channel else ""}
    facts = {
        "page": page,
        "words": words,
        "channel": channel,
        "read_at": Reading.objects.last_success(channels),
        "query": "&" + urlencode({name: value for name, value in chosen.items() if value}),
    }
    return render(request, "jansetu/direct/direct.html", facts)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
