"""Finds the addresses that X turns into links, by the rules of twitter-text 3.1 (2020-07).

The endings are those of the root zone as of November 2026; X's own list may trail it by a few new ones.
"""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

import regex

TLDS = frozenset(files("jansetu.core.text").joinpath("tlds.txt").read_text(encoding="utf-8").split())

LATIN = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f"
LATIN += r"\u0272\u0289\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
CYRILLIC = r"\u0400-\u04ff"
MARKERS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions of writing, never part of an address
# What may stand in a host name that follows "https://": anything but ASCII punctuation, spaces and controls.
HOST = rf"[^\s\x00-\x2f\x3a-\x40\x5b-\x5f\x7b-\x9f{MARKERS}\ufeff\ufffe\uffff]"
PLAIN = rf"[a-z0-9{LATIN}]"  # and in one that stands bare

ENDING = rf"(?:{'|'.join(sorted(TLDS, key=len, reverse=True))}|xn--[-0-9a-z]+)(?![0-9a-z@+\-])"
PATH_SIGN = rf"[a-z0-9{LATIN}{CYRILLIC}!*';:=+,.$/%#\[\]\-\u2013_~@|&]"
PARENTHESES = rf"\((?:{PATH_SIGN}+|{PATH_SIGN}*\({PATH_SIGN}+\){PATH_SIGN}*)\)"
PATH = rf"/(?:(?:{PATH_SIGN}|{PARENTHESES})*(?:[a-z0-9{LATIN}{CYRILLIC}=_#/+\-]|{PARENTHESES}))?"
QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"

SCHEMED = (
    rf"(?P<scheme>https?://)(?P<host>(?:{HOST}(?:(?:{HOST}|[_\-])*{HOST})?\.)*"
    rf"{HOST}(?:(?:{HOST}|-)*{HOST})?\.{ENDING})(?::[0-9]+)?(?:{PATH})?(?:{QUERY})?"
)
# Glued to Hindi by a dot, hyphen or underscore it is still a link: X cuts the ASCII part out of the host.
GLUED = rf"(?<=[^\s\x00-\x9f{MARKERS}\ufeff\ufffe\uffff][\-_.])"
BARE = (
    rf"(?:(?<![\-_./{LATIN}])|{GLUED})(?P<bare>(?:{PLAIN}(?:(?:{PLAIN}|-)*{PLAIN})?\.)+{ENDING})"
    rf"(?:(?::[0-9]+)?{PATH}(?:{QUERY})?)?"
)
LINK = regex.compile(rf"(?<![a-z0-9@＠$#＃])(?:{SCHEMED}|{BARE})", regex.IGNORECASE)
SHORTENED = regex.compile(
    r"https?://t\.co/([a-z0-9]+)(?:\?[a-z0-9&=_.\-#/%+]*[a-z0-9\-_&=#/])?", regex.IGNORECASE
)
LONGEST_LABEL, LONGEST_SLUG, LONGEST_URL = 63, 40, 4096


class Entity(NamedTuple):
    """One link, mention or hashtag: code points `start` up to `end` of the text, and what they name."""

    start: int
    end: int
    value: str


def find_urls(text: str) -> tuple[Entity, ...]:
    """What X counts as a link, with or without https://; `value` is the address as it stands in the text."""
    found = (_as_entity(match) for match in LINK.finditer(text))
    return tuple(entity for entity in found if entity)


def byte_span(text: str, entity: Entity) -> tuple[int, int]:
    """The same span counted in UTF-8 bytes, as Bluesky's facets want it."""
    start = len(text[: entity.start].encode())
    return start, start + len(text[entity.start : entity.end].encode())


def _as_entity(match: regex.Match[str]) -> Entity | None:
    host, url = match["host"] or match["bare"], match[0]
    if len(url) > LONGEST_URL or not all(_is_label(label) for label in host.split(".")):
        return None
    shortened = SHORTENED.match(url) if match["scheme"] else None
    if shortened and len(shortened[1]) > LONGEST_SLUG:
        return None
    url = shortened[0] if shortened else url
    return Entity(match.start(), match.start() + len(url), url)


def _is_label(label: str) -> bool:
    if label.isascii():
        return len(label) <= LONGEST_LABEL
    encoded = "xn--" + label.encode("punycode").decode()
    return not label.lower().startswith("xn--") and len(encoded) <= LONGEST_LABEL
