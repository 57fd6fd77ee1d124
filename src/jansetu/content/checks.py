"""What stands against approving a post: lengths as each platform counts, words for photos, missing texts.

Holds what the platforms and accessibility ask; what the law asks comes in `compliance`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from jansetu.channels.models import Channel
from jansetu.channels.subscribers import without_subscribers
from jansetu.connectors import registry
from jansetu.content.models import Placement, Post, Variant
from jansetu.core.text.count import Measure, measure
from jansetu.core.text.hashtags import find_hashtags, find_mentions
from jansetu.core.text.paste import read_paste

LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (`block`) or to look at (`warn`); `kind` and `language` say in which variant."""

    severity: Literal["block", "warn"]
    code: str
    hi: str
    en: str
    kind: str = ""
    language: str = ""


def findings(post: Post) -> list[Finding]:
    """Everything found in the post as it stands; three queries."""
    placements = list(Placement.objects.filter(post=post).select_related("channel", "repost_of"))
    placed = {placement.variant_id for placement in placements}
    variants = [one for one in post.variants.prefetch_related("pictures") if one.pk in placed]
    found = [] if placements else [NO_CHANNEL]
    for variant in variants:
        found += [*_of_text(variant), *_of_pictures(variant)]
    empty = without_subscribers(one.channel for one in placements)
    found += [_nobody(one.channel) for one in placements if one.channel_id in empty]
    return found + [_not_connected(one.channel) for one in placements if not _can_send(one.channel)]


def is_blocked(found: list[Finding]) -> bool:
    """Whether anything must be mended first."""
    return any(finding.severity == "block" for finding in found)


NO_CHANNEL = Finding("block", "no_channel", "कोई चैनल नहीं चुना गया।", "No channel is chosen.")


def length_of(kind: str, text: str) -> Measure:
    """How long a text is there."""
    limits = registry.limits_of(kind)
    return measure(text, limits.counts, limits.text, limits.text_bytes)


def _of_text(variant: Variant) -> Iterator[Finding]:
    place = (variant.kind, variant.language)
    label = variant.get_kind_display()
    if not LETTER.search(variant.text):
        yield Finding(
            "block",
            "no_words",
            f"{label}: पाठ में कोई शब्द नहीं है।",
            f"{label}: there are no words in the text.",
            *place,
        )
    counted = length_of(variant.kind, variant.text)
    if not counted.fits:
        over = f"{counted.length}/{counted.limit}"
        yield Finding(
            "block",
            "too_long",
            f"{label}: पाठ सीमा से लंबा है ({over})।",
            f"{label}: the text is over the limit ({over}).",
            *place,
        )
    yield from _of_tags(variant)
    for span in read_paste(variant.text).debris:
        yield Finding("warn", span.code, f"{label}: {span.hi}", f"{label}: {span.en}", *place)


def _of_tags(variant: Variant) -> Iterator[Finding]:
    limits, label = registry.limits_of(variant.kind), variant.get_kind_display()
    counted = (
        ("too_many_hashtags", "हैशटैग", "hashtags", limits.hashtags, find_hashtags),
        ("too_many_mentions", "उल्लेख (@)", "mentions", limits.mentions, find_mentions),
    )
    for code, hi, en, most, find in counted:
        if most is not None and len(find(variant.text)) > most:
            yield Finding(
                "block",
                code,
                f"{label}: अधिकतम {most} {hi}।",
                f"{label}: at most {most} {en}.",
                variant.kind,
                variant.language,
            )


def _of_pictures(variant: Variant) -> Iterator[Finding]:
    place = (variant.kind, variant.language)
    label = variant.get_kind_display()
    pictures = list(variant.pictures.all())
    limits = registry.limits_of(variant.kind)
    most = limits.pictures
    if len(pictures) < limits.pictures_needed:
        yield Finding(
            "block",
            "picture_needed",
            f"{label}: यहाँ फ़ोटो के बिना पोस्ट नहीं जाती; कम से कम {limits.pictures_needed} फ़ोटो जोड़ें।",
            f"{label}: nothing goes out here without a photo; add at least {limits.pictures_needed}.",
            *place,
        )
    if len(pictures) > most:
        yield Finding(
            "block",
            "too_many_pictures",
            f"{label}: अधिकतम {most} फ़ोटो।",
            f"{label}: at most {most} photos.",
            *place,
        )
    if any(not LETTER.search(picture.alt) for picture in pictures):
        yield Finding(
            "block",
            "alt_missing",
            f"{label}: हर फ़ोटो में क्या दिखता है, यह लिखें (दृष्टिबाधित नागरिकों के लिए)।",
            f"{label}: say what each photo shows, for citizens who cannot see it.",
            *place,
        )


def _can_send(channel: Channel) -> bool:
    return channel.is_local or channel.state == Channel.State.CONNECTED


def _nobody(channel: Channel) -> Finding:
    return Finding(
        "block",
        "no_subscribers",
        f"{channel.get_kind_display()} {channel.handle}: सूची में कोई सदस्य नहीं है, इसलिए किसी को नहीं जाएगा।",
        f"{channel.kind} {channel.handle}: the list has no subscriber, so nobody would get it.",
        channel.kind,
    )


def _not_connected(channel: Channel) -> Finding:
    return Finding(
        "warn",
        "not_connected",
        f"{channel.get_kind_display()} {channel.handle} जुड़ा नहीं है; जुड़ने तक वहाँ नहीं जाएगा।",
        f"{channel.kind} {channel.handle} is not connected; nothing goes out there until it is.",
        channel.kind,
    )
