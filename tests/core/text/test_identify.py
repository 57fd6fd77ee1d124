"""The language of a line is told without a model; the lines that judge were written before any word list."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given

from jansetu.core.text.identify import Identity, identify
from tests.core.text.judging import judge, labelled
from tests.core.text.texts import written

ROOT = Path(__file__).resolve().parents[3]
COMPLAINTS = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "departments.json"
COMMON = (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split()


def test_nineteen_of_twenty_lines_that_nobody_tuned_on_are_told_right() -> None:
    lines = labelled("held_out")
    judged = judge(lines)
    assert len(lines) >= 200
    assert judged.right.total() >= 0.95 * len(lines)
    assert judged.scripts >= 0.98 * len(lines)
    for language in ("hi", "hinglish", "en", "mr"):
        assert judged.right[language] >= 0.9 * judged.lines[language], language


@pytest.mark.shared
@pytest.mark.skipif(not COMPLAINTS.is_file(), reason="JANSETU_SHARED has no data/departments.json")
def test_complaints_that_somebody_else_wrote_are_told_right() -> None:
    """Each department's four lines are Hindi, Hinglish, Hindi, English."""
    departments = json.loads(COMPLAINTS.read_text(encoding="utf-8")).values()
    found = [
        (identify(line).language, wanted)
        for one in departments
        for line, wanted in zip(one["examples"], ("hi", "hinglish", "hi", "en"), strict=True)
    ]
    right = sum(language == wanted for language, wanted in found)
    print(f"{right} of {len(found)} complaints")  # noqa: T201 - the page's figures
    assert right >= 0.97 * len(found)


def test_no_line_stands_in_both_sets() -> None:
    assert not {line.text for line in labelled("tune")} & {line.text for line in labelled("held_out")}


def test_all_lines_that_the_lists_were_tuned_on_are_told_right() -> None:
    assert judge(labelled("tune")).wrong == []


def test_a_single_hindi_word_is_hindi() -> None:
    assert [word for word in COMMON if identify(word) != ("hi", "Deva")] == []


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("पानी", ("hi", "Deva")),
        ("शर्मा", ("hi", "Deva")),
        ("आज सभा है #MPGovt @CMMadhyaPradesh https://mp.gov.in/news", ("hi", "Deva")),
        ("@CollectorHarda sadak kab banegi?", ("hinglish", "Latn")),
        ("#JalSamadhan", ("hinglish", "Latn")),
        ("Form online submit करने के बाद receipt download करें", ("hi", "Mixed")),
        ("The scheme लाड़ली बहना pays women every month", ("en", "Mixed")),
        ("", ("other", "Other")),
        ("१२३ 456", ("other", "Other")),
    ],
)
def test_grammar_tells_the_language_and_letters_the_script(text: str, identity: Identity) -> None:
    assert identify(text) == identity


@given(written)
def test_every_text_has_an_answer_and_no_letters_have_no_language(text: str) -> None:
    found = identify(text)
    assert found.language in ("hi", "mr", "en", "hinglish", "other")
    if found.script == "Other":
        assert found.language == "other"
