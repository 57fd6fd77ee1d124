"""What waits for a charge in the register: lost accounts, private hands, empty custody."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from jansetu.channels.care import entrusted_to, needing_care
from jansetu.channels.custody import Custody, custody_of
from jansetu.channels.models import Channel
from jansetu.fields.words import in_language
from jansetu.orgs.rights import Actor
from jansetu.web.filling import said
from jansetu.web.waiting import Row, Section

SHOWN = 5
LOST = (Channel.State.HACKED, Channel.State.UNAUTHORIZED)


def sections(actor: Actor, now: datetime) -> list[Section]:
    """One section, of the channels that the charge answers for and that need care; at most nine queries."""
    found = needing_care(entrusted_to(actor, now), now).for_list()
    count = found.count()
    if not count:
        return []
    return [
        Section(
            title=in_language("चैनल जिन पर ध्यान देना है", "Channels that need care"),
            rows=[_row(custody) for custody in custody_of(found[:SHOWN], now)],
            count=count,
            more=f"{reverse('channels')}?care=1",
        )
    ]


def _row(custody: Custody) -> Row:
    channel = custody.channel
    state, label = _worst(custody)
    return Row(
        title=str(channel),
        url=reverse("channel", args=[channel.pk]),
        state=state,
        state_label=label,
        meta=[said(channel.unit, "name")],
    )


def _worst(custody: Custody) -> tuple[str, str]:
    channel = custody.channel
    if channel.state in LOST:
        return channel.state, str(channel.get_state_display())
    if custody.is_vacant:
        return "failed", in_language("संरक्षक का पद रिक्त", "Custodian's position vacant")
    return "failed", in_language("निजी हाथों में", "In private hands")
