"""What stands in a Bluesky record: its key, its text's facets, its pictures. Talks to nobody.

Written against the lexicons app.bsky.feed.post, .repost and app.bsky.richtext.facet of August 2026.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from jansetu.connectors.contracts import Json, Outgoing, Video
from jansetu.core.text.count import measure
from jansetu.core.text.hashtags import Entity, byte_span, find_hashtags, find_mentions, find_urls

POST, REPOST, PROFILE = "app.bsky.feed.post", "app.bsky.feed.repost", "app.bsky.actor.profile"
FACET = "app.bsky.richtext.facet"
LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
TAG_GRAPHEMES, TAG_BYTES = 64, 640


def record_key(at: datetime, source: str) -> str:
    """A TID of that second, the same for the same `source`: what makes a repeated publication harmless.

    A TID is 53 bits of microseconds and 10 of a clock's number; here all below the second comes from
    `source`, so that two posts of one second share a key once in a thousand million times.
    """
    chance = int.from_bytes(hashlib.sha256(source.encode()).digest()[:8])
    microseconds = int(at.timestamp()) * 1_000_000 + chance % 1_000_000
    number = microseconds << 10 | chance >> 54
    return _written(number)


def earliest_key(at: datetime) -> str:
    """The least key of that moment: every TID made since is greater."""
    return _written(int(at.timestamp() * 1_000_000) << 10)


def moment_of(key: str) -> datetime | None:
    """When a TID was made; None where the key is none."""
    if len(key) != 13 or any(letter not in LETTERS for letter in key):
        return None
    number = 0
    for letter in key:
        number = number << 5 | LETTERS.index(letter)
    try:
        return datetime.fromtimestamp((number >> 10) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _written(number: int) -> str:
    return "".join(LETTERS[number >> shift & 31] for shift in range(60, -1, -5))


def moment(at: datetime) -> str:
    """A time as records tell it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def post_record(
    outgoing: Outgoing,
    *,
    blobs: Sequence[Json],
    dids: Mapping[str, str],
    reply: Json | None = None,
    film: Json | None = None,
) -> Json:
    """The same for every attempt. `blobs`: the uploaded pictures in their order; `dids` by handle."""
    record: Json = {
        "$type": POST,
        "text": outgoing.text,
        "createdAt": moment(outgoing.created_at),
        "langs": [outgoing.language],
    }
    if reply:
        record["reply"] = reply
    found = facets(outgoing.text, dids)
    if found:
        record["facets"] = found
    if blobs:
        images = [
            {
                "image": blob,
                "alt": picture.alt,
                "aspectRatio": {"width": picture.width, "height": picture.height},
            }
            for picture, blob in zip(outgoing.pictures, blobs, strict=True)
        ]
        record["embed"] = {"$type": "app.bsky.embed.images", "images": images}
    if film and outgoing.video:
        record["embed"] = _film(outgoing.video, film)
    return record


def _film(film: Video, blob: Json) -> Json:
    shape = {"width": film.width, "height": film.height}
    embed: Json = {"$type": "app.bsky.embed.video", "video": blob, "aspectRatio": shape}
    return embed | ({"alt": film.alt} if film.alt else {})


def reply_after(state: Json, uri: str, cid: str) -> Json:
    """Where the next part of a thread stands, once this one does: beneath it, under the same root."""
    parent = {"uri": uri, "cid": cid}
    return {"root": (state.get("reply") or {}).get("root", parent), "parent": parent}


def repost_record(uri: str, cid: str, at: datetime) -> Json:
    """A repost of exactly that version of a record."""
    return {"$type": REPOST, "subject": {"uri": uri, "cid": cid}, "createdAt": moment(at)}


def handles(text: str) -> list[str]:
    """The handles that a text mentions, each once."""
    return list(dict.fromkeys(mention.value.lower() for mention in find_mentions(text, "bluesky")))


def facets(text: str, dids: Mapping[str, str]) -> list[Json]:
    """Links, hashtags with their matras, and the mentions whose DID is known; by place, counted in bytes."""
    found = sorted(_features(text, dids), key=lambda one: one[0].start)
    return [_facet(text, entity, feature) for entity, feature in found]


def _features(text: str, dids: Mapping[str, str]) -> Iterator[tuple[Entity, Json]]:
    for link in find_urls(text):
        uri = link.value if "://" in link.value else f"https://{link.value}"
        yield link, {"$type": f"{FACET}#link", "uri": uri}
    for tag in find_hashtags(text):
        if measure(tag.value, "graphemes", TAG_GRAPHEMES, TAG_BYTES).fits:
            yield tag, {"$type": f"{FACET}#tag", "tag": tag.value}
    for mention in find_mentions(text, "bluesky"):
        did = dids.get(mention.value.lower())
        if did:
            yield mention, {"$type": f"{FACET}#mention", "did": did}


def _facet(text: str, entity: Entity, feature: Json) -> Json:
    start, end = byte_span(text, entity)
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [feature]}


def place_of(uri: str) -> tuple[str, str, str] | None:
    """The repository, collection and key of at://did/collection/key; None where it is no such address."""
    scheme, _, rest = uri.partition("://")
    parts: list[Any] = rest.split("/")
    if scheme != "at" or len(parts) != 3 or not all(parts):
        return None
    return parts[0], parts[1], parts[2]
