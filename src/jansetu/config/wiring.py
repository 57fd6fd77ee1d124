"""Who hears which event: one dict, read by the dispatcher. Handlers are idempotent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jansetu.audit.models import Event
from jansetu.content.reading_photos import hear_of_photo
from jansetu.notifications import hearing

Handler = Callable[[Event], None]

HANDLERS: Mapping[str, Sequence[Handler]] = {
    **dict.fromkeys(hearing.ABOUT_CHANNELS, (hearing.tell_of_channel,)),
    "media.stored": (hear_of_photo,),
    **dict.fromkeys(hearing.ABOUT_DELIVERIES, (hearing.tell_of_delivery,)),
    **dict.fromkeys(hearing.ABOUT_RECURRENCES, (hearing.tell_of_recurrence,)),
}
