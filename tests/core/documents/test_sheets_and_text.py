"""Excel's cells by their fonts, and plain text in any encoding by its words."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from jansetu.core.documents.contracts import Limits
from jansetu.core.documents.reading import read_document
from jansetu.core.errors import Refusal
from tests.core.documents.files import KRUTI, packed, relations

OLD = "eq[;ea=h us cSBd yhA\nPWD ds vf/kdkjh mifLFkr FksA\nPress note\n"


def book(*sheets: str) -> tuple[Workbook, Worksheet]:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for name in sheets:
        made.create_sheet(name)
    return made, sheet


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_shared_string(content: bytes, runs: str) -> bytes:
    """As Excel writes a cell of several fonts: the text "here" gives way to runs in the table of strings."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = {name: parts.read(name).decode() for name in parts.namelist()}
    here = '<c r="A1" t="inlineStr"><is><t>here</t></is></c>'
    assert here in inside["xl/worksheets/sheet1.xml"]
    inside["xl/worksheets/sheet1.xml"] = inside["xl/worksheets/sheet1.xml"].replace(
        here, '<c r="A1" t="s"><v>0</v></c>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    inside["[Content_Types].xml"] = inside["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed({**inside, "xl/sharedStrings.xml": f'<sst xmlns="{space}"><si>{runs}</si></sst>'})


def test_cells_are_read_by_their_font_and_numbers_stay() -> None:
    made, sheet = book()
    sheet.append(["ftyk", "Name", 12.0, date(2026, 11, 24), "Hkksiky"])
    for place in ("A1", "E1"):
        sheet[place].font = Font(name=KRUTI)
    sheet["G3"] = "us dk"
    found = read_document(saved(made))
    assert found.text == "जिला\tName\t12\t24.11.2026\tभोपाल\n\t\t\t\t\t\tus dk"
    assert dict(found.fonts) == {KRUTI: 11}


def test_a_cell_of_several_fonts_is_read_piece_by_piece() -> None:
    made, sheet = book()
    sheet["A1"] = "here"
    runs = "".join(
        f'<r><rPr><rFont val="{font}"/></rPr><t xml:space="preserve">{text}</t></r>'
        for font, text in ((KRUTI, "Hkksiky "), ("Arial", "PWD"))
    )
    found = read_document(with_shared_string(saved(made), runs))
    assert found.text == "भोपाल PWD"


def test_every_sheet_is_read_under_its_name() -> None:
    made, sheet = book("Two")
    sheet["A1"] = "one"
    made["Two"]["A1"] = "two"
    assert read_document(saved(made)).text == "Sheet:\none\nTwo:\ntwo"


@pytest.mark.parametrize(
    "content",
    [
        packed({"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))}),
        packed({"_rels/.rels": relations(("officeDocument", "xl/workbook.xml")), "xl/workbook.xml": "<a"}),
    ],
)
def test_a_broken_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="document_broken"):
        read_document(content)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    made, sheet = book()
    sheet["A1"] = "a" * 30_000
    with pytest.raises(Refusal, match="document_too_large"):
        read_document(saved(made), Limits(unpacked=10_000))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lines_of_the_font_in_a_text_file_are_told_and_the_rest_stays(encoding: str) -> None:
    found = read_document((OLD + "¼ftyk nsokl½ ds yksx\n").encode(encoding))
    assert found.text == "मुख्यमंत्री ने बैठक ली।\nPWD के अधिकारी उपस्थित थे।\nPress note\n(जिला देवास) के लोग"
    assert [(part.now, part.is_read) for part in found.lines[1].parts][:3] == [
        ("PWD", False),
        (" ", False),
        ("के", True),
    ]


def test_hindi_and_english_in_a_text_file_are_left() -> None:
    text = "भोपाल में बैठक हुई।\nThe road was built. LoL PM kW"
    found = read_document(text.encode())
    assert (found.text, any(line.is_read for line in found.lines)) == (text, False)


def test_what_is_no_text_is_refused() -> None:
    for content in (b"\x00\x01\x02", b"\x7fELF\x02", b"\xff\xfe\x00"):
        with pytest.raises(Refusal):
            read_document(content)
