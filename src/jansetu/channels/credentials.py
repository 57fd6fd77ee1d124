"""Opens sealed credentials for whoever publishes. They leave this module only as a connector's dataclass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from jansetu.channels.models import Credential
from jansetu.connectors import registry
from jansetu.connectors.contracts import Credentials
from jansetu.core.errors import Refusal
from jansetu.fields.encrypted import KeyMissing


def open_credentials(channels: Iterable[int]) -> dict[int, Credentials]:
    """By channel id, for those that have credentials; one query. KeyMissing where a seal does not open."""
    sealed = Credential.objects.filter(channel__in=list(channels)).select_related("channel")
    return {
        credential.channel_id: registry.credentials_from(credential.channel.kind, credential.sealed)
        for credential in sealed
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """One channel's credentials, or why they do not open, and until when they hold."""

    credentials: Credentials | KeyMissing | Refusal
    expires_at: datetime | None


def open_each(channels: Iterable[int]) -> dict[int, Opened]:
    """By channel id, for those that have credentials; one query. A seal that stays shut hides no other."""
    rows = Credential.objects.filter(channel__in=list(channels)).annotate(token=Cast("sealed", TextField()))
    facts = rows.values_list("channel_id", "channel__kind", "token", "expires_at")
    return {
        channel: Opened(credentials=_opened(kind, token), expires_at=expires_at)
        for channel, kind, token, expires_at in facts
    }


def _opened(kind: str, token: str) -> Credentials | KeyMissing | Refusal:
    try:
        given = Credential._meta.get_field("sealed").from_db_value(token, None, connection)
        return registry.credentials_from(kind, given)
    except (KeyMissing, Refusal) as trouble:
        return trouble
