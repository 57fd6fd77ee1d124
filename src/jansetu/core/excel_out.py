"""Writes a long table as an .xlsx file, row by row, within little memory. Nothing in it becomes a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import regex
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

MOST_ROWS = 1_000_000  # Excel's sheet ends at 1,048,576
LONGEST = 32_767  # characters of a cell
UNWRITABLE = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_table(
    path: Path, *, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> None:
    """One sheet: `columns` are headings with their widths, `rows` are texts of the same number."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title[:31])  # the types know no sheet of a book that is only written
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    headings = [_cell(sheet, heading) for heading, _ in columns]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    book.save(path)


def _cell(sheet: Any, text: str) -> Cell:
    """A text, whatever it begins with: what somebody typed must not be computed by whoever opens it."""
    cell = WriteOnlyCell(sheet, UNWRITABLE.sub("", text)[:LONGEST])
    cell.data_type = "s"
    return cell
