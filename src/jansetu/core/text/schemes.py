"""Suggests hashtags for the schemes that a text names, in Hindi, English or Hinglish. Invents no hashtag.

The list is given by the caller; `starter_schemes` is one to begin with, which each state changes as it likes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jansetu.core.text.fold import fold_words, skeleton_of
from jansetu.core.text.hashtags import find_hashtags

MOST = 3


class Scheme(NamedTuple):
    """A scheme by its names; `also` are shorter names that people use. The hashtag is without its sign."""

    name_hi: str
    name_en: str
    hashtag: str
    also: tuple[str, ...] = ()


@cache
def starter_schemes() -> tuple[Scheme, ...]:
    """Well-known schemes of the Union and of some states, with year and official site in schemes.csv."""
    table = files("jansetu.core.text").joinpath("schemes.csv").read_text(encoding="utf-8")
    return tuple(
        Scheme(row["name_hi"], row["name_en"], row["hashtag"], tuple(filter(None, row["also"].split("|"))))
        for row in csv.DictReader(table.splitlines())
    )


def suggest_hashtags(text: str, schemes: Iterable[Scheme], most: int = MOST) -> tuple[str, ...]:
    """`#tags` in the order in which the text names the schemes, at most so many; none that it has already.

    Names are matched as whole words by their sound, so लाडली बहना and ladli behna are the same.
    """
    words = tuple(map(skeleton_of, fold_words(text)))
    present = {found.value.casefold() for found in find_hashtags(text)}
    named = ((_first_place(words, scheme), scheme.hashtag) for scheme in schemes)
    places = sorted((place, tag) for place, tag in named if place is not None)
    tags = dict.fromkeys(tag for _, tag in places if tag.casefold() not in present)
    return tuple(f"#{tag}" for tag in tags)[:most]


def _first_place(words: tuple[str, ...], scheme: Scheme) -> int | None:
    places = (_find(words, name) for name in _names(scheme))
    return min((place for place in places if place is not None), default=None)


def _find(words: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    last = len(words) - len(name)
    return next((at for at in range(last + 1) if words[at : at + len(name)] == name), None)


@cache
def _names(scheme: Scheme) -> tuple[tuple[str, ...], ...]:
    spelt = (
        tuple(map(skeleton_of, fold_words(name))) for name in (scheme.name_hi, scheme.name_en, *scheme.also)
    )
    return tuple(filter(None, spelt))
