"""What platforms told by calling us, for whoever works it out: by item, in the connector's plain forms."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from jansetu.channels.models import HookItem
from jansetu.connectors import registry
from jansetu.connectors.contracts import Remark, RemotePost, Report
from jansetu.connectors.hooks import Call

__all__ = ["Call", "due_items", "posts_in", "remarks_in", "reports_in", "takes_hooks"]


def takes_hooks(kind: str) -> bool:
    """Whether the platform calls us at all."""
    return kind in registry.HOOKS


def due_items(now: datetime) -> QuerySet[HookItem]:
    """What is to be worked on, the oldest first."""
    return HookItem.objects.filter(due_at__lte=now).select_related("channel").order_by("due_at", "pk")


def reports_in(item: HookItem) -> tuple[Report, ...]:
    """What became of messages."""
    return registry.HOOKS[item.kind].reports(item.raw)


def remarks_in(item: HookItem) -> tuple[Remark, ...]:
    """What others said."""
    return registry.HOOKS[item.kind].remarks(item.raw)


def posts_in(item: HookItem) -> tuple[RemotePost, ...]:
    """Posts that stand on the account's timeline."""
    return registry.HOOKS[item.kind].posts(item.raw)
