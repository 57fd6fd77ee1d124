"""Works out what platforms told by calling us: whose message arrived, who wrote, which posts stand there."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from jansetu.channels.hooked import due_items, posts_in, remarks_in, reports_in
from jansetu.channels.models import Channel, HookItem
from jansetu.channels.operations.hooking import put_away, put_off
from jansetu.channels.operations.subscribing import hear_message
from jansetu.connectors import registry
from jansetu.publishing.direct import TooSoon, see_posts
from jansetu.publishing.reporting import note_reports

log = logging.getLogger(__name__)
AT_ONCE = 200  # items; the next second brings the next


def work_off(now: datetime) -> int:
    """Work on what is due; returns how many items. One that fails is tried again and stops no other."""
    items = list(due_items(now)[:AT_ONCE])
    for item in items:
        try:
            with transaction.atomic():
                if _work(item, now):
                    put_away(item)
                else:
                    put_off(item, error="too_soon", now=now)
        except Exception as error:
            log.warning("item %s of %s failed", item.pk, item.kind, exc_info=True)
            put_off(item, error=type(error).__name__, now=now)
    return len(items)


def _work(item: HookItem, now: datetime) -> bool:
    """Whether all is done; an item of no account of ours is put away as it came."""
    if item.channel is None:
        return True
    reports = reports_in(item)
    if reports:
        note_reports(item.channel, reports, now=now)
    if _writes_to_each(item.channel):
        for remark in remarks_in(item):
            hear_message(item.channel, remark, now=now)
    try:
        see_posts(item.channel, posts_in(item), now=now)
    except TooSoon:
        return False
    return True


def _writes_to_each(channel: Channel) -> bool:
    return registry.limits_of(channel.kind).one_each
