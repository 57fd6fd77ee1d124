"""Which channels a request is about: none that its charge may not look at."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from jansetu.channels.models import Channel, ChannelQuerySet
from jansetu.web.access import DeskRequest


def seen(request: DeskRequest) -> ChannelQuerySet:
    """What the charge may look at, with owners."""
    return Channel.objects.visible_to(request.actor, request.now).for_list()


def channel_or_404(request: DeskRequest, channel_id: int) -> Channel:
    """One of those."""
    return get_object_or_404(seen(request), pk=channel_id)
