"""What of a post recurs, what the desk must know before it does, and taking back what still waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jansetu.channels.subscribers import is_for_each
from jansetu.connectors import registry
from jansetu.content.models import Placement, Post
from jansetu.publishing import journal, reasons
from jansetu.publishing.models import Delivery, Recurrence
from jansetu.publishing.states import WAITING


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence in both languages."""

    hi: str
    en: str


AT_PORTAL = Caution(
    "पोर्टल पर नहीं दोहराई जाएगी: वहाँ वह पहले से है।",
    "It does not recur on the portal: it stands there already.",
)


def placements_of(post: Post) -> list[Placement]:
    """Where an occurrence goes: never to the portal, where it stands, nor to each subscriber once more."""
    return [one for one in _placed(post) if _recurs_on(one)]


def cautions(post: Post) -> list[Caution]:
    """What whoever has it recur should know of its channels; one query."""
    placed = _placed(post)
    kinds = {one.channel.kind: one.channel for one in placed}
    refusing = [
        one.get_kind_display()
        for kind, one in kinds.items()
        if not one.is_local and registry.CONNECTORS[kind].refuses_identical_text
    ]
    found = [_of_repeats(", ".join(refusing))] if refusing else []
    if any(one.is_local for one in kinds.values()):
        found.append(AT_PORTAL)
    lists = [one.get_kind_display() for one in kinds.values() if is_for_each(one)]
    return found + ([_of_lists(", ".join(lists))] if lists else [])


def cancel_waiting_times(recurrence: Recurrence, now: datetime) -> int:
    """What earlier times of it left waiting does not go out any more; how many that were.

    Inside the caller's transaction.
    """
    schedules = recurrence.occurrences.exclude(schedule=None).values("schedule")
    waiting = Delivery.objects.filter(schedule__in=schedules, state__in=WAITING)
    # Locked: what a worker claims at this moment is in doubt afterwards, not cancelled.
    locked = list(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))
    reason = reasons.SUPERSEDED_IN_TIME if not recurrence.ended else reasons.RECURRENCE_ENDED
    Delivery.objects.filter(pk__in=locked).update(state=Delivery.State.CANCELLED, **reason.as_columns())
    unit = recurrence.post.unit_id
    journal.write([("delivery.cancelled", pk, unit, {"code": reason.code}) for pk in locked], now)
    return len(locked)


def _placed(post: Post) -> list[Placement]:
    rows = Placement.objects.filter(post=post)
    return list(rows.select_related("channel__unit", "variant", "repost_of").order_by("pk"))


def _recurs_on(placement: Placement) -> bool:
    return not (placement.channel.is_local or is_for_each(placement.channel))


def _of_repeats(names: str) -> Caution:
    hi = (
        f"{names} एक ही पाठ दोबारा लेने से मना कर सकता है; तब वह वितरण रुककर आपसे पूछेगा। अलग-अलग शब्दों की "
        "कई पोस्ट बनाएँ और हर एक को अपने दिन पर दोहराएँ: एक सोमवार को, दूसरी गुरुवार को।"
    )
    en = (
        f"{names} may refuse the same text again; that delivery then waits and asks you. Make several posts "
        "in different words and give each its own days: one on Mondays, another on Thursdays."
    )
    return Caution(hi, en)


def _of_lists(names: str) -> Caution:
    hi = f"{names} के सदस्यों को फिर नहीं जाएगी: वही शब्द उन्हें दो बार नहीं भेजे जाते।"
    en = f"Subscribers of {names} do not get it again: the same words go to them only once."
    return Caution(hi, en)
