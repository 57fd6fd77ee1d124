"""Reads place and date from a report's beginning: "भोपाल, 12 अगस्त 2025।". Guesses no year."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from jansetu.core.text.normalise import search_key

MONTH_NAMES = """
जनवरी january jan | फ़रवरी february feb | मार्च march mar | अप्रैल april apr | मई may | जून june jun
| जुलाई july jul | अगस्त august aug | सितम्बर september sept sep | अक्टूबर अक्तूबर october oct
| नवम्बर november nov | दिसम्बर december dec
"""
MONTHS = {
    search_key(name): number
    for number, names in enumerate(MONTH_NAMES.split("|"), 1)
    for name in names.split()
}
# All spellings that fold into a month's key; the text itself is not folded, so that its offsets stay.
WORD = r"(?:[A-Za-z]+|[\u0900-\u0963\u0971-\u097f]+)"  # never both: भोपालAug
DAY, YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"
DATE_FORMS = [
    regex.compile(rf"(?<!\d){DAY}[\s.\-]*(?P<month>{WORD})[\s.,\-]*{YEAR}(?!\d)", regex.IGNORECASE),
    regex.compile(rf"(?P<month>{WORD})\.?\s*{DAY}\s*,?\s*{YEAR}(?!\d)", regex.IGNORECASE),
    regex.compile(rf"(?<![\d./-]){DAY}(?P<sign>[./-])(?P<number>\d{{1,2}})(?P=sign){YEAR}(?!\d)"),
    regex.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
]
NEAR_DATE = regex.compile(rf"(?<!\d)\d{{1,2}}[\s.\-]*(?P<month>{WORD})", regex.IGNORECASE)

HINDI = regex.compile(r"[\u0904-\u0939]")
PLACE = r"[\p{L}\p{M}\u200c\u200d]+(?:[ \-][\p{L}\p{M}\u200c\u200d]+){0,2}"
AGENCY = r"(?:\s*[(\[][^)\]\n]{1,40}[)\]])?"
OPENING = regex.compile(
    rf"\s*(?P<place>{PLACE}){AGENCY}(?:(?P<when>[\s,:/]+[^।:\n]{{0,30}}?\d[^।:\n]{{0,30}}?){AGENCY})?"
    r"\s*(?P<sign>[:।|–—]|\.(?!\w)|[/-](?=\s)|$)",
)
# What has one of these words is a short sentence and no place.
VERBS = "है हैं था थे थी हो हुआ हुई हुए गया गई गए करें किया की दी दिया रहा रही रहे दें लें जाए होगा होगी होंगे नहीं"
TITLES = "डॉ डा श्री श्रीमती सुश्री प्रो पं मा Dr Mr Mrs Ms Prof Shri Smt"  # a dot after these ends nothing
LABELS = """
updated published posted last by on date monday tuesday wednesday thursday friday saturday sunday दिनांक तिथि
प्रकाशित अपडेट अपडेटेड सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
"""
NO_PLACES = frozenset(search_key(word) for word in (VERBS + " " + TITLES + LABELS).split()) | MONTHS.keys()
LONGEST_PLACE = 30


class Dateline(NamedTuple):
    """What a beginning tells; "" and None for what it does not."""

    place: str
    date: datetime.date | None


def find_date(text: str) -> tuple[int, int, datetime.date] | None:
    """The first full date with its offsets, in Hindi or English words or in figures (day first)."""
    found = (match for form in DATE_FORMS for match in form.finditer(text))
    dates = ((match.start(), match.end(), _date_of(match)) for match in found)
    whole = [(start, end, day) for start, end, day in dates if day]
    return min(whole, key=lambda one: one[0], default=None)


def read_dateline(line: str) -> Dateline:
    """Place and date with which the first line of a report begins."""
    match = OPENING.match(line)
    if not match or not _is_place(match):
        return Dateline("", None)
    found = find_date(match["when"] or "")
    return Dateline(match["place"].strip(), found[2] if found else None)


def without_dateline(report: str) -> str:
    """The report from its first word on, where it begins with a place; a place alone stays."""
    match = OPENING.match(report)
    if not match or not _is_place(match):
        return report
    return report[match.end() :].lstrip() or report


def _is_place(match: regex.Match[str]) -> bool:
    place, when = match["place"], match["when"]
    words = place.split()
    if len(place) > LONGEST_PLACE or not NO_PLACES.isdisjoint(search_key(word) for word in words):
        return False
    if when:
        found = find_date(when)
        if found:
            return bool(match["sign"]) or not HINDI.search(when, found[1])
        return any(_month(near) for near in NEAR_DATE.finditer(when))
    return bool(match["sign"]) and len(words) <= (1 if match["sign"] in "./-" else 2)


def _month(match: regex.Match[str]) -> int | None:
    return MONTHS.get(search_key(match["month"]))


def _date_of(match: regex.Match[str]) -> datetime.date | None:
    named = match.groupdict()
    month = int(named["number"]) if "number" in named else _month(match)
    if month is None:
        return None
    try:
        return datetime.date(int(match["year"]), month, int(match["day"]))
    except ValueError:  # 31 February is no date
        return None
