"""Writes Unicode Hindi for dailies that set in Kruti Dev 010: Word or plain text. Drops no sign unsaid."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import regex

from jansetu.core.text.legacy_writer import encode_krutidev
from jansetu.core.text.normalise import normalise

FONT, OTHER = "Kruti Dev 010", "Arial"
SIZES = {FONT: 32, OTHER: 24}  # half points: the old font draws small
HINDI = r"\u0900-\u097f"
LATIN = regex.compile(rf"[^\s{HINDI}]*[A-Za-z][^\s{HINDI}]*")  # a whole word with its signs, a web address
NOT_IN_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPE = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPE}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{TYPE}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{TYPE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
}
ALWAYS = (1980, 1, 1, 0, 0, 0)  # the same text is the same file


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one font: keys of Kruti Dev, or Unicode for another font."""

    text: str
    font: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """For programs that know no fonts; `strange` signs stand in it as they are, or as "?"."""

    content: bytes
    strange: tuple[str, ...]


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The text in turns of the two fonts: English words and signs that Kruti Dev lacks are the other's."""
    clean, found, place = normalise(text), list[Piece](), 0
    for latin in LATIN.finditer(clean):
        found += _hindi(clean[place : latin.start()])
        found.append(Piece(latin[0], OTHER))
        place = latin.end()
    return tuple(_merged([*found, *_hindi(clean[place:])]))


def other_signs(text: str) -> tuple[str, ...]:
    """What the font does not draw and the Word file therefore sets in another, each once."""
    others = (piece.text for piece in pieces_of(text) if piece.font == OTHER)
    return tuple(dict.fromkeys(others))


def word_file(title: str, text: str) -> bytes:
    """A .docx: the title bold, then a paragraph for each line."""
    body = _paragraph(title, bold=True) + "".join(_paragraph(line) for line in text.split("\n"))
    space = f"{TYPE}/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**PARTS, "word/document.xml": document}.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            package.writestr(zipfile.ZipInfo(name, ALWAYS), head + content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def plain_file(title: str, text: str) -> PlainText:
    """The keys alone, in Windows' own encoding and line ends, as page-setting programs take them."""
    whole = f"{title}\n\n{text}"
    keys = "".join(piece.text for piece in pieces_of(whole))
    return PlainText(keys.replace("\n", "\r\n").encode("cp1252", "replace"), other_signs(whole))


def _hindi(text: str) -> Iterator[Piece]:
    place = 0
    for missing in encode_krutidev(text).missing:
        yield Piece(encode_krutidev(text[place : missing.start]).text, FONT)
        yield Piece(missing.sign, OTHER)
        place = missing.start + len(missing.sign)
    yield Piece(encode_krutidev(text[place:]).text, FONT)


def _merged(pieces: Sequence[Piece]) -> Iterator[Piece]:
    held = Piece("", FONT)
    for piece in pieces:
        if piece.font == held.font or not piece.text:
            held = Piece(held.text + piece.text, held.font)
            continue
        if held.text:
            yield held
        held = piece
    if held.text:
        yield held


def _paragraph(text: str, *, bold: bool = False) -> str:
    runs = "".join(_run(piece, bold) for piece in pieces_of(NOT_IN_XML.sub("", text)))
    return f"<w:p>{runs}</w:p>"


def _run(piece: Piece, bold: bool) -> str:
    fonts = " ".join(f'w:{kind}="{piece.font}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    size = SIZES[piece.font]
    weight = "<w:b/>" if bold else ""
    about = f'<w:rFonts {fonts}/>{weight}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    about += "" if piece.font == OTHER else "<w:noProof/>"  # no red line under every word
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{escape(piece.text)}</w:t></w:r>'
