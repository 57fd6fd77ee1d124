"""Every rule, in the order in which its findings are shown, and the one question that all of them answer."""

from __future__ import annotations

from jansetu.compliance.contracts import SEVERITIES, Finding, Matter, Rule
from jansetu.compliance.rules import (
    accused,
    child_in_law,
    children,
    court,
    hiv,
    language,
    personal_data,
    victims,
)

RULES: tuple[Rule, ...] = (
    victims.RULE,
    child_in_law.RULE,
    children.RULE,
    hiv.RULE,
    accused.RULE,
    court.RULE,
    personal_data.RULE,
    language.RULE,
)


def check(matter: Matter) -> list[Finding]:
    """What all rules find in the matter, the gravest first."""
    found = [finding for rule in RULES for finding in rule.look(matter)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity), reverse=True)


def rule_of(code: str) -> Rule | None:
    """The rule of that code."""
    return next((rule for rule in RULES if rule.code == code), None)
