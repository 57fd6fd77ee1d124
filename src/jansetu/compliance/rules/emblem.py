"""The State Emblem is used by whom the law names, and as the law draws it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import Extent, is_picture, lexicon, one_finding, spans

CODE = "emblem"
EMBLEM = lexicon(
    "राज चिह्न", "राजचिह्न", "राज चिन्ह", "राजचिन्ह", "राज्य चिह्न", "राष्ट्रीय प्रतीक",
    "राष्ट्रीय चिह्न", "राष्ट्र चिह्न", "अशोक चिह्न", "अशोक की लाट", "सत्यमेव जयते", "State Emblem",
    "National Emblem", "Emblem of India", "Lion Capital", "Satyameva Jayate",
)  # fmt: skip
PILLAR = lexicon("अशोक स्तंभ", "अशोक स्तम्भ", "Ashoka pillar", "Ashokan pillar")
USED = lexicon(
    "लोगो", "मुहर", "लेटरहेड", "लेटर हेड", "छपा", "अंकित", "बना", "के साथ", "logo", "seal",
    "letterhead", "printed",
)  # fmt: skip


def look(matter: Matter) -> Iterator[Finding]:
    """The emblem in the words for a picture, or its motto read off one."""
    if "emblem_allowed" in matter.declared:
        return
    told = (
        "चित्र में राज-चिह्न दिखता है। उपयोग का अधिकार हो तो घोषणा करें, नहीं तो हटाएँ।",
        "The State Emblem is in the picture. Declare that its use is allowed, or take it out.",
    )
    found = (span for passage in matter.passages for span in spans(passage, _shown(passage)))
    yield from one_finding(CODE, "hold", told, found)


def _shown(passage: Passage) -> Iterator[Extent]:
    if not is_picture(passage):
        return
    yield from (one.span() for one in EMBLEM.finditer(passage.text))
    if USED.search(passage.text):
        yield from (one.span() for one in PILLAR.finditer(passage.text))


RULE = Rule(
    code=CODE,
    hi="राज-चिह्न का उपयोग",
    en="Use of the State Emblem",
    why_hi="भारत का राज-चिह्न केवल वे प्राधिकारी लगा सकते हैं जिन्हें 2007 के नियम अनुमति देते हैं, "
    "पूरे रूप में, “सत्यमेव जयते” के साथ। शासकीय पत्र का चित्र हो तो अधिकार की घोषणा करें।",
    why_en="Only the authorities that the rules of 2007 name may use the State Emblem of India, whole "
    "and with its motto. For the picture of an official letter, declare that its use is allowed.",
    severity="hold",
    sources=(
        Source(
            hi="भारत का राज्य संप्रतीक (अनुचित प्रयोग का प्रतिषेध) अधिनियम 2005, धारा 3 और 4; नियम 2007",
            en="State Emblem of India (Prohibition of Improper Use) Act 2005, sections 3 and 4; Rules 2007",
            since=date(2007, 10, 4),
        ),
        Source(
            hi="GIGW 3.0: प्रतीक का सही अनुपात (24 नवंबर 2026 को पढ़ा)",
            en="GIGW 3.0: the emblem in its right ratio (as read on 24 November 2026)",
            since=date(2026, 11, 24),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "नई योजना का पोस्टर।", alt="पोस्टर के ऊपर राज-चिह्न"),
        finds("hold", "New scheme", alt="Poster with the National Emblem on top", language="en"),
        leaves("नई योजना का पोस्टर।", alt="पोस्टर के ऊपर राज-चिह्न", declared=("emblem_allowed",)),
        leaves("वैशाली का अशोक स्तंभ देखने हर साल लाखों पर्यटक आते हैं।", alt="खेत के बीच अशोक स्तंभ"),
        leaves("विद्यालय में राष्ट्रीय प्रतीकों पर निबंध प्रतियोगिता हुई।"),
    ),
)
