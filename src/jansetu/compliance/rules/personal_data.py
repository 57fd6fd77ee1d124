"""Numbers and addresses of persons are nobody's to publish: Aadhaar, bank account, mobile and "
"their like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jansetu.compliance.contracts import Finding, Matter, Rule, Severity, Source, Span
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.personal.find import find_personal
from jansetu.compliance.personal.kinds import Kind

CODE = "personal_data"
OFFICES = "contacts"  # the state's list of numbers and addresses that offices give out
SEVERITY: dict[str, Severity] = {"watch": "warn", "hold": "hold", "block": "block"}
ADVICE = {
    "block": (
        "पाठ में {hi} है। उसे हटाएँ या अंतिम चार अंक छोड़कर ढकें; यह प्रकाशित नहीं हो सकती।",
        "The text has a {en}. Take it out or mask all but its last four digits; it cannot be published.",
    ),
    "hold": (
        "पाठ में {hi} है। कार्यालय का हो तो संपर्क-सूची में जुड़वाएँ, नहीं तो हटाएँ।",
        "The text has a {en}. If it is an office's, have it added to the list of contacts; "
        "otherwise take it out.",
    ),
    "watch": (
        "पाठ में {hi} है। देख लें कि यह किसी व्यक्ति का निजी तो नहीं।",
        "The text has a {en}. Make sure that it is not a person's own.",
    ),
}


def look(matter: Matter) -> Iterator[Finding]:
    """One finding a kind, with every place of it."""
    places: dict[Kind, list[Span]] = {}
    for passage in matter.passages:
        for found in find_personal(passage.text, matter.lists.get(OFFICES, ())):
            places.setdefault(found.kind, []).append(
                Span(place=passage.place, start=found.start, end=found.end)
            )
    for kind, spans in places.items():
        hi, en = ADVICE[kind.tier]
        yield Finding(
            rule=CODE,
            severity=SEVERITY[kind.tier],
            hi=hi.format(hi=kind.hi),
            en=en.format(en=kind.en),
            spans=tuple(spans),
        )


RULE = Rule(
    code=CODE,
    hi="किसी का निजी डेटा",
    en="Somebody's personal data",
    why_hi="आधार, पैन, बैंक खाता, मतदाता पहचान पत्र और निजी मोबाइल नंबर प्रकाशित होने पर धोखाधड़ी "
    "का साधन बनते हैं और क़ानून इन्हें उजागर करने से रोकता है। आधार को XXXX XXXX 1234 की तरह"
    " ढककर लिखा जा सकता है। हेल्पलाइन, टोल-फ्री और gov.in, nic.in के पते छोड़ दिए जाते हैं; "
    "कार्यालयों के नंबर राज्य की संपर्क-सूची से।",
    why_en="Aadhaar, PAN, bank account, voter card and private mobile numbers serve fraud once they"
    " are published, and the law forbids it. Aadhaar may be written masked, as XXXX XXXX "
    "1234. Helplines, toll-free numbers and addresses at gov.in and nic.in pass; offices' "
    "numbers pass by the state's list of contacts.",
    severity="block",
    sources=(
        Source(
            hi="आधार अधिनियम 2016, धारा 29(4): आधार संख्या सार्वजनिक रूप से प्रकाशित नहीं की जाएगी",
            en="Aadhaar Act 2016, section 29(4): no Aadhaar number is published or displayed publicly",
            since=date(2016, 9, 12),
        ),
        Source(
            hi="डिजिटल व्यक्तिगत डेटा संरक्षण अधिनियम 2023, धारा 4 और 8; नियम 2025 (मुख्य दायित्व "
            "अधिसूचना के 18 माह बाद)",
            en="Digital Personal Data Protection Act 2023, sections 4 and 8; Rules 2025 (main duties "
            "18 months after their notification)",
            since=date(2025, 11, 14),
        ),
        Source(
            hi="सूचना प्रौद्योगिकी (युक्तियुक्त सुरक्षा पद्धतियाँ) नियम 2011, नियम 3: "
            "वित्तीय "
            "जानकारी संवेदनशील व्यक्तिगत डेटा है",
            en="IT (Reasonable Security Practices) Rules 2011, rule 3: financial information is "
            "sensitive personal data",
            since=date(2011, 4, 11),
        ),
    ),
    look=look,
    examples=(
        finds(
            "block",
            "हितग्राही का आधार 9999 4105 7058 सत्यापित हुआ।",
            ("जाँच अंक सही है", "its check digit is right"),
        ),
        finds("block", "आधार ९९९९ ४१०५ ७०५८", ("देवनागरी अंक", "Devanagari digits")),
        finds("block", "PAN AAAPL1234C was submitted.", language="en"),
        finds("block", "राशि बैंक खाता क्रमांक 12345678901, IFSC SBIN0001234 में जमा की गई।"),
        finds("block", "मतदाता पहचान पत्र ABC1234567"),
        finds("hold", "क्रमांक: ABC1234567", ("केवल रूप वैसा है", "only its form is the same")),
        finds("hold", "संपर्क: रामलाल, मोबाइल ९८७६५४३२१०"),
        finds("warn", "लिखें: ramlal@example.com"),
        leaves("आधार XXXX XXXX 1234", ("ढका हुआ", "masked")),
        leaves("आधार 9999 4105 7059 पंक्ति", ("जाँच अंक ग़लत: आधार नहीं", "a wrong check digit: no Aadhaar")),
        leaves("सीएम हेल्पलाइन 181, टोल फ्री 1800-233-4397, पुलिस 112"),
        leaves("कुल 9876543210 रुपये की परियोजना, आदेश क्रमांक एफ 12-34/2026", ("राशि और आदेश", "money and orders")),
        leaves("Write to dm.bhopal@nic.in or pro@mp.gov.in.", language="en"),
        leaves(
            "कार्यालय: 98765 43210",
            ("राज्य की संपर्क-सूची में है", "it is on the list"),
            lists={OFFICES: ("9876543210",)},
        ),
    ),
)
