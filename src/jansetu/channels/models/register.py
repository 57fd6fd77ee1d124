"""Official accounts, who keeps them, and their sealed credentials. Passwords are never stored."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from jansetu.connectors import registry
from jansetu.core.text.normalise import normalise, search_key
from jansetu.fields.encrypted import EncryptedJSONField
from jansetu.fields.words import both
from jansetu.orgs.models import Position, Tenure, Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability


class ChannelQuerySet(models.QuerySet["Channel"]):
    """Finds channels."""

    def within(self, unit: Unit) -> ChannelQuerySet:
        """Channels owned by the unit or anything below it."""
        return self.filter(unit__path__startswith=unit.path)

    def connected(self) -> ChannelQuerySet:
        """Channels through which something can go out."""
        return self.filter(state=Channel.State.CONNECTED)

    def standing(self) -> ChannelQuerySet:
        """Channels that are not given up."""
        return self.exclude(state=Channel.State.CLOSED)

    def visible_to(self, actor: Actor, now: datetime) -> ChannelQuerySet:
        """What the present charge may look at: the channels of the units it sees, registers, connects or
        edits for, and those that its own position keeps.
        """
        reach = Q(
            pk__in=Keeper.objects.running(now).filter(position=_position_of(actor, now)).values("channel")
        )
        for capability in (Capability.VIEW, Capability.REGISTER, Capability.CONNECT, Capability.DESK):
            reach |= Q(unit__in=units_with(actor, capability, now).values("pk"))
        return self.filter(reach)

    def usable_by(self, actor: Actor, now: datetime) -> ChannelQuerySet:
        """What the desk of the present charge may place a post on: its units' channels, and the portal."""
        reach = units_with(actor, Capability.DESK, now)
        return self.standing().filter(Q(kind__in=registry.LOCAL_KINDS) | Q(unit__in=reach.values("pk")))

    def placeable_for(self, unit: Unit) -> ChannelQuerySet:
        """Those on which a post of that unit may stand: a practice room's own, or all but the rooms'."""
        if unit.practises:
            return self.filter(unit=unit, practice=True)
        return self.exclude(unit__kind=Unit.Kind.PRACTICE)

    def narrowed(self, *, kind: str = "", state: str = "", below: str = "") -> ChannelQuerySet:
        """Of one platform, in one state, of the unit with this code and below; empty narrows nothing."""
        found = self.filter(kind=kind) if kind else self
        found = found.filter(state=state) if state else found
        if not below:
            return found
        over = Unit.objects.filter(code=below).first()
        return found.within(over) if over is not None else found.none()

    def search(self, words: str) -> ChannelQuerySet:
        """Channels whose handle, name or owner holds every word; all for none."""
        found = self
        for word in normalise(words).split():
            found = found.filter(
                Q(handle__icontains=word)
                | Q(name_hi__icontains=word)
                | Q(name_en__icontains=word)
                | Q(unit__search_key__contains=search_key(word))
            )
        return found

    def for_list(self) -> ChannelQuerySet:
        """With the owner in the same query, office by office."""
        return self.select_related("unit").order_by("unit__path", "kind", "handle")


def _position_of(actor: Actor, now: datetime) -> int | None:
    held = actor.tenure is not None and actor.tenure.is_current(now)
    return actor.tenure.position_id if actor.tenure is not None and held else None


class Channel(models.Model):
    """One official account on one platform, owned by a unit, never by a person."""

    class State(models.TextChoices):
        """Whether anything can go out through it."""

        REGISTERED = "registered", both("पंजीकृत, जुड़ा नहीं", "Registered, not connected")
        CONNECTED = "connected", both("जुड़ा हुआ", "Connected")
        UNAUTHORIZED = "unauthorized", both("अनुमति समाप्त", "No longer authorised")
        HACKED = "hacked", both("हैक: रोका गया", "Hacked: stopped")
        CLOSED = "closed", both("बंद", "Closed")

    class Verification(models.TextChoices):
        """Row 2.9."""

        NONE = "none", both("आवेदन नहीं", "Not applied")
        APPLIED = "applied", both("आवेदन किया", "Applied")
        REJECTED = "rejected", both("अस्वीकृत", "Rejected")
        VERIFIED = "verified", both("सत्यापित", "Verified")

    class SecondFactorHolder(models.TextChoices):
        """Who can pass the platform's second factor; personal shows red."""

        UNKNOWN = "unknown", both("ज्ञात नहीं", "Not known")
        OFFICE = "office", both("कार्यालय का उपकरण", "Office device")
        PERSONAL = "personal", both("निजी फ़ोन", "Personal phone")
        NONE = "none", both("चालू नहीं", "Not switched on")

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

    @property
    def in_private_hands(self) -> tuple[str, ...]:
        """Names of the fields that a leaving officer would take along; they show red."""
        second_factor = self.second_factor == self.SecondFactorHolder.PERSONAL
        held = {
            "recovery_email": bool(self.recovery_email) and self.recovery_email_is_personal,
            "recovery_phone": bool(self.recovery_phone) and self.recovery_phone_is_personal,
            "second_factor": second_factor,
        }
        return tuple(name for name, personal in held.items() if personal)


class Credential(models.Model):
    """The tokens of one channel, sealed. Its repr shows nothing."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="credential")
    sealed = EncryptedJSONField()  # the connector's credentials dataclass as a dict
    connected_by = models.ForeignKey(Tenure, on_delete=models.PROTECT, null=True, related_name="+")
    connected_at = models.DateTimeField()
    renewed_at = models.DateTimeField(null=True)  # when what is sealed last took the place of an older one
    expires_at = models.DateTimeField(null=True)
    refresh_at = models.DateTimeField(null=True)  # when it is renewed next; null: never by itself
    owner = models.CharField(max_length=80, default="", blank=True)  # who renews it now
    lease_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # passing ones, one after another
    doubts = models.PositiveSmallIntegerField(default=0)  # renewals whose answer was lost, one after another
    announced = models.CharField(max_length=10, default="", blank=True)  # of its end: "week", then "day"

    class Meta:
        indexes = [
            models.Index(
                fields=["refresh_at"], condition=Q(refresh_at__isnull=False), name="credential_to_renew"
            ),
            models.Index(
                fields=["expires_at"], condition=Q(expires_at__isnull=False), name="credential_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"credential of channel {self.channel_id}"

    @property
    def sealed_at(self) -> datetime:
        """Since when these tokens are the channel's: by it others notice that theirs are old."""
        return self.renewed_at or self.connected_at

    @property
    def renews(self) -> bool:
        """Whether they are renewed without anybody's doing."""
        return self.refresh_at is not None


class KeeperQuerySet(models.QuerySet["Keeper"]):
    """Finds keepers."""

    def running(self, now: datetime) -> KeeperQuerySet:
        """Duties that run at `now`."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now)


class Keeper(models.Model):
    """A position that keeps a channel (custodian) or works it (operator): custody stays with the position."""

    class Duty(models.TextChoices):
        """What the position does."""

        CUSTODIAN = "custodian", both("संरक्षक", "Custodian")
        OPERATOR = "operator", both("संचालक", "Operator")

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="keepers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    order_number = models.CharField(max_length=80, default="", blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects: ClassVar[KeeperQuerySet] = KeeperQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "position", "duty"], condition=Q(until__isnull=True), name="keeper_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.duty} of {self.channel_id}"
