"""The state's own apps at the platforms, and connecting an account through one of them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from jansetu.channels.models.register import Channel
from jansetu.connectors import registry
from jansetu.fields.encrypted import EncryptedJSONField
from jansetu.orgs.models import Tenure, Unit
from jansetu.orgs.rights import Actor, units_with
from jansetu.orgs.roles import Capability


class AppRegistrationQuerySet(models.QuerySet["AppRegistration"]):
    """Finds apps."""

    def listed_for(self, actor: Actor, now: datetime) -> AppRegistrationQuerySet:
        """The apps of units where the present charge connects channels; what is sealed stays unopened."""
        reach = units_with(actor, Capability.CONNECT, now)
        return self.filter(unit__in=reach.values("pk")).defer("sealed").select_related("unit").order_by("pk")


class AppRegistration(models.Model):
    """The state's own app at a platform, sealed; all its channels share its limits."""

    kind = models.CharField(max_length=20, choices=registry.kinds)
    name = models.CharField(max_length=100)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    sealed = EncryptedJSONField()
    registered_at = models.DateTimeField()

    objects: ClassVar[AppRegistrationQuerySet] = AppRegistrationQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.kind} app {self.name}"


class ConnectFlow(models.Model):
    """One officer's walk to the platform and back, to allow our app on one account. Used once, and soon."""

    state_digest = models.CharField(max_length=64, unique=True)  # of the secret that comes back with the code
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    app = models.ForeignKey(AppRegistration, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Tenure, on_delete=models.CASCADE, related_name="+")
    sealed = EncryptedJSONField()  # PKCE's verifier; later the accounts to choose from
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"connecting channel {self.channel_id}"
