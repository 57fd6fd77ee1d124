"""Every rule, in the order in which its findings are shown, and the one question that all of them answer."""

from __future__ import annotations

from jansetu.compliance.contracts import SEVERITIES, Finding, Matter, Rule
from jansetu.compliance.rules import (
    accused,
    ai_media,
    captions,
    child_in_law,
    children,
    confidential,
    consent,
    contempt,
    court,
    emblem,
    figures_differ,
    hiv,
    language,
    links,
    near_copy,
    paid_photos,
    party,
    personal_data,
    victims,
    vip_movement,
)

RULES: tuple[Rule, ...] = (
    victims.RULE,
    child_in_law.RULE,
    confidential.RULE,
    paid_photos.RULE,
    ai_media.RULE,
    children.RULE,
    hiv.RULE,
    consent.RULE,
    accused.RULE,
    court.RULE,
    vip_movement.RULE,
    emblem.RULE,
    personal_data.RULE,
    language.RULE,
    contempt.RULE,
    party.RULE,
    near_copy.RULE,
    links.RULE,
    figures_differ.RULE,
    captions.RULE,
)


def check(matter: Matter) -> list[Finding]:
    """What all rules find in the matter, the gravest first."""
    found = [finding for rule in RULES for finding in rule.look(matter)]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity), reverse=True)


def rule_of(code: str) -> Rule | None:
    """The rule of that code."""
    return next((rule for rule in RULES if rule.code == code), None)
