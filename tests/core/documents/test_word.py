"""A Word file's text: old fonts are read by the font of each run, and nothing else is touched."""

from __future__ import annotations

import pytest

from jansetu.core.documents.contracts import Limits
from jansetu.core.documents.reading import read_document
from jansetu.core.errors import Refusal
from tests.core.documents.files import KRUTI, packed, paragraph, part, relations, run, table, word


def text_of(content: bytes) -> str:
    return read_document(content).text


def test_a_run_in_kruti_dev_is_read_and_english_beside_it_survives() -> None:
    found = read_document(
        word(paragraph(run("eq[;ea=h us ", KRUTI), run("Smart City", "Arial"), run(" ns[kkA", KRUTI)))
    )
    assert found.text == "मुख्यमंत्री ने Smart City देखा।"
    assert [(part.original, part.is_read) for part in found.lines[0].parts] == [
        ("eq[;ea=h us ", True),
        ("Smart City", False),
        (" ns[kkA", True),
    ]
    assert dict(found.fonts) == {KRUTI: 17}


@pytest.mark.parametrize(
    "font",
    ["Kruti Dev 010", "KrutiDev010", "kruti dev 011", "Kruti Dev 010 Bold", "DevLys 010", "DevLys 020 Thin"],
)
def test_all_faces_of_the_layout_are_known(font: str) -> None:
    assert text_of(word(paragraph(run("Hkksiky", font)))) == "भोपाल"


def test_english_in_any_other_font_is_left_even_where_it_would_be_hindi() -> None:
    assert text_of(word(paragraph(run("us dk gS LoL"), run(" jk", "Mangal")))) == "us dk gS LoL jk"


def test_a_word_that_word_cut_into_runs_is_read_as_one() -> None:
    cut = paragraph(run("fo|kfFk", KRUTI), run("Z;ksa", KRUTI, "<w:b/>"))
    assert text_of(word(cut)) == "विद्यार्थियों"


def test_a_blank_in_another_font_cuts_nothing() -> None:
    assert (
        text_of(word(paragraph(run("ftyk", KRUTI), run(" ", "Calibri"), run("nsokl", KRUTI)))) == "जिला देवास"
    )


def test_hindi_that_is_unicode_already_stays_in_a_run_of_the_font() -> None:
    assert text_of(word(paragraph(run("भोपाल ds", KRUTI)))) == "भोपाल के"


STYLES = part(
    "styles",
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:styleId="Hindi"><w:rPr><w:rFonts w:ascii="DevLys 010"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Hindi"/></w:style>'
    '<w:style w:type="character" w:styleId="Latin"><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>',
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:minorFont><a:latin typeface="Kruti Dev 010"/></a:minorFont></a:fontScheme></a:themeElements>'
    "</a:theme>"
)


def test_the_font_is_found_through_styles_and_the_theme() -> None:
    content = word(
        paragraph(run("Hkksiky "), run("PWD", properties='<w:rStyle w:val="Latin"/>'), style="Title"),
        paragraph(run("ftyk")),
        parts={"styles.xml": STYLES, "theme/theme1.xml": THEME},
        related=(("styles", "styles.xml"), ("theme", "theme/theme1.xml")),
    )
    assert text_of(content) == "भोपाल PWD\nजिला"


def test_letterhead_tables_boxes_and_notes_keep_their_order() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('ckWDl', KRUTI))}</w:txbxContent></w:pict></w:r>"
    twice = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{paragraph(run('once'))}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{paragraph(run('once'))}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    cells = [paragraph(run("ftyk", KRUTI)), paragraph(run("Total")) + paragraph(run("10"))]
    content = word(
        paragraph(run("iw.kZ", KRUTI), '<w:r><w:footnoteReference w:id="2"/></w:r>', box),
        paragraph(twice),
        table(cells, [paragraph(run("nsokl", KRUTI)), table([paragraph(run("5"))])]),
        paragraph(run("vUr", KRUTI)),
        '<w:sectPr><w:headerReference w:type="default" r:id="r1"/><w:footerReference r:id="r3"/></w:sectPr>',
        parts={
            "header1.xml": part("hdr", paragraph(run("e/;izns'k 'kklu", KRUTI))),
            "footnotes.xml": part(
                "footnotes", f'<w:footnote w:id="2">{paragraph(run("uksV", KRUTI))}</w:footnote>'
            ),
            "footer1.xml": part("ftr", paragraph(run("Page 1"))),
        },
        related=(("header", "header1.xml"), ("footnotes", "footnotes.xml"), ("footer", "footer1.xml")),
    )
    found = read_document(content)
    assert found.text == ("मध्यप्रदेश शासन\nपूर्ण[1]\nबॉक्स\nonce\nजिला\tTotal 10\nदेवास\t5\nअन्त\n[1] नोट\nPage 1")
    assert [line.place for line in found.lines][:3] == ["header", "body", "box"]


def test_breaks_tabs_inserted_and_removed_text_and_picture_signs() -> None:
    line = (
        f"<w:ins>{run('Hkksiky', KRUTI)}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:r><w:rPr><w:rFonts w:ascii='{KRUTI}'/></w:rPr><w:br/><w:t>\uf066\uf074yk</w:t><w:tab/></w:r>"
        '<w:r><w:sym w:font="Kruti Dev 010" w:char="F06B"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    )
    assert text_of(word(paragraph(line))) == "भोपाल\nजिला\tा"


def test_an_old_font_of_another_layout_is_named_and_left() -> None:
    found = read_document(word(paragraph(run("xyz", "Chanakya"), run(" abc", "Arial"))))
    assert (found.text, dict(found.strange)) == ("xyz abc", {"Chanakya": 3})


ENTITIES = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def trap(before: str, inside: str) -> bytes:
    document = part("document", f"<w:body>{inside}</w:body>").replace("?>", f"?>{before}", 1)
    return packed(
        {"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/document.xml": document}
    )


REFUSED = {
    "an entity bomb": (trap(ENTITIES, paragraph("<w:r><w:t>&c;</w:t></w:r>")), "document_broken"),
    "a file of ours": (trap(OUTSIDE, paragraph("<w:r><w:t>&a;</w:t></w:r>")), "document_broken"),
    "a zip bomb": (trap("", paragraph(run("0" * 30_000_000))), "document_too_large"),
    "a bottomless table": (trap("", "<w:tbl>" * 5000 + "</w:tbl>" * 5000), "document_broken"),
    "half a file": (word(paragraph(run("a")))[:200], "document_broken"),
    "broken XML": (trap("", "<w:p>"), "document_broken"),
    "a document that is missing": (
        packed({"_rels/.rels": relations(("officeDocument", "word/document.xml"))}),
        "document_broken",
    ),
    "any other zip": (packed({"a.txt": "a"}), "document_unknown"),
    "a password, or Word 97": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "document_locked"),
    "no text": (word(paragraph(run("  "))), "document_without_text"),
    "too much text": (word(*[paragraph(run("word " * 1000))] * 100), "document_too_long"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "document_unknown"),
    "nothing": (b"", "document_without_text"),
}


@pytest.mark.parametrize("trouble", REFUSED)
def test_what_cannot_be_read_is_refused_in_both_languages(trouble: str) -> None:
    content, code = REFUSED[trouble]
    with pytest.raises(Refusal) as refused:
        read_document(content)
    assert refused.value.code == code
    assert refused.value.hi
    assert refused.value.en


def test_a_file_over_the_limit_is_not_opened() -> None:
    with pytest.raises(Refusal, match="document_too_large"):
        read_document(word(paragraph(run("a"))), Limits(size=100))
