"""What citizens may see: posts sent on the public portal, never what waits, practises or was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from jansetu.content.models import Media, Post, VariantPicture
from jansetu.core.text.normalise import search_key
from jansetu.orgs.models import Unit
from jansetu.publishing.models import Delivery, DeliveryQuerySet


def permalink(post: int) -> str:
    """The path of a post's page, for ever."""
    return f"/p/{post}/"


def published(*, search: str = "", unit: Unit | None = None) -> DeliveryQuerySet:
    """The newest sent portal delivery of every post that is not withdrawn, newest first."""
    sent = Delivery.objects.filter(channel__kind="portal", channel__practice=False, state=Delivery.State.SENT)
    newest = sent.filter(post=OuterRef("post")).order_by("-sent_at", "-pk").values("pk")[:1]
    shown = sent.filter(pk=Subquery(newest)).exclude(post__state=Post.State.WITHDRAWN)
    for word in search_key(search).split():
        shown = shown.filter(post__search_key__contains=word)
    if unit is not None:
        submitted_there = Q(post__submission__unit__path__startswith=unit.path)
        shown = shown.filter(submitted_there | Q(post__unit__path__startswith=unit.path))
    return shown.select_related(
        "post__unit", "post__submission__unit", "schedule__revision", "channel"
    ).order_by("-sent_at", "-pk")


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicPicture:
    """A photo as the portal shows it."""

    media: int
    digest: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicPost:
    """One post as it was approved, not as somebody is editing it now."""

    post: int
    title: str
    text: str
    language: str
    kind: str
    unit: Unit
    sent_at: datetime | None
    corrected: bool
    pictures: tuple[PublicPicture, ...]

    @property
    def path(self) -> str:
        """Its permalink."""
        return permalink(self.post)


def shown(delivery: Delivery) -> PublicPost:
    """The approved words of a delivery of `published`; needs no further query."""
    snapshot: dict[str, Any] = delivery.schedule.revision.snapshot
    variant = next(one for one in snapshot["variants"] if one["id"] == delivery.variant_id)
    submission = delivery.post.submission
    return PublicPost(
        post=delivery.post_id,
        title=snapshot["title"],
        text=variant["text"],
        language=variant["language"],
        kind=delivery.post.get_kind_display(),
        unit=submission.unit if submission else delivery.post.unit,
        sent_at=delivery.sent_at,
        corrected=bool(getattr(delivery, "earlier", 0)),
        pictures=tuple(PublicPicture(**picture) for picture in variant["pictures"]),
    )


def with_corrections(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """Says of each whether an earlier version was published before it."""
    earlier = Delivery.objects.filter(
        post=OuterRef("post"), channel=OuterRef("channel"), state=Delivery.State.SENT, pk__lt=OuterRef("pk")
    )
    return deliveries.annotate(earlier=Subquery(earlier.values("pk")[:1]))


def public_media(digest: str) -> Media | None:
    """The photo of that digest, where it belongs to a post that citizens may see."""
    shown_variants = published().values("variant")
    used = VariantPicture.objects.filter(variant__in=shown_variants).values("media")
    return Media.objects.filter(pk__in=used, digest=digest).first()
