"""Broken Hindi is mended once and for all, and the spellings of one word meet under one key."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.normalise import REPAIRS, normalise, search_key
from tests.core.text.texts import written

DEVANAGARI = st.text(
    alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x097F) | st.sampled_from("\u200b| \n")
)


@given(written | DEVANAGARI | st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(written | DEVANAGARI)
def test_the_clean_form_is_composed_and_holds_nothing_broken(text: str) -> None:
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(broken in clean for broken in (*REPAIRS, "\u200b", "\ufeff", "\u00ad", "\r"))


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("अाप", "आप"),
        ("आैर", "और"),
        ("एेसा", "ऐसा"),
        ("अाेर", "ओर"),
        ("डाॅ", "डॉ"),
        ("काे", "को"),
        ("हाै", "हौ"),
        ("कााैन", "कौन"),
        ("अै", "ऐ"),
        ("लेाग", "लोग"),
        ("मंे", "में"),
        ("मंै", "मैं"),
        ("क्येांकि", "क्योंकि"),
        ("यहंा", "यहां"),
        ("दोनंो", "दोनों"),
        ("क्््या", "क्या"),
        ("पढ़़ाई", "पढ़ाई"),
        ("मेंं", "में"),
        ("नहंीं", "नहीं"),
        ("बालाा", "बाला"),
        ("हुआ|", "हुआ।"),
        ("आज\u200b \ufeffकल\u00ad", "आज कल"),
        ("पहला\r\nदूसरा\rतीसरा", "पहला\nदूसरा\nतीसरा"),
    ],
)
def test_a_broken_sequence_is_mended(broken: str, right: str) -> None:
    assert normalise(broken) == unicodedata.normalize("NFC", right)


@pytest.mark.parametrize(
    "right", ["क्‍या", "राष्ट्रपति", "श्री", "a|b", "है||", "नमस्ते\n\nभारत", "हूँ", "₹५००", "👨‍👩‍👧"]
)
def test_what_is_right_stays(right: str) -> None:
    assert normalise(right) == right


@pytest.mark.parametrize(
    "spellings",
    [
        ("हिन्दी", "हिंदी"),
        ("सम्बन्ध", "संबंध", "सम्बंध"),
        ("पढ़ाई", "पढाई", "पढ\u093cाई"),
        ("गाँव", "गांव"),
        ("पञ्चायत", "पंचायत"),
        ("क़लम", "\u0958लम", "कलम"),
        ("क्‍या", "क्या"),
        ("जिला  पंचायत ", "जिला पंचायत"),
        ("HARDA Office", "harda office"),
        ("अाप", "आप"),
        ("अङ्क", "अंक"),
        ("घण्टा", "घंटा"),
        ("चाँद", "चांद"),
        ("ज़मीन", "जमीन"),
        ("फ़सल", "फसल"),
        ("सड़क", "सडक"),
        ("मंे", "में"),
        ("डाॅक्टर", "डॉक्टर"),
    ],
)
def test_spellings_of_one_word_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("कल", "काल"), ("दिन", "दीन"), ("मत", "मंत"), ("सड़क", "सनक")])
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@given(written | DEVANAGARI)
def test_a_key_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(DEVANAGARI)
def test_a_text_is_found_by_what_is_stored_of_it(text: str) -> None:
    assert search_key(normalise(text)) == search_key(text)
