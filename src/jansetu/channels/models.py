"""Official accounts, who keeps them, and their sealed credentials. Passwords are never stored."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.connectors import registry
from jansetu.fields.encrypted import EncryptedJSONField
from jansetu.orgs.models import Position, Tenure, Unit


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Finds channels."""

    def within(self, unit: Unit) -> ChannelQuerySet:
        """Channels owned by the unit or anything below it."""
        return self.filter(unit__path__startswith=unit.path)

    def connected(self) -> ChannelQuerySet:
        """Channels through which something can go out."""
        return self.filter(state=Channel.State.CONNECTED)


class Channel(models.Model):
    """One official account on one platform, owned by a unit, never by a person."""

    class State(models.TextChoices):
        """Whether anything can go out through it."""

        REGISTERED = "registered", "पंजीकृत, जुड़ा नहीं"
        CONNECTED = "connected", "जुड़ा हुआ"
        UNAUTHORIZED = "unauthorized", "अनुमति समाप्त"
        HACKED = "hacked", "हैक: रोका गया"
        CLOSED = "closed", "बंद"

    class Verification(models.TextChoices):
        """Row 2.9."""

        NONE = "none", "आवेदन नहीं"
        APPLIED = "applied", "आवेदन किया"
        REJECTED = "rejected", "अस्वीकृत"
        VERIFIED = "verified", "सत्यापित"

    class SecondFactorHolder(models.TextChoices):
        """Who can pass the platform's second factor; personal shows red."""

        UNKNOWN = "unknown", "ज्ञात नहीं"
        OFFICE = "office", "कार्यालय का उपकरण"
        PERSONAL = "personal", "निजी फ़ोन"
        NONE = "none", "चालू नहीं"

    kind = models.CharField(max_length=20, choices=registry.kinds)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    handle = models.CharField(max_length=100)  # "@CollectorUjjain"
    name_hi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="", blank=True)
    url = models.URLField(default="", blank=True)
    remote_account_id = models.CharField(max_length=100, default="", blank=True)
    language = models.CharField(max_length=2, choices=[("hi", "हिन्दी"), ("en", "English")], default="hi")
    state = models.CharField(max_length=20, choices=State.choices, default=State.REGISTERED)
    practice = models.BooleanField(default=False)  # only the sandbox's address, never a real one
    verification = models.CharField(max_length=20, choices=Verification.choices, default=Verification.NONE)
    verification_at = models.DateField(null=True, blank=True)
    badge = models.CharField(max_length=20, default="", blank=True)  # "grey", "blue", "gold"
    recovery_email = models.EmailField(default="", blank=True)
    recovery_email_is_personal = models.BooleanField(default=False)
    recovery_phone = models.CharField(max_length=20, default="", blank=True)
    recovery_phone_is_personal = models.BooleanField(default=False)
    second_factor = models.CharField(
        max_length=20, choices=SecondFactorHolder.choices, default=SecondFactorHolder.UNKNOWN
    )
    created_at = models.DateTimeField()

    objects: ClassVar[ChannelQuerySet] = ChannelQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "handle"], name="channel_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.handle}"

    @property
    def is_local(self) -> bool:
        """The portal settles in our own database, without a connector."""
        return self.kind in registry.LOCAL_KINDS


class Credential(models.Model):
    """The tokens of one channel, sealed. Its repr shows nothing."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="credential")
    sealed = EncryptedJSONField()  # the connector's credentials dataclass as a dict
    connected_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    connected_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"credential of channel {self.channel_id}"


class AppRegistration(models.Model):
    """The state's own app at a platform, sealed; all its channels share its limits."""

    kind = models.CharField(max_length=20, choices=registry.kinds)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sealed = EncryptedJSONField()
    registered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} app {self.name}"


class Keeper(models.Model):
    """A position that keeps a channel (custodian) or works it (operator): custody stays with the position."""

    class Duty(models.TextChoices):
        """What the position does."""

        CUSTODIAN = "custodian", "संरक्षक"
        OPERATOR = "operator", "संचालक"

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="keepers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    order_number = models.CharField(max_length=80, default="", blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "position", "duty"], condition=Q(until__isnull=True), name="keeper_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.duty} of {self.channel_id}"
