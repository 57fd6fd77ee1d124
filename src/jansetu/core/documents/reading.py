"""Reads a document whole: its kind by its bytes, never by its name; each stretch by its font."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import regex

from jansetu.core.documents import refusals
from jansetu.core.documents.contracts import (
    MOST_CHARACTERS,
    Document,
    Limits,
    Line,
    Paragraph,
    Part,
    Stretch,
)
from jansetu.core.documents.fonts import as_typed, is_old, is_strange
from jansetu.core.documents.packages import Package
from jansetu.core.documents.pdf import read_pdf
from jansetu.core.documents.plain import read_plain
from jansetu.core.documents.sheets import read_sheets
from jansetu.core.documents.word import read_word
from jansetu.core.text.legacy import decode_krutidev, detect_krutidev
from jansetu.core.text.normalise import normalise

ZIP, CONTAINER, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
PIECE = regex.compile(r"\s+|\S+")


def read_document(content: bytes, limits: Limits | None = None) -> Document:
    """Its text with every stretch of an old font read. A Refusal in both languages where it cannot be."""
    limits = limits or Limits()
    if len(content) > limits.size:
        raise refusals.too_large(limits.size)
    found = _read(content, limits)
    if not found.text.strip():
        raise refusals.without_text()
    return found


def _read(content: bytes, limits: Limits) -> Document:
    if content.startswith(ZIP):
        return _packed(content, limits)
    if content.startswith(CONTAINER):
        raise refusals.locked_or_old()
    if content[:1024].lstrip().startswith(PDF):
        pages = read_pdf(content, limits)
        found = _by_font("pdf", (line for page in pages for line in page))
        return replace(found, unread_pages=sum(not page for page in pages))
    if not content.strip():
        raise refusals.without_text()
    return _plain(read_plain(content))


def _packed(content: bytes, limits: Limits) -> Document:
    package = Package(content, limits)
    main = package.main_part()
    if main.startswith("word/"):
        return _by_font("docx", read_word(package, main))
    if main.startswith("xl/"):
        try:
            return _by_font("xlsx", read_sheets(content, limits))
        except zipfile.BadZipFile as error:
            raise refusals.broken() from error
    raise refusals.unknown_kind()


def _by_font(kind: str, paragraphs: Iterable[Paragraph]) -> Document:
    lines: list[Line] = []
    fonts: Counter[str] = Counter()
    strange: Counter[str] = Counter()
    room = MOST_CHARACTERS
    for paragraph in paragraphs:
        for stretch in paragraph.stretches:
            room -= len(stretch.text)
            size = len(stretch.text.strip())
            if size and is_old(stretch.font):
                fonts[stretch.font] += size
            elif size and is_strange(stretch.font):
                strange[stretch.font] += size
        if room < 0:
            raise refusals.too_long()
        lines += _lines(paragraph)
    return Document(kind, tuple(lines), fonts, strange)


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    """A paragraph with line breaks in it is several lines."""
    parts: list[Part] = []
    for old, stretches in groupby(_settled(paragraph.stretches), key=lambda one: is_old(one.font)):
        text = "".join(one.text for one in stretches)
        for number, piece in enumerate(text.split("\n")):
            if number:
                yield Line(tuple(parts), paragraph.place)
                parts = []
            if piece:
                parts.append(_part(as_typed(piece), is_typed=old))
    yield Line(tuple(parts), paragraph.place)


def _settled(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Blanks go with the font before them: no word is cut where Word changed fonts for a blank alone."""
    font = ""
    for stretch in stretches:
        if stretch.text.strip():
            font = stretch.font
        if stretch.text:
            yield Stretch(stretch.text, font)


def _part(text: str, *, is_typed: bool) -> Part:
    if not is_typed or not text.strip():
        return Part(text, normalise(text))
    words = text.strip()
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    now = before + decode_krutidev(words, keeps_english=False) + after
    return Part(text, now, is_read=now != text)


def _plain(text: str) -> Document:
    """A text without fonts: its lines are told by their words, and what is English in them stays."""
    if len(text) > MOST_CHARACTERS:
        raise refusals.too_long()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    found = detect_krutidev(text)
    read = set(found.lines) if found else set()
    nows = found.text.split("\n") if found else text.split("\n")
    rows = zip(text.split("\n"), nows, strict=True)
    lines = tuple(
        Line(tuple(_words(line, now)) if number in read else (Part(line, normalise(line)),))
        for number, (line, now) in enumerate(rows)
    )
    return Document("text", lines)


def _words(line: str, now: str) -> Iterator[Part]:
    """Word by word, so that the changed ones can be marked; the whole line where the words do not pair."""
    pieces, nows = PIECE.findall(line), PIECE.findall(now)
    if len(pieces) != len(nows):
        yield Part(line, now, is_read=True)
        return
    for piece, read in zip(pieces, nows, strict=True):
        yield Part(piece, read, is_read=piece != read)
