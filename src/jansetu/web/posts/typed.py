"""The post as it stands in the editor: from the database, or as somebody typed it. Writes nothing.

Every field has a name of its own, so that a draft (name: value) holds the whole editor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jansetu.channels.models import Channel
from jansetu.content.editing import LANGUAGES, PlatformRule, platform_rules
from jansetu.content.models import Media, Placement, Post, Variant, VariantPicture
from jansetu.content.operations.posts import PictureInput, PostInput, VariantInput
from jansetu.content.parting import lengths_on, parts_on
from jansetu.core.text.count import Measure
from jansetu.core.text.parts import DIVIDER


@dataclass(frozen=True, slots=True)
class TypedVariant:
    """One text. `key` names it in the form: "x-hi", or "x-c12" for the own text of channel 12."""

    rule: PlatformRule
    language: str
    text: str = ""
    with_photos: bool = True
    channel: Channel | None = None
    title: str = ""
    with_film: bool = True

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.rule.kind}-{f'c{self.channel.pk}' if self.channel else self.language}"

    @property
    def language_label(self) -> str:
        """As the reader calls it."""
        return str(LANGUAGES[self.language])

    @property
    def parts(self) -> list[tuple[str, Measure]]:
        """Each part and how long it is there: what whoever has no JavaScript sees."""
        texts = parts_on(self.rule.kind, self.text)
        return list(zip(texts, lengths_on(self.rule.kind, self.text), strict=True))

    @property
    def measured(self) -> Measure:
        """How long its longest part is there."""
        return max((length for _, length in self.parts), key=lambda one: (not one.fits, one.length))


@dataclass(frozen=True, slots=True)
class TypedPhoto:
    """A photo of the post and the words for it."""

    media: Media
    alt_hi: str = ""
    alt_en: str = ""


@dataclass(slots=True)
class TypedPost:
    """Everything in the editor."""

    title: str
    kind: str
    expected_revision: int
    variants: list[TypedVariant] = field(default_factory=list)
    photos: list[TypedPhoto] = field(default_factory=list)
    film: TypedPhoto | None = None
    channels: set[int] = field(default_factory=set)
    lead: int | None = None  # the channel that publishes where the others may only repost
    publish_at: str = ""  # as typed into the input, in India's time
    note: str = ""
    is_urgent: bool = False
    label: str = ""  # of a campaign

    def ordered(self, channels: Iterable[Channel]) -> list[Channel]:
        """The chosen ones of the channels, the leading one first."""
        chosen = [channel for channel in channels if channel.pk in self.channels]
        return sorted(chosen, key=lambda channel: channel.pk != self.lead)

    def texts(self) -> list[VariantInput]:
        """What the operation is given."""
        return [self._text(variant) for variant in self.variants]

    def _text(self, variant: TypedVariant) -> VariantInput:
        photos = self.carried(variant)
        english = variant.language == "en"
        pictures = [PictureInput(one.media.pk, one.alt_en if english else one.alt_hi) for one in photos]
        return VariantInput(
            kind=variant.rule.kind,
            language=variant.language,
            text=variant.text,
            pictures=tuple(pictures),
            channel=variant.channel.pk if variant.channel else None,
            title=variant.title if variant.rule.title is not None else "",
        )

    def carried(self, variant: TypedVariant) -> list[TypedPhoto]:
        """The film, where it goes with this text; else the photos. Our own portal shows both."""
        photos = self.photos[: variant.rule.pictures] if variant.with_photos else []
        if self.film is None or not (variant.with_film and variant.rule.takes_film):
            return photos
        return [self.film, *photos] if variant.rule.kind == "portal" else [self.film]

    def add_part(self, key: str) -> None:
        """A line that divides, at the end of one text: what is typed after it is the next part."""
        self.variants = [
            replace(one, text=f"{one.text.rstrip()}\n{DIVIDER}\n") if one.key == key else one
            for one in self.variants
        ]

    def content(self, channels: Iterable[Channel]) -> PostInput:
        """The whole post for save_post."""
        return PostInput(
            title=self.title,
            kind=self.kind,
            variants=self.texts(),
            channels=[channel.pk for channel in self.ordered(channels)],
            is_urgent=self.is_urgent,
            label=self.label,
        )

    @property
    def has_empty(self) -> bool:
        """Whether a text is still to be written."""
        return any(not variant.text.strip() for variant in self.variants)

    def source_of(self, wanted: TypedVariant) -> TypedVariant | None:
        """The text in the other language that a translation begins from: the same platform's first."""
        others = [one for one in self.variants if one.language != wanted.language and one.text.strip()]
        return min(others, key=lambda one: one.rule.kind != wanted.rule.kind, default=None)

    def has(self, key: str) -> bool:
        """Whether that text is there."""
        return any(variant.key == key for variant in self.variants)

    def add(self, variant: TypedVariant) -> None:
        """One more text, beside those of its platform."""
        order = list(platform_rules())
        self.variants = sorted([*self.variants, variant], key=lambda one: order.index(one.rule.kind))

    def move_photo(self, media: int, by: int) -> None:
        """One place towards the front (-1) or the back (1); 0 takes it out."""
        at = next((n for n, photo in enumerate(self.photos) if photo.media.pk == media), None)
        if at is None:
            return
        photo = self.photos.pop(at)
        if by:
            self.photos.insert(max(0, at + by), photo)


def stored(post: Post, revision: int) -> TypedPost:
    """As the post stands in the database; four queries.

    A text that was approved once and has no channel any more is kept for the record, not for the editor.
    """
    placements = list(Placement.objects.filter(post=post).select_related("repost_of"))
    placed = {one.variant_id for one in placements}
    rows = Variant.objects.filter(post=post).select_related("channel").order_by("pk")
    rows = rows.prefetch_related("pictures__media", "approvals")
    variants = [one for one in rows if one.pk in placed or not one.approvals.all()]
    rules = platform_rules()
    typed = TypedPost(title=post.title, kind=post.kind, expected_revision=revision)
    typed.is_urgent, typed.label = post.is_urgent, post.label
    for one in variants:
        has = _carries(one, film=False) or not any(_carries(other, film=False) for other in variants)
        filmed = _carries(one, film=True) or not any(_carries(other, film=True) for other in variants)
        said = TypedVariant(rules[one.kind], one.language, one.text, has, one.channel, one.title, filmed)
        typed.add(said)
    shown = _photos(variants)
    typed.photos = [one for one in shown if not one.media.is_film]
    typed.film = next((one for one in shown if one.media.is_film), None)
    typed.channels = {one.channel_id for one in placements}
    typed.lead = next((one.repost_of.channel_id for one in placements if one.repost_of), None)
    return typed


def _carries(variant: Variant, *, film: bool) -> bool:
    return any(one.media.is_film == film for one in variant.pictures.all())


def _photos(variants: Sequence[Variant]) -> list[TypedPhoto]:
    """All photos of the variants, in the order of the longest row of them, each with its words."""
    pictures = sorted((list(one.pictures.all()) for one in variants), key=len, reverse=True)
    found: dict[int, TypedPhoto] = {}
    language = {one.pk: one.language for one in variants}
    for picture in (one for row in pictures for one in row):
        photo = found.get(picture.media_id) or TypedPhoto(picture.media)
        found[picture.media_id] = _with_words(photo, picture, language[picture.variant_id])
    return list(found.values())


def _with_words(photo: TypedPhoto, picture: VariantPicture, language: str) -> TypedPhoto:
    if language == "en":
        return replace(photo, alt_en=photo.alt_en or picture.alt)
    return replace(photo, alt_hi=photo.alt_hi or picture.alt)


def typed(
    values: Mapping[str, Any], *, post: Post, channels: Mapping[int, Channel], media: Mapping[int, Media]
) -> TypedPost:
    """As somebody typed it, of the channels and photos that may be used here; the rest is left out."""
    read = TypedPost(
        title=str(values.get("title", post.title))[:300],
        kind=str(values.get("kind", post.kind)),
        expected_revision=_number(values.get("expected_revision")) or 0,
        channels={pk for pk in channels if values.get(f"channel-{pk}")},
        lead=_number(values.get("lead")),
        publish_at=str(values.get("publish_at", "")),
        note=str(values.get("note", "")),
        is_urgent=bool(values.get("is_urgent")),
        label=str(values.get("label", ""))[:80],
    )
    for key in str(values.get("variants", "")).split(","):
        variant = named(key, channels)
        if variant is not None and not read.has(key):
            read.variants.append(_as_typed(variant, key, values))
    read.photos = [_described(media[pk], values) for pk in photo_ids(values) if pk in media]
    read.film = next((_described(media[pk], values) for pk in film_ids(values) if pk in media), None)
    return read


def _as_typed(variant: TypedVariant, key: str, values: Mapping[str, Any]) -> TypedVariant:
    return replace(
        variant,
        text=str(values.get(f"text-{key}", "")),
        title=str(values.get(f"title-{key}", ""))[:200],
        with_photos=bool(values.get(f"photos-{key}")),
        with_film=bool(values.get(f"film-{key}")),
    )


def _described(media: Media, values: Mapping[str, Any]) -> TypedPhoto:
    words = (str(values.get(f"alt_{language}-{media.pk}", "")) for language in ("hi", "en"))
    return TypedPhoto(media, *words)


def film_ids(values: Mapping[str, Any]) -> list[int]:
    """The one film of the form, or none."""
    number = _number(values.get("film"))
    return [] if number is None else [number]


def photo_ids(values: Mapping[str, Any]) -> list[int]:
    """The photos of the form in their order, each once."""
    numbers = (_number(part) for part in str(values.get("photos", "")).split(","))
    return list(dict.fromkeys(number for number in numbers if number is not None))


def named(key: str, channels: Mapping[int, Channel]) -> TypedVariant | None:
    """The empty text of that name, or None where there can be none."""
    kind, _, whose = key.partition("-")
    rule = platform_rules().get(kind)
    channel = channels.get(_number(whose[1:]) or 0) if whose.startswith("c") else None
    if rule is None or not (whose in LANGUAGES or (channel is not None and channel.kind == kind)):
        return None
    return TypedVariant(rule, channel.language if channel else whose, channel=channel)


def _number(given: Any) -> int | None:
    said = str(given or "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None
