"""An Excel form as somebody fills it in: downloaded, rows written below the headings."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook


def filled(browser: Client, form: str, *rows: dict[str, str]) -> SimpleUploadedFile:
    """The form at the address `form` with a row each, by the English headings."""
    answer = browser.get(form)
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    book = load_workbook(io.BytesIO(answer.content))
    page = book.worksheets[0]
    places = {str(cell.value).split("|")[1].strip(" *"): cell.column or 0 for cell in page[1]}
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            page.cell(number, places[heading], value)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("सूची.xlsx", file.getvalue())
