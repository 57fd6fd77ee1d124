"""Reads a text that was copied from a web page and proposes what to keep. Cuts nothing by itself."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from jansetu.core.text.dateline import find_date, read_dateline
from jansetu.core.text.debris import find_debris
from jansetu.core.text.furniture import read_page
from jansetu.core.text.spans import Span, cut, meets

__all__ = ["Paste", "Span", "cut", "read_paste"]


@dataclass(frozen=True, slots=True)
class Paste:
    """What a pasted text seems to be. The spans' offsets are those of the text as it was given."""

    title: str  # the headline; "" where none is to be told from the report
    body: str  # as it would be with all furniture and the headline cut
    place: str  # from the dateline, else from a line with the date; "" without one
    date: datetime.date | None  # from the dateline, else from the page; None where no full date is written
    furniture: tuple[Span, ...]  # whole lines with their line ends
    debris: tuple[Span, ...]  # words to look at again, outside the furniture


def read_paste(text: str) -> Paste:
    """Tell headline, report, page furniture and debris apart; the editor takes or leaves each proposal."""
    page = read_page(text)
    title = text[page.title.start : page.title.end].strip() if page.title else ""
    body = cut(text, [*page.furniture, *([page.title] if page.title else [])]).strip()
    opening = read_dateline(page.opening)
    printed = [text[span.start : span.end].strip() for span in page.furniture if span.code == "date"]
    place = opening.place or next(filter(None, (read_dateline(line).place for line in printed)), "")
    day = opening.date or next((found[2] for found in map(find_date, printed) if found), None)
    on_furniture = meets(page.furniture)
    debris = [spot for spot in find_debris(text) if not on_furniture(spot.start, spot.end)]
    return Paste(title, body, place, day, page.furniture, tuple(debris))
