"""Reads the texts that WhatsApp approved for an account. Writes none there: Meta approves them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from jansetu.audit.operations import record
from jansetu.channels.bridge import ask
from jansetu.channels.credentials import open_credentials
from jansetu.channels.models import Channel, MessageTemplate
from jansetu.connectors import registry
from jansetu.connectors.capabilities import KeepsTemplates
from jansetu.connectors.contracts import Connector, TemplateFacts
from jansetu.core.errors import Refusal
from jansetu.orgs.rights import Actor
from jansetu.orgs.roles import Capability


def has_templates(channel: Channel) -> bool:
    """Whether the platform asks for approved texts and tells them."""
    connector = registry.CONNECTORS.get(channel.kind)
    return connector is not None and issubclass(connector, KeepsTemplates)


def read_templates(channel: Channel, *, by: Actor, now: datetime) -> int:
    """Ask the platform for all of the account's templates and keep what it tells; how many there are.

    One that it names no more is forgotten here too. What waited for a template goes through the checks again.
    """
    by.require(Capability.DESK, channel.unit, now=now)
    credentials = open_credentials([channel.pk]).get(channel.pk)
    if credentials is None:
        raise Refusal(
            "not_connected",
            hi="यह चैनल जुड़ा नहीं है; पहले जोड़ें।",
            en="This channel is not connected; connect it first.",
        )
    told = ask(channel, credentials, _templates)
    with transaction.atomic():
        _keep(channel, told, now)
        record(
            "channel.templates_read",
            by=by,
            subject=("channels.channel", channel.pk),
            unit_id=channel.unit_id,
            detail={"templates": len(told)},
            now=now,
        )
    return len(told)


async def _templates(connector: Connector) -> tuple[TemplateFacts, ...]:
    if not isinstance(connector, KeepsTemplates):
        raise Refusal("no_templates", hi="यह मंच साँचे नहीं रखता।", en="This platform keeps no templates.")
    return await connector.templates()


def _keep(channel: Channel, told: Iterable[TemplateFacts], now: datetime) -> None:
    kept = []
    for one in told:
        row, _ = MessageTemplate.objects.update_or_create(
            channel=channel,
            name=one.name,
            language=one.language,
            defaults={
                "body": one.body,
                "header": one.header,
                "category": one.category,
                "state": one.state,
                "read_at": now,
            },
        )
        kept.append(row.pk)
    MessageTemplate.objects.filter(channel=channel).exclude(pk__in=kept).delete()
