"""The one for whom a delivery is: whether they may still be written to, in what form, and at what address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import regex
from django.conf import settings

from jansetu.channels.models import MessageTemplate, Subscriber
from jansetu.connectors.contracts import Template
from jansetu.content.models import VariantPicture
from jansetu.engine import sql
from jansetu.publishing.checks import Hold
from jansetu.publishing.models import Delivery
from jansetu.publishing.rows import Row

ASK_FOR_TEMPLATE = frozenset({"whatsapp"})
PLACE = regex.compile(r"\{\{\s*(\w+)\s*\}\}")
# "Template components", WhatsApp Business Platform, developers.facebook.com, read 25.11.2026: a body has at
# most 1,024 characters with its places filled, and no place takes a line break, a tab or more than 4 spaces.
LONGEST_BODY = 1024
MEDIA = ("image", "video", "document", "location")  # heads that ask for something beside the words
TALK_LEFT = timedelta(minutes=1)  # a window that closes while the call is under way is no window
LEFT = Hold(
    Delivery.State.CANCELLED,
    "left",
    hi="सदस्य ने सूची छोड़ दी है, या उनका पता बंद है।",
    en="The subscriber has left the list, or the address is dead.",
)
NO_TEMPLATE = Hold(
    Delivery.State.HELD,
    "no_template",
    hi="इस भाषा और इतने लंबे पाठ के लिए WhatsApp का कोई स्वीकृत साँचा (एक स्थान वाला) नहीं है; साँचे पढ़ें।",
    en="WhatsApp has approved no template with one place for this language and length; read the templates.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Where and how one delivery goes."""

    recipient: str = ""
    template: Template | None = None
    leave_url: str = ""


NOBODY = Reach()


def verdict(rows: Iterable[Row], now: datetime) -> dict[int, Hold]:
    """By delivery: why it may not go to its subscriber. What is not named may."""
    mine = [row for row in rows if row.subscriber is not None]
    if not mine:
        return {}
    chosen = templates_of(mine, now)
    found = {}
    for row in mine:
        if row.subscriber_state != Subscriber.State.ACTIVE:
            found[row.delivery] = LEFT
        elif _asks_for_template(row, now) and row.delivery not in chosen:
            found[row.delivery] = NO_TEMPLATE
    return found


def note_waiting(stopped: Sequence[tuple[Row, Hold]], now: datetime) -> None:
    """Since when the held ones wait for a template: templates read later let them go on."""
    held = [row.delivery for row, hold in stopped if hold is NO_TEMPLATE]
    if held:
        sql.change(
            f"UPDATE publishing_delivery SET due_at = %s WHERE {sql.any_of('id')}",  # noqa: S608 (ours)
            [sql.at(now), sql.ids(held)],
        )


def reaches(rows: Sequence[Row], now: datetime) -> dict[int, Reach]:
    """By delivery, for those with a subscriber; addresses are opened for these rows alone."""
    mine = {row.delivery: row.subscriber for row in rows if row.subscriber is not None}
    if not mine:
        return {}
    people = Subscriber.objects.only("pk", "sealed", "token").in_bulk(set(mine.values()))
    chosen = templates_of(rows, now)
    return {
        delivery: Reach(
            recipient=(people[pk].sealed or {}).get("address", ""),
            template=chosen.get(delivery),
            leave_url=leave_url(people[pk].token),
        )
        for delivery, pk in mine.items()
    }


def leave_url(token: str) -> str:
    """Where a subscriber leaves with one click, for ever."""
    return f"{settings.JANSETU_PUBLIC_URL}/leave/{token}/"


def templates_of(rows: Sequence[Row], now: datetime) -> dict[int, Template]:
    """By delivery, for those outside of a talk: the approved text with its place filled, if there is one."""
    asking = [row for row in rows if _asks_for_template(row, now)]
    if not asking:
        return {}
    approved = MessageTemplate.objects.filter(
        channel__in={row.channel for row in asking}, state__iexact="approved"
    ).order_by("name", "language")
    known = list(approved)
    heads = _heads({row.variant for row in asking})
    made: dict[tuple[int, int], Template | None] = {}
    for row in asking:
        place = (row.channel, row.variant)
        if place not in made:
            made[place] = _filled(row, known, heads.get(row.variant, ""))
    return {row.delivery: one for row in asking if (one := made[row.channel, row.variant]) is not None}


def _heads(variants: Iterable[int]) -> dict[int, str]:
    """By variant, what must stand above the body: its photo or its film."""
    rows = VariantPicture.objects.filter(variant__in=list(variants))
    found = rows.values_list("variant", "media__seconds")
    return {variant: "image" if seconds is None else "video" for variant, seconds in found}


def _asks_for_template(row: Row, now: datetime) -> bool:
    if row.subscriber is None or row.kind not in ASK_FOR_TEMPLATE:
        return False
    return not row.talk_until or sql.moment(row.talk_until) < now + TALK_LEFT


def _filled(row: Row, known: Sequence[MessageTemplate], header: str) -> Template | None:
    """The first by name in the variant's language with one place and a fitting head."""
    said = flat(row.text)
    for one in known:
        fits = one.channel_id == row.channel and one.language.split("_")[0].lower() == row.language
        head = one.header if one.header in MEDIA else ""
        if not fits or head != header or len(PLACE.findall(one.body)) != 1:
            continue
        if len(PLACE.sub("", one.body)) + len(said) <= LONGEST_BODY:
            return Template(name=one.name, language=one.language, parameters=(said,))
    return None


def flat(text: str) -> str:
    """On one line, as a template's place takes it."""
    return " ".join(text.split())
