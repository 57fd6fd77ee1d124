"""Decides which text each channel carries, and which channels repost instead of repeating. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.models import Variant
from jansetu.core.errors import Refusal
from jansetu.core.text.fingerprint import fingerprint

STAGGER = 5  # minutes between one repost and the next, so that accounts do not act as one machine


@dataclass(frozen=True, slots=True)
class Place:
    """One channel: its variant, the channel whose post it reposts, and how much later."""

    channel: Channel
    variant: Variant
    source: Channel | None = None
    delay_minutes: int = 0


def place(channels: Sequence[Channel], variants: Iterable[Variant]) -> list[Place]:
    """A place for each channel, in the order given. A Refusal names a channel that has no text.

    Where a platform forbids the same text on two accounts (X, automation rules of 2026), the first channel
    of a text publishes it and the others repost natively, staggered.
    """
    known = list(variants)
    places: list[Place] = []
    leads: dict[tuple[str, str], Channel] = {}
    reposts: Counter[tuple[str, str]] = Counter()
    for channel in channels:
        variant = _text_for(channel, known)
        # By what it says, not by its row: two texts "of their own" may read the same.
        said = (channel.kind, fingerprint(variant.text))
        lead = leads.setdefault(said, channel)
        if lead == channel or not _refuses_repeats(channel.kind):
            places.append(Place(channel, variant))
        else:
            reposts[said] += 1
            places.append(Place(channel, variant, lead, STAGGER * reposts[said]))
    return places


def needs_film(kind: str) -> bool:
    """Whether nothing is published there without a film."""
    video = registry.limits_of(kind).video
    return video is not None and video.needed


def _refuses_repeats(kind: str) -> bool:
    return kind not in registry.LOCAL_KINDS and registry.CONNECTORS[kind].refuses_identical_text


def _text_for(channel: Channel, variants: list[Variant]) -> Variant:
    """Its own text; else its platform's in its language; else its platform's in any language."""
    shared = [one for one in variants if one.kind == channel.kind and one.channel_id is None]
    own = [one for one in variants if one.channel_id == channel.pk]
    spoken = [one for one in shared if one.language == channel.language]
    for variant in [*own, *spoken, *shared]:
        return variant
    if needs_film(channel.kind):
        raise Refusal(
            "film_missing",
            hi=f"{channel.get_kind_display()} केवल वीडियो लेता है: वीडियो जोड़कर उसका पाठ लिखें, "
            f"या {channel.handle} को न चुनें।",
            en=f"{channel.kind} takes only films: add one with a text for it, or leave {channel.handle} out.",
        )
    raise Refusal(
        "text_missing",
        hi=f"{channel.get_kind_display()} के लिए पाठ नहीं लिखा गया, जबकि {channel.handle} चुना गया है।",
        en=f"There is no text for {channel.kind}, though {channel.handle} is chosen.",
    )
