"""What dailies get in Kruti Dev reads back as it was, with English and strange signs in another font."""

from __future__ import annotations

import io
import zipfile

from jansetu.core.documents.for_press import FONT, OTHER, other_signs, pieces_of, plain_file, word_file
from jansetu.core.documents.reading import read_document
from jansetu.core.text.normalise import normalise

TITLE = "देवास में टीकाकरण अभियान"
TEXT = (
    "देवास, 24 नवम्बर 2026। मुख्यमंत्री ने PWD के विद्यार्थियों से (भोपाल में) कहा – “सड़क बनेगी।”\n\n"
    "कुल 50% राशि, ₹ 1,200, mp.gov.in/yojana?x=1 पर; @CMMadhyaPradesh, #सड़क – ज़रूर & <b>"
)


def test_the_word_file_comes_back_whole_through_our_own_reader() -> None:
    found = read_document(word_file(TITLE, TEXT))
    assert found.text == normalise(f"{TITLE}\n{TEXT}")
    assert set(found.fonts) == {"Kruti Dev 010"}


def test_english_and_signs_that_the_font_lacks_stand_in_another_font() -> None:
    pieces = pieces_of("देवास में PWD का 50% काम")
    assert [piece.text for piece in pieces] == ["nsokl esa ", "PWD", " dk 50", "%", " dke"]
    assert [piece.font for piece in pieces] == [FONT, OTHER, FONT, OTHER, FONT]
    assert other_signs(TEXT) == (
        "PWD",
        "%",
        "₹",
        "mp.gov.in/yojana?x=1",
        "@CMMadhyaPradesh,",
        "#",
        "&",
        "<b>",
    )


def test_the_same_text_is_the_same_file_and_holds_no_more_than_it() -> None:
    assert word_file(TITLE, TEXT) == word_file(TITLE, TEXT)
    with zipfile.ZipFile(io.BytesIO(word_file(TITLE, "अ\x00\x0bब"))) as package:
        assert sorted(package.namelist()) == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert read_document(word_file(TITLE, "अ\x00\x0bब")).text == f"{TITLE}\nअब"


def test_plain_text_is_in_windows_own_encoding_and_tells_what_is_strange() -> None:
    found = plain_file("राष्ट्र", "क्रम १ ₹ PWD")
    assert found.content.decode("cp1252") == 'jk"Vª\r\n\r\nØe ƒ ? PWD'
    assert found.strange == ("₹", "PWD")
