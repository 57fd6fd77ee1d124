"""Whoever got help from the state is named only with their own written word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.people import TOLD_NAME, names
from jansetu.compliance.reading import Extent, lexicon, near, one_finding, spans

CODE = "consent"
STORY = "story"
BENEFICIARY = lexicon(
    "हितग्राही", "हितग्राहियों", "लाभार्थी", "लाभार्थियों", "लाभान्वित", "लाभान्वित हुए",
    "लाभान्वित हुईं", "लाभ मिला", "लाभ पाकर", "लाभ पाने वाले", "लाभ पाने वाली", "beneficiary",
    "beneficiaries", "labharthi", "hitgrahi",
)  # fmt: skip
BESIDE = 60


def look(matter: Matter) -> Iterator[Finding]:
    """A private person named in a success story, or beside the word for a beneficiary."""
    if "consent" in matter.declared:
        return
    said = (
        "हितग्राही का नाम है पर सहमति घोषित नहीं है। लिखित सहमति लेकर घोषणा करें, या नाम हटाएँ।",
        "A beneficiary is named and no consent is declared. Get it in writing and declare it, or "
        "leave the name out.",
    )
    is_story = matter.kind == STORY
    found = (
        span for passage in matter.passages for span in spans(passage, _named(passage, is_story=is_story))
    )
    yield from one_finding(CODE, "hold", said, found)


def _named(passage: Passage, *, is_story: bool) -> Iterator[Extent]:
    text = passage.text
    for name in (*names(text), *(one.span(one.lastgroup or 0) for one in TOLD_NAME.finditer(text))):
        if is_story or near(text, name, BENEFICIARY, before=BESIDE, after=BESIDE):
            yield name


RULE = Rule(
    code=CODE,
    hi="हितग्राही की सहमति नहीं",
    en="A beneficiary without consent",
    why_hi="योजना का लाभ लेने से कोई अपना नाम और फ़ोटो प्रचार के लिए नहीं दे देता। प्रकाशन के लिए अलग, "
    "लिखित सहमति चाहिए, जो कभी भी वापस ली जा सकती है।",
    why_en="Nobody gives name and photo away for publicity by taking what a scheme offers. Publishing "
    "needs a separate written consent, which may be taken back at any time.",
    severity="hold",
    sources=(
        Source(
            hi="डिजिटल वैयक्तिक डेटा संरक्षण अधिनियम 2023, धारा 6 और 7; नियम 2025, नियम 5 और दूसरी अनुसूची "
            "(दायित्व 18 माह बाद)",
            en="Digital Personal Data Protection Act 2023, sections 6 and 7; Rules 2025, rule 5 and Second "
            "Schedule",
            since=date(2025, 11, 14),
        ),
        Source(
            hi="न्यायमूर्ति पुट्टस्वामी बनाम भारत संघ, उच्चतम न्यायालय: निजता मूल अधिकार है",
            en="Justice Puttaswamy v Union of India, Supreme Court: privacy is a fundamental right",
            since=date(2017, 8, 24),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "हितग्राही श्रीमती सुनीता बाई को पक्का मकान मिला।"),
        finds(
            "hold", "रमेश पटेल ने ड्रिप सिंचाई से आय दोगुनी की।", ("सफलता की कहानी", "a success story"), kind="story"
        ),
        finds("hold", "Beneficiary Mukesh Verma received the first instalment.", language="en"),
        leaves("हितग्राही श्रीमती सुनीता बाई को पक्का मकान मिला।", declared=("consent",)),
        leaves("1,250 हितग्राहियों के खातों में राशि अंतरित की गई।"),
        leaves("कलेक्टर श्री रमेश वर्मा ने हितग्राहियों को स्वीकृति पत्र दिए।"),
    ),
)
