"""The rules of language and of personal data mark the exact places and heed the state's lists."""

from __future__ import annotations

import pytest

from jansetu.compliance.contracts import SEVERITIES, Finding, Matter, Passage, Rule
from jansetu.compliance.examples import said
from jansetu.compliance.registry import RULES, check
from jansetu.compliance.rules import language, personal_data
from jansetu.compliance.screening.terms import OWN, shipped

OURS = (language.RULE, personal_data.RULE)


@pytest.mark.parametrize("rule", OURS, ids=lambda rule: rule.code)
def test_a_rule_finds_what_its_examples_say_and_leaves_the_others(rule: Rule) -> None:
    for example in rule.examples:
        found = [one.severity for one in rule.look(example.matter)]
        assert max(found, key=SEVERITIES.index, default=None) == example.severity, example.matter.passages


def test_both_are_asked_before_anything_is_published() -> None:
    assert {rule.code for rule in OURS} <= {rule.code for rule in RULES}
    found = check(said("चू-ति-या, आधार 9999 4105 7058"))
    assert {"language", "personal_data"} <= {one.rule for one in found}


def test_every_kind_of_word_has_its_sentence() -> None:
    assert set(language.KINDS) == {term.kind for term in shipped()[0]} | {OWN}


def test_places_are_told_in_every_passage() -> None:
    matter = said("साफ़ पाठ", alt="बोर्ड पर लिखा: मो. 9826012345, चूतिया")
    spans = [span for rule in OURS for one in rule.look(matter) for span in one.spans]
    alt = matter.passages[1].text
    assert {span.place for span in spans} == {"alt:0"}
    assert sorted(alt[span.start : span.end] for span in spans) == ["9826012345", "चूतिया"]


def test_one_finding_marks_all_places_of_its_kind() -> None:
    text = "9826012345, 9826012346"
    (found,) = personal_data.look(said(text))
    assert [text[span.start : span.end] for span in found.spans] == ["9826012345", "9826012346"]
    assert found.severity == "hold"


def test_watch_is_said_as_a_warning_and_asks_only_to_look() -> None:
    (found,) = language.look(said("तुम्हारी औकात क्या है"))
    assert found.severity == "warn"
    assert "देख लें" in found.hi


def test_the_same_is_asked_of_shares_comments_and_replies() -> None:
    for use in ("share", "comment", "reply", "paid"):
        assert list(language.look(said("चूतिया", use=use)))
        assert list(personal_data.look(said("आधार 9999 4105 7058", use=use)))


def test_the_state_s_lists_are_heeded() -> None:
    lists = {language.WORDS: ("घोटालेबाज | block",), personal_data.OFFICES: ("9826012345",)}
    matter = said("घोटालेबाज, 9826012345", lists=lists)
    assert [(one.rule, one.severity) for one in check_ours(matter)] == [("language", "block")]


def test_text_of_a_picture_is_marked_under_its_place() -> None:
    seen = Passage(place="picture:0", text="पैन AAAPL1234C")
    plain = said("योजना")
    matter = Matter(platform="x", at=plain.at, passages=(*plain.passages, seen))
    (found,) = check_ours(matter)
    assert [(span.place, span.start, span.end) for span in found.spans] == [("picture:0", 4, 14)]


def check_ours(matter: Matter) -> list[Finding]:
    return [found for rule in OURS for found in rule.look(matter)]
