"""The state speaks for no party: neither its name nor its sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Severity, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import Extent, lexicon, near, one_finding, spans

CODE = "party"
PARTY = lexicon(
    "भारतीय जनता पार्टी", "भाजपा", "बीजेपी", "कांग्रेस", "बहुजन समाज पार्टी", "बसपा", "समाजवादी पार्टी",
    "सपा", "आम आदमी पार्टी", "जननायक जनता पार्टी", "जजपा", "इनेलो", "माकपा", "भाकपा",
    "राष्ट्रीय लोकतांत्रिक पार्टी", "गोंडवाना गणतंत्र पार्टी", "उत्तराखंड क्रांति दल",
    "राष्ट्रीय लोक दल", "रालोद", "अपना दल", "निषाद पार्टी", "सुभासपा", "नेशनल पीपुल्स पार्टी",
    "शिवसेना", "जदयू", "राजद", "Bharatiya Janata Party", "BJP", "Congress", "Bahujan Samaj Party",
    "BSP", "Samajwadi Party", "Aam Aadmi Party", "AAP", "JJP", "INLD", "CPI(M)", "CPIM",
    "Rashtriya Lok Dal", "National People's Party", "Shiv Sena", "bhajpa",
)  # fmt: skip
# The same words in other names.
NOT_PARTY = lexicon(
    "विज्ञान कांग्रेस", "साइंस कांग्रेस", "इंडियन साइंस कांग्रेस", "गन्ना कांग्रेस", "Science Congress",
    "World Congress", "International Congress", "National Congress of", "US Congress",
    "अमेरिकी कांग्रेस", "रोड कांग्रेस", "Roads Congress",
)  # fmt: skip
SYMBOL = lexicon(
    "कमल", "हाथ", "हाथ का पंजा", "पंजा", "झाड़ू", "हाथी", "साइकिल", "चाबी", "चश्मा", "बोतल", "lotus",
    "hand", "broom", "elephant", "bicycle", "hammer and sickle", "हंसिया", "हथौड़ा",
)  # fmt: skip
AS_SYMBOL = lexicon(
    "चुनाव चिह्न", "चुनाव चिन्ह", "चुनाव निशान", "चुनावी निशान", "पार्टी का निशान", "दल का निशान",
    "election symbol", "party symbol", "poll symbol", "का निशान", "के निशान",
)  # fmt: skip
FLAG = lexicon(
    "पार्टी का झंडा", "पार्टी के झंडे", "दल का झंडा", "दल के झंडे", "पार्टी का ध्वज", "पार्टी का चिह्न",
    "पार्टी का लोगो", "party flag", "party flags", "party logo", "party banner",
)  # fmt: skip
NEAR = 32
ADVICE = {
    "warn": (
        "किसी दल का नाम या चिह्न है। शासकीय खाता दलगत नहीं होता; आवश्यक न हो तो हटाएँ।",
        "A party's name or sign is here. The state's account sides with none; leave it out unless needed.",
    ),
    "block": (
        "सशुल्क प्रचार में किसी दल का नाम, चिह्न या झंडा नहीं हो सकता। हटाएँ।",
        "Paid publicity may carry no party's name, sign or flag. Take it out.",
    ),
}


def look(matter: Matter) -> Iterator[Finding]:
    """Names of parties, and their signs where they are called signs; grave in what is paid for."""
    severity: Severity = "block" if matter.use == "paid" else "warn"
    found = (span for passage in matter.passages for span in spans(passage, _partisan(passage)))
    yield from one_finding(CODE, severity, ADVICE[severity], found)


def _partisan(passage: Passage) -> Iterator[Extent]:
    text = passage.text
    others = [one.span() for one in NOT_PARTY.finditer(text)]
    for one in PARTY.finditer(text):
        if not any(start <= one.start() < end for start, end in others):
            yield one.span()
    yield from (one.span() for one in FLAG.finditer(text))
    for one in SYMBOL.finditer(text):
        if near(text, one.span(), AS_SYMBOL, before=NEAR, after=NEAR):
            yield one.span()


RULE = Rule(
    code=CODE,
    hi="राजनीतिक दल का नाम या चिह्न",
    en="A party's name or sign",
    why_hi="शासन सबका है और किसी दल का प्रचार नहीं करता। सशुल्क प्रचार में दल का नाम, चिह्न, झंडा या "
    "विपक्ष पर आरोप वर्जित है; अन्य पोस्ट में ध्यान दिलाया जाता है। कमल, हाथ, झाड़ू जैसे सामान्य "
    "शब्द तभी जब चुनाव चिह्न की बात हो।",
    why_en="The state belongs to all and advertises no party. Paid publicity may carry no party's name, "
    "sign or flag; elsewhere it is pointed out. Everyday words such as lotus, hand and broom "
    "count only where an election symbol is spoken of.",
    severity="block",
    sources=(
        Source(
            hi="शासकीय विज्ञापन की विषय-वस्तु के दिशानिर्देश, कॉमन कॉज़ बनाम भारत संघ में स्वीकृत",
            en="Guidelines on content regulation of government advertising, adopted in Common Cause v Union "
            "of India",
            since=date(2015, 5, 13),
        ),
        Source(
            hi="निर्वाचन प्रतीक (आरक्षण और आवंटन) आदेश 1968",
            en="Election Symbols (Reservation and Allotment) Order 1968",
            since=date(1968, 8, 31),
        ),
    ),
    look=look,
    examples=(
        finds("warn", "भाजपा कार्यालय के सामने की सड़क का काम पूरा हुआ।"),
        finds("block", "कांग्रेस की सरकार में यह काम नहीं हुआ।", ("सशुल्क", "paid"), use="paid"),
        finds("block", "चुनाव चिह्न कमल पर भरोसा।", ("सशुल्क", "paid"), use="paid"),
        finds("warn", "A party flag is seen at the venue.", language="en"),
        leaves("तालाब में कमल की खेती से 40 महिलाओं की आय बढ़ी।"),
        leaves("झाड़ू लगाकर स्वच्छता अभियान की शुरुआत की गई।", use="paid"),
        leaves("भारतीय विज्ञान कांग्रेस में राज्य के 12 वैज्ञानिक सम्मानित।"),
        leaves("कृपया अपने हाथ साबुन से धोएँ।"),
    ),
)
