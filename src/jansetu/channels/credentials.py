"""Opens sealed credentials for whoever publishes. They leave this module only as a connector's dataclass."""

from __future__ import annotations

from collections.abc import Iterable

from jansetu.channels.models import Credential
from jansetu.connectors import registry
from jansetu.connectors.contracts import Credentials


def open_credentials(channels: Iterable[int]) -> dict[int, Credentials]:
    """By channel id, for those that have credentials; one query. KeyMissing where a seal does not open."""
    sealed = Credential.objects.filter(channel__in=list(channels)).select_related("channel")
    return {
        credential.channel_id: registry.credentials_from(credential.channel.kind, credential.sealed)
        for credential in sealed
    }
