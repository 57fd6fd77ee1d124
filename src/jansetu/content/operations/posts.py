"""Makes posts out of notes and saves what the desk makes of them, every version with its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from jansetu.audit.operations import record
from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.carrying import needs_title
from jansetu.content.labels import label_key
from jansetu.content.models import (
    ApprovalRequest,
    Media,
    Placement,
    Post,
    Revision,
    Submission,
    SubmissionMedia,
    Variant,
    VariantPicture,
)
from jansetu.content.operations import submissions
from jansetu.content.operations.drafts import forget_draft
from jansetu.content.placing import needs_film, place
from jansetu.content.snapshots import snapshot_of
from jansetu.content.suggesting import suggest
from jansetu.core.errors import Refusal
from jansetu.core.text.normalise import normalise, search_key
from jansetu.orgs.models import Unit
from jansetu.orgs.rights import Actor, not_allowed, units_with
from jansetu.orgs.roles import Capability

TITLE = 200  # characters of a variant's title that are kept
LABEL = 80  # of a campaign's label


@dataclass(frozen=True, slots=True)
class PictureInput:
    """A stored photo and the words for those who cannot see it."""

    media: int
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantInput:
    """The text for one platform in one language, or for one channel alone."""

    kind: str
    language: str
    text: str
    pictures: tuple[PictureInput, ...] = ()  # or the one film
    channel: int | None = None
    title: str = ""  # of a film or a mail


@dataclass(frozen=True, kw_only=True, slots=True)
class PostInput:
    """The whole post as the editor left it. The first of several channels on X publishes, the rest repost."""

    title: str
    kind: str
    variants: Sequence[VariantInput]
    channels: Sequence[int]
    note: str = ""
    is_urgent: bool = False
    label: str = ""  # of a campaign


def start_post(
    *, unit: Unit, kind: str, title: str, submission: Submission | None = None, by: Actor, now: datetime
) -> Post:
    """A post at a desk; out of a note it begins with suggested texts and the note's photos."""
    by.require(Capability.DESK, unit, now=now)
    if submission is not None and submission.unit.practises and unit != submission.unit:
        raise practice_stays_practice()
    with transaction.atomic():
        if submission is not None:
            submissions.plan(submission, by=by, now=now)
        post = Post.objects.create(unit=unit, submission=submission, kind=kind, title=title, created_at=now)
        record("post.started", by=by, subject=("content.post", post.pk), unit_id=unit.pk, now=now)
        content = PostInput(title=title, kind=kind, variants=_first_texts(submission), channels=())
        save_post(post, content, expected_revision=0, by=by, now=now)
    return post


def practice_stays_practice() -> Refusal:
    """The sentence for what would mix practice with the real."""
    return Refusal(
        "practice_only",
        hi="अभ्यास कक्ष की सामग्री केवल उसी कक्ष के अभ्यास खातों पर जाती है, और उन पर और कुछ नहीं जाता।",
        en="What a practice room makes goes to its own practice accounts only, and nothing else goes there.",
    )


def _first_texts(submission: Submission | None) -> list[VariantInput]:
    if submission is None:
        return []
    photos = tuple(
        PictureInput(row.media_id, row.media.alt_hi) for row in submission.photos.select_related("media")
    )
    return [
        VariantInput(
            kind=kind,
            language=submission.language,
            text=suggest(kind, submission.title, submission.body),
            pictures=photos,
            title=submission.title[:TITLE] if needs_title(kind) else "",
        )
        for kind, _ in registry.kinds()
        if not needs_film(kind)
    ]


def save_post(
    post: Post, content: PostInput, *, expected_revision: int, by: Actor, now: datetime
) -> Revision:
    """A new revision, or the last one where nothing changed.

    Refused where somebody else saved after `expected_revision`. A post that waited for approval or was
    approved is a draft again: what was approved is no longer what stands here.
    """
    by.require(Capability.DESK, post.unit, now=now)
    channels = _channels(content.channels, post.unit, by, now)
    with transaction.atomic():
        locked = Post.objects.select_for_update().get(pk=post.pk)
        last = _check_revision(locked, expected_revision)
        _require_photos(locked, content, by, now)
        _write(locked, content, channels)
        snapshot = snapshot_of(locked)
        forget_draft(person=by.person, form=f"post:{post.pk}")
        if last is not None and last.snapshot == snapshot:
            return last
        _reopen(locked, now)
        revision = Revision.objects.create(
            post=locked,
            number=expected_revision + 1,
            author=by.tenure_or_refuse(),
            at=now,
            snapshot=snapshot,
            note=content.note,
        )
        record(
            "post.saved",
            by=by,
            subject=("content.post", post.pk),
            unit_id=post.unit_id,
            detail={"revision": revision.number},
            now=now,
        )
    for name in ("title", "kind", "state", "is_urgent", "label", "label_key"):
        setattr(post, name, getattr(locked, name))
    return revision


def _channels(wanted: Sequence[int], unit: Unit, by: Actor, now: datetime) -> list[Channel]:
    """The channels in the order chosen; every one must be the desk's to use, and practice stays practice."""
    found = Channel.objects.standing().select_related("unit").in_bulk(list(wanted))
    usable = set(Channel.objects.usable_by(by, now).filter(pk__in=list(found)).values_list("pk", flat=True))
    if found.keys() - usable:
        raise not_allowed()
    if Channel.objects.filter(pk__in=list(found)).exclude(
        pk__in=Channel.objects.placeable_for(unit).values("pk")
    ):
        raise practice_stays_practice()
    return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]


def _require_photos(post: Post, content: PostInput, by: Actor, now: datetime) -> None:
    """The desk's own photos, the note's, those already in the post; another's may not be public yet."""
    wanted = {one.media for variant in content.variants for one in variant.pictures}
    if not wanted:
        return
    own = Q(unit__in=units_with(by, Capability.DESK, now).values("pk"))
    own |= Q(unit=by.tenure_or_refuse().position.unit_id)
    own |= Q(pk__in=VariantPicture.objects.filter(variant__post=post).values("media"))
    own |= Q(pk__in=SubmissionMedia.objects.filter(submission=post.submission_id).values("media"))
    if Media.objects.filter(pk__in=wanted).exclude(own).exists():
        raise not_allowed()


def _check_revision(post: Post, expected: int) -> Revision | None:
    if post.state == Post.State.WITHDRAWN:
        raise Refusal("withdrawn", hi="यह पोस्ट वापस ली जा चुकी है।", en="This post has been withdrawn.")
    last = post.revisions.select_related("author__person").order_by("number").last()
    if (last.number if last else 0) != expected:
        author = last.author.person if last else None
        raise Refusal(
            "changed_meanwhile",
            hi=f"इस बीच {author} ने यह पोस्ट बदल दी। आपका लिखा मसौदे में सुरक्षित है; पृष्ठ फिर खोलें।",
            en=f"{author} changed this post meanwhile. Your words are kept as a draft; open the page again.",
        )
    return last


def _write(post: Post, content: PostInput, channels: list[Channel]) -> None:
    post.title, post.kind = normalise(content.title).strip()[:300], content.kind
    texts = " ".join(variant.text for variant in content.variants)
    post.search_key = search_key(f"{post.title} {texts}")
    post.is_urgent, post.label = content.is_urgent, " ".join(normalise(content.label).split())[:LABEL]
    post.label_key = label_key(post.label)
    post.save(update_fields=["title", "kind", "search_key", "is_urgent", "label", "label_key"])
    variants = [_write_variant(post, one) for one in content.variants]
    kept = [variant.pk for variant in variants]
    Placement.objects.filter(post=post).delete()
    # What was once approved stays, for the deliveries and approvals that point to it.
    Variant.objects.filter(post=post, approvals=None).exclude(pk__in=kept).delete()
    _write_placements(post, channels, variants)


def _write_variant(post: Post, given: VariantInput) -> Variant:
    key: dict[str, Any] = {"kind": given.kind, "language": given.language, "channel_id": given.channel}
    said = {"text": normalise(given.text).strip(), "title": normalise(given.title).strip()[:TITLE]}
    variant, _ = Variant.objects.update_or_create(post=post, **key, defaults=said)
    known = set(
        Media.objects.filter(pk__in=[one.media for one in given.pictures]).values_list("pk", flat=True)
    )
    variant.pictures.all().delete()
    VariantPicture.objects.bulk_create(
        VariantPicture(
            variant=variant, media_id=one.media, position=number, alt=normalise(one.alt).strip()[:1000]
        )
        for number, one in enumerate(given.pictures)
        if one.media in known
    )
    return variant


def _write_placements(post: Post, channels: list[Channel], variants: list[Variant]) -> None:
    written: dict[int, Placement] = {}
    for one in place(channels, variants):
        written[one.channel.pk] = Placement.objects.create(
            post=post,
            channel=one.channel,
            variant=one.variant,
            repost_of=written[one.source.pk] if one.source else None,
            delay_minutes=one.delay_minutes,
        )


def _reopen(post: Post, now: datetime) -> None:
    if post.state != Post.State.DRAFT:
        ApprovalRequest.objects.filter(post=post, answered_at=None).update(answered_at=now)
        post.state = Post.State.DRAFT
        post.save(update_fields=["state"])
