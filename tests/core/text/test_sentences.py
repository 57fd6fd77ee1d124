"""A note is cut where its sentences end, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given

from jansetu.core.text.sentences import split_sentences
from tests.core.text.texts import written


@pytest.mark.parametrize(
    "sentences",
    [
        ["डॉ. शर्मा ने कहा कि 4.5 लाख पौधे लगे।", "एस. के. मिश्रा भी थे।", "₹ 1.5 लाख मिले?!", "हाँ."],
        ["दिनांक 12.08.2026 को बैठक है।", "क्र. 12 देखें।"],
        ["1. पहला काम करें।", "2. दूसरा काम करें।"],
        ["Dr. A. K. Singh met Rs. 5.5 crore beneficiaries.", "They left at 5 p.m. on Monday.", "OK!"],
        ["ई. वर्मा (पी.एच.ई.) पहुँचे.", "सब ठीक है.", "आगे भी."],
        ["उन्होंने कहा, “पानी बचाओ।”", "सबने सुना।"],
        ["आज 500.", "कल 600."],
        ["सन् 1947 ई. में देश स्वतंत्र हुआ।", "श्री पी.नरहरि ने कहा।"],
        ["He said no.", "See No. 5 etc. and others.", "It rained etc.", "They left at 5 p.m.", "All came."],
        ["बारिश आई.", "सब खुश हुए.", "आई. ए. एस. अधिकारी आए."],
        ["देखें https://mp.gov.in/a.b/ और लिखें।", "ठहरिए… अभी नहीं।"],
        ["वह बोले...", "फिर चुप रहे।"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences: list[str]) -> None:
    found = [one.text for one in split_sentences("  " + " ".join(sentences) + " ")]
    assert found == [part for one in sentences for part in one.replace("… ", "…\n").split("\n")]


def test_each_line_stands_by_itself() -> None:
    assert [one.text for one in split_sentences("शीर्षक\n\nपहला वाक्य\nदूसरा।")] == [
        "शीर्षक",
        "पहला वाक्य",
        "दूसरा।",
    ]


@given(written)
def test_spans_hold_all_but_white_space_in_order(text: str) -> None:
    position = 0
    for sentence in split_sentences(text):
        assert text[position : sentence.start].strip() == ""
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        position = sentence.end
    assert text[position:].strip() == ""
