"""Words that scorn a court or a house, as the state keeps their list beside our seeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Severity, Source, Span
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import one_finding
from jansetu.compliance.screening.screen import Screener
from jansetu.compliance.screening.terms import TIERS, Term, Terms, Tier, folded_words

CODE = "contempt"
LIST = "contempt"  # the state's own entries, as in lists/contempt.txt; `words | innocent` excuses
SEVERITY: dict[Tier, Severity] = {"watch": "warn", "hold": "hold", "block": "block"}
SAID = (
    "यह न्यायालय या सदन की अवमानना समझी जा सकती है। वाक्य बदलें।",
    "This may be taken for contempt of a court or a house. Write it otherwise.",
)


def look(matter: Matter) -> Iterator[Finding]:
    """One finding a severity, with every place of it."""
    screener = _screener(matter.lists.get(LIST, ()))
    for tier in TIERS:
        found = (span for one in matter.passages for span in _in(one, screener, tier))
        yield from one_finding(CODE, SEVERITY[tier], SAID, found)


def _in(passage: Passage, screener: Screener, tier: Tier) -> Iterator[Span]:
    for hit in screener.screen(passage.text).spans:
        if hit.tier == tier:
            yield Span(place=passage.place, start=hit.start, end=hit.end)


@cache
def _seeds() -> tuple[str, ...]:
    listing = (files("jansetu.compliance.lists") / "contempt.txt").read_text(encoding="utf-8")
    return tuple(line for line in listing.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=8)
def _screener(own: tuple[str, ...]) -> Screener:
    terms, innocent = [], []
    for entry in (*_seeds(), *own):
        form, _, tier = (part.strip() for part in entry.partition("|"))
        words = folded_words(form)
        if words and tier == "innocent":
            innocent.append(words)
        elif words:
            terms.append(Term(words, _tier(tier), CODE))
    return Screener(Terms(terms, innocent))


def _tier(named: str) -> Tier:
    return next((tier for tier in TIERS if tier == named), "watch")


RULE = Rule(
    code=CODE,
    hi="न्यायालय या सदन की अवमानना के शब्द",
    en="Words of contempt of a court or a house",
    why_hi="न्यायालय के निर्णय से असहमति अपील में कही जाती है, पोस्ट में नहीं। जो शब्द न्यायालय या सदन "
    "की गरिमा घटाते हैं, उनकी सूची राज्य रखता है; हमारे आरंभिक शब्द उसके साथ चलते हैं।",
    why_en="The state disagrees with a court in appeal, not in a post. The state keeps the list of "
    "words that lower a court or a house; our seeds stand beside it.",
    severity="block",
    sources=(
        Source(
            hi="न्यायालय अवमान अधिनियम 1971, धारा 2(ग)(i)",
            en="Contempt of Courts Act 1971, section 2(c)(i)",
            since=date(1971, 12, 24),
        ),
        Source(
            hi="संविधान, अनुच्छेद 105 और 194: संसद और विधानमंडल के विशेषाधिकार",
            en="Constitution, articles 105 and 194: privileges of Parliament and legislatures",
            since=date(1950, 1, 26),
        ),
    ),
    look=look,
    examples=(
        finds("warn", "कोर्ट का फ़ैसला ग़लत है।"),
        finds("hold", "हम न्यायालय का आदेश नहीं मानेंगे।"),
        finds("warn", "A biased judge decided this.", language="en"),
        finds(
            "block",
            "यह कंगारू न्याय है।",
            ("राज्य की सूची", "the state's list"),
            lists={LIST: ("कंगारू न्याय | block",)},
        ),
        leaves("न्यायालय के आदेश का पालन करते हुए अतिक्रमण हटाया गया।"),
        leaves("गलत जानकारी पर ध्यान न दें; न्यायालय का निर्णय वेबसाइट पर है।"),
    ),
)
