"""What stands against approving a post: lengths as each platform counts, words for photos, missing texts.

Holds what the platforms and accessibility ask; what the law asks comes in `compliance`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jansetu.channels.models import Channel
from jansetu.channels.subscribers import without_subscribers
from jansetu.connectors import registry
from jansetu.content import carrying
from jansetu.content.findings import LETTER, Finding, broken, machine_made
from jansetu.content.models import Placement, Post, Variant
from jansetu.content.models.translations import by_machine
from jansetu.content.parting import lengths_on
from jansetu.core.text.count import Measure, measure
from jansetu.core.text.hashtags import find_hashtags, find_mentions
from jansetu.core.text.parts import parts_of
from jansetu.core.text.paste import read_paste


def findings(post: Post) -> list[Finding]:
    """Everything found in the post as it stands; in a fixed number of queries."""
    placements = list(Placement.objects.filter(post=post).select_related("channel", "repost_of"))
    placed = {placement.variant_id for placement in placements}
    written = by_machine(post.variants.prefetch_related("pictures__media"))
    variants = [one for one in written if one.pk in placed]
    found = [] if placements else [NO_CHANNEL]
    for variant in variants:
        found += machine_made(variant, unread=variant.is_unread) if variant.is_machine_made else []
        found += [*_of_text(variant), *carrying.of_media(variant), *carrying.of_title(variant)]
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
    yield from _of_parts(variant)
    yield from _of_tags(variant)
    for span in read_paste(variant.text).debris:
        yield Finding("warn", span.code, f"{label}: {span.hi}", f"{label}: {span.en}", *place)


def _of_parts(variant: Variant) -> Iterator[Finding]:
    """A thread's or first comment's parts: whether any may follow, how many, and how long each is."""
    limits = registry.limits_of(variant.kind)
    wanted = len(parts_of(variant.text))
    most = 1 + limits.further
    divides = wanted > 1 and variant.kind not in registry.LOCAL_KINDS
    yield from broken(
        variant,
        (
            divides and most == 1,
            "no_parts_here",
            "यह मंच कड़ी नहीं लेता: “---” की पंक्ति हटाकर एक ही पाठ लिखें।",
            'this platform takes no threads: remove the line "---" and write one text.',
        ),
        (
            divides and wanted > most > 1,
            "too_many_parts",
            f"अधिकतम {most} भाग; अभी {wanted} हैं।",
            f"at most {most} parts; there are {wanted}.",
        ),
    )
    lengths = lengths_on(variant.kind, variant.text)
    for number, counted in enumerate(lengths, start=1):
        over = f"{counted.length}/{counted.limit}"
        hi, en = ("पाठ", "the text") if len(lengths) == 1 else (f"भाग {number}", f"part {number}")
        said = (f"{hi} सीमा से लंबा है ({over})।", f"{en} is over the limit ({over}).")
        yield from broken(variant, (not counted.fits, "too_long", *said))


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
