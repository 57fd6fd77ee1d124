"""Who asked to be told by WhatsApp or e-mail, how each agreed, and the templates WhatsApp asks for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.channels.models.register import Channel
from jansetu.fields.encrypted import EncryptedJSONField
from jansetu.fields.words import both
from jansetu.orgs.models import Tenure


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """Finds subscribers."""

    def active(self, channel: Channel) -> SubscriberQuerySet:
        """Those to whom the channel may write now."""
        return self.filter(channel=channel, state=Subscriber.State.ACTIVE)


class Subscriber(models.Model):
    """One address or number on one channel's list. The address is sealed; found again by its digest alone."""

    class State(models.TextChoices):
        """Whether anything may be sent."""

        PENDING = "pending", both("पुष्टि की प्रतीक्षा", "To be confirmed")
        ACTIVE = "active", both("सक्रिय", "Active")
        LEFT = "left", both("सदस्यता छोड़ी", "Left")
        DEAD = "dead", both("पता बंद", "Address is dead")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)  # keyed: from the address alone it cannot be guessed
    sealed = EncryptedJSONField(null=True)  # {"address": …}; null: erased
    token = models.CharField(max_length=43, unique=True)  # in the addresses of leaving and confirming
    language = models.CharField(max_length=2, default="hi")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    talk_until = models.DateTimeField(null=True)  # WhatsApp: free text may be sent until then
    failures = models.PositiveSmallIntegerField(default=0)  # bounces one after another
    letter_due_at = models.DateTimeField(null=True)  # when the mail that asks for the confirmation goes
    lettered_at = models.DateTimeField(null=True)  # when the last such mail went
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[SubscriberQuerySet] = SubscriberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "digest"], name="subscriber_once")]
        indexes = [
            models.Index(fields=["channel"], condition=Q(state="active"), name="subscriber_active"),
            models.Index(
                fields=["letter_due_at"], condition=Q(letter_due_at__isnull=False), name="subscriber_to_ask"
            ),
            models.Index(fields=["changed_at"], condition=Q(state="pending"), name="subscriber_pending"),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Consent(models.Model):
    """A word given or taken back, with what proves it; kept as long as the law asks, also after leaving."""

    class How(models.TextChoices):
        """By what way."""

        FORM = "form", both("पोर्टल का फ़ॉर्म", "The portal's form")
        KEYWORD = "keyword", both("संदेश में लिखकर", "A keyword in a message")
        REGISTER = "register", both("कार्यालय की पंजी", "An office's register")
        LINK = "link", both("मेल की कड़ी", "The link in a mail")
        PLATFORM = "platform", both("मंच ने बताया", "The platform told")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    given = models.BooleanField()  # false: taken back
    how = models.CharField(max_length=10, choices=How.choices)
    evidence = models.CharField(max_length=300, default="", blank=True)  # the words of the notice, the page
    at = models.DateTimeField()
    by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")  # null: they did

    def __str__(self) -> str:
        return f"{self.subscriber_id} {'gave' if self.given else 'took back'}"


class MessageTemplate(models.Model):
    """A text that WhatsApp approved for one account; its places are {{1}}, {{2}}, …"""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10)  # as the platform writes it
    body = models.TextField()
    header = models.CharField(max_length=10, default="", blank=True)  # "image", "video" or none
    category = models.CharField(max_length=20)  # "utility", "marketing"
    state = models.CharField(max_length=20)  # as the platform says: "APPROVED", "REJECTED", "PAUSED", …
    read_at = models.DateTimeField()  # when the platform told this

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "name", "language"], name="message_template_once")
        ]

    def __str__(self) -> str:
        return self.name
