"""What offices send, what the desk makes of it, and who approved exactly what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.channels.models import Channel
from jansetu.connectors import registry
from jansetu.orgs.models import Person, Tenure, Unit


class Media(models.Model):
    """An original photo, stripped of its location, named by the digest of its bytes."""

    digest = models.CharField(max_length=64)
    file = models.CharField(max_length=200)  # below the media folder: "ab/abcdef….jpg"
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # bytes
    alt_hi = models.CharField(max_length=500, default="", blank=True)
    alt_en = models.CharField(max_length=500, default="", blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest[:12]


class Rendition(models.Model):
    """One media item as one platform takes it; made once, from the original, by a named derivation."""

    media = models.ForeignKey(Media, on_delete=models.CASCADE, related_name="renditions")
    derivation = models.CharField(max_length=60)  # "jpeg:1600:85:v1": enters the approval's hash
    digest = models.CharField(max_length=64)
    file = models.CharField(max_length=200)
    mime = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["media", "derivation"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.derivation} of {self.media_id}"


class Kind(models.TextChoices):
    """What a note or a post is about."""

    ANNOUNCEMENT = "announcement", "घोषणा"
    SCHEME = "scheme", "योजना"
    PROGRAMME = "programme", "कार्यक्रम"
    MEETING = "meeting", "बैठक"
    ACHIEVEMENT = "achievement", "उपलब्धि"
    ORDER = "order", "आदेश या निर्देश"
    STORY = "story", "सफलता की कहानी"
    SPEECH = "speech", "भाषण"
    MESSAGE = "message", "संदेश"
    HELPLINE = "helpline", "हेल्पलाइन व जनसुनवाई"
    PRESS_NOTE = "press_note", "समाचार"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Finds submissions."""

    def for_desk(self, unit: Unit) -> SubmissionQuerySet:
        """What lies at the desk of a unit, oldest first."""
        return self.filter(desk=unit).order_by("received_at")


class Submission(models.Model):
    """A department officer's note as it came; never edited by the desk."""

    class State(models.TextChoices):
        """Where it stands, as its sender sees it."""

        RECEIVED = "received", "प्राप्त"
        TAKEN = "taken", "डेस्क पर"
        RETURNED = "returned", "लौटाया गया"
        PLANNED = "planned", "पोस्ट बनी"
        PUBLISHED = "published", "प्रकाशित"
        DECLINED = "declined", "उपयोग नहीं हुआ"

    reference = models.CharField(max_length=60, unique=True)  # told to the sender
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose note
    desk = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose desk receives it
    sender = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    body = models.TextField()
    pasted = models.TextField(default="", blank=True)  # the text as it came, before furniture was cut
    language = models.CharField(max_length=2, default="hi")
    event_date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, default="", blank=True)
    public_interest = models.TextField(default="", blank=True)  # row 0.16
    search_key = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    received_at = models.DateTimeField()
    form_key = models.CharField(max_length=40, unique=True)  # one form sent twice is one submission

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.title


class SubmissionMedia(models.Model):
    """A photo that came with a note."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="photos")
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.submission_id}:{self.position}"


class SubmissionStep(models.Model):
    """Who moved a note from one state to the next, when, and why."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=Submission.State.choices)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(default="", blank=True)
    earlier = models.JSONField(null=True)  # what the note said before its sender wrote it anew

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.state}"


class Draft(models.Model):
    """What somebody has typed and not yet sent; saved as they type, deleted when sent."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=60)  # "submission:<form_key>", "post:12"
    values = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="draft_once")]

    def __str__(self) -> str:
        return self.form


class PostQuerySet(models.QuerySet["Post"]):
    """Finds posts."""

    def awaiting_approval(self) -> PostQuerySet:
        """Posts whose latest revision somebody must still approve or return."""
        return self.filter(state=Post.State.AWAITING)


class Post(models.Model):
    """Content only: what will be said, in a variant per platform and language."""

    class State(models.TextChoices):
        """Where the content stands; where it was delivered is publishing's to say."""

        DRAFT = "draft", "मसौदा"
        AWAITING = "awaiting", "अनुमोदन की प्रतीक्षा"
        RETURNED = "returned", "सुधार के लिए लौटी"
        APPROVED = "approved", "अनुमोदित"
        WITHDRAWN = "withdrawn", "वापस ली गई"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose desk edits it
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="posts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    search_key = models.TextField(default="", blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField()

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.title


class Variant(models.Model):
    """The text of a post for one platform in one language."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=20, choices=registry.kinds)  # the platform
    language = models.CharField(max_length=2, default="hi")
    # A channel's own text; null: for every channel of the platform in this language.
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="+")
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


class VariantPicture(models.Model):
    """A photo in a variant, with the words for those who cannot see it."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="pictures")
    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=1000)

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


class ApprovalRequest(models.Model):
    """Somebody asks that one revision be approved and published at an hour (null: at once)."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="requests")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"request for {self.revision}"


class Approval(models.Model):
    """One officer's word for exactly this variant: bound to its hash, void when anything in it changes."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="approvals")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    hash = models.CharField(max_length=64)
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(default="", blank=True)

    def __str__(self) -> str:
        return f"{self.variant}: {self.hash[:12]}"


class Return(models.Model):
    """An approver sent a revision back, and said why."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="returns")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"{self.revision} returned"
