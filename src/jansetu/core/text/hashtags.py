"""Finds hashtags, mentions and links as the platforms find them; Hindi hashtags keep their matras."""

from __future__ import annotations

from typing import Literal

import regex

from jansetu.core.text.links import Entity, byte_span, find_urls
from jansetu.core.text.spans import meets

__all__ = ["Entity", "byte_span", "find_hashtags", "find_mentions", "find_urls"]

TAG_SIGN = (
    r"[\p{L}\p{M}\p{Nd}_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003"
    r"\u0f0b\u0f0c\u00b7]"
)
# After a variation selector a tag may begin although the selector is itself a mark: ✌️#हैशटैग.
HASHTAG = regex.compile(
    rf"(?:(?<=[\ufe0e\ufe0f])|(?<!{TAG_SIGN}|&))[#＃](?![\ufe0f\u20e3])"
    rf"(?P<name>(?={TAG_SIGN}*[\p{{L}}\p{{M}}]){TAG_SIGN}++)(?![#＃]|://)"
)
WORD = r"\p{L}\p{M}\p{Nd}\p{Pc}"
MENTIONS = {
    "x": regex.compile(
        r"(?:(?<![a-z0-9_!#$%&*@＠])|(?<=(?:^|[^a-z0-9_+~.\-])rt:?))[@＠](?P<name>[a-z0-9_]{1,20}+)"
        r"(?![@＠\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]|://)",
        regex.IGNORECASE,
    ),
    "mastodon": regex.compile(
        rf"(?<![=/{WORD}])@(?P<name>(?P<local>[a-z0-9_]+(?:[.\-]+[a-z0-9_]+)*)"
        rf"(?:@[{WORD}]+(?:[.\-]+[{WORD}]+)*)?)",
        regex.IGNORECASE,
    ),
    "bluesky": regex.compile(
        r"(?<![^\s(])@(?P<name>(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z][a-z0-9\-]*[a-z0-9])",
        regex.IGNORECASE,
    ),
}


def find_hashtags(text: str) -> tuple[Entity, ...]:
    """X's hashtags, never inside a link; the span has the sign, `value` has not. All-digit tags are none."""
    return _outside_links(text, HASHTAG)


def find_mentions(text: str, style: Literal["x", "mastodon", "bluesky"] = "x") -> tuple[Entity, ...]:
    """Mentions in the platform's form: @name, @name or @name@server, @name.server; `value` has no first @."""
    return _outside_links(text, MENTIONS[style])


def _outside_links(text: str, pattern: regex.Pattern[str]) -> tuple[Entity, ...]:
    meets_link = meets(find_urls(text))
    found = (Entity(match.start(), match.end(), match["name"]) for match in pattern.finditer(text))
    return tuple(one for one in found if not meets_link(one.start, one.end))
