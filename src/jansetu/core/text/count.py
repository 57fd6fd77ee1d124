"""How long a text is on each platform; web/static/jansetu/js/counter.js, the live counter, is its twin."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from jansetu.core.text.hashtags import MENTIONS, Entity, find_urls

Rule = Literal["x", "graphemes", "mastodon", "characters"]

LINK_LENGTH = 23  # a link on X (twitter-text 3.1 configuration) and on Mastodon, whatever its real length
# Everything outside these ranges weighs two (twitter-text 3.1, version 3 weights): Devanagari one, ₹ • … two.
HEAVY = regex.compile(r"[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
REFUSED_BY_X = regex.compile(r"[\ufffe\ufeff\uffff]")

TONE = r"[\U0001f3fb-\U0001f3ff]"
ADULT = r"[👨👩]"
CHILD = r"[👦👧]"
# Emoji 11, the table of twitter-text 3.1. What is newer counts more there, and so here: never too little.
TONED = r"(?![🤌🤏🤝🤼👫-👯🥷🦻🧍-🧏\U0001fa70-\U0001faff])\p{Emoji_Modifier_Base}"  # toned later
EMOJI = regex.compile(
    "|".join(
        [
            rf"{ADULT}\u200d❤\ufe0f\u200d(?:💋\u200d)?{ADULT}",
            rf"{ADULT}(?:\u200d{ADULT})?(?:\u200d{CHILD}){{1,2}}",
            rf"{ADULT}{TONE}?\u200d(?:[⚕⚖✈]\ufe0f|[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰🦱🦲🦳])",
            rf"(?:(?:{TONED})(?:{TONE}|\ufe0f)?|[👯🤼🧞🧟])\u200d[♀♂]\ufe0f",
            r"🏳\ufe0f\u200d🌈|🏴\u200d☠\ufe0f|👁\u200d🗨|🏴[\U000e0061-\U000e007a]{5}\U000e007f",
            rf"(?:{TONED}){TONE}",
            r"[\U0001f1e6-\U0001f1ff]{2}",
            r"[#*0-9]\ufe0f?\u20e3",
            r"(?=\p{Emoji})(?:[\u00a9-\u3299]|(?!\p{Emoji_Presentation})[\U0001f000-\U0001faff])\ufe0f",
        ]
    )
)
CLUSTER = regex.compile(r"\X")
JOINER, CONSONANT, BETWEEN = r"\p{InCB=Linker}", r"\p{InCB=Consonant}", r"[\p{InCB=Extend}\p{InCB=Linker}]"
# A halant with no consonant before it joins nothing (GB9c), but \X of regex 2026.11 joins it.
LOOSE_HALANT = regex.compile(rf"(?<!{CONSONANT}{BETWEEN}{{0,9}}){JOINER}{BETWEEN}{{0,9}}{CONSONANT}")
# Ruby counts each consonant of a conjunct, where Unicode since 15.1 (GB9c) counts क्ष as one.
CONJUNCT = regex.compile(r"[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d][\p{M}\u200d]{0,9}\p{L}")


@dataclass(frozen=True, slots=True)
class Measure:
    """A length in the platform's own unit, its limit, and whether the text may be sent."""

    length: int
    limit: int
    fits: bool


def measure(text: str, rule: Rule, limit: int, limit_bytes: int | None = None) -> Measure:
    """Count as the platform counts; `limit_bytes` caps UTF-8 bytes besides (Bluesky). An empty text fits."""
    length = COUNTS[rule](text)
    fits = length <= limit and (limit_bytes is None or len(text.encode()) <= limit_bytes)
    return Measure(length, limit, fits and not (rule == "x" and REFUSED_BY_X.search(text)))


def _x(text: str) -> int:
    """Weighted length of the NFC text: a link 23, an emoji 2, a heavy character 2, all else 1."""
    text = unicodedata.normalize("NFC", text)
    links = find_urls(text)
    rest, emoji = EMOJI.subn("", _without(text, links, "\n"))
    return LINK_LENGTH * len(links) + 2 * emoji + len(rest) - len(links) + len(HEAVY.findall(rest))


def _graphemes(text: str) -> int:
    """Extended grapheme clusters of UAX 29, with conjuncts whole: क्ष is one."""
    return len(CLUSTER.findall(text)) + len(LOOSE_HALANT.findall(text))


def _mastodon(text: str) -> int:
    """Clusters as the server's Ruby counts them; links with https:// 23, @name@server as @name."""
    links = [link for link in find_urls(text) if "://" in link.value]
    text = MENTIONS["mastodon"].sub(r"@\g<local>", _without(text, links, "x" * LINK_LENGTH))
    return sum(1 + len(CONJUNCT.findall(cluster)) for cluster in CLUSTER.findall(text))


def _without(text: str, links: Sequence[Entity], instead: str) -> str:
    for link in reversed(links):
        text = text[: link.start] + instead + text[link.end :]
    return text


COUNTS: dict[Rule, Callable[[str], int]] = {
    "x": _x,
    "graphemes": _graphemes,
    "mastodon": _mastodon,
    "characters": len,
}
