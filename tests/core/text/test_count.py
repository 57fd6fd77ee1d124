"""Each platform's own length: the desk must never let through what a platform would refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jansetu.core.text.count import Rule, measure
from tests.core.text.texts import written

RULES: list[Rule] = ["x", "graphemes", "mastodon", "characters"]
each_rule = pytest.mark.parametrize("rule", RULES)


def length(text: str, rule: Rule) -> int:
    return measure(text, rule, 280).length


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("नमस्ते", 6),
        ("हिन्दी में समाचार।", 18),
        ("क्\u200dष क्\u200cष", 9),
        ("“हाँ” — ठीक", 11),
        ("₹", 2),
        ("…", 2),
        ("•", 2),
        ("中", 2),
        ("e\u0301", 1),
        ("👍", 2),
        ("🙏🏻", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 2),
        ("👩\u200d🌾", 2),
        ("🇮🇳", 2),
        ("1\ufe0f\u20e3", 2),
        ("🏳\ufe0f\u200d🌈", 2),
        ("🐦\u200d🔥", 5),
        ("mp.gov.in", 23),
        ("https://harda.nic.in/" + "a" * 200, 23),
        ("देखें: https://mp.gov.in 👍", 33),
        ("a@mp.gov.in", 11),
    ],
)
def test_x_weighs_as_its_rules_say(text: str, weight: int) -> None:
    assert length(text, "x") == weight


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("क्ष", 1),
        ("श्री", 1),
        ("राष्ट्रपति", 4),
        ("नमस्ते", 3),
        ("क्\u200dष", 1),
        ("क्\u200cष", 2),
        ("👨\u200d👩\u200d👧\u200d👦", 1),
        ("🇮🇳🇮🇳", 2),
    ],
)
def test_bluesky_counts_what_a_reader_sees_as_one_sign(text: str, count: int) -> None:
    assert length(text, "graphemes") == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("https://harda.nic.in/bahut/lamba/pata", 23),
        ("mp.gov.in", 9),
        ("@dpro@sarkari.social नमस्ते", 10),
        ("क्ष", 2),
        ("👨\u200d👩\u200d👧", 1),
    ],
)
def test_mastodon_counts_links_as_23_and_names_without_their_server(text: str, count: int) -> None:
    assert length(text, "mastodon") == count


@given(st.text())
def test_characters_are_code_points(text: str) -> None:
    assert length(text, "characters") == len(text)


@each_rule
@pytest.mark.parametrize("over", [0, 1])
def test_a_text_fits_up_to_its_limit_and_no_further(rule: Rule, over: int) -> None:
    assert measure("क" * (280 + over), rule, 280).fits is (over == 0)


def test_bluesky_also_caps_the_bytes() -> None:
    assert measure("क" * 100, "graphemes", 300, 300).fits
    assert not measure("क" * 100, "graphemes", 300, 299).fits


@pytest.mark.parametrize("sign", ["\ufeff", "\ufffe", "\uffff"])
def test_what_x_refuses_does_not_fit(sign: str) -> None:
    assert not measure(f"नमस्ते{sign}", "x", 280).fits
    assert measure(f"नमस्ते{sign}", "graphemes", 280).fits


@each_rule
@given(text=written, limit=st.integers(0, 60))
def test_the_verdict_agrees_with_the_length(rule: Rule, text: str, limit: int) -> None:
    counted = measure(text, rule, limit)
    refused = rule == "x" and any(sign in text for sign in "\ufeff\ufffe\uffff")
    assert counted.limit == limit
    assert counted.fits == (counted.length <= limit and not refused)


@each_rule
@given(text=written)
def test_one_more_hindi_word_on_a_line_of_its_own_adds_its_own_length(rule: Rule, text: str) -> None:
    assert length(f"{text}।\nनमन", rule) == length(f"{text}।", rule) + 4


@given(written)
def test_without_links_and_names_mastodon_counts_between_what_is_seen_and_what_is_stored(text: str) -> None:
    plain = text.replace(".", "").replace("@", "")
    assert length(plain, "graphemes") <= length(plain, "mastodon") <= length(plain, "characters")
