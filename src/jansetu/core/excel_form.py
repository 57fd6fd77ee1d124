"""Writes an empty Excel form for columns: one sheet to fill in, one that explains. Reads nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jansetu.core.excel import MOST_ROWS, Column

FORMS = {
    "text": ("पाठ", "text"),
    "day": ("दिनांक, 24.11.2026", "date, 24.11.2026"),
    "yes": ("हाँ / नहीं", "yes / no"),
}
LONGEST_LIST = 250  # characters of choices that Excel takes in a drop-down list


def write_form(title: str, columns: Sequence[Column]) -> bytes:
    """An .xlsx file with headings, drop-down lists for choices, and a sheet of explanations."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 (a fresh book has one)
    sheet.title = title[:31]
    for place, column in enumerate(columns, start=1):
        _heading(sheet, place, column)
    sheet.freeze_panes = "A2"
    _explain(book.create_sheet("निर्देश · Help"), columns)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: Worksheet, place: int, column: Column) -> None:
    letter = get_column_letter(place)
    cell = sheet.cell(1, place, column.heading)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFF2CC" if column.required else "EEEEEE")
    sheet.column_dimensions[letter].width = max(16, len(column.heading) + 2)
    sheet.column_dimensions[letter].number_format = "@"  # or Excel eats leading zeros
    listed = ",".join(hi for _, hi, _ in column.choices) or ("हाँ,नहीं" if column.kind == "yes" else "")
    if listed and len(listed) <= LONGEST_LIST and not any("," in hi for _, hi, _ in column.choices):
        drop_down = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        sheet.add_data_validation(drop_down)
        drop_down.add(f"{letter}2:{letter}{MOST_ROWS + 1}")


def _explain(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.append(["स्तंभ", "Column", "आवश्यक · Required", "क्या लिखें", "What to write"])
    for column in columns:
        hi, en = FORMS[column.kind]
        if column.choices:
            hi = " / ".join(hi for _, hi, _ in column.choices)
            en = " / ".join(en for _, _, en in column.choices)
        needed = "हाँ · yes" if column.required else "नहीं · no"
        words = (f"{column.explained[0]} ({hi})", f"{column.explained[1]} ({en})")
        sheet.append([column.hi, column.en, needed, *(text.strip() for text in words)])
    for letter, width in zip("ABCDE", (24, 24, 16, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
