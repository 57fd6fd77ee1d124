"""Nobody's HIV status is told without their own word and a need in law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.people import identifying
from jansetu.compliance.reading import Extent, lexicon, near, one_finding, sentence_of, spans

CODE = "hiv"
HIV = lexicon(
    "एचआईवी*", "एच.आई.वी.", "एड्स", "HIV", "AIDS", "HIV positive", "HIV+", "पीएलएचआईवी", "PLHIV",
)  # fmt: skip
AFFECTED = lexicon(
    "पीड़ित", "पीड़िता", "संक्रमित", "संक्रमण", "रोगी", "मरीज", "पॉजिटिव", "ग्रस्त", "ग्रसित",
    "positive", "patient", "infected", "living with", "suffering", "tested", "victim", "मृत्यु", "died",
)  # fmt: skip
WIDE = 120


def look(matter: Matter) -> Iterator[Finding]:
    """A person, address or family beside the illness, where somebody has it."""
    said = (
        "किसी व्यक्ति की एचआईवी स्थिति इससे पता चल सकती है। चिह्नित पहचान हटाएँ।",
        "This may tell somebody's HIV status. Take out what identifies them.",
    )
    found = (span for passage in matter.passages for span in spans(passage, _affected(passage.text)))
    yield from one_finding(CODE, "hold", said, found)


def _affected(text: str) -> Iterator[Extent]:
    for one in HIV.finditer(text):
        if near(text, one.span(), AFFECTED, before=WIDE, after=WIDE):
            start, end = sentence_of(text, one.start())
            end = sentence_of(text, end)[1] if end < len(text) else end  # the next sentence says who
            yield from ((a, b) for a, b in identifying(text) if start <= a < end)


RULE = Rule(
    code=CODE,
    hi="एचआईवी या एड्स से पीड़ित की पहचान",
    en="Identity of a person with HIV or AIDS",
    why_hi="किसी की एचआईवी स्थिति उसकी सूचित सहमति या न्यायालय के आदेश के बिना प्रकट नहीं की जा सकती। "
    "जागरूकता, जाँच केंद्र और सेवाओं की बात निःसंकोच लिखें।",
    why_en="Nobody's HIV status may be disclosed without their informed consent or an order of court. "
    "Write freely of awareness, tests and services.",
    severity="hold",
    sources=(
        Source(
            hi="एचआईवी और एड्स (निवारण और नियंत्रण) अधिनियम 2017, धारा 8",
            en="HIV and AIDS (Prevention and Control) Act 2017, section 8",
            since=date(2018, 9, 10),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "एचआईवी पीड़ित राजू यादव को पेंशन स्वीकृत।"),
        finds("hold", "एचआईवी संक्रमित महिला, निवासी ग्राम बड़नगर, का प्रसव सफल।"),
        finds("hold", "Sunita Verma, who is HIV positive, was given a house.", language="en"),
        leaves("विश्व एड्स दिवस पर डॉ. राधा शर्मा ने जाँच का महत्व बताया।"),
        leaves("एचआईवी पॉजिटिव व्यक्तियों को निःशुल्क दवा एआरटी केंद्र पर मिलती है।"),
        leaves("HIV testing is free at the district hospital.", language="en"),
    ),
)
