"""One short mark of a text that stays the same through everything that platforms do to it."""

from __future__ import annotations

import hashlib

import regex

from jansetu.core.text.links import find_urls
from jansetu.core.text.normalise import normalise

SPACES = regex.compile(r"\s+")
LINK = "\ufffc"  # stands for any link: X shows its own short one in its place


def fingerprint(text: str) -> str:
    """64 hex digits of the clean text, its white space folded, every link replaced by the same sign."""
    clean = normalise(text)
    for link in reversed(find_urls(clean)):
        clean = clean[: link.start] + LINK + clean[link.end :]
    return hashlib.sha256(SPACES.sub(" ", clean).strip().encode()).hexdigest()
