"""Which lists a request is about: none that its charge may not look at."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from jansetu.channels.models import Channel, Subscriber
from jansetu.channels.subscribers import lists_seen
from jansetu.web.access import DeskRequest


def list_or_404(request: DeskRequest, channel_id: int) -> Channel:
    """One of those."""
    return get_object_or_404(lists_seen(request.actor, request.now), pk=channel_id)


def subscriber_or_404(request: DeskRequest, channel_id: int, subscriber_id: int) -> Subscriber:
    """Somebody on it; the address stays sealed."""
    rows = Subscriber.objects.select_related("channel__unit").defer("sealed")
    return get_object_or_404(rows, pk=subscriber_id, channel=list_or_404(request, channel_id))
