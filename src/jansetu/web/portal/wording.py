"""A post's plain text as a page shows it: paragraphs, safe links, a short beginning. Trusts no text."""

from __future__ import annotations

import regex
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from jansetu.core.text.links import find_urls

BLANK_LINES = regex.compile(r"\n\s*\n")
SPACES = regex.compile(r"\s+")
DEVANAGARI = regex.compile(r"\p{Devanagari}")
# Of addresses without https:// only those that cannot be a slip such as "10.30.am".
BARE = regex.compile(r"www\.|[^/]+\.in(?:[/?:]|$)", regex.IGNORECASE)
SCHEME = regex.compile(r"https?://", regex.IGNORECASE)
SHORT = 260  # characters: two lines on a wide screen, cut by CSS on a narrow one


def language_of(text: str) -> str:
    """hi where any letter is Devanagari, else en."""
    return "hi" if DEVANAGARI.search(text) else "en"


def paragraphs(text: str) -> SafeString:
    """Each block of lines a paragraph, its lines kept, its addresses links; everything else escaped."""
    blocks = [block.strip("\n") for block in BLANK_LINES.split(text) if block.strip()]
    return format_html_join("\n", "<p>{}</p>", ((_lines(block),) for block in blocks))


def beginning(title: str, text: str) -> str:
    """The first words after the title, on one line, never cut inside a word."""
    plain = SPACES.sub(" ", without_title(title, text)).strip()
    if len(plain) <= SHORT:
        return plain
    head, space, _ = plain[:SHORT].rpartition(" ")
    return f"{head if space else plain[:SHORT]} …"


def without_title(title: str, text: str) -> str:
    """The text, less a first line that only repeats the title."""
    first, line_end, rest = text.partition("\n")
    return rest.lstrip("\n") if line_end and first.strip(" \t।.:*") == title.strip(" \t।.:*") else text


def _lines(block: str) -> SafeString:
    return mark_safe(_linked(block).replace("\n", "<br>\n"))  # noqa: S308 (escaped by _linked)


def _linked(text: str) -> SafeString:
    """Escaped text in which addresses of the web, and of the web alone, can be followed."""
    parts, position = [], 0
    for found in find_urls(text):
        parts.append(format_html("{}", text[position : found.start]))
        parts.append(_link(text[found.start : found.end]))
        position = found.end
    parts.append(format_html("{}", text[position:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _link(address: str) -> SafeString:
    has_scheme = SCHEME.match(address) is not None
    if not has_scheme and not BARE.match(address):
        return format_html("{}", address)
    target = address if has_scheme else f"https://{address}"
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', target, address)
