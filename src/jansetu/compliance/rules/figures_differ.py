"""The Hindi and the English of one post tell the same numbers, days and hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Example, Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import said
from jansetu.compliance.figures import Figure, answers, figures
from jansetu.compliance.reading import spans

CODE = "figures_differ"


def look(matter: Matter) -> Iterator[Finding]:
    """Figures of this text that the other language does not have, and the other way round."""
    other = matter.counterpart
    own = next((one for one in matter.passages if other and one.place == other.place), None)
    if other is None or own is None:
        return
    ours, theirs = figures(own.text), figures(other.text)
    extra, lacking = _without(ours, theirs), _without(theirs, ours)
    if extra or lacking:
        yield Finding(
            rule=CODE,
            severity="warn",
            hi=f"दोनों भाषाओं के अंक या तारीख़ें नहीं मिलतीं। केवल यहाँ: {_told(extra)}; केवल दूसरी भाषा "
            f"में: {_told(lacking)}।",
            en=f"The figures of the two languages differ. Only here: {_told(extra)}; only in the other: "
            f"{_told(lacking)}.",
            spans=spans(own, (one.extent for one in extra)),
        )


def _without(ones: list[Figure], others: list[Figure]) -> list[Figure]:
    known = {value for one in others for value in answers(one.value)}
    return [one for one in ones if one.is_digits and one.value not in known]


def _told(found: list[Figure]) -> str:
    return ", ".join(dict.fromkeys(one.written.strip() for one in found)) or "–"


def _pair(hindi: str, english: str) -> Matter:
    return said(hindi, counterpart=Passage(place="text", text=english, language="en"))


RULE = Rule(
    code=CODE,
    hi="हिन्दी और अंग्रेज़ी के अंक अलग",
    en="Hindi and English tell different figures",
    why_hi="एक ही सूचना की दो भाषाओं में अलग राशि या तारीख़ नागरिक को भटकाती है। देवनागरी और "
    "अंतरराष्ट्रीय अंक, लाख-करोड़ और महीनों के नाम एक ही माने जाते हैं।",
    why_en="Another amount or day in the other language misleads citizens. Digits of both scripts, lakh "
    "and crore, and the months' names are read alike.",
    severity="warn",
    sources=(
        Source(
            hi="राजभाषा नियम 1976, नियम 6: दोनों भाषाओं के दस्तावेज़ साथ और एक-से; संविधान, अनुच्छेद 343 (अंक)",
            en="Official Languages Rules 1976, rule 6: both languages of a document go together; "
            "Constitution, article 343",
            since=date(1976, 7, 17),
        ),
    ),
    look=look,
    examples=(
        Example(matter=_pair("12 लाख किसानों को लाभ।", "21 lakh farmers benefit."), severity="warn"),
        Example(matter=_pair("शिविर 15 नवंबर को होगा।", "The camp is on December 15."), severity="warn"),
        Example(matter=_pair("पंजीयन सुबह 9 बजे से।", "Registration from 10 am."), severity="warn"),
        Example(
            matter=_pair("१.५ करोड़ रुपये, २५ नवम्बर २०२६", "Rs 15 million, November 25, 2026"), severity=None
        ),
        Example(matter=_pair("तीन जिलों में 12,50,000 पौधे", "12.5 lakh saplings in 3 districts"), severity=None),
        Example(matter=_pair("15 और 16 नवंबर, शाम 5:30 बजे", "November 15 and 16, 5.30 pm"), severity=None),
    ),
)
