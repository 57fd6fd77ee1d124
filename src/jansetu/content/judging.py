"""What the rules say of a post, which of it an officer let pass, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jansetu.compliance.contracts import Finding, Matter, Passage, Severity, Span, Use
from jansetu.content.hashing import hashes_of
from jansetu.content.matter import Told, matters_of
from jansetu.content.models import Post, Release, Variant

AROUND = 40  # code points shown on each side of what was found


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that were found, with some of what stands around them."""

    before: str
    found: str
    after: str


@dataclass(slots=True)
class Judgement:
    """One finding, said once however many of the post's texts it is in."""

    rule: str
    severity: Severity
    hi: str
    en: str
    variants: list[Variant] = field(default_factory=list)
    excerpts: list[Excerpt] = field(default_factory=list)
    released: list[Release] = field(default_factory=list)  # by whom, for which of the texts

    @property
    def title_hi(self) -> str:
        """The rule's name."""
        return _title(self.rule)[0]

    @property
    def title_en(self) -> str:
        """The same in English."""
        return _title(self.rule)[1]

    @property
    def stands(self) -> bool:
        """Whether it is in the way of an approval: every block, and a hold that was not let pass whole."""
        if self.severity == "hold":
            return {one.pk for one in self.variants} > {one.variant_id for one in self.released}
        return self.severity == "block"


def judgements(post: Post, now: datetime) -> list[Judgement]:
    """All that the rules find, the gravest first; a fixed number of queries."""
    found: dict[tuple[str, str, str], Judgement] = {}
    for told in matters_of(post, now):
        for one in _check(told.matter):
            key = (one.rule, one.severity, one.hi)
            known = found.setdefault(key, Judgement(one.rule, one.severity, one.hi, one.en))
            _add(known, told, one)
    holds = [one for one in found.values() if one.severity == "hold"]
    if holds:
        _note_releases(holds)
    return sorted(found.values(), key=lambda one: ("block", "hold", "warn").index(one.severity))


# The rules are read late: their words and patterns weigh ten megabytes, and no sender ever asks them.
def _check(matter: Matter) -> list[Finding]:
    from jansetu.compliance.registry import check

    return check(matter)


def _title(code: str) -> tuple[str, str]:
    from jansetu.compliance.registry import rule_of

    rule = rule_of(code)
    return (rule.hi, rule.en) if rule else (code, code)


def _add(known: Judgement, told: Told, finding: Finding) -> None:
    if told.variant not in known.variants:
        known.variants.append(told.variant)
    texts = {passage.place: passage.text for passage in told.matter.passages}
    for span in finding.spans:
        excerpt = _excerpt(texts, span)
        if excerpt is not None and excerpt not in known.excerpts:
            known.excerpts.append(excerpt)


def _excerpt(texts: Mapping[str, str], span: Span) -> Excerpt | None:
    text = texts.get(span.place, "")
    if not text[span.start : span.end]:
        return None
    begins, ends = max(0, span.start - AROUND), span.end + AROUND
    before = ("…" if begins else "") + text[begins : span.start]
    after = text[span.end : ends] + ("…" if ends < len(text) else "")
    return Excerpt(before, text[span.start : span.end], after)


def _note_releases(holds: list[Judgement]) -> None:
    """Only those of exactly these texts."""
    variants = {variant.pk for one in holds for variant in one.variants}
    hashes = hashes_of(variants)
    given = Release.objects.filter(variant__in=variants).select_related("by__person").order_by("pk")
    valid = [one for one in given if hashes.get(one.variant_id) == one.hash]
    for hold in holds:
        own = {variant.pk for variant in hold.variants}
        hold.released = [one for one in valid if one.rule == hold.rule and one.variant_id in own]


def check_words(
    text: str, *, platform: str, use: Use, language: str = "hi", kind: str = "", now: datetime
) -> list[Finding]:
    """The same rules for what is said outside of a post: a reply, a comment, a share."""
    own = Passage(place="text", text=text, language=language)
    matter = Matter(platform=platform, use=use, kind=kind, language=language, passages=(own,), at=now)
    return _check(matter)
