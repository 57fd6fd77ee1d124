"""Reads plain text in whichever encoding Notepad saved it."""

from __future__ import annotations

import codecs

from jansetu.core.documents import refusals

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def read_plain(content: bytes) -> str:
    """The text. A file without a mark that is no UTF-8 is Windows' own, as Kruti Dev's typists save it."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _decoded(content, encoding)
    if any(byte in CONTROLS for byte in content):
        raise refusals.unknown_kind()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_letter(byte) for byte in content)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusals.broken() from error


def _letter(byte: int) -> str:
    """Windows leaves five codes without a letter; fonts draw them all the same."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)
