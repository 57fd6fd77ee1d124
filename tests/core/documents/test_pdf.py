"""A PDF's text by the font of each letter, read by a program that may die without harm."""

from __future__ import annotations

import random
import time

import pytest

from jansetu.core.documents.contracts import Limits
from jansetu.core.documents.reading import read_document
from jansetu.core.errors import Refusal
from tests.core.documents.files import pdf

OLD, PART, LATIN = "KrutiDev010", "ABCDEF+Kruti-Dev-010,Bold", "Helvetica"


def test_each_letter_is_read_by_its_font() -> None:
    found = read_document(
        pdf(
            [
                [("eq[;ea=h us ", OLD), ("Smart City", LATIN), (" ns[kkA", OLD)],
                [("fo|kfFkZ;ksa ¼nsokl½", PART)],
            ],
            [[("us dk gS", LATIN)]],
        )
    )
    assert found.text == "मुख्यमंत्री ने Smart City देखा।\nविद्यार्थियों (देवास)\nus dk gS"
    assert set(found.fonts) == {OLD, PART}


def test_pages_that_are_pictures_are_counted() -> None:
    found = read_document(pdf([[("Hkksiky", OLD)]], []))
    assert (found.text, found.unread_pages) == ("भोपाल", 1)


def test_what_cannot_be_read_is_refused_in_both_languages() -> None:
    whole = pdf([[("Hkksiky", OLD)]])
    refused = {
        "document_locked": (pdf([[("a", LATIN)]], locked=True), Limits()),
        "document_without_text": (pdf([]), Limits()),
        "document_broken": (b"%PDF-1.7\nnothing", Limits()),
        "document_too_many_pages": (pdf([], [], []), Limits(pages=2)),
        "document_too_large": (whole, Limits(size=100)),
    }
    for code, (content, limits) in refused.items():
        with pytest.raises(Refusal) as raised:
            read_document(content, limits)
        assert raised.value.code == code
        assert raised.value.hi
        assert raised.value.en


def test_damaged_files_are_read_or_refused_and_never_more() -> None:
    drawn = random.Random(7)  # noqa: S311 - repeatable damage, no secret
    whole = pdf([[("Hkksiky", OLD), (" road", LATIN)]], [])
    for _ in range(12):
        torn = bytearray(whole)
        for _ in range(drawn.randrange(1, 9)):
            torn[drawn.randrange(9, len(torn))] = drawn.randrange(256)
        try:
            read_document(bytes(torn[: drawn.randrange(300, len(torn))]))
        except Refusal:
            continue


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    heavy = pdf(*[[[("Hkksiky " * 400, OLD)]] * 35] * 60)
    began = time.monotonic()
    with pytest.raises(Refusal, match="document_too_slow"):
        read_document(heavy, Limits(seconds=1))
    assert time.monotonic() - began < 10
