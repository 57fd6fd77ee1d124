"""What citizens may see: posts sent on the public portal, never what waits, practises or was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast

from jansetu.channels.models import Channel
from jansetu.content.models import Kind, Media, Post, Revision
from jansetu.core.text.normalise import search_key
from jansetu.orgs.models import Unit
from jansetu.publishing.models import Delivery, DeliveryQuerySet, Removal

Snapshot = dict[str, Any]


def permalink(post: int) -> str:
    """The path of a post's page, for ever."""
    return f"/p/{post}/"


def front() -> Channel | None:
    """The portal itself, whose name and owner stand on every page."""
    portals = Channel.objects.standing().filter(kind="portal", practice=False)
    return portals.select_related("unit").order_by("pk").first()


def places() -> QuerySet[Unit]:
    """The districts and departments by which citizens look for news, by name."""
    kinds = [Unit.Kind.DISTRICT, Unit.Kind.DEPARTMENT]
    return Unit.objects.standing().filter(kind__in=kinds).order_by("-kind", "name_hi", "pk")


def published(*, search: str = "", unit: Unit | None = None, language: str = "hi") -> DeliveryQuerySet:
    """The newest sent portal delivery of every post that is not taken back, newest first.

    Of a post that stands there in two languages the one in `language`.
    """
    preferred = Case(When(variant__language=language, then=Value(0)), default=Value(1))
    chosen = _public().filter(post=OuterRef("post")).order_by(preferred, "-sent_at", "-pk").values("pk")
    shown = _public().filter(pk=Subquery(chosen[:1]))
    if unit is not None:
        submitted_there = Q(post__submission__unit__path__startswith=unit.path)
        shown = shown.filter(submitted_there | Q(post__unit__path__startswith=unit.path))
    return _with_facts(_found(shown, search_key(search).split())).order_by("-sent_at", "-pk")


def editions(post: int) -> dict[str, PublicPost]:
    """What stands on the portal of one post, by language; nothing where citizens may see nothing of it."""
    rows = with_corrections(_with_facts(_standing().filter(post=post))).order_by("sent_at", "pk")
    return {one.language: one for one in map(shown, rows)}


def was_published(post: int) -> bool:
    """Whether citizens could once read it, whatever became of it since."""
    return _sent().filter(post=post).exists()


def last_updated() -> datetime | None:
    """When something was last published."""
    newest: datetime | None = _public().order_by("-sent_at").values_list("sent_at", flat=True).first()
    return newest


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
    first_sent_at: datetime | None
    corrected: bool
    pictures: tuple[PublicPicture, ...]

    @property
    def path(self) -> str:
        """Its permalink."""
        return permalink(self.post)


def shown(delivery: Delivery) -> PublicPost:
    """The approved words of a delivery of `published`; needs no further query."""
    snapshot: Snapshot = delivery.schedule.revision.snapshot
    variant = _variant(snapshot, delivery.variant_id)
    submission = delivery.post.submission
    earlier: datetime | None = getattr(delivery, "earlier", None)
    return PublicPost(
        post=delivery.post_id,
        title=snapshot["title"],
        text=variant["text"],
        language=variant["language"],
        kind=str(Kind(snapshot["kind"]).label),
        unit=submission.unit if submission else delivery.post.unit,
        sent_at=delivery.sent_at,
        first_sent_at=earlier or delivery.sent_at,
        corrected=earlier is not None,
        pictures=tuple(PublicPicture(**picture) for picture in variant["pictures"]),
    )


def with_corrections(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    """Says of each when an earlier version was first published on its channel, if one was."""
    earlier = _public().filter(post=OuterRef("post"), channel=OuterRef("channel"), pk__lt=OuterRef("pk"))
    return deliveries.annotate(earlier=Subquery(earlier.order_by("pk").values("sent_at")[:1]))


def public_media(digest: str) -> Media | None:
    """The photo of that digest, where it stands in a post that citizens may see, as it was approved."""
    standing = _standing()
    used = standing.filter(variant__pictures__media__digest=digest)
    whole = Cast("schedule__revision__snapshot", TextField())
    edited = standing.exclude(_is_as_approved()).annotate(whole=whole).filter(whole__contains=digest)
    for pk in (pk for rows in (used, edited) for pk in _media_in(rows, digest)):
        return Media.objects.get(pk=pk)
    return None


def _sent() -> DeliveryQuerySet:
    """Everything that ever reached the real portal."""
    return Delivery.objects.filter(channel__kind="portal", channel__practice=False, state=Delivery.State.SENT)


def _public() -> DeliveryQuerySet:
    """Without what was withdrawn, and without channels that a correction left out."""
    deleted = Removal.objects.filter(
        delivery=OuterRef("pk"), action=Removal.Action.DELETE, state=Removal.State.DONE
    )
    return _sent().exclude(post__state=Post.State.WITHDRAWN).filter(~Exists(deleted))


def _standing() -> DeliveryQuerySet:
    """The newest of each post on each portal channel: what a correction replaced is history."""
    newest = _public().filter(post=OuterRef("post"), channel=OuterRef("channel"))
    return _public().filter(pk=Subquery(newest.order_by("-sent_at", "-pk").values("pk")[:1]))


def _with_facts(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    return deliveries.select_related("post__unit", "post__submission__unit", "schedule__revision", "channel")


def _is_as_approved() -> Q:
    """Nobody saved the post anew since: its rows still say what its published revision says."""
    latest = Revision.objects.filter(post=OuterRef("post")).order_by("-number").values("pk")
    return Q(schedule__revision=Subquery(latest[:1]))


def _found(deliveries: DeliveryQuerySet, words: list[str]) -> DeliveryQuerySet:
    """Those whose published words hold every word: the post's own key may know what is not out yet."""
    if not words:
        return deliveries
    keyed = _is_as_approved()
    for word in words:
        keyed &= Q(post__search_key__contains=word)
    edited = deliveries.exclude(_is_as_approved())
    said = edited.values_list("pk", "variant_id", "schedule__revision__snapshot")
    found = [pk for pk, variant, snapshot in said if _holds(snapshot, variant, words)]
    return deliveries.filter(keyed | Q(pk__in=found))


def _holds(snapshot: Snapshot, variant: int, words: Iterable[str]) -> bool:
    key = search_key(f"{snapshot['title']} {_variant(snapshot, variant)['text']}")
    return all(word in key for word in words)


def _media_in(deliveries: DeliveryQuerySet, digest: str) -> Iterable[int]:
    for variant, snapshot in deliveries.values_list("variant_id", "schedule__revision__snapshot"):
        pictures = _variant(snapshot, variant)["pictures"]
        yield from (int(one["media"]) for one in pictures if one["digest"] == digest)


def _variant(snapshot: Snapshot, pk: int) -> Snapshot:
    found: Snapshot = next(one for one in snapshot["variants"] if one["id"] == pk)
    return found
