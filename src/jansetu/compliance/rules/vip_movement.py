"""Where a protected person will be on the road, and where forces will stand, is told to nobody beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from jansetu.compliance.contracts import Finding, Matter, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import Extent, lexicon, one_finding, sentences, spans

CODE = "vip_movement"
PROTECTED = lexicon(
    "राष्ट्रपति", "उपराष्ट्रपति", "प्रधानमंत्री", "मुख्यमंत्री", "उप मुख्यमंत्री", "राज्यपाल",
    "गृह मंत्री", "रक्षा मंत्री", "केंद्रीय मंत्री", "मुख्य न्यायाधीश", "पीएम", "सीएम", "वीआईपी",
    "वीवीआईपी", "अति विशिष्ट", "विशिष्ट अतिथि", "President", "Vice President", "Prime Minister",
    "Chief Minister", "Governor", "Home Minister", "Union Minister", "Chief Justice", "VIP", "VVIP",
    "PM", "CM",
)  # fmt: skip
ROUTE = lexicon(
    "kafila", "kafile", "marg se", "काफिला", "काफिले", "कारकेड", "रूट", "मार्ग से", "सड़क मार्ग",
    "हेलिकॉप्टर", "हेलीकॉप्टर", "हेलीपैड", "रात्रि विश्राम", "convoy", "motorcade", "cavalcade",
    "carcade", "route", "helipad", "helicopter", "by road", "night halt",
)  # fmt: skip
MOVES = lexicon(
    "pahunchenge", "ravana honge", "rawana honge", "utrenge", "niklenge", "पहुँचेंगे", "पहुंचेंगे",
    "पहुँचेंगी", "पहुंचेंगी", "रवाना होंगे", "रवाना होंगी", "प्रस्थान करेंगे", "प्रस्थान करेंगी",
    "निकलेंगे", "निकलेगा", "गुजरेंगे", "गुजरेंगी", "गुजरेगा", "उतरेंगे", "उतरेंगी", "उतरेगा",
    "आगमन होगा", "प्रस्थान होगा", "लौटेंगे", "will arrive", "will depart", "will leave", "will pass",
    "will land", "will reach", "will travel", "will drive", "arrives at", "departs at",
)  # fmt: skip
AHEAD = lexicon(
    "*egi", "*ega", "*enge", "*ेंगे", "*ेंगी", "*ेगा", "*ेगी", "*एंगे", "*एँगे", "*एंगी", "*एँगी",
    "*एगा", "*एगी", "रहेगा", "रहेंगे", "होगा", "होंगे", "कल", "will", "shall", "tomorrow", "scheduled",
)  # fmt: skip
CLOCK = regex.compile(
    r"\p{Nd}{1,2}(?:[:.]\p{Nd}{2})?\s*(?:बजे|बजकर|(?i:am|pm|a\.m|p\.m|hrs|hours|o'clock))|\b\p{Nd}{1,2}:\p{Nd}{2}\b"
)
FORCE = lexicon(
    "जवान", "जवानों", "पुलिसकर्मी", "पुलिसकर्मियों", "पुलिस बल", "सुरक्षाकर्मी", "सुरक्षा बल",
    "सुरक्षा बलों", "अर्धसैनिक*", "कंपनी", "कंपनियाँ", "कंपनियां", "बटालियन*", "सीआरपीएफ", "बीएसएफ",
    "एसएएफ", "पीएसी", "आरएएफ", "सेना", "स्नाइपर", "एनएसजी", "एसपीजी", "personnel", "jawans",
    "companies", "battalion*", "CRPF", "BSF", "army", "snipers", "NSG", "SPG", "policemen", "troops",
)  # fmt: skip
POSTED = lexicon(
    "तैनात", "तैनाती", "तैनातगी", "मोर्चा", "deployed", "deployment", "deploy", "stationed",
    "posted at",
)  # fmt: skip
# What stands by to rescue, to guard a poll or a fair's crowd in general is told gladly.
RELIEF = lexicon(
    "राहत", "बचाव", "एनडीआरएफ", "एसडीआरएफ", "बाढ़", "आपदा", "भूकंप", "भूस्खलन", "भर्ती", "rescue",
    "relief", "NDRF", "SDRF", "flood*", "recruitment",
)  # fmt: skip
COUNT = regex.compile(r"\p{Nd}")


def look(matter: Matter) -> Iterator[Finding]:
    """A protected person's way or hour ahead; numbers of forces and where they are posted."""
    said = (
        "विशिष्ट व्यक्ति का आगामी मार्ग या समय, या बल की तैनाती इससे पता चलती है। हटाएँ, या सुरक्षा अधिकारी से छूट लें।",
        "This tells a protected person's coming way or hours, or where forces stand. Take it out, or "
        "ask for a release.",
    )
    found = (
        span
        for passage in matter.passages
        for extent in sentences(passage.text)
        for span in spans(passage, (*_on_the_way(passage.text, extent), *_posted(passage.text, extent)))
    )
    yield from one_finding(CODE, "hold", said, found)


def _on_the_way(text: str, extent: Extent) -> Iterator[Extent]:
    if not PROTECTED.search(text, *extent):
        return
    way, moves, clock = (one.search(text, *extent) for one in (ROUTE, MOVES, CLOCK))
    if way and AHEAD.search(text, *extent):
        yield way.span()
    if moves and clock:
        yield from (moves.span(), clock.span())


def _posted(text: str, extent: Extent) -> Iterator[Extent]:
    force, posted = FORCE.search(text, *extent), POSTED.search(text, *extent)
    if force and posted and COUNT.search(text, *extent) and not RELIEF.search(text, *extent):
        yield from (force.span(), posted.span())


RULE = Rule(
    code=CODE,
    hi="विशिष्ट व्यक्तियों का आगामी मार्ग, समय और बल की तैनाती",
    en="Coming routes and hours of protected persons, and deployments",
    why_hi="किसका काफिला कब किस मार्ग से निकलेगा, कितना बल कहाँ तैनात रहेगा, यह पहले बताना सुरक्षा से "
    "खिलवाड़ है। कार्यक्रम का स्थान और दिन बताएँ; मार्ग और पहुँचने का समय कार्यक्रम के बाद।",
    why_en="To say beforehand when a convoy takes which road, or how many forces stand where, endangers "
    "lives. Tell the place and day of the event; tell routes and hours of arrival afterwards.",
    severity="hold",
    sources=(
        Source(
            hi="शासकीय गुप्त बात अधिनियम 1923, धारा 5",
            en="Official Secrets Act 1923, section 5",
            since=date(1923, 4, 2),
        ),
        Source(
            hi="सूचना का अधिकार अधिनियम 2005, धारा 8(1)(छ): किसी के जीवन या शारीरिक सुरक्षा को ख़तरा",
            en="Right to Information Act 2005, section 8(1)(g): danger to anybody's life or physical safety",
            since=date(2005, 10, 12),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "मुख्यमंत्री का काफिला कल एयरपोर्ट रोड से होकर गुजरेगा।"),
        finds("hold", "प्रधानमंत्री सुबह 10:30 बजे हेलीपैड पर उतरेंगे।"),
        finds("hold", "मेला क्षेत्र में 12 कंपनियाँ पुलिस बल तैनात रहेगा।"),
        finds("hold", "The Governor will arrive at 4 pm and travel by road.", language="en"),
        leaves("मुख्यमंत्री कल भोपाल में स्वास्थ्य शिविर का शुभारंभ करेंगे।"),
        leaves("प्रधानमंत्री ने कल सुबह 11 बजे नए पुल का लोकार्पण किया।"),
        leaves("बाढ़ राहत के लिए एसडीआरएफ के 60 जवान तैनात किए गए हैं।"),
    ),
)
