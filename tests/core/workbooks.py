"""Excel files for tests, made in memory."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def workbook(*rows: list[object]) -> io.BytesIO:
    """An .xlsx file whose first sheet has these rows."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file
