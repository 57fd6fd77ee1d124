"""What a machine made to look real says so on its face."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jansetu.compliance.contracts import Example, Finding, Matter, Rule, Seen, Source
from jansetu.compliance.examples import AT, said
from jansetu.compliance.reading import day_of, one_finding, whole

CODE = "ai_media"
SINCE = date(2026, 2, 20)


def look(matter: Matter) -> Iterator[Finding]:
    """A picture or film that is declared machine-made and bears no label."""
    if day_of(matter) < SINCE:
        return
    told = (
        "चित्र या वीडियो एआई से बना या बदला हुआ है, पर उस पर लेबल नहीं है। दिखने वाला “एआई-निर्मित” लेबल लगाएँ।",
        "The picture or film was made or altered by AI and bears no label. Put a visible label on it.",
    )
    bare = (whole(matter, one.place) for one in matter.seen if one.is_ai_made and not one.has_ai_label)
    yield from one_finding(CODE, "block", told, bare)


def _made(*, labelled: bool, film: bool = False, **more: Any) -> Matter:
    place = "film" if film else "picture:0"
    one = Seen(place=place, alt="पुल", is_film=film, is_ai_made=True, has_ai_label=labelled)
    return said("नया पुल ऐसा दिखेगा।", seen=(one,), **more)


RULE = Rule(
    code=CODE,
    hi="एआई से बनी सामग्री पर लेबल नहीं",
    en="AI-made media without a label",
    why_hi="एआई से बना या बदला वास्तविक-सा चित्र, ध्वनि या वीडियो बिना प्रमुख लेबल के नहीं दिखाया जा "
    "सकता; बड़े मंच अपलोड करने वाले से घोषणा भी लेते हैं।",
    why_en="Realistic pictures, sound or film made or altered by AI may not be shown without a "
    "prominent label; large platforms also take a declaration from whoever uploads.",
    severity="block",
    sources=(
        Source(
            hi="सूचना प्रौद्योगिकी (मध्यवर्ती दिशानिर्देश और डिजिटल मीडिया आचार संहिता) संशोधन नियम 2026, "
            "सा.का.नि. 120(अ)",
            en="IT (Intermediary Guidelines and Digital Media Ethics Code) Amendment Rules 2026, GSR 120(E)",
            since=SINCE,
        ),
    ),
    look=look,
    examples=(
        Example(matter=_made(labelled=False), severity="block"),
        Example(matter=_made(labelled=False, film=True), severity="block"),
        Example(matter=_made(labelled=True), severity=None, note_hi="लेबल है", note_en="labelled"),
        Example(
            matter=_made(labelled=False, at=AT.replace(month=2, day=18)),
            severity=None,
            note_hi="नियम से पहले",
            note_en="before the rule",
        ),
    ),
)
