"""Who cannot hear a film must be able to read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Example, Finding, Matter, Rule, Seen, Source
from jansetu.compliance.examples import leaves, said
from jansetu.compliance.reading import one_finding, whole

CODE = "captions"


def look(matter: Matter) -> Iterator[Finding]:
    """A film without captions; that every picture has words is content's own check."""
    told = (
        "वीडियो में उपशीर्षक नहीं हैं। जो सुन नहीं सकते, उनके लिए जोड़ें।",
        "The film has no captions. Add them for those who cannot hear it.",
    )
    silent = (whole(matter, one.place) for one in matter.seen if one.is_film and not one.has_captions)
    yield from one_finding(CODE, "warn", told, silent)


def _film(*, captioned: bool) -> Matter:
    return said("देखें।", seen=(Seen(place="film", alt="भाषण", is_film=True, has_captions=captioned),))


RULE = Rule(
    code=CODE,
    hi="वीडियो में उपशीर्षक नहीं",
    en="A film without captions",
    why_hi="श्रवण-बाधित नागरिक और बिना ध्वनि के देखने वाले वीडियो को पढ़कर समझते हैं। शासकीय वेबसाइट और "
    "ऐप के दिशानिर्देश उपशीर्षक माँगते हैं।",
    why_en="Citizens who cannot hear, and all who watch without sound, read a film. The guidelines for "
    "Government websites and apps ask for captions.",
    severity="warn",
    sources=(
        Source(
            hi="GIGW 3.0 और WCAG 2.1, कसौटी 1.2.2 (स्तर A) (24 नवंबर 2026 को पढ़ा)",
            en="GIGW 3.0 and WCAG 2.1, criterion 1.2.2 (level A) (as read on 24 November 2026)",
            since=date(2026, 11, 24),
        ),
        Source(
            hi="दिव्यांगजन अधिकार अधिनियम 2016, धारा 42",
            en="Rights of Persons with Disabilities Act 2016, section 42",
            since=date(2017, 4, 19),
        ),
    ),
    look=look,
    examples=(
        Example(matter=_film(captioned=False), severity="warn"),
        Example(matter=_film(captioned=True), severity=None),
        leaves("फ़ोटो देखें।", alt="शिविर में लोग"),
    ),
)
