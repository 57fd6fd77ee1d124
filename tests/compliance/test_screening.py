"""Words that should not be said are found in every disguise, exactly there; what only looks alike is left."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jansetu.compliance.screening.fold import covers, fold
from jansetu.compliance.screening.screen import screen
from jansetu.compliance.screening.terms import expand, shipped, terms_with
from tests.compliance.labelled.measure import (
    LANGUAGES,
    civic_as,
    found_at_least,
    labelled,
    screening_lines,
    severities,
)

GRAVE = sorted(
    {
        term.words[0]
        for term in shipped()[0]
        if len(term.words) == 1 and term.tier == "block" and not term.is_stem
    }
)
LONG = [word for word in GRAVE if len(word) > 4]
LEFT_ALONE = """लंडन पोलंड चूड़ियाँ चुनाव छुट्टियाँ गांधी गांडीव झंडा हरियाली कमीशन लोढ़ा नीचे सालों भोजन रांची चोटी मादरेवतन
Scunthorpe Dikshit Essex land landmark Gandhi choti chuttiyan chhod class assessment cockpit Nigeria Shitla
therapist title Dickens Matsushita Pakistan document mass 455 4G H1N1 AS-1 a/c R&D 10*20 C++ x@y"""
SYLLABLES = "का रा मे ति नो बी सु दा गो ली पु हा वी ने जो"
CIVIC = (
    "{place} में आवारा कुत्तों की समस्या",
    "{place} की बलात्कार पीड़िता को सहायता",
    "{place} me {number} din se pani nahi aaya",
    "Ward {number} of {place} has no water since {number} days",
    "{place}, वार्ड {number}: नाली की सफाई नहीं हुई",
    "श्री {place} को {number} रुपये की सहायता",
)
DISGUISES = {
    "चू-ति-या": "block",
    "चू.ति.या": "block",
    "चू ति या": "block",
    "च\u200dू\u200cति\u200bया": "block",
    "चूूूतियाााा": "block",
    "चुतिया": "block",
    "चूति या": "hold",
    "भोसङी": "block",
    "भो**के": "hold",
    "गाण्डू": "block",
    "गान्डू": "block",
    "गाँडू": "block",
    "ग₹ंडू": "block",
    "चुtiya": "block",
    "mаdarchоd": "block",  # two Cyrillic letters
    "m@d4rch0d": "block",
    "b h o s d i k e": "block",
    "B.H.O.S.D.I.K.E": "block",
    "chuuuutiyaaa": "block",
    "ch*tiya": "block",
    "ch***ya": "hold",
    "chutiya***": "block",
    "#ChutiyaSarkar": "block",
    "bhosdi***": "block",
    "ｆｕｃｋ": "block",
    "f̶u̶c̶k̶": "block",
    "fսck": "block",  # an Armenian letter
    "f u c k": "block",
    "f**k": "hold",
    "a$$hole": "hold",
    "🖕🏽": "block",
}


def test_of_innocent_civic_lines_at_most_one_in_a_hundred_is_blocked() -> None:
    lines = [line for name in ("held_out", "fresh", "tune") for line in screening_lines(name)]
    counted = severities(lines)
    civic = labelled(counted, "civic", LANGUAGES)
    assert civic >= 600
    assert civic_as(counted, "block") <= civic // 100
    assert civic_as(counted, "hold") <= civic // 50


@pytest.mark.parametrize(
    ("name", "block", "hold"),
    [("held_out", 0.95, 0.95), ("fresh", 0.75, 0.8), ("tune", 0.9, 0.95)],
)
def test_what_a_person_called_abuse_is_found(name: str, block: float, hold: float) -> None:
    counted = severities(screening_lines(name))
    assert found_at_least(counted, "block", LANGUAGES) >= block * labelled(counted, "block", LANGUAGES)
    assert found_at_least(counted, "hold", LANGUAGES) >= hold * labelled(counted, "hold", LANGUAGES)


def test_lines_to_judge_by_are_none_of_those_to_tune_by() -> None:
    tune = {line.text for line in screening_lines("tune")}
    for name in ("held_out", "fresh"):
        assert not tune & {line.text for line in screening_lines(name)}


@pytest.mark.parametrize(("disguised", "severity"), DISGUISES.items())
def test_a_disguise_is_seen_through_and_marked_whole(disguised: str, severity: str) -> None:
    text = f"यह {disguised}, सुनो"
    found = screen(text)
    assert found.severity == severity
    assert text[found.spans[0].start : found.spans[0].end] in (disguised, disguised.strip("#*"), "🖕")


@pytest.mark.parametrize("word", LEFT_ALONE.split())
def test_a_word_that_only_looks_alike_is_left(word: str) -> None:
    assert screen(f"{word} {word}, {word}।").severity == "clean"


def test_a_short_word_needs_its_doubled_letters() -> None:
    assert screen("as a class, as such").severity == "clean"
    assert screen("you ass").severity == "watch"
    assert screen("you aaassss").severity == "watch"


def test_an_innocent_phrase_excuses_only_what_stands_in_it() -> None:
    assert screen("आवारा कुत्तों से परेशान").severity == "clean"
    text = "आवारा कुत्तों से परेशान, अरे कुत्ते"
    assert [text[one.start : one.end] for one in screen(text).spans] == ["कुत्ते"]


def test_the_graver_of_two_that_overlap_is_told() -> None:
    text = "साले चमार"
    assert [(one.tier, one.kind, text[one.start : one.end]) for one in screen(text).spans] == [
        ("block", "caste", text)
    ]


def test_the_state_adds_words_and_excuses_phrases() -> None:
    own = ("घोटालेबाज", "बिकाऊ पुल | block", "जुमला|watch", "मादर चोद पहाड़ी | innocent", "", "|block")
    assert [screen(text, own).severity for text in ("घोटालेबाज़ है", "बिकाऊ पुल", "जुमला", "मादर चोद पहाड़ी")] == [
        "hold",
        "block",
        "watch",
        "clean",
    ]
    assert screen("घोटालेबाज").severity == "clean"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GRAVE), st.sampled_from(CIVIC))
def test_a_term_is_found_where_it_stands_and_reads_as_the_term(word: str, around: str) -> None:
    text = f"{around.format(place='सीहोर', number=7)} {word}, {around.format(place='Guna', number=3)}"
    found = [text[one.start : one.end] for one in screen(text).spans if one.tier == "block"]
    assert found == [word]
    assert covers(fold(found[0]), word)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(LONG), st.data())
def test_signs_and_spaces_between_the_letters_hide_nothing(word: str, data: st.DataObject) -> None:
    letters = clusters(word)
    between = data.draw(st.sampled_from(["\u200c", "\u200d", "\u200b", ".", "-", "_", "*", " ", ". ", " - "]))
    spelled = between.join(letters)
    found = screen(f"यह {spelled} है")
    assert found.severity != "clean"
    assert found.spans[0].start >= 3
    assert found.spans[-1].end <= 3 + len(spelled)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(CIVIC),
    st.lists(st.sampled_from(SYLLABLES.split()), min_size=3, max_size=6),
    st.integers(0, 99_999),
)
def test_civic_lines_of_any_place_stay_clean(line: str, syllables: list[str], number: int) -> None:
    assert screen(line.format(place="".join(syllables), number=number)).severity == "clean"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_spans_of_any_text_lie_in_it_in_order_and_apart(text: str) -> None:
    end = 0
    for one in screen(text).spans:
        assert end <= one.start < one.end <= len(text)
        end = one.end


def test_a_long_text_without_a_space_is_read_to_its_end() -> None:
    assert screen("क" * 5_000 + " चूतिया").severity == "block"
    assert screen("a.b*" * 2_000 + " चूतिया").severity == "block"
    assert len(screen("कुत्ता " * 5_000).spans) == 5_000


def test_no_form_stands_in_two_tiers() -> None:
    tiers = defaultdict(set)
    for term in shipped()[0]:
        tiers[term.words, term.is_stem].add(term.tier)
    assert not {words: told for words, told in tiers.items() if len(told) > 1}


def test_every_stem_is_long_enough_to_stand_in_no_innocent_word() -> None:
    assert all(len(term.words[0]) >= 4 for term in shipped()[0] if term.is_stem)
    assert all(
        screen(line.text).severity != "block" for line in screening_lines("tune") if line.label == "civic"
    )


def test_choices_are_written_out() -> None:
    assert list(expand("a{b,c}d{,e}")) == ["abd", "abde", "acd", "acde"]


def test_terms_of_the_same_entries_are_made_once() -> None:
    assert terms_with(("एक",)) is terms_with(("एक",))


def clusters(word: str) -> list[str]:
    """A word's letters, each with its signs; a half letter stays with the next."""
    letters: list[str] = []
    for sign in word:
        if letters and (unicodedata.category(sign).startswith("M") or letters[-1].endswith("\u094d")):
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters
