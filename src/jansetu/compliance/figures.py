"""Reads numbers, dates and hours of a text in Hindi or English, in the digits of both. Compares nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from unicodedata import digit

import regex

from jansetu.compliance.reading import BEFORE, BEHIND, Extent, alternatives
from jansetu.core.text.links import find_urls

Value = tuple[str, Decimal, Decimal]  # what it is ("number", "date", "hour"), and of a date day and month


def _tables() -> dict[str, dict[str, Decimal]]:
    """Each section of lists/figures.txt: what its words come to."""
    tables: dict[str, dict[str, Decimal]] = {}
    listing = files("jansetu.compliance.lists").joinpath("figures.txt").read_text(encoding="utf-8")
    for line in listing.splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            value, _, words = line.partition(": ")
            table |= {word.casefold(): Decimal(value) for word in words.split(" | ")}
    return tables


TABLES = _tables()
MONTH_OF, SCALE_OF, WORD_OF = TABLES["month"], TABLES["scale"], TABLES["word"]
MONTH, SCALE, WORD = (alternatives(*table) for table in (MONTH_OF, SCALE_OF, WORD_OF))
DIGITS = r"\p{Nd}+(?:,\p{Nd}{2,3})*(?:\.\p{Nd}+)?"
DAY = r"\p{Nd}{1,2}(?:st|nd|rd|th)?(?!\p{Nd}|[.:]\p{Nd}|\s*(?:बजे|am\b|pm\b|%))"
JOINED = r"-|–|एवं|और|व|तथा|से|and|to|&"
DAYS, DAYS_AFTER = (rf"{DAY}(?:\s*(?:{joined})\s*{DAY})*" for joined in (f",|{JOINED}", JOINED))
FIGURE = regex.compile(
    rf"(?<![\p{{Nd}}.,])(?:"
    rf"(?P<date>\p{{Nd}}{{1,2}}[./-]\p{{Nd}}{{1,2}}[./-](?:\p{{Nd}}{{4}}|\p{{Nd}}{{2}}))(?!\p{{Nd}})"
    rf"|(?P<days>{DAYS})\s*(?:of\s+)?(?P<month>{MONTH}){BEHIND}"
    rf"|(?P<hour>\p{{Nd}}{{1,2}})(?:[:.](?P<minute>\p{{Nd}}{{2}}))?\s*"
    rf"(?:बजे|बजकर|(?:am|pm|a\.m\.|p\.m\.|noon|o'clock)(?![a-z]))"
    rf"|(?P<clock>\p{{Nd}}{{1,2}}:\p{{Nd}}{{2}})(?!\p{{Nd}})"
    rf"|(?P<number>{DIGITS})(?:[\s-]*(?P<scale>{SCALE}){BEHIND})?)"
    rf"|{BEFORE}(?P<first>{MONTH})\s+(?P<then>{DAYS_AFTER})"
    rf"|{BEFORE}(?P<word>{WORD})(?:[\s-]+(?P<times>{SCALE}))?{BEHIND}",
    regex.IGNORECASE,
)
CENTURY, NOON = 100, 12
TAG = regex.compile(r"[#@][\p{L}\p{M}\p{Nd}_]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: where it stands, how it is written, and what it comes to."""

    extent: Extent
    written: str
    value: Value
    is_digits: bool = True  # in words it answers a figure of the other text, but asks for none


def figures(text: str) -> list[Figure]:
    """All figures of a text but those of links, hashtags and mentions."""
    apart = [(one.start, one.end) for one in find_urls(text)] + [one.span() for one in TAG.finditer(text)]
    return [
        Figure(one.span(), one[0], value, is_digits=one["word"] is None)
        for one in FIGURE.finditer(text)
        if not any(start <= one.start() < end for start, end in apart)
        for value in _values(one)
    ]


def _values(one: regex.Match[str]) -> Iterator[Value]:
    kind = next(name for name in ("date", "days", "hour", "clock", "number", "first", "word") if one[name])
    if kind == "date":
        day, month, year = (Decimal(plain(part)) for part in regex.split(r"[./-]", one["date"]))
        yield "date", day, month
        yield "number", year if year >= CENTURY else 2000 + year, Decimal(0)
    elif kind in {"days", "first"}:
        month = _named(one["month"] or one["first"], MONTH_OF)
        yield from (("date", day, month) for day in _days(one["days"] or one["then"]))
    elif kind in {"hour", "clock"}:
        hour, minute = _hour(one)
        yield "hour", hour % NOON, minute
    else:
        yield "number", _size(one), Decimal(0)


def _days(written: str) -> Iterable[Decimal]:
    return (Decimal(plain(day)) for day in regex.findall(r"\p{Nd}+", written))


def _hour(one: regex.Match[str]) -> tuple[Decimal, Decimal]:
    if one["clock"]:
        hour, minute = one["clock"].split(":")
        return Decimal(plain(hour)), Decimal(plain(minute))
    return Decimal(plain(one["hour"])), Decimal(plain(one["minute"] or "0"))


def _size(one: regex.Match[str]) -> Decimal:
    if one["word"]:
        times = _named(one["times"], SCALE_OF) if one["times"] else Decimal(1)
        return _named(one["word"], WORD_OF) * times
    size = Decimal(plain(one["number"]))
    return size * _named(one["scale"], SCALE_OF) if one["scale"] else size


def plain(written: str) -> str:
    """Digits of any script as 0–9, without the commas that group them."""
    return "".join(str(digit(sign)) if sign.isdigit() else sign for sign in written if sign != ",")


def _named(written: str, table: dict[str, Decimal]) -> Decimal:
    """The table's value for a word in any spelling."""
    found = table.get(written.casefold())
    return (
        found
        if found is not None
        else next(
            size
            for name, size in table.items()
            if regex.fullmatch(alternatives(name), written, regex.IGNORECASE)
        )
    )


def answers(value: Value) -> set[Value]:
    """What the same figure may be in the other language: 11 of "11 से 5 बजे" is an hour of "11 am to 5 pm"."""
    kind, first, second = value
    if kind == "hour" and not second:
        return {value, ("number", first, Decimal(0)), ("number", first + NOON, Decimal(0))}
    if kind == "number" and first <= 2 * NOON:
        return {value, ("hour", first % NOON, Decimal(0))}
    return {value}
