"""Campaign labels: how two spellings of one are known as the same, and which a desk used lately."""

from __future__ import annotations

from datetime import datetime, timedelta

from jansetu.content.models import Post
from jansetu.core.text.normalise import search_key
from jansetu.orgs.rights import Actor

LATELY = timedelta(days=120)
LENGTH = 80


def label_key(label: str) -> str:
    """The same for every spelling, spacing and case of one label; empty for none."""
    return search_key(label)[:LENGTH]


def labels_seen(actor: Actor, now: datetime) -> list[str]:
    """The labels of the posts that the present charge may read, used lately, the latest first."""
    return Post.objects.visible_to(actor, now).filter(created_at__gt=now - LATELY).labels()
