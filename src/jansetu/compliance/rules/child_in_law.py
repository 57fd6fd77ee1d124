"""No child in an offence, in care or in conflict with the law may be known from what the state publishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.offences import CHILD, MASKED, REACH, SEXUAL, minors, telling
from jansetu.compliance.reading import Extent, is_picture, lexicon, one_finding, spans

CODE = "child_in_law"
LAW = lexicon(
    "विधि का उल्लंघन करने वाला", "विधि का उल्लंघन करने वाले", "विधि विरुद्ध", "विधि विवादित", "अपचारी",
    "संप्रेक्षण गृह", "सम्प्रेक्षण गृह", "बाल सुधार गृह", "किशोर न्याय बोर्ड", "बाल न्यायालय",
    "बाल कल्याण समिति", "बाल गृह", "बालिका गृह", "बाल श्रमिक", "बाल श्रम", "बंधुआ", "मानव तस्करी",
    "भिक्षावृत्ति", "बाल विवाह", "बाल वधू", "अपहरण*", "अपहृत", "बहला फुसलाकर", "व्यपहरण", "हत्या",
    "चोरी", "देखरेख और संरक्षण", "परित्यक्त", "अनाथ", "लावारिस", "observation home",
    "juvenile justice board", "child welfare committee", "conflict with law", "conflict with the law",
    "child labour", "child marriage", "trafficked", "rescued", "kidnap*", "abandoned", "orphan",
    "juvenile", "children's home", "murder", "theft",
)  # fmt: skip


def look(matter: Matter) -> Iterator[Finding]:
    """Whatever identifies, in a passage where a child stands near such an offence, home or board."""
    tells = any(_is_case(one.text) for one in matter.passages)
    concerned = [one for one in matter.passages if tells and (is_picture(one) or _is_case(one.text))]
    said = (
        "अपराध, संरक्षण या विधि के उल्लंघन से जुड़े बच्चे की पहचान इससे हो सकती है। चिह्नित बातें हटाएँ।",
        "This may tell who a child in an offence, in care or in conflict with law is. Take out what "
        "is marked.",
    )
    found = (span for passage in concerned for span in spans(passage, _telling(passage)))
    yield from one_finding(CODE, "block", said, found)


def _is_case(text: str) -> bool:
    children = minors(text)
    words = [one.span() for pattern in (SEXUAL, LAW) for one in pattern.finditer(text)]
    return any(_apart(child, word) <= REACH for child in children for word in words)


def _apart(one: Extent, other: Extent) -> int:
    """How many code points lie between; less than one where they touch."""
    return max(one[0], other[0]) - min(one[1], other[1])


def _telling(passage: Passage) -> list[Extent]:
    found = telling(passage.text)
    if is_picture(passage) and not MASKED.search(passage.text):
        found += [one.span() for one in CHILD.finditer(passage.text)]
    return found


RULE = Rule(
    code=CODE,
    hi="अपराध या संरक्षण से जुड़े बच्चे की पहचान",
    en="Identity of children in offences, in care or in conflict with law",
    why_hi="यौन अपराध के पीड़ित बच्चे, विधि का उल्लंघन करने वाले बच्चे और संरक्षण में रखे बच्चे का नाम, "
    "पता, विद्यालय, परिवार, "
    "फ़ोटो या पड़ोस प्रकाशित करना दंडनीय है। बिना पहचान के घटना बताई जा सकती है।",
    why_en="The name, address, school, family, photo or neighbourhood of a child who suffered a sexual "
    "offence, "
    "who is in conflict with law or who is in care must not be published. The event may be told "
    "without them.",
    severity="block",
    sources=(
        Source(
            hi="लैंगिक अपराधों से बालकों का संरक्षण अधिनियम 2012, धारा 23",
            en="Protection of Children from Sexual Offences Act 2012, section 23",
            since=date(2012, 11, 14),
        ),
        Source(
            hi="किशोर न्याय (बालकों की देखरेख और संरक्षण) अधिनियम 2015, धारा 74",
            en="Juvenile Justice (Care and Protection of Children) Act 2015, section 74",
            since=date(2016, 1, 15),
        ),
        Source(
            hi="किशोर न्याय अधिनियम 2000, धारा 21",
            en="Juvenile Justice Act 2000, section 21",
            since=date(2001, 4, 1),
            until=date(2016, 1, 14),
        ),
    ),
    look=look,
    examples=(
        finds("block", "14 वर्षीय बालिका से छेड़छाड़: वह शासकीय कन्या विद्यालय की कक्षा 8 की छात्रा है।"),
        finds("block", "बाल संप्रेक्षण गृह में रखा गया किशोर मोहन यादव, पुत्र रामलाल, परीक्षा में प्रथम आया।"),
        finds("block", "Child labour: a boy, Raju Yadav, was rescued from a factory.", language="en"),
        finds("block", "बाल विवाह रुकवाया, 15 वर्षीय बालिका सुरक्षित।", alt="अधिकारी के साथ बालिका"),
        leaves("बाल श्रम रोकने के लिए अभियान: कहीं बच्चा काम करता दिखे तो 1098 पर बताएँ।"),
        leaves("पॉक्सो कानून पर शिक्षकों की कार्यशाला ग्राम पंचायत भवन में हुई।"),
        leaves("नाबालिग से दुष्कर्म के मामले में पुलिस ने 24 घंटे में आरोपी को पकड़ा।"),
    ),
)
