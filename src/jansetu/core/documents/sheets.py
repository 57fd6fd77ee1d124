"""Reads an Excel file's text sheet by sheet, row by row, with each cell's font. Computes no formula."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from jansetu.core.documents import refusals
from jansetu.core.documents.contracts import Limits, Paragraph, Stretch
from jansetu.core.excel import BROKEN, MOST_COLUMNS, MOST_PARTS, MOST_ROWS


def read_sheets(content: bytes, limits: Limits) -> Iterator[Paragraph]:
    """Every row that is not empty, with tabs between its cells."""
    _refuse_bombs(content, limits)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"openpyxl\.")  # about styles that we do not read
        try:
            # Formulas keep the value that Excel computed last.
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, rich_text=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # the stated ones may be wrong
                yield from _rows(sheet, with_title=len(book.worksheets) > 1)
        except BROKEN as error:
            raise refusals.broken() from error


def _refuse_bombs(content: bytes, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > limits.unpacked:
        raise refusals.too_large(limits.size)


def _rows(sheet: Any, *, with_title: bool) -> Iterator[Paragraph]:
    has_title = not with_title
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS)):
        if number > MOST_ROWS:
            raise refusals.too_long()
        stretches = list(_cells(cells))
        if not any(stretch.text.strip() for stretch in stretches):
            continue
        if not has_title:
            has_title = True
            yield Paragraph((Stretch(f"{sheet.title}:"),), "table")
        yield Paragraph(tuple(stretches), "table")


def _cells(cells: Any) -> Iterator[Stretch]:
    last = max((place for place, cell in enumerate(cells) if cell.value is not None), default=-1)
    for place, cell in enumerate(cells[: last + 1]):
        if place:
            yield Stretch("\t")
        font = (cell.font.name or "") if cell.value is not None and cell.font is not None else ""
        yield from _pieces(cell.value, font, getattr(cell, "is_date", False))


def _pieces(value: object, font: str, is_date: bool) -> Iterator[Stretch]:
    if isinstance(value, CellRichText):
        for piece in value:
            own = piece.font.rFont if isinstance(piece, TextBlock) else None
            yield Stretch(" ".join(str(piece).split("\n")), own or font)
    elif isinstance(value, str):
        yield Stretch(" ".join(value.split("\n")), font)
    elif value is not None:
        yield Stretch(_said(value, is_date))


def _said(value: Any, is_date: bool) -> str:
    """A number or a day; both look the same in every font."""
    if is_date and hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y") if hasattr(value, "year") else value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
