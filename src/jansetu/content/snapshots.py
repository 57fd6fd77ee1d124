"""The whole post as plain facts: what a revision keeps, what the portal shows, what differences compare."""

from __future__ import annotations

from typing import Any

from jansetu.content.hashing import hashes_of
from jansetu.content.models import Placement, Post, Variant

Snapshot = dict[str, Any]


def snapshot_of(post: Post) -> Snapshot:
    """Title, variants with texts, pictures and hashes, and where each goes; only variants that are placed
    or whose text somebody wrote.
    """
    variants = Variant.objects.filter(post=post).order_by("kind", "language", "channel", "pk")
    variants = variants.prefetch_related("pictures__media")
    hashes = hashes_of([variant.pk for variant in variants])
    return {
        "title": post.title,
        "kind": post.kind,
        # Only where somebody said so: what was saved before there were labels stays equal to itself.
        **({"urgent": True} if post.is_urgent else {}),
        **({"label": post.label} if post.label else {}),
        "variants": [_variant(variant, hashes[variant.pk]) for variant in variants],
        "placements": _placements(post),
    }


def _variant(variant: Variant, digest: str) -> dict[str, Any]:
    return {
        "id": variant.pk,
        "kind": variant.kind,
        "language": variant.language,
        "channel": variant.channel_id,
        "title": variant.title,
        "text": variant.text,
        "hash": digest,
        "pictures": [
            {"media": picture.media_id, "digest": picture.media.digest, "alt": picture.alt}
            | ({"film": True} if picture.media.is_film else {})
            for picture in variant.pictures.all()
        ],
    }


def _placements(post: Post) -> list[dict[str, Any]]:
    rows = Placement.objects.filter(post=post).select_related("channel", "repost_of").order_by("pk")
    return [
        {
            "channel": row.channel_id,
            "handle": row.channel.handle,
            "kind": row.channel.kind,
            "variant": row.variant_id,
            "repost_of": row.repost_of.channel_id if row.repost_of else None,
            "delay_minutes": row.delay_minutes,
        }
        for row in rows
    ]
