"""Word files for tests, part by part as Word writes them, and the traps that strangers set."""

from __future__ import annotations

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KRUTI = "Kruti Dev 010"


def run(text: str, font: str = "", properties: str = "") -> str:
    """One run; its font is named in it where one is given."""
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """One paragraph."""
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}{''.join(runs)}</w:p>"


def table(*rows: list[str]) -> str:
    """A table; each cell is given as its paragraphs."""
    drawn = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in drawn)}</w:tbl>"


def part(root: str, inside: str) -> str:
    """One XML part of Word's."""
    return f'<?xml version="1.0"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{root}>'


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """What a part refers to: (kind, part); ids are r1, r2 …"""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def word(
    *blocks: str, parts: dict[str, str] | None = None, related: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """A .docx file. `parts`: more of them below word/, `related`: how the document names them."""
    more = {f"word/{name}": content for name, content in (parts or {}).items()}
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{''.join(blocks)}</w:body>"),
            "word/_rels/document.xml.rels": relations(*related),
            **more,
        }
    )
