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
