"""The words of each state: one TOML file a state, over the words that all share. Changes no stored title."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jansetu.orgs.models import Installation
from jansetu.orgs.ranks import RANKS

CODES = ("MP", "RJ", "HR", "UK", "UP")


class UnknownTermError(LookupError):
    """Neither a rank nor a word of the term packs, or no state that has one."""


@dataclass(frozen=True)
class TermPack:
    """How one state says the words of government, Hindi and English."""

    code: str
    words: Mapping[str, tuple[str, str]]

    def term(self, word: str) -> tuple[str, str]:
        """(Hindi, English) of a rank ("collector"), a kind of unit ("division") or "public_relations"."""
        try:
            return self.words[word]
        except KeyError:
            raise UnknownTermError(word) from None

    def term_in(self, word: str, language: str) -> str:
        """The word in the reader's language; Hindi unless English is asked for."""
        hi, en = self.term(word)
        return en if language.startswith("en") else hi


@cache
def pack(code: str) -> TermPack:
    """The pack of a state by its code, "MP"; read once. Raises UnknownTermError for a state without one."""
    if code.upper() not in CODES:
        raise UnknownTermError(code)
    return TermPack(code.upper(), RANKS | _read("common") | _read(code.lower()))


def pack_in_use() -> TermPack:
    """The pack of this installation; one query. Madhya Pradesh's before it was said what this is."""
    code = Installation.objects.values_list("term_pack", flat=True).first()
    return pack(code or CODES[0])


def _read(name: str) -> dict[str, tuple[str, str]]:
    text = files("jansetu.orgs.terms").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {word: (said["hi"], said["en"]) for word, said in tomllib.loads(text).items()}
