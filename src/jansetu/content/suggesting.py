"""A first text for each platform: as many whole sentences of a note as fit. The desk writes the real one."""

from __future__ import annotations

import regex

from jansetu.connectors import registry
from jansetu.content.checks import length_of

# A sentence ends with danda, full stop, question or exclamation mark before a space, or with its line.
SENTENCE = regex.compile(r"[^\n]*?(?:[।!?](?=\s|$)|(?<!\d)\.(?=\s|$)|\n|$)")


def suggest(kind: str, title: str, body: str) -> str:
    """The whole note for our own portal; elsewhere the title and the sentences that still fit after it."""
    if kind in registry.LOCAL_KINDS:
        return body
    chosen = title if length_of(kind, title).fits else ""
    for sentence in filter(None, (part.strip() for part in SENTENCE.findall(body))):
        longer = f"{chosen}\n\n{sentence}" if chosen in ("", title) else f"{chosen} {sentence}"
        if not length_of(kind, longer.strip()).fits:
            break
        chosen = longer.strip()
    return chosen
