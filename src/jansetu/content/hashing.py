"""The hash that binds an approval: title, text, photos or film, how derived, the channels. Not the hour."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from jansetu.content.models import Variant
from jansetu.content.rendering import derivation_for
from jansetu.engine import sql

# As SQL: they are asked before every platform call, and building them anew cost more than their answer.
WORDS = "SELECT id, kind, language, text, title FROM content_variant WHERE {which}"
PICTURES = """
SELECT p.variant_id, m.digest, p.alt FROM content_variantpicture p JOIN content_media m ON m.id = p.media_id
WHERE {which} ORDER BY p.variant_id, p.position
"""
CHANNELS = """
SELECT p.variant_id, p.channel_id, source.channel_id FROM content_placement p
LEFT JOIN content_placement source ON source.id = p.repost_of_id
WHERE {which} ORDER BY p.variant_id, p.channel_id
"""


def variant_hash(variant: Variant) -> str:
    """The hash of one variant as it stands in the database."""
    return hashes_of([variant.pk])[variant.pk]


def hashes_of(variants: Iterable[int]) -> dict[int, str]:
    """By variant id, for those that exist; three queries however many."""
    wanted = sql.ids(variants)
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
        for pk, kind, language, text, title in sql.fetch(WORDS.format(which=sql.any_of("id")), [wanted])
    }


def _pictures(wanted: Any) -> dict[int, list[Any]]:
    """Digests of the originals and the words for them, in their order."""
    found: dict[int, list[Any]] = {}
    for variant, digest, alt in sql.fetch(PICTURES.format(which=sql.any_of("p.variant_id")), [wanted]):
        found.setdefault(variant, []).append([digest, alt])
    return found


def _channels(wanted: Any) -> dict[int, list[Any]]:
    """Channels, each with the one whose post it reposts."""
    found: dict[int, list[Any]] = {}
    for variant, channel, source in sql.fetch(CHANNELS.format(which=sql.any_of("p.variant_id")), [wanted]):
        found.setdefault(variant, []).append([channel, source])
    return found


def _digest(facts: dict[str, Any]) -> str:
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
