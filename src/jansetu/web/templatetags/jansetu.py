"""What templates need in order to speak: both languages side by side, Indian dates, icons, states."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language

from jansetu.content.editing import platform_name
from jansetu.core.clock import utcnow
from jansetu.fields.words import in_language

register = template.Library()
INDIA = ZoneInfo("Asia/Kolkata")


def _locale() -> str:
    return "en_IN" if (get_language() or "").startswith("en") else "hi_IN"


@register.simple_tag
def t(hi: str, en: str, **facts: Any) -> str:
    """`{% t "हिन्दी {name}" "English {name}" name=… %}`: the reader's language, facts escaped."""
    said = in_language(hi, en)
    if not facts:
        return format_html("{}", said)
    return format_html(said, **facts)


@register.filter
def said(thing: Any, part: str = "") -> str:
    """The Hindi or English of anything that has both: `unit|said:"name"`, `finding|said`."""
    prefix = f"{part}_" if part else ""
    hi, en = getattr(thing, f"{prefix}hi", ""), getattr(thing, f"{prefix}en", "")
    return in_language(hi, en) or hi


@register.filter
def moment(when: datetime | None) -> str:
    """24 नव॰ 2026, सुबह 10:30 (24 Nov 2026, 10:30 am), in India."""
    hour = "h:mm a" if _locale() == "en_IN" else "B h:mm"
    return format_datetime(when, f"d MMM y, {hour}", tzinfo=INDIA, locale=_locale()) if when else "–"


@register.filter
def day(when: date | datetime | None) -> str:
    """24 नवंबर 2026."""
    if isinstance(when, datetime):
        when = when.astimezone(INDIA).date()
    return format_date(when, "d MMMM y", locale=_locale()) if when else "–"


@register.filter
def ago(when: datetime | None) -> str:
    """3 घंटे पहले."""
    if when is None:
        return "–"
    return format_timedelta(when - utcnow(), add_direction=True, locale=_locale())


@register.filter
def rupees(amount: Decimal) -> str:
    """1,23,456.50: lakhs and crores, two places."""
    return format_decimal(amount, format="#,##,##0.00", locale="en_IN")


@register.filter
def typed(when: datetime | None) -> str:
    """As an input of type datetime-local wants it, in India's time."""
    return when.astimezone(get_current_timezone()).strftime("%Y-%m-%dT%H:%M") if when else ""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from our own sheet; without a label it is decoration and says nothing."""
    sheet = static("jansetu/icons.svg")
    if not label:
        return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sheet, name)
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, sheet, name
    )


# Which colour and drawing a state has; colour is never the only sign.
TONES = {
    "received": ("wait", "inbox"),
    "taken": ("work", "pen"),
    "returned": ("care", "back"),
    "planned": ("work", "pen"),
    "published": ("good", "check"),
    "declined": ("calm", "cross"),
    "waiting": ("wait", "clock"),
    "running": ("work", "play"),
    "draft": ("calm", "pen"),
    "awaiting": ("wait", "clock"),
    "approved": ("good", "check"),
    "withdrawn": ("bad", "cross"),
    "held": ("wait", "pause"),
    "due": ("wait", "clock"),
    "sending": ("work", "send"),
    "sent": ("good", "check"),
    "failed": ("bad", "alert"),
    "unknown": ("care", "search"),
    "cancelled": ("calm", "cross"),
    "expired": ("calm", "clock"),
    "connected": ("good", "check"),
    "registered": ("calm", "link"),
    "unauthorized": ("bad", "alert"),
    "hacked": ("bad", "alert"),
    "closed": ("calm", "cross"),
    "done": ("good", "check"),
    "impossible": ("care", "alert"),
    "verified": ("good", "check"),
    "applied": ("wait", "clock"),
    "rejected": ("bad", "cross"),
}


@register.filter
def tone(state: str) -> str:
    """good, wait, work, care, bad or calm: the colour of its rail and chip."""
    return TONES.get(str(state), ("calm", "dot"))[0]


@register.simple_tag
def chip(state: str, label: Any) -> SafeString:
    """A state as a small sign with drawing and words."""
    colour, drawing = TONES.get(str(state), ("calm", "dot"))
    return format_html('<span class="chip is-{}">{}{}</span>', colour, icon(drawing), label)


@register.filter
def platform(kind: str) -> str:
    """A platform as the reader calls it."""
    return platform_name(kind)


# How one attempt ended.
OUTCOMES = {
    "sent": ("प्रकाशित", "published"),
    "rejected": ("मंच ने अस्वीकार किया", "the platform refused it"),
    "not_authorized": ("चैनल की अनुमति नहीं", "the channel is not authorised"),
    "limited": ("मंच की सीमा पूरी", "the platform's limit was reached"),
    "unavailable": ("मंच उपलब्ध नहीं", "the platform was not available"),
    "unknown": ("परिणाम अज्ञात", "outcome unknown"),
    "unsent": ("भेजा नहीं गया", "nothing was sent"),
}


@register.filter
def outcome(code: str) -> str:
    """How an attempt ended, in words."""
    return in_language(*OUTCOMES.get(code, (code, code)))
