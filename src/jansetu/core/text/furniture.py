"""Tells the lines of a copied news page that are not the report. Proposes only; a doubtful line stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from jansetu.core.text.dateline import find_date
from jansetu.core.text.furniture_words import (
    LETTERHEAD_KEYS,
    NETWORKS,
    OPENING_KEYS,
    REASONS,
    WHOLE_LINE_KEYS,
)
from jansetu.core.text.normalise import search_key
from jansetu.core.text.spans import Span

LINE = regex.compile(r"[^\n]+\n?|\n")
CORE = regex.compile(r"[\p{L}\p{N}](?:.*[\p{L}\p{M}\p{N}])?")
WORDS = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d'’*-]+")
DEVANAGARI = regex.compile(r"[\u0904-\u0963\u0970-\u097f]")
LATIN = regex.compile(r"[A-Za-z]")
# A full stop inside the line counts after a long word only: डॉ. and अति. are no ends.
SENTENCE = regex.compile(r"[।॥]|[\p{L}\p{M}]{5}[.?!]\s|[\p{L}\p{N}\p{M})”\"’'][.?!|][”\"’']*$")
TEASER_END = regex.compile(r"(?:\.{2,}|…)[”\"’')\]]*$")
COLON = regex.compile(r"\s*[:：ः|>»–—-]+\s*")
PAGE_TITLE = regex.compile(r"\S\s+\|\s+\S[^|]{0,30}$")
BREADCRUMB = regex.compile(r"^(?:home|होम|मुख्य\s*पृष्ठ)\b.*(?:<<|>>|[»›>/|→-]).*\S", regex.IGNORECASE)
LETTERHEAD = regex.compile(rf"(?:{'|'.join(LETTERHEAD_KEYS)})(?![\p{{L}}\p{{M}}\p{{N}}])")
SEPARATOR = regex.compile(r"^[-–—_=*~.#•\s]{3,}$")
WEATHER = regex.compile(r"^[-−]?\d{1,2}(?:\.\d)?\s*°?\s*[CF]$")
PICTURE = regex.compile(r"^[\w\-.%()]+\.(?:jpe?g|png|gif|webp|svg|avif)$", regex.IGNORECASE)
COPYRIGHT = regex.compile(
    r"^(?:copyright\b|©|\(c\)\s)|\ball rights reserved\b|सर्वाधिकार सुरक्षित", regex.IGNORECASE
)
ADVERTISEMENT = regex.compile(r"\badvertise?ments?\b", regex.IGNORECASE)
SLOT = regex.compile(r"^[a-z][a-z0-9_\-]*(?: [a-z0-9_\-]+){0,4}$")
NAMES = regex.compile(r"^\p{Lu}[\p{Latin}.'’-]*(?: \p{Lu}[\p{Latin}.'’-]*){0,3}$")
BY_FORM = [
    (BREADCRUMB, "navigation"),
    (SEPARATOR, "separator"),
    (WEATHER, "weather"),
    (PICTURE, "picture"),
    (COPYRIGHT, "copyright"),
]
DATE_RESIDUE = regex.compile(
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|\b(?:[ap]\.?m|ist|gmt|utc|updated?|published|posted|last|on|at|by)\b"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b[\w-]+\.(?:com|in|org|net|co)\b"
    r"|बजे|सोमवार|मंगलवार|बुधवार|गुरुवार|गुरूवार|बृहस्पतिवार|शुक्रवार|शनिवार|रविवार|अपडेट(?:ेड)?|प्रकाशित|दिनांक|तिथि",
    regex.IGNORECASE,
)
HEADLINE_WORDS = 3  # fewer are a label
MOST_BUTTONS = 8
SLOT_WORDS = 4
LONGEST_HEADLINE = 200
PROSE = 130  # a line as long as this before any full stop is prose too, unless it is a headline above prose
PAGE_TITLES_END = (
    3  # a browser's title is copied first or not at all; a bar further down is a table or a danda
)
LIST_HEADINGS = frozenset({"related", "comments"})


@dataclass(slots=True)
class Line:
    """One line that is not blank: its offsets with the line end, and its words without spaces around."""

    start: int
    end: int
    text: str
    code: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = core_key(self.text)

    @property
    def words(self) -> list[str]:
        """What the line is made of."""
        return WORDS.findall(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether a whole sentence stands in it; a teaser breaks off with dots."""
        return bool(SENTENCE.search(self.text)) and not TEASER_END.search(self.text)


@dataclass(frozen=True, slots=True)
class Page:
    """What is furniture, the line that is the headline, and the first line of the report itself."""

    furniture: tuple[Span, ...]
    title: Span | None
    opening: str


def read_page(text: str) -> Page:
    """Sort the lines: by what they say, then by where they stand before and after the report."""
    lines = [
        Line(match.start(), match.end(), match[0].strip())
        for match in LINE.finditer(text)
        if match[0].strip()
    ]
    hindi = len(DEVANAGARI.findall(text)) > len(LATIN.findall(text))
    for line in lines:
        line.code = code_by_words(line, hindi)
    for line in lines[:PAGE_TITLES_END]:
        if PAGE_TITLE.search(line.text) and not SENTENCE.search(line.text) and not is_date(line.text):
            line.code = "page_title"
    first, last = extent_of_prose(lines)
    title = mark_head(lines[:first], hindi)
    mark_lists(lines)
    mark_names(trailing(lines[last + 1 :]), hindi)
    found = tuple(Span(line.start, line.end, line.code, *REASONS[line.code]) for line in lines if line.code)
    headline = Span(title.start, title.end, "title", "शीर्षक।", "The headline.") if title else None
    return Page(found, headline, lines[first].text if lines else "")


def core_key(text: str) -> str:
    """The search key without bullets, colons and emoji around it."""
    core = CORE.search(search_key(text))
    return core[0] if core else ""


def code_by_words(line: Line, hindi: bool) -> str:
    """The reason code that the line's own words give, wherever it stands; "" for none."""
    words = [word.casefold() for word in line.words]
    if code := WHOLE_LINE_KEYS.get(line.key) or _code_by_opening(line):
        return code
    if words and len(words) <= MOST_BUTTONS and NETWORKS.issuperset(words) and not line.is_prose:
        return "sharing" if len(words) > 1 or words[0] not in {"x", "mail", "print"} else "slot"
    for pattern, code in BY_FORM:
        if pattern.search(line.text):
            return code
    if hindi and ADVERTISEMENT.search(line.text) and len(words) <= SLOT_WORDS:
        return "advertisement"
    return "slot" if hindi and SLOT.match(line.text) else ""


def _code_by_opening(line: Line) -> str:
    opening, sign, rest = _parted(line.text)
    code = OPENING_KEYS.get(core_key(opening), "")
    return code if not sign or len(rest) <= LONGEST_HEADLINE else ""


def _parted(text: str) -> tuple[str, str, str]:
    """Before the first colon or dash, that sign, and what follows."""
    sign = COLON.search(text)
    return (text[: sign.start()], sign[0], text[sign.end() :]) if sign else (text, "", "")


def extent_of_prose(lines: Sequence[Line]) -> tuple[int, int]:
    """Indices of the first and the last line of the report itself."""
    prose = [
        number
        for number, line in enumerate(lines)
        if not line.code and (line.is_prose or (len(line.text) >= PROSE and not TEASER_END.search(line.text)))
    ]
    if not prose and lines:
        prose = [max(range(len(lines)), key=lambda number: len(lines[number].text))]
    return (prose[0], prose[-1]) if prose else (0, -1)


def mark_head(head: Sequence[Line], hindi: bool) -> Line | None:
    """Mark what stands above the report; returns the headline."""
    for line in head:
        if not line.code:
            line.code = "date" if is_date(line.text) else "letterhead" if LETTERHEAD.match(line.key) else ""
    mark_names(head, hindi)
    plain = [line for line in head if not line.code]
    times = Counter(line.key for line in plain)
    headlines = [
        line for line in plain if len(line.words) >= HEADLINE_WORDS and len(line.text) <= LONGEST_HEADLINE
    ]
    if not headlines:
        return None
    title = next((line for line in headlines if times[line.key] > 1), headlines[0])
    for line in plain:
        if line is not title and line.key == title.key:
            line.code = "repeated_title"
        elif line.start < title.start and len(line.words) < HEADLINE_WORDS:
            line.code = "section"
    return title


def mark_names(lines: Sequence[Line], hindi: bool) -> None:
    """Mark names in Latin letters around a Hindi report: the page's author or place."""
    for line in lines:
        if hindi and not line.code and NAMES.match(line.text):
            line.code = "byline"


def trailing(lines: Sequence[Line]) -> Sequence[Line]:
    """The names and furniture with which the page ends, behind whatever may still be the report."""
    kept = next(
        (n for n, line in enumerate(reversed(lines)) if not line.code and not NAMES.match(line.text)), None
    )
    return lines if kept is None else lines[len(lines) - kept :]


def mark_lists(lines: Sequence[Line]) -> None:
    """Mark what follows a heading such as "Related news", until a whole sentence shows the report goes on."""
    heading = ""
    for line in lines:
        if line.code in LIST_HEADINGS:
            heading = line.code
        elif not line.code and line.is_prose:
            heading = ""
        elif heading and not line.code:
            line.code = heading


def is_date(line: str) -> bool:
    """Whether the line is a date with at most a place or a name beside it."""
    found = find_date(line)
    if not found:
        return False
    rest = DATE_RESIDUE.sub(" ", line[: found[0]] + " " + line[found[1] :])
    return len(WORDS.findall(rest)) <= HEADLINE_WORDS and not SENTENCE.search(rest)
