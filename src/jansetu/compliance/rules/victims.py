"""Nobody to whom a sexual offence was done may be known from what the state publishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.offences import MASKED, SEXUAL, is_case, telling
from jansetu.compliance.reading import Extent, is_picture, lexicon, one_finding, spans

CODE = "victim_identity"
PICTURED = lexicon("पीड़िता", "पीड़ित", "पीड़ित महिला", "पीड़ित युवती", "victim", "survivor")


def look(matter: Matter) -> Iterator[Finding]:
    """Names, parentage, addresses and schools in a passage that tells of one such case."""
    texts = [passage.text for passage in matter.passages]
    tells = any(is_case(text) for text in texts)
    concerned = [
        one for one in matter.passages if is_case(one.text) or (tells and not SEXUAL.search(one.text))
    ]
    said = (
        "यौन अपराध के पीड़ित की पहचान इससे हो सकती है। चिह्नित नाम, परिजन, पता या विद्यालय हटाएँ।",
        "This may tell who suffered a sexual offence. Take out the marked name, family, address or school.",
    )
    found = (span for passage in concerned for span in spans(passage, _telling(passage)))
    yield from one_finding(CODE, "block", said, found)


def _telling(passage: Passage) -> Iterator[Extent]:
    """Whatever tells who it was; in a picture the person themself, unless the face is covered."""
    yield from telling(passage.text)
    if is_picture(passage) and not MASKED.search(passage.text):
        yield from (one.span() for one in PICTURED.finditer(passage.text))


RULE = Rule(
    code=CODE,
    hi="यौन अपराध के पीड़ित की पहचान",
    en="Identity of victims of sexual offences",
    why_hi="यौन अपराध के पीड़ित का नाम या ऐसी कोई बात प्रकाशित करना जिससे पहचान हो सके, अपराध है; "
    "मृत्यु के बाद भी। "
    "घटना लिखी जा सकती है, पर नाम, माता-पिता, गाँव, मोहल्ला, विद्यालय या कार्यस्थल नहीं।",
    why_en="To publish the name of a victim of a sexual offence, or any matter that may make them "
    "known, is an "
    "offence, even after their death. The event may be told, but no name, parent, village, street, school or "
    "place of work.",
    severity="block",
    sources=(
        Source(
            hi="भारतीय न्याय संहिता 2023, धारा 72 (धारा 64 से 71 के अपराध) और 73",
            en="Bharatiya Nyaya Sanhita 2023, section 72 (offences of sections 64 to 71) and 73",
            since=date(2024, 7, 1),
        ),
        Source(
            hi="भारतीय दंड संहिता 1860, धारा 228क",
            en="Indian Penal Code 1860, section 228A",
            since=date(1983, 12, 25),
            until=date(2024, 6, 30),
        ),
        Source(
            hi="निपुण सक्सेना बनाम भारत संघ, उच्चतम न्यायालय",
            en="Nipun Saxena v Union of India, Supreme Court",
            since=date(2018, 12, 11),
        ),
    ),
    look=look,
    examples=(
        finds("block", "दुष्कर्म पीड़िता सीता देवी, निवासी ग्राम धनोरा, के बयान दर्ज किए गए।"),
        finds("block", "रामपुर गाँव की युवती से सामूहिक दुष्कर्म के मामले में तीन गिरफ्तार।"),
        finds("block", "The rape victim, Radha Sharma, is a resident of Khedi.", language="en"),
        finds("block", "युवती से दुष्कर्म के मामले में कार्रवाई।", alt="बयान देती पीड़िता"),
        leaves("दुष्कर्म पीड़िताओं के लिए वन स्टॉप सेंटर में निःशुल्क सहायता; हेल्पलाइन 181।"),
        leaves("युवती से दुष्कर्म के मामले में पुलिस ने प्रकरण दर्ज कर जाँच शुरू की।"),
        leaves("थाना प्रभारी सुश्री राधा वर्मा ने छात्राओं को यौन उत्पीड़न से जुड़े कानून समझाए।"),
    ),
)
