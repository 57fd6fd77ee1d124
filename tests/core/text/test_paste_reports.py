"""Five reports as they came from news pages, read beside the repository: lines are named, never quoted."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from jansetu.core.text.paste import Paste, cut, read_paste

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "notes"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="JANSETU_SHARED has no data/notes"),
]

# Judged by reading each report: the line of the headline, the lines that are the report itself, sub-headings
# with them, and the lines that belong to the page. Blank lines belong to neither.
HEADLINES = {1: 3, 2: 4, 3: 1, 4: 5, 5: 4}
REPORTS = {
    1: {9, 10, 11, 12, 13},
    2: set(range(9, 37)),
    3: {5, 7, 9, 11, 13},
    4: {7, 9, 11, 13, 15},
    5: {6, 14, 18, 22, 26, 27},
}
FURNITURE = {
    1: {1: "section", 5: "byline", 6: "date", 7: "repeated_title", 8: "slot", 14: "navigation"},
    2: {1: "advertisement", 2: "navigation", 38: "comments"},
    3: {3: "date", **dict.fromkeys([16, 18, 20, 22], "related"), 24: "slot"},
    4: {
        **{1: "weather", 2: "byline", 3: "date"},
        **dict.fromkeys([17, 21, 22], "slot"),
        **dict.fromkeys([19, 24, 26, 28, 29, 31, 33, 34, 36, 38, 39, 41, 43, 44, 46, 48, 49], "related"),
    },
    5: {
        **{1: "page_title", 2: "section", 8: "date", 10: "byline", 12: "picture"},
        **{16: "also_read", 20: "also_read", 24: "also_read", 29: "slot", 31: "related"},
    },
}
DATELINES = {
    1: ("", datetime.date(2023, 9, 18)),
    2: ("उज्जैन", None),
    3: ("चंडीगढ़", datetime.date(2020, 10, 16)),
    4: ("देहरादून", datetime.date(2025, 10, 15)),
    5: ("भोपाल", datetime.date(2021, 8, 6)),
}
DEBRIS = {
    1: [
        (10, "broken_letter"),
        (10, "odd_letter"),
        (10, "odd_letter"),
        (10, "odd_letter"),
        (10, "broken_letter"),
        (11, "legacy_font"),
        (11, "glued_mention"),
        (12, "odd_letter"),
        (12, "odd_letter"),
        (13, "doubled_mark"),
    ],
}

each_report = pytest.mark.parametrize("number", [1, 2, 3, 4, 5])


@pytest.fixture(params=["\n", "\r\n"], ids=["unix", "form"])
def line_end(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(number: int, line_end: str) -> str:
    report = (FOLDER / f"report-{number}.txt").read_text(encoding="utf-8")
    return report.replace("\n", line_end)


@pytest.fixture
def paste(text: str) -> Paste:
    return read_paste(text)


def line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


@each_report
def test_every_line_of_the_page_is_found_with_its_reason(number: int, text: str, paste: Paste) -> None:
    assert {line_at(text, span.start): span.code for span in paste.furniture} == FURNITURE[number]


@each_report
def test_the_headline_is_found(number: int, text: str, paste: Paste) -> None:
    assert paste.title == text.split("\n")[HEADLINES[number] - 1].strip()


@each_report
def test_the_report_is_kept_to_the_last_sentence(number: int, text: str, paste: Paste) -> None:
    lines = text.split("\n")
    report = [lines[place - 1].strip() for place in sorted(REPORTS[number])]
    assert [line.strip() for line in paste.body.split("\n") if line.strip()] == report


@each_report
def test_cutting_the_furniture_takes_no_line_of_the_report(number: int, text: str, paste: Paste) -> None:
    rest = cut(text, paste.furniture)
    assert all(text.split("\n")[place - 1].strip() in rest for place in REPORTS[number])


@each_report
def test_place_and_date_are_read(number: int, paste: Paste) -> None:
    assert (paste.place, paste.date) == DATELINES[number]


@each_report
def test_debris_is_pointed_out_where_it_stands(number: int, text: str, paste: Paste) -> None:
    assert [(line_at(text, spot.start), spot.code) for spot in paste.debris] == DEBRIS.get(number, [])


@pytest.mark.parametrize("number", [1])
def test_the_remnant_of_the_old_font_and_the_glued_name_are_shown_whole(text: str, paste: Paste) -> None:
    shown = [text[spot.start : spot.end] for spot in paste.debris]
    assert {";गद्ध", "@DmDausaफॉलो"} <= set(shown)
