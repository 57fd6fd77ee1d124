"""What citizens may see: posts sent on the public portal, never what waits, practises or was withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from jansetu.channels.models import Channel
from jansetu.content.models import Kind, Media, Post, VariantPicture
from jansetu.core.text.normalise import search_key
from jansetu.core.text.parts import parts_of
from jansetu.orgs.models import Unit
from jansetu.publishing.models import Delivery, DeliveryQuerySet, Removal
from jansetu.publishing.states import IN_DOUBT, WAITING

Snapshot = dict[str, Any]
# Written out, not a parameter: SQLite uses an index of some rows only where it can read their condition.
SENT = Func(template="'sent'", output_field=CharField())


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
    portals = _portals()
    preferred = Case(When(variant__language=language, then=Value(0)), default=Value(1))
    chosen = _public(portals).filter(post=OuterRef("post")).order_by(preferred, "-sent_at", "-pk")
    shown = _public(portals).filter(pk=Subquery(chosen.values("pk")[:1]))
    if unit is not None:
        shown = shown.filter(_of(unit))
    return _with_facts(_found(shown, search_key(search).split(), portals)).order_by("-sent_at", "-pk")


def editions(post: int) -> dict[str, PublicPost]:
    """What stands on the portal of one post, by language; nothing where citizens may see nothing of it."""
    rows = with_corrections(_with_facts(_standing(_portals()).filter(post=post))).order_by("sent_at", "pk")
    return {one.language: one for one in map(shown, rows)}


def was_published(post: int) -> bool:
    """Whether citizens could once read it, whatever became of it since."""
    return _sent(_portals()).filter(post=post).exists()


def last_updated() -> datetime | None:
    """When something was last published."""
    newest: datetime | None = (
        _public(_portals()).order_by("-sent_at", "-pk").values_list("sent_at", flat=True).first()
    )
    return newest


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicPicture:
    """A photo, or a film, as the portal shows it."""

    media: int
    digest: str
    alt: str
    film: bool = False


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
        text="\n\n".join(parts_of(variant["text"])),  # a thread is read as one text here
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
    earlier = _without_taken_back(Delivery.objects.filter(state=Delivery.State.SENT)).filter(
        post=OuterRef("post"), channel=OuterRef("channel"), pk__lt=OuterRef("pk")
    )
    return deliveries.annotate(earlier=Subquery(earlier.order_by("pk").values("sent_at")[:1]))


def public_media(digest: str) -> Media | None:
    """The photo of that digest, where it stands in a post that citizens may see, as it was approved."""
    portals = _portals()
    used = VariantPicture.objects.filter(media__digest=digest).values_list("variant__post", flat=True)
    for posts in (set(used), _being_changed(portals)):
        rows = _standing(portals).filter(post__in=posts)
        for pk in _media_in(rows, digest):
            return Media.objects.get(pk=pk)
    return None


def _portals() -> list[int]:
    """The real portals: one, or one for each language."""
    return list(Channel.objects.filter(kind="portal", practice=False).values_list("pk", flat=True))


def _sent(portals: list[int]) -> DeliveryQuerySet:
    """Everything that ever reached them. Of one portal the newest are read from an index, in order."""
    there = Q(channel=portals[0]) if len(portals) == 1 else Q(channel__in=portals)
    return Delivery.objects.filter(there, state=SENT)


def _public(portals: list[int]) -> DeliveryQuerySet:
    """Without what was withdrawn, and without channels that a correction left out."""
    return _without_taken_back(_sent(portals)).exclude(post__state=Post.State.WITHDRAWN)


def _without_taken_back(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    action, done = Removal.Action.DELETE, Removal.State.DONE
    deleted = Removal.objects.filter(delivery=OuterRef("pk"), action=action, state=done)
    return deliveries.filter(~Exists(deleted))


def _standing(portals: list[int]) -> DeliveryQuerySet:
    """The newest of each post on each portal channel: what a correction replaced is history."""
    newest = _public(portals).filter(post=OuterRef("post"), channel=OuterRef("channel"))
    return _public(portals).filter(pk=Subquery(newest.order_by("-sent_at", "-pk").values("pk")[:1]))


def _of(unit: Unit) -> Q:
    """Notes of the unit and below, and what its desk wrote; each found by its own index."""
    below = list(Unit.objects.within(unit).values_list("pk", flat=True))
    noted = Post.objects.filter(submission__unit__in=below).values("pk")
    return Q(post__in=noted) | Q(post__in=Post.objects.filter(unit__in=below).values("pk"))


def _with_facts(deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
    return deliveries.select_related("post__unit", "post__submission__unit", "schedule__revision", "channel")


def _being_changed(portals: list[int]) -> list[int]:
    """Published posts that somebody saved anew, or whose correction waits for its hour: their rows may say
    what is not out yet.
    """
    settled = [Post.State.APPROVED, Post.State.WITHDRAWN]
    is_out = Exists(_sent(portals).filter(post=OuterRef("pk")))
    saved = Post.objects.exclude(state__in=settled).filter(is_out).values_list("pk", flat=True)
    waiting = Delivery.objects.filter(channel__in=portals, state__in=[*WAITING, *IN_DOUBT])
    return [*saved, *waiting.values_list("post", flat=True)]


def _found(deliveries: DeliveryQuerySet, words: list[str], portals: list[int]) -> DeliveryQuerySet:
    """Those whose published words hold every word: the post's own key may know what is not out yet."""
    if not words:
        return deliveries
    keyed = Q()
    for word in words:
        keyed &= Q(post__search_key__contains=word)
    changing = deliveries.filter(post__in=_being_changed(portals))
    rows = list(changing.values_list("pk", "variant_id", "schedule__revision__snapshot"))
    found = [pk for pk, variant, snapshot in rows if _holds(snapshot, variant, words)]
    return deliveries.filter(keyed & ~Q(pk__in=[pk for pk, _, _ in rows]) | Q(pk__in=found))


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
