"""Which kinds of posts wait during which hold, and after how long a post is too old to go out unasked.

All that is decided about it stands here, dated, with its reason; nothing else knows a kind by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from jansetu.content.models import Kind
from jansetu.fields.words import both


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldRule:
    """One kind of hold: its name, what waits and why, and sentences that its reason may begin with."""

    hi: str
    en: str
    waits: frozenset[str]
    why_hi: str
    why_en: str
    ready: Mapping[str, tuple[str, str]]
    by_state: bool = False  # only whoever may stop the whole state lays and lifts it
    asks: timedelta = timedelta(days=14)  # how long what waits may be answered: a state mourns for seven days


K = Kind
CELEBRATIONS = frozenset({K.ACHIEVEMENT, K.STORY, K.PROGRAMME, K.SCHEME, K.SPEECH, K.MESSAGE})
# Our own choice, 25.11.2026, to be confirmed by the state's order on mourning. Most posts of these kinds show
# celebration, opening or success; a greeting is a MESSAGE, and so a condolence, which goes marked as urgent.
# Always passing: orders, helplines, news of the day (PRESS_NOTE, MEETING), and whatever is marked as urgent.
HOLDS: Mapping[str, HoldRule] = {
    "mourning": HoldRule(
        hi="राजकीय शोक",
        en="State mourning",
        # A new promise is a festive occasion too.
        waits=CELEBRATIONS | {K.ANNOUNCEMENT},
        why_hi="शोक में उत्सव, उपलब्धि, शुभकामना और घोषणा की पोस्ट रुकती हैं।",
        why_en="During mourning celebrations, achievements, greetings and announcements wait.",
        ready={
            "state": (
                "राजकीय शोक घोषित: उत्सव और उपलब्धि की पोस्ट रुकें",
                "State mourning is declared: celebrations and achievements wait",
            ),
            "nation": (
                "राष्ट्रीय शोक घोषित: उत्सव और उपलब्धि की पोस्ट रुकें",
                "National mourning is declared: celebrations and achievements wait",
            ),
            "local": (
                "क्षेत्र में दुखद घटना: संवेदना में उत्सव की पोस्ट रुकें",
                "A grievous event here: celebrations wait out of respect",
            ),
        },
    ),
    "disaster": HoldRule(
        hi="आपदा",
        en="Disaster",
        # Relief is announced: held relief harms more than an announcement that sounds out of place.
        waits=CELEBRATIONS,
        why_hi="आपदा में उत्सव और उपलब्धि की पोस्ट रुकती हैं; राहत, आदेश, घोषणा और हेल्पलाइन जाती रहती हैं।",
        why_en="In a disaster celebrations and achievements wait; relief, orders and helplines go on.",
        ready={
            "flood": ("बाढ़ या अतिवृष्टि: केवल राहत की सूचना जाए", "Flood or heavy rain: only relief goes out"),
            "accident": (
                "बड़ी दुर्घटना या जनहानि: केवल राहत की सूचना जाए",
                "A great accident or loss of life: only relief goes out",
            ),
            "other": ("आपदा: केवल राहत की सूचना जाए", "Disaster: only relief goes out"),
        },
    ),
    "election": HoldRule(
        hi="चुनाव आचार संहिता",
        en="Election freeze",
        # Any kind may name a functionary, an achievement or a scheme, and no text is judged yet: so all wait.
        waits=frozenset(K),
        why_hi="आदर्श आचार संहिता में हर पोस्ट रुकती है; केवल वही जाती है जिसे अनुमोदक ने तत्काल मानकर अनुमोदित किया।",
        why_en="Under the Model Code every post waits; only what an approver passed as urgent goes out.",
        ready={
            "eci": (
                "भारत निर्वाचन आयोग ने चुनाव घोषित किया: आदर्श आचार संहिता लागू",
                "The Election Commission of India announced a poll: the Model Code is in force",
            ),
            "sec": (
                "राज्य निर्वाचन आयोग ने चुनाव घोषित किया: आदर्श आचार संहिता लागू",
                "The State Election Commission announced a poll: the Model Code is in force",
            ),
        },
        by_state=True,
        asks=timedelta(days=180),  # the Code of 2024 stood for about twelve weeks
    ),
}
# How long after its hour a post asks instead of going out (25.11.2026, our own choice): an appeal of half an
# hour ago may send people to a place that is shut; an order or a helpline is still true in the evening.
URGENT_AGES = timedelta(minutes=30)
AGES: Mapping[str, timedelta] = {K.ORDER: timedelta(hours=6), K.HELPLINE: timedelta(hours=6)}
AGES_OTHERWISE = timedelta(hours=2)
# A broadcast goes for hours by its platform's own speed: a million messages at 80 a second take 3½.
BROADCAST_AGES = timedelta(hours=6)
# How long what is stale then waits for a word before it expires.
ASKS_WHEN_STALE = timedelta(hours=24)


def kinds() -> list[tuple[str, Any]]:
    """For the model's field: a new kind of hold makes no migration."""
    return [(kind, both(rule.hi, rule.en)) for kind, rule in HOLDS.items()]


def ages_after(about: str, *, urgent: bool, to_each: bool) -> timedelta:
    """How long after its hour a delivery is too old to go out unasked."""
    if to_each:
        return BROADCAST_AGES
    return URGENT_AGES if urgent else AGES.get(about, AGES_OTHERWISE)
