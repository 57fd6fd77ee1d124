"""What the desk makes of a note: a post with its variants, pictures, placements and revisions."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.content.models.media import Media
from jansetu.content.models.submissions import Kind, Submission, SubmissionStep
from jansetu.core.text.normalise import search_key
from jansetu.fields.words import both
from jansetu.orgs.models import Person, Tenure, Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability

LABELS_LOOKED_AT = 500  # posts; older labels are no suggestion


class PostQuerySet(models.QuerySet["Post"]):
    """Finds posts."""

    def awaiting_approval(self) -> PostQuerySet:
        """Posts whose latest revision somebody must still approve or return."""
        return self.filter(state=Post.State.AWAITING)

    def at_desks_of(self, actor: Actor, now: datetime) -> PostQuerySet:
        """Posts of the desks where the present charge edits, newest first."""
        reach = units_with(actor, Capability.DESK, now)
        return self.filter(unit__in=reach.values("pk")).order_by("-created_at", "-pk")

    def visible_to(self, actor: Actor, now: datetime) -> PostQuerySet:
        """Posts that the present charge may read: it oversees, edits for or approves their unit."""
        reach = Q(pk__in=[])
        for capability in (Capability.VIEW, Capability.DESK, Capability.APPROVE):
            reach |= Q(unit__in=units_with(actor, capability, now).values("pk"))
        return self.filter(reach)

    def written_by(self, person: Person) -> PostQuerySet:
        """Posts of which a person, in any charge, wrote the note, wrote it anew, or wrote any version."""
        versions = Revision.objects.filter(author__person=person).values("post")
        written = [Submission.State.RECEIVED]  # the step of whoever sent the note or wrote it anew
        steps = SubmissionStep.objects.filter(by__person=person, state__in=written, desk=None)
        notes = steps.values("submission")
        sent = Q(submission__sender__person=person)
        return self.filter(Q(pk__in=versions) | Q(submission__in=notes) | sent)

    def awaiting_word_of(self, actor: Actor, now: datetime) -> PostQuerySet:
        """Posts that the present charge may approve or return now: nothing that its person wrote any of."""
        if actor.person is None:
            return self.none()
        reach = units_with(actor, Capability.APPROVE, now)
        awaited = self.awaiting_approval().filter(unit__in=reach.values("pk"))
        own = Post.objects.written_by(actor.person)
        return awaited.exclude(pk__in=own.values("pk")).order_by("created_at", "pk")

    def labels(self) -> list[str]:
        """The campaign labels that these posts carry, each once in its newest spelling, latest used first."""
        used = self.exclude(label_key="").order_by("-created_at", "-pk")
        newest = used.values_list("label_key", "label")[:LABELS_LOOKED_AT]
        found: dict[str, str] = {}
        for key, label in newest:
            found.setdefault(key, label)
        return list(found.values())

    def search(self, words: str) -> PostQuerySet:
        """Posts whose texts, in any spelling, hold every word; all for none."""
        found = self
        for word in search_key(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def for_list(self) -> PostQuerySet:
        """With desk, note and sender's office in the same query."""
        return self.select_related("unit", "submission__unit", "submission__sender__person")


class Post(models.Model):
    """Content only: what will be said, in a variant per platform and language."""

    class State(models.TextChoices):
        """Where the content stands; where it was delivered is publishing's to say."""

        DRAFT = "draft", both("मसौदा", "Draft")
        AWAITING = "awaiting", both("अनुमोदन की प्रतीक्षा", "Awaiting approval")
        RETURNED = "returned", both("सुधार के लिए लौटी", "Returned to be mended")
        APPROVED = "approved", both("अनुमोदित", "Approved")
        WITHDRAWN = "withdrawn", both("वापस ली गई", "Withdrawn")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose desk edits it
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="posts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    search_key = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    # Disaster, relief, public safety, condolence: overtakes what waits, and no territory's hold stops it.
    is_urgent = models.BooleanField(default=False, db_default=False)
    label = models.CharField(max_length=80, default="", db_default="", blank=True)  # of a campaign
    label_key = models.CharField(max_length=80, default="", db_default="", blank=True)  # in any spelling
    created_at = models.DateTimeField()

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-created_at"], condition=~Q(label_key=""), name="post_labels")
        ]

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    """The text of a post for one platform in one language."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=20, choices=registry.kinds)  # the platform
    language = models.CharField(max_length=2, default="hi")
    # A channel's own text; null: for every channel of the platform in this language.
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200, default="", blank=True)  # of a film or a mail
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "kind", "language"], condition=Q(channel=None), name="variant_once"
            ),
            models.UniqueConstraint(
                fields=["post", "channel"], condition=Q(channel__isnull=False), name="own_text_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind} {self.language}"


class VariantPictureQuerySet(models.QuerySet["VariantPicture"]):
    """Finds photos and films of variants."""

    def photos(self) -> VariantPictureQuerySet:
        """Those that stand still."""
        return self.filter(media__seconds=None)

    def films(self) -> VariantPictureQuerySet:
        """Those that move."""
        return self.filter(media__seconds__isnull=False)


class VariantPicture(models.Model):
    """A photo in a variant, or its one film, with the words for those who cannot see it."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="pictures")
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=1000)

    objects: ClassVar[VariantPictureQuerySet] = VariantPictureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.variant_id}:{self.position}"


class Placement(models.Model):
    """A channel that a post is meant for, and how: its own publication or a native repost of another."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="placements")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="placements")
    repost_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="reposts")
    delay_minutes = models.PositiveSmallIntegerField(default=0)  # reposts are staggered

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "channel"], name="placement_once")]

    def __str__(self) -> str:
        return f"{self.post_id} @ {self.channel_id}"


class Revision(models.Model):
    """The whole post as one author left it; every one is kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    snapshot = models.JSONField()  # variants, pictures, alt texts, placements
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.post_id} r{self.number}"
