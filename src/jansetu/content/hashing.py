"""The hash that binds an approval: title, text, photos or film, how derived, the channels. Not the hour."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from jansetu.content.models import Placement, Variant, VariantPicture
from jansetu.content.rendering import derivation_for


def variant_hash(variant: Variant) -> str:
    """The hash of one variant as it stands in the database."""
    return hashes_of([variant.pk])[variant.pk]


def hashes_of(variants: Iterable[int]) -> dict[int, str]:
    """By variant id, for those that exist; three queries however many."""
    wanted = list(variants)
    pictures, channels = _pictures(wanted), _channels(wanted)
    return {
        pk: _digest(
            {
                "kind": kind,
                "language": language,
                "text": text,
                **({"title": title} if title else {}),
                "pictures": pictures.get(pk, []),
                "derivation": derivation_for(kind) if pk in pictures else "",
                "channels": channels.get(pk, []),
            }
        )
        for pk, kind, language, text, title in Variant.objects.filter(pk__in=wanted).values_list(
            "pk", "kind", "language", "text", "title"
        )
    }


def _pictures(variants: list[int]) -> dict[int, list[Any]]:
    """Digests of the originals and the words for them, in their order."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = VariantPicture.objects.filter(variant__in=variants).order_by("variant", "position")
    for variant, digest, alt in rows.values_list("variant_id", "media__digest", "alt"):
        found[variant].append([digest, alt])
    return dict(found)


def _channels(variants: list[int]) -> dict[int, list[Any]]:
    """Channels, each with the one whose post it reposts."""
    found: dict[int, list[Any]] = defaultdict(list)
    rows = Placement.objects.filter(variant__in=variants).order_by("variant", "channel")
    for variant, channel, source in rows.values_list("variant_id", "channel_id", "repost_of__channel_id"):
        found[variant].append([channel, source])
    return dict(found)


def _digest(facts: dict[str, Any]) -> str:
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
