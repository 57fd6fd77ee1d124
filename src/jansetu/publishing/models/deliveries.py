"""The decision to publish, the deliveries and attempts that follow from it. A delivery is the job itself."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.channels.models import Channel, Subscriber
from jansetu.content.models import Post, Revision, Variant
from jansetu.fields.words import both
from jansetu.orgs.models import Tenure

ASK_AGAIN = "ask_again"  # the code of what is held until a person says whether it still goes out


class Schedule(models.Model):
    """The decision that an approved revision goes out at an hour."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    publish_at = models.DateTimeField()
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.post_id} at {self.publish_at}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Finds deliveries."""

    def to_look_up(self, now: datetime) -> DeliveryQuerySet:
        """Those whose outcome is unknown and whose next look at the platform is due."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.filter(free, state="unknown", due_at__lte=now, waits_for_person=False)

    def maybe_public(self) -> DeliveryQuerySet:
        """What is or may be out there, and threads of which some parts are."""
        return self.filter(Q(state__in=["sent", "sending", "unknown"]) | ~Q(remote_id=""))

    def cut_short(self) -> DeliveryQuerySet:
        """Threads that ended after some of their parts, which stand in public."""
        return self.filter(state__in=["failed", "cancelled", "expired"]).exclude(remote_id="")

    def asking(self) -> DeliveryQuerySet:
        """Those that wait for a person's word whether they still go out."""
        return self.filter(state="held", error_code=ASK_AGAIN)

    def open_on(self, channel: Channel) -> DeliveryQuerySet:
        """What still waits for one channel's own timeline, soonest first."""
        waiting = self.filter(state__in=["held", "due", "sending", "unknown"])
        waiting = waiting.filter(channel=channel, subscriber=None)
        return waiting.select_related("post").order_by("due_at", "pk")


class Delivery(models.Model):
    """One variant on one channel, once. The row itself is the job."""

    class State(models.TextChoices):
        """Exactly the states of ARCHITECTURE.md; the table of moves is publishing/states.py."""

        HELD = "held", both("रुकी", "Held")
        DUE = "due", both("नियत", "Due")
        SENDING = "sending", both("भेजी जा रही", "Being sent")
        SENT = "sent", both("प्रकाशित", "Published")
        FAILED = "failed", both("असफल", "Failed")
        UNKNOWN = "unknown", both("परिणाम अज्ञात", "Outcome unknown")
        CANCELLED = "cancelled", both("निरस्त", "Cancelled")
        EXPIRED = "expired", both("समय बीत गया", "Expired")

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="deliveries")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    # The one for whom this is, where the platform delivers to each; null: the account's own timeline.
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, null=True, related_name="+")
    repost_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reposts")
    key = models.CharField(max_length=32, unique=True)  # the stable idempotency key
    approved_hash = models.CharField(max_length=64)
    # As the approver saw it: what the desk writes afterwards moves no approved delivery past a pause or hold.
    urgent = models.BooleanField(default=False, db_default=False)
    about = models.CharField(max_length=20, default="", db_default="", blank=True)  # the post's kind
    label_key = models.CharField(max_length=80, default="", db_default="", blank=True)  # its campaign label's
    fingerprint = models.CharField(max_length=64)  # of the canonical text, as a timeline would show it
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()  # the next moment at which something must be done
    wanted_at = models.DateTimeField(null=True)  # the hour for which somebody gave their word; ages it
    expires_at = models.DateTimeField()  # too old to publish after this
    created_at = models.DateTimeField()
    owner = models.CharField(max_length=80, default="", blank=True)  # the lease's holder
    lease_until = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)
    progress = models.JSONField(null=True)  # the step machine's saved state
    waits_for_person = models.BooleanField(default=False)  # unknown, and no look at the platform can tell
    # Known from the first part on that stands in public, though a thread may stop before its last one.
    remote_id = models.CharField(max_length=200, default="", blank=True)
    url = models.URLField(max_length=500, default="", blank=True)
    further_ids = models.JSONField(default=list)  # remote ids of a thread's other parts, or a first comment
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)  # on the recipient's device, as the platform told
    read_at = models.DateTimeField(null=True)
    cost = models.DecimalField(max_digits=10, decimal_places=4, default=0)  # rupees, as planned
    error_code = models.CharField(max_length=60, default="", blank=True)  # why it stands where it stands
    error_hi = models.CharField(max_length=500, default="", blank=True)
    error_en = models.CharField(max_length=500, default="", blank=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "channel"], condition=Q(subscriber=None), name="delivery_once"
            ),
            models.UniqueConstraint(
                fields=["schedule", "channel", "subscriber"],
                condition=Q(subscriber__isnull=False),
                name="delivery_to_each_once",
            ),
            models.UniqueConstraint(
                fields=["channel", "remote_id"], condition=~Q(remote_id=""), name="remote_post_once"
            ),
            # Equal texts are never in doubt at once on one channel, so a look can tell whose post it sees.
            models.UniqueConstraint(
                fields=["channel", "fingerprint"],
                condition=Q(state__in=["sending", "unknown"], subscriber=None),
                name="no_twin_in_doubt",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="delivery_due"),
            # A plan never walks through a broadcast's thousands to find the single posts of others. The
            # subscriber leads, or SQLite would take the foreign key's index, and so all that was ever sent.
            models.Index(
                fields=["subscriber", "due_at"], condition=Q(state="due"), name="delivery_due_single"
            ),
            models.Index(
                fields=["channel", "urgent", "due_at"],
                condition=Q(state="due", subscriber__isnull=False),
                name="delivery_due_each",
            ),
            models.Index(
                fields=["subscriber", "due_at"],
                condition=Q(state="due", urgent=True),
                name="delivery_urgent",
            ),
            models.Index(fields=["expires_at"], condition=Q(state="held"), name="delivery_held"),
            models.Index(
                fields=["channel", "-sent_at", "-id"], condition=Q(state="sent"), name="delivery_newest_sent"
            ),
            # What is looked at every second must not cost more as the years' deliveries pile up.
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="delivery_sending"),
            models.Index(fields=["due_at"], condition=Q(state="unknown"), name="delivery_unknown"),
        ]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.state}"

    @property
    def parts_out(self) -> list[str]:
        """Remote ids of what stands in public, in order: of a thread every part, also where it stopped."""
        return [self.remote_id, *self.further_ids] if self.remote_id else []

    @property
    def is_cut_short(self) -> bool:
        """Whether it ended after some of its parts, which stand in public."""
        ended = (self.State.FAILED, self.State.CANCELLED, self.State.EXPIRED)
        return bool(self.remote_id) and self.state in ended


class Attempt(models.Model):
    """One try, committed before the platform is called and completed after it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    owner = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)  # of the canonical text
    started_at = models.DateTimeField()
    lease_until = models.DateTimeField()  # nothing of this attempt is under way after it
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="", blank=True)  # sent, rejected, limited, …
    code = models.CharField(max_length=60, default="", blank=True)
    status = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="attempt_once")]

    def __str__(self) -> str:
        return f"{self.delivery_id}#{self.number} {self.outcome}"


class Look(models.Model):
    """One reading of the platform for an attempt whose outcome is unknown: the evidence a person is shown."""

    class Verdict(models.TextChoices):
        """What the reading proved."""

        FOUND = "found", both("मिली", "Found")
        ABSENT = "absent", both("नहीं मिली", "Not found")
        CANNOT_TELL = "cannot_tell", both("कहा नहीं जा सकता", "Cannot tell")
        UNREADABLE = "unreadable", both("पढ़ा नहीं जा सका", "Could not be read")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="looks")
    attempt = models.PositiveIntegerField()  # the number of the attempt that was looked for
    at = models.DateTimeField()  # when the reading began
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    reason = models.CharField(max_length=200, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.delivery_id}#{self.attempt} {self.verdict}"
