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


def pdf(*pages: list[list[tuple[str, str]]], locked: bool = False) -> bytes:
    """A PDF; each page is its lines, each line its (text, font) pieces. A page without lines shows a box."""
    fonts = list(dict.fromkeys(font for page in pages for line in page for _, font in line))
    names = {font: f"F{number}" for number, font in enumerate(fonts)}
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    drawn = " ".join(
        f"/{name} << /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>"
        for font, name in names.items()
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Font << {drawn} >> >>",
    ]
    for number, page in enumerate(pages):
        content = _page(page, names)
        box = "/MediaBox [0 0 595 842] /Resources 3 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    if locked:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >>")
    return _numbered(objects, locked)


def _page(page: list[list[tuple[str, str]]], names: dict[str, str]) -> str:
    if not page:
        return "100 100 200 200 re f"
    lines = []
    for number, line in enumerate(page):
        lines.append(f"BT 50 {780 - 20 * number} Td")
        for text, font in line:
            quoted = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            lines.append(f"/{names[font]} 12 Tf ({quoted}) Tj")
        lines.append("ET")
    return "\n".join(lines)


def _numbered(objects: list[str], locked: bool) -> bytes:
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = len(file)
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    lock = f"/Encrypt {len(objects)} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]" if locked else ""
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    file += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {lock} >>\nstartxref\n{table}\n%%EOF".encode()
    return bytes(file)
