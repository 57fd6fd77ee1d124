"""A text keeps its fingerprint through all that platforms do to it, and no other text has the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.fingerprint import fingerprint
from jansetu.core.text.normalise import normalise
from tests.core.text.texts import written

NOTE = "हरदा में पढ़ाई का नया केन्द्र खुला।\n\nदेखें: {} #हरदा"


@given(written)
def test_composing_or_decomposing_a_text_keeps_its_fingerprint(text: str) -> None:
    assert fingerprint(unicodedata.normalize("NFD", text)) == fingerprint(unicodedata.normalize("NFC", text))


@given(written)
def test_what_we_store_has_the_fingerprint_of_what_was_typed(text: str) -> None:
    assert fingerprint(normalise(text)) == fingerprint(text)


@given(st.lists(st.sampled_from(["हरदा", "में", "मेला", "12", "#हरदा", "👍🏽"]), min_size=1), st.data())
def test_white_space_of_any_kind_keeps_it(words: list[str], data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "\n", "\r\n", "  ", "\u00a0", "\n\n", "\t"])
    text = data.draw(spaces) + "".join(word + data.draw(spaces) for word in words)
    assert fingerprint(text) == fingerprint(" ".join(words))


@pytest.mark.parametrize(
    "link", ["mp.gov.in", "https://harda.nic.in/a?b=1#c", "HTTPS://MP.GOV.IN/", "https://t.co/aB3"]
)
def test_a_link_may_be_shortened_expanded_or_stripped_of_its_scheme(link: str) -> None:
    assert fingerprint(NOTE.format(link)) == fingerprint(NOTE.format("https://mp.gov.in/yojana"))


@pytest.mark.parametrize(
    "other",
    ["हरदा में मेला", "हरदा में मेला 2", "हरदामें मेला।", "मेला में हरदा।", "हरदा में मेला। mp.gov.in", ""],
)
def test_another_text_has_another_fingerprint(other: str) -> None:
    assert fingerprint(other) != fingerprint("हरदा में मेला।")


@given(st.text(alphabet="कखगaB9#@", max_size=6), st.text(alphabet="कखगaB9#@", max_size=6))
def test_only_equal_words_share_a_fingerprint(one: str, other: str) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_the_kept_fingerprints_in_the_database_stay_valid() -> None:
    kept = "1c872a1c7ac0e2ff0369f3b14d2d6df5d788c1cf68cde2720caaa471f0e03106"
    assert fingerprint("हरदा  में\nमेला: mp.gov.in") == kept
