"""What an editor is told while it writes: each platform's rule, and which channel repeats or reposts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.models import Post, Submission, Variant
from jansetu.content.operations.posts import VariantInput
from jansetu.content.placing import Place, needs_film, place
from jansetu.content.suggesting import suggest
from jansetu.fields.words import both

LANGUAGES = {"hi": both("हिन्दी", "Hindi"), "en": both("अंग्रेज़ी", "English")}
LOCAL_LABELS = {"portal": both("पोर्टल", "Portal")}


@dataclass(frozen=True, slots=True)
class PlatformRule:
    """How a platform counts, what one post may carry there, and whether it forbids the same text twice."""

    kind: str
    label: str
    counts: str
    limit: int
    limit_bytes: int | None
    pictures: int
    refuses_repeats: bool
    takes_film: bool
    needs_film: bool
    title: int | None  # characters of a film's or a mail's title; None: there is none
    further: int  # parts that may follow the first text
    follows_as: str  # "thread", "comment" or nothing


def platform_rules() -> dict[str, PlatformRule]:
    """Every platform's, by kind, in the order in which pages list them."""
    return {kind: _rule(kind, label) for kind, label in registry.kinds()}


def platform_name(kind: str) -> str:
    """A platform as the reader calls it."""
    rule = platform_rules().get(kind)
    return str(rule.label) if rule else kind


def _rule(kind: str, label: str) -> PlatformRule:
    limits = registry.limits_of(kind)
    refuses = kind not in registry.LOCAL_KINDS and registry.CONNECTORS[kind].refuses_identical_text
    return PlatformRule(
        kind=kind,
        label=LOCAL_LABELS.get(kind, label),
        counts=limits.counts,
        limit=limits.text,
        limit_bytes=limits.text_bytes,
        pictures=limits.pictures,
        refuses_repeats=refuses,
        takes_film=limits.video is not None,
        needs_film=needs_film(kind),
        title=limits.title,
        further=limits.further,
        follows_as=limits.follows_as,
    )


def planned(channels: Sequence[Channel], variants: Sequence[VariantInput]) -> list[Place]:
    """Where each channel's words would come from if this were saved. A Refusal names one without a text."""
    typed = [
        Variant(pk=-number, kind=one.kind, language=one.language, channel_id=one.channel, text=one.text)
        for number, one in enumerate(variants, start=1)
    ]
    return place(channels, typed)


def first_text(post: Post, kind: str, language: str, channel: int | None) -> str:
    """The text with which a variant begins: what it once said; else what was written for its platform in
    that language; else, where the note speaks the language, the note's sentences that fit.
    """
    known = list(Variant.objects.filter(post=post, kind=kind, language=language))
    for variant in sorted(known, key=lambda one: one.channel_id != channel):
        return variant.text
    note: Submission | None = post.submission
    if note is None or note.language != language:
        return ""
    return suggest(kind, note.title, note.body)
