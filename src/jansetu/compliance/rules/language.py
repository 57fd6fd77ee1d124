"""Abuse, slurs, threats and contempt have no place in what the state says, nor in what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Rule, Severity, Source, Span
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.screening.screen import screen

CODE = "language"
WORDS = "words"  # the state's own list: `word`, `word | block`, `word | watch`, `phrase | innocent`
SEVERITY: dict[str, Severity] = {"watch": "warn", "hold": "hold", "block": "block"}
KINDS = {
    "abuse": ("गाली या अशोभनीय शब्द", "abuse or an indecent word"),
    "communal": ("किसी धर्म या समुदाय का अपमान", "an insult to a religion or community"),
    "caste": ("जाति-सूचक या जाति का अपमान करने वाला शब्द", "a word that insults by caste"),
    "threat": ("धमकी", "a threat"),
    "contempt": ("न्यायालय या सदन की अवमानना", "contempt of a court or a legislature"),
    "gender": ("लिंग या यौनिकता के आधार पर अपमान", "an insult by gender or sexuality"),
    "disability": ("दिव्यांगता या रोग का अपमान", "an insult by disability or illness"),
    "own": ("राज्य की सूची में प्रतिबंधित शब्द", "a word that the state's list bans"),
}
ADVICE = {
    "block": ("प्रकाशित नहीं हो सकता; वाक्य बदलें।", "it cannot be published; write it otherwise."),
    "hold": (
        "वाक्य बदलें, या नामित अधिकारी से देखने को कहें।",
        "write it otherwise, or ask the named officer to look.",
    ),
    "watch": (
        "यहाँ यह अपमान तो नहीं? देख लें।",
        "make sure that it does not offend here.",
    ),
}


def look(matter: Matter) -> Iterator[Finding]:
    """One finding a tier and kind, with every place of it."""
    places: dict[tuple[str, str], list[Span]] = {}
    for passage in matter.passages:
        for hit in screen(passage.text, matter.lists.get(WORDS, ())).spans:
            places.setdefault((hit.tier, hit.kind), []).append(
                Span(place=passage.place, start=hit.start, end=hit.end)
            )
    for (tier, kind), spans in places.items():
        (hi, en), (then_hi, then_en) = KINDS[kind], ADVICE[tier]
        yield Finding(
            rule=CODE,
            severity=SEVERITY[tier],
            hi=f"{hi}: {then_hi}",
            en=f"{en[0].upper()}{en[1:]}: {then_en}",
            spans=tuple(spans),
        )


RULE = Rule(
    code=CODE,
    hi="आपत्तिजनक भाषा",
    en="Objectionable language",
    why_hi="शासन के खाते से गाली, जाति या धर्म का अपमान, धमकी या न्यायालय की अवमानना नहीं कही जाती,"
    " उद्धरण में भी नहीं। अक्षर छिपाकर, तोड़कर या दूसरी लिपि में लिखे शब्द भी पहचाने जाते "
    "हैं। जो शब्द संदर्भ से ही बुरे होते हैं, वे केवल दिखाए जाते हैं।",
    why_en="An account of the state says no abuse, no insult to caste or religion, no threat and no"
    " contempt of court, not even in a quotation. Words that are masked, split or written in"
    " another script are known too. Words that offend only by what stands around them are "
    "merely pointed out.",
    severity="block",
    sources=(
        Source(
            hi="अनुसूचित जाति और अनुसूचित जनजाति (अत्याचार निवारण) अधिनियम 1989, धारा 3(1)(द), (ध), 2015 में संशोधित",
            en="SC and ST (Prevention of Atrocities) Act 1989, section 3(1)(r), (s), as amended by Act"
            " 1 of 2016",
            since=date(2016, 1, 26),
        ),
        Source(
            hi="भारतीय न्याय संहिता 2023, धारा 196, 299 (वैमनस्य), 296 (अश्लीलता), 351, 352 (धमकी, अपमान), 353",
            en="Bharatiya Nyaya Sanhita 2023, sections 196, 299 (enmity), 296 (obscenity), 351, 352 "
            "(threat, insult), 353",
            since=date(2024, 7, 1),
        ),
        Source(
            hi="न्यायालय अवमान अधिनियम 1971, धारा 2(ग)",
            en="Contempt of Courts Act 1971, section 2(c)",
            since=date(1971, 12, 24),
        ),
        Source(
            hi="दिव्यांगजन अधिकार अधिनियम 2016, धारा 92(क)",
            en="Rights of Persons with Disabilities Act 2016, section 92(a)",
            since=date(2017, 4, 19),
        ),
        Source(
            hi="सामाजिक न्याय मंत्रालय का परिपत्र: शासकीय संवाद में “अनुसूचित जाति” लिखें",
            en="Ministry of Social Justice, circular: official communication says “Scheduled Caste”",
            since=date(2018, 3, 15),
        ),
    ),
    look=look,
    examples=(
        finds("block", "ये सब चू-ति-या हैं", ("टुकड़ों में लिखा", "split")),
        finds("block", "f*ck this department", ("एक अक्षर छिपा", "one letter masked"), language="en"),
        finds("block", "b h o s d i k e", ("अक्षर-अक्षर", "spelled out"), language="hi-Latn"),
        finds("block", "साले चमार", ("जाति के नाम से गाली", "abuse by caste name")),
        finds("hold", "जान से मार देंगे"),
        finds("hold", "हरिजन बस्ती में शिविर", ("“अनुसूचित जाति बस्ती” लिखें", "write “Scheduled Caste settlement”")),
        finds("warn", "तुम्हारी औकात क्या है"),
        finds(
            "hold", "यह घोटालेबाज सरकार है", ("राज्य की सूची", "the state's list"), lists={WORDS: ("घोटालेबाज",)}
        ),
        leaves("लंडन और पोलंड से आए प्रतिनिधि", ("शब्द के भीतर का शब्द", "a word inside a word")),
        leaves("आवारा कुत्तों की नसबंदी के लिए टीम गठित"),
        leaves("बलात्कार पीड़िता को आर्थिक सहायता की योजना पर बैठक"),
        leaves("Scunthorpe delegation meets Shri Dikshit on land records", language="en"),
        leaves("garmi ki chuttiyan kab se hain", language="hi-Latn"),
    ),
)
