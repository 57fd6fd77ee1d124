"""What a court has before it is not argued in the state's posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import Extent, lexicon, one_finding, sentences, spans

CODE = "sub_judice"
COURT = lexicon(
    "न्यायालय", "उच्च न्यायालय", "उच्चतम न्यायालय", "सर्वोच्च न्यायालय", "कोर्ट", "हाईकोर्ट",
    "हाई कोर्ट", "सुप्रीम कोर्ट", "अदालत", "अधिकरण", "न्यायाधिकरण", "एनजीटी", "खंडपीठ", "court",
    "high court", "supreme court", "tribunal", "NGT", "bench",
)  # fmt: skip
PENDING = lexicon(
    "विचाराधीन", "न्यायाधीन", "लंबित", "सुनवाई", "याचिका", "जनहित याचिका", "अपील लंबित",
    "फैसला सुरक्षित", "निर्णय सुरक्षित", "अंतरिम आदेश", "स्थगन", "स्टे", "मुकदमा", "विचारण",
    "आरोप पत्र", "चालान पेश", "pending", "sub judice", "sub-judice", "hearing", "petition",
    "reserved its verdict", "trial", "stay order", "litigation", "under adjudication",
)  # fmt: skip
PLAIN = lexicon("न्यायाधीन", "sub judice", "sub-judice")  # says it without naming a court
# The state's own lists of cases, people's courts, revenue courts and the opening of a building.
APART = lexicon(
    "लोक अदालत*", "जनसुनवाई", "जन सुनवाई", "राजस्व न्यायालय*", "प्रकरणों", "मामलों", "राजस्व", "आवेदन*",
    "Lok Adalat", "pending cases", "revenue court*", "public hearing", "jan sunwai",
)  # fmt: skip


def look(matter: Matter) -> Iterator[Finding]:
    """A court and what it has still to decide, in one sentence."""
    said = (
        "यह मामला न्यायालय में विचाराधीन लगता है। टिप्पणी हटाएँ, या विधि अधिकारी की राय लेकर छूट माँगें।",
        "This seems to be before a court. Leave the comment out, or ask for a release after legal advice.",
    )
    found = (span for passage in matter.passages for span in spans(passage, _pending(passage.text)))
    yield from one_finding(CODE, "hold", said, found)


def _pending(text: str) -> Iterator[Extent]:
    for start, end in sentences(text):
        if APART.search(text, start, end):
            continue
        court, pending = COURT.search(text, start, end), PENDING.search(text, start, end)
        if court and pending:
            yield from (court.span(), pending.span())
        yield from (one.span() for one in PLAIN.finditer(text, start, end))


RULE = Rule(
    code=CODE,
    hi="न्यायालय में विचाराधीन मामला",
    en="A matter before a court",
    why_hi="विचाराधीन मामले पर ऐसा कुछ कहना जो न्याय में बाधा डाले, न्यायालय की अवमानना है। आदेश का "
    "पालन और तारीख़ "
    "बताने के लिए भी विधि अधिकारी की राय लें।",
    why_en="To say of a pending case what may obstruct justice is contempt of court. Even dates and "
    "compliance "
    "are told after legal advice.",
    severity="hold",
    sources=(
        Source(
            hi="न्यायालय अवमान अधिनियम 1971, धारा 2(ग) और 3",
            en="Contempt of Courts Act 1971, sections 2(c) and 3",
            since=date(1971, 12, 24),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "उच्च न्यायालय में याचिका पर सुनवाई चल रही है; शासन का पक्ष मजबूत है।"),
        finds("hold", "यह प्रकरण न्यायालय में विचाराधीन है।"),
        finds("hold", "The matter is sub judice before the High Court.", language="en"),
        leaves("14 दिसंबर को नेशनल लोक अदालत में लंबित प्रकरणों का निराकरण होगा।"),
        leaves("कलेक्टर ने जनसुनवाई में 85 आवेदन सुने।"),
        leaves("राजस्व न्यायालय में लंबित नामांतरण प्रकरणों की समीक्षा हुई।"),
    ),
)
