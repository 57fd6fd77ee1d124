"""A sheet is read as its author meant it, and every row that cannot be is explained with its number."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jansetu.core import excel
from jansetu.core.errors import Refusal
from jansetu.core.excel import Column, Row, Sheet, read
from jansetu.core.excel_form import write_form
from tests.core.workbooks import workbook

COLUMNS = (
    Column(key="code", hi="कोड", en="Code", unique=True, longest=20),
    Column(key="kind", hi="प्रकार", en="Kind", choices=(("a", "पहला", "First"), ("b", "दूसरा", "Second"))),
    Column(key="day", hi="दिनांक", en="Date", kind="day", required=False),
    Column(key="head", hi="प्रमुख पद", en="Head", kind="yes", required=False),
)
HEADER: list[object] = ["कोड", "प्रकार", "दिनांक", "प्रमुख पद"]
Read = tuple[str, str, date | None, bool]


def make(row: Row) -> Read:
    if row.text("code") == "refused":
        raise Refusal("no", hi="यह नहीं।", en="Not this one.")
    return row.text("code"), row.text("kind"), row.day("day"), row.yes("head")


def read_rows(*rows: list[object]) -> Sheet[Read]:
    return read(workbook(HEADER, *rows), COLUMNS, make)


def values(sheet: Sheet[Read]) -> list[Read]:
    assert not sheet.problems
    return [entry.value for entry in sheet.rows]


def test_hindi_and_english_headings_codes_and_words_are_all_understood() -> None:
    english = workbook(["KIND", "code"], ["second", "x1"])
    assert read(english, COLUMNS, make).rows[0].value == ("x1", "b", None, False)
    assert values(read_rows(["x1", "पहला", None, "हाँ"])) == [("x1", "a", None, True)]


def test_a_title_and_empty_rows_may_stand_above_the_header() -> None:
    sheet = read(workbook(["कार्यालयों की सूची"], [], HEADER, ["x1", "पहला"]), COLUMNS, make)
    assert [entry.row for entry in sheet.rows] == [4]


@pytest.mark.parametrize(
    "written",
    [datetime.fromisoformat("2026-11-24"), date(2026, 11, 24), "24.11.2026", "24/11/2026", " 2026-11-24 "],
)
def test_a_date_is_read_however_it_is_written(written: object) -> None:
    assert values(read_rows(["x1", "a", written]))[0][2] == date(2026, 11, 24)


def test_a_number_is_read_as_the_code_that_was_meant() -> None:
    assert [value[0] for value in values(read_rows([435, "a"], [436.0, "a"]))] == ["435", "436"]


@pytest.mark.parametrize(
    ("row", "column", "word"),
    [
        (["", "a"], "Code", "filled in"),
        (["x1", "third"], "Kind", "First, Second"),
        (["x1", "a", "सोमवार"], "Date", "24.11.2026"),
        (["x1", "a", None, "शायद"], "Head", "yes"),
        (["=1+1", "a"], "Code", "formula"),
        (["x" * 21, "a"], "Code", "20 characters"),
        (["#N/A", "a"], "Code", "#N/A"),
        (["refused", "a"], "", "Not this one."),
    ],
)
def test_a_bad_row_is_explained_in_both_languages(row: list[object], column: str, word: str) -> None:
    sheet = read_rows(["good", "a"], row)
    assert [entry.value[0] for entry in sheet.rows] == ["good"]
    [problem] = sheet.problems
    assert (problem.row, word in problem.en, column in problem.en) == (3, True, True)
    assert problem.in_language("hi").startswith("पंक्ति 3: ")
    assert problem.in_language("en").startswith("Row 3: ")


def test_everything_wrong_in_a_row_is_said_at_once() -> None:
    [problem] = read_rows(["", "third", "never"]).problems
    assert all(word in problem.en for word in ("Code", "Kind", "Date"))


def test_the_same_code_twice_names_the_other_row() -> None:
    [problem] = read_rows(["x1", "a"], ["x1", "b"]).problems
    assert (problem.row, "row 2" in problem.en) == (3, True)


def test_missing_columns_are_named() -> None:
    with pytest.raises(Refusal, match="excel_columns_missing") as refused:
        read(workbook(["कोड", "नाम"], ["x1", "क"]), COLUMNS, make)
    assert "प्रकार" in refused.value.hi
    assert "Code" not in refused.value.en


def test_an_empty_file_lacks_every_required_column() -> None:
    with pytest.raises(Refusal, match="excel_columns_missing"):
        read(workbook(), COLUMNS, make)


def test_one_row_too_many_is_refused_and_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    rows: list[list[object]] = [[f"x{number}", "a"] for number in range(4)]
    assert len(read_rows(*rows[:3]).rows) == 3
    with pytest.raises(Refusal, match="excel_too_many_rows"):
        read_rows(*rows)


def test_a_file_that_unpacks_to_a_flood_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", b" " * (excel.MOST_UNPACKED + 1))
    assert len(bomb.getvalue()) < 100_000
    bomb.seek(0)
    with pytest.raises(Refusal, match="excel_too_large"):
        read(bomb, COLUMNS, make)


def test_a_file_over_the_limit_is_not_even_opened() -> None:
    with pytest.raises(Refusal, match="excel_too_large"):
        read(io.BytesIO(b"PK" + bytes(excel.MOST_BYTES)), COLUMNS, make)


def changed(file: io.BytesIO, name: str, old: bytes, new: bytes) -> io.BytesIO:
    """The same workbook with other bytes in one of its parts."""
    other = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(other, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, content.replace(old, new) if part == name else content)
    other.seek(0)
    return other


def test_entities_that_multiply_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet'
    file = changed(workbook(HEADER, ["x1", "a"]), "xl/worksheets/sheet1.xml", b"<worksheet", laughs)
    with pytest.raises(Refusal, match="excel_not_a_workbook"):
        read(file, COLUMNS, make)


def test_a_row_that_claims_to_be_the_trillionth_is_refused() -> None:
    file = workbook(HEADER, ["x1", "a"])
    file = changed(file, "xl/worksheets/sheet1.xml", b'<row r="2">', b'<row r="1000000000000">')
    with pytest.raises(Refusal, match="excel_too_many_rows"):
        read(file, COLUMNS, make)


GOOD = workbook(HEADER, ["x1", "a"], ["x2", "b", date(2026, 11, 24), "हाँ"]).getvalue()
PARTS = sorted(zipfile.ZipFile(io.BytesIO(GOOD)).namelist())
NOISE = [b"9", b"x", b"<", b">", b'"', b"&#0;", b"/", b"-1", b"<v>1e999</v>", b"rId9", b"\xff"]
OUTCOMES = {"read", "excel_not_a_workbook", "excel_columns_missing", "excel_too_large", "excel_too_many_rows"}


def outcome(file: io.BytesIO) -> str:
    """Rows or a refusal; anything else would be an error."""
    try:
        sheet = read(file, COLUMNS, make)
    except Refusal as refusal:
        return refusal.code
    return "read" if len(sheet.rows) + len(sheet.problems) <= 2 else "invented"


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_broken_file_is_read_or_refused_and_nothing_else(place: int, noise: bytes) -> None:
    broken = GOOD[:place] + noise + GOOD[place + len(noise) :]
    assert outcome(io.BytesIO(broken)) in OUTCOMES


@given(st.sampled_from(PARTS), st.floats(0, 1, exclude_max=True), st.sampled_from(NOISE))
@settings(max_examples=200, deadline=None)
def test_a_broken_part_of_a_sound_file_is_read_or_refused_and_nothing_else(
    part: str, place: float, noise: bytes
) -> None:
    content = zipfile.ZipFile(io.BytesIO(GOOD)).read(part)
    cut = int(place * len(content))
    broken = content[:cut] + noise + content[cut + len(noise) :]
    assert outcome(changed(io.BytesIO(GOOD), part, content, broken)) in OUTCOMES


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 an old .xls"])
def test_what_is_no_workbook_says_so(content: bytes) -> None:
    with pytest.raises(Refusal, match="excel_not_a_workbook"):
        read(io.BytesIO(content), COLUMNS, make)


def test_the_form_that_can_be_downloaded_is_read_back_with_what_was_filled_in() -> None:
    book = load_workbook(io.BytesIO(write_form("कार्यालय", COLUMNS)))
    book.worksheets[0].append(["x1", "दूसरा", "24.11.2026", "नहीं"])
    filled = io.BytesIO()
    book.save(filled)
    filled.seek(0)
    assert values(read(filled, COLUMNS, make)) == [("x1", "b", date(2026, 11, 24), False)]


def test_the_form_explains_every_column_in_both_languages() -> None:
    book = load_workbook(io.BytesIO(write_form("कार्यालय", COLUMNS)))
    text = " ".join(str(value) for row in book.worksheets[1].values for value in row)
    assert all(column.hi in text and column.en in text for column in COLUMNS)
    assert "पहला / दूसरा" in text
