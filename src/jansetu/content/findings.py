"""One thing that stands against a post, in both languages, and the form in which rules say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from jansetu.content.models import Variant

LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend (`block`) or to look at (`warn`); `kind` and `language` say in which variant."""

    severity: Literal["block", "warn"]
    code: str
    hi: str
    en: str
    kind: str = ""
    language: str = ""


Rule = tuple[bool, str, str, str]  # whether it is broken, its code, what to do in Hindi and in English


def broken(variant: Variant, *rules: Rule) -> Iterator[Finding]:
    """A block for each rule that is broken, with the platform's name before it."""
    label = variant.get_kind_display()
    for is_broken, code, hi, en in rules:
        if is_broken:
            yield Finding("block", code, f"{label}: {hi}", f"{label}: {en}", variant.kind, variant.language)


UNREAD = "machine_unread"


def machine_made(variant: Variant, *, unread: bool) -> list[Finding]:
    """What a machine drafted: nobody publishes it unread, and whoever approves it knows."""
    label, place = variant.get_kind_display(), (variant.kind, variant.language)
    if unread:
        hi = "मशीनी अनुवाद किसी ने नहीं पढ़ा; पढ़कर, सुधारकर “मशीनी अनुवाद पढ़ लिया” पर निशान लगाएँ और सहेजें।"
        en = "nobody has read the machine's translation; read and mend it, tick that you did, and save."
        return [Finding("block", UNREAD, f"{label}: {hi}", f"{label}: {en}", *place)]
    hi, en = "मशीनी अनुवाद से बना, डेस्क ने पढ़ा।", "drafted by a machine, read by the desk."
    return [Finding("warn", "machine_made", f"{label}: {hi}", f"{label}: {en}", *place)]
