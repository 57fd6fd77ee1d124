"""Every rule finds what its examples say, exactly there, and is sound in itself."""

from __future__ import annotations

import pytest
import regex

from jansetu.compliance.contracts import SEVERITIES, Example, Rule
from jansetu.compliance.registry import RULES, check

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


def named(one: object) -> str:
    return one.code if isinstance(one, Rule) else ""


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_finds_what_its_examples_say_and_leaves_the_others(rule: Rule) -> None:
    for example in rule.examples:
        found = [one.severity for one in rule.look(example.matter)]
        assert max(found, key=SEVERITIES.index, default=None) == example.severity, example.matter.passages


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_rule_has_sources_examples_and_both_languages(rule: Rule) -> None:
    severities = {example.severity for example in rule.examples}
    assert rule.severity in severities
    assert None in severities
    assert rule.sources
    for hi, en in ((rule.hi, rule.en), (rule.why_hi, rule.why_en), *((s.hi, s.en) for s in rule.sources)):
        assert regex.search(r"\p{Devanagari}", hi)
        assert not regex.search(r"\p{Devanagari}", en)


def test_codes_are_each_one_rules_own() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=named)
def test_what_is_found_says_its_rule_and_lies_within_its_passage(rule: Rule, example: Example) -> None:
    passages = {passage.place: passage.text for passage in example.matter.passages}
    for found in rule.look(example.matter):
        assert found.rule == rule.code
        assert SEVERITIES.index(found.severity) <= SEVERITIES.index(rule.severity)
        for span in found.spans:
            text = passages.get(span.place)
            assert text is None or 0 <= span.start < span.end <= len(text)


def test_the_gravest_finding_comes_first() -> None:
    for _, example in EXAMPLES:
        grave = [SEVERITIES.index(found.severity) for found in check(example.matter)]
        assert grave == sorted(grave, reverse=True)
