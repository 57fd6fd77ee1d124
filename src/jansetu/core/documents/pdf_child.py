"""A program of its own that reads one stranger's PDF from standard input and tells its text by font, as JSON.

PDFium is not ours and the file is not trusted: this program may crash, hang or swell, and only it dies.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MEMORY = 1024 * 1024 * 1024  # bytes of address space
LINE_END_HYPHEN = "\x02"  # PDFium's sign for a hyphen that ends a line
NAME = 256  # bytes of a font's name
Row = list[tuple[str, str]]  # (text, font)


def main() -> None:
    """`python -m … <pages> <seconds>`: how many pages and seconds of the processor it may take."""
    pages, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), pages)))


def read(content: bytes, most: int) -> dict[str, Any]:
    """`{"pages": [[row, …], …]}`, or `{"trouble": …}` where there is nothing to read."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        return {"trouble": "locked" if is_locked else "broken"}
    if len(document) > most:
        return {"trouble": "long"}
    return {"pages": [list(_rows(page)) for page in document]}


def _rows(page: pdfium.PdfPage) -> Iterator[Row]:
    text = page.get_textpage()  # held while its letters are read
    letters = list(_letters(text.raw))
    row: Row = []
    for font, group in groupby(letters, key=lambda one: one[1]):
        pieces = "".join(letter for letter, _ in group).split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield row
                row = []
            if piece:
                row.append((piece, font))
    if row:
        yield row


def _letters(text: Any) -> Iterator[tuple[str, str]]:
    """Each letter with its font; a blank or line end that PDFium adds itself goes with the letter before."""
    font = ""
    for place in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, place)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if raw.FPDFText_IsGenerated(text, place) != 1:
            font = _font(text, place)
        if letter and letter != "\r":
            yield letter.replace(LINE_END_HYPHEN, "-"), font


def _font(text: Any, place: int) -> str:
    name, flags = ctypes.create_string_buffer(NAME), ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(text, place, name, NAME, flags)
    return name.value.decode("utf-8", "replace") if 0 < size <= NAME else ""


if __name__ == "__main__":
    main()
