"""What an event means, and who must know: handlers that `config/wiring.py` names. Each may hear one twice."""

from __future__ import annotations

from collections.abc import Sequence

from jansetu.audit.models import Event
from jansetu.channels.custody import custody_of
from jansetu.channels.models import Channel
from jansetu.content.models import Revision
from jansetu.notifications.operations import News, tell
from jansetu.orgs.models import Person
from jansetu.publishing.models import Delivery, Recurrence

ABOUT_CHANNELS = (
    "channel.unauthorized",
    "channel.hacked",
    "channel.expires_soon",
    "channel.renewal_in_doubt",
)
ABOUT_DELIVERIES = (
    "delivery.asks",
    "delivery.rejected",
    "delivery.expired",
    "delivery.over_budget",
    "delivery.undecided",
    "delivery.removal_failed",
    "delivery.removal_impossible",
)

ABOUT_RECURRENCES = ("recurrence.ended", "recurrence.skipped")
ENDED = {
    "withdrawn": ("पोस्ट वापस ली गई।", "The post was withdrawn."),
    "changed": (
        "पोस्ट अनुमोदन के बाद बदली; नए अनुमोदन के बाद फिर बनाएँ।",
        "The post changed after its approval; make it anew once it is approved again.",
    ),
}


def tell_of_channel(event: Event) -> None:
    """A channel's custodians and operators hear what became of its access."""
    channel = Channel.objects.filter(pk=int(event.subject_id)).first()
    if channel is None:
        return
    # One cause until somebody looks: a week's and a day's warning are two.
    cause = f"channel:{channel.pk}:{event.detail.get('when', '')}"
    tell(keepers_of(channel, event), News(cause=cause, channel=channel), event)


def tell_of_delivery(event: Event) -> None:
    """Whoever scheduled and wrote the post, and the channel's custodians, hear that it needs them."""
    rows = Delivery.objects.select_related("channel", "post", "schedule__by__person")
    delivery = rows.filter(pk=int(event.subject_id)).first()
    if delivery is None or (delivery.subscriber_id is not None and event.verb == "delivery.rejected"):
        return  # one number of thousands that does not exist needs nobody: the broadcast's line counts it
    code = delivery.error_code or str(event.detail.get("code", ""))
    asks = event.verb == "delivery.asks"  # one summary for the desk, whatever the platforms
    cause = f"asks:{delivery.post.unit_id}" if asks else f"{delivery.channel.kind}:{code}"[:120]
    news = News(
        cause=cause,
        channel=delivery.channel,
        post=delivery.post,
        reason_hi=delivery.error_hi,
        reason_en=delivery.error_en,
    )
    concerned = [delivery.schedule.by.person, *_authors(delivery), *keepers_of(delivery.channel, event)]
    tell(concerned, news, event)


def tell_of_recurrence(event: Event) -> None:
    """Whoever made it and wrote the post hear that it stopped by itself, or that a time was left out."""
    rows = Recurrence.objects.select_related("post", "made_by__person", "revision__author__person")
    one = rows.filter(pk=int(event.subject_id)).first()
    if one is None:
        return
    ended = event.verb == "recurrence.ended"
    hi, en = ENDED.get(str(event.detail.get("code", "")), ("", "")) if ended else ("", "")
    news = News(cause=f"recurrence:{one.pk}", post=one.post, reason_hi=hi, reason_en=en)
    tell([one.made_by.person, one.revision.author.person], news, event)


def keepers_of(channel: Channel, event: Event) -> list[Person]:
    """Who answers for the channel at the moment of the event, and who works it."""
    custody = custody_of([channel], event.at)[0]
    return [tenure.person for tenure in (*custody.custodians, *custody.operators)]


def _authors(delivery: Delivery) -> Sequence[Person]:
    """Who wrote the version that went out."""
    revision = Revision.objects.filter(pk=delivery.schedule.revision_id).select_related("author__person")
    return [one.author.person for one in revision]
