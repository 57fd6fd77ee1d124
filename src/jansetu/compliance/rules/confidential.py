"""What is marked confidential leaves the office by no account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from jansetu.compliance.contracts import Finding, Matter, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.reading import BEFORE, BEHIND, find, one_finding

CODE = "confidential"
WORDS = (
    r"(?:(?:अति|परम|अत्यंत|नितांत)[\s-]*)?गोपनीय|(?:प्रतिबंधित|सीमित) परिचालन(?: हेतु)?"
    r"|(?:ati\s+)?gop[ae]?n[ie]ya"
    r"|केवल (?:शासकीय|कार्यालयीन|सरकारी) (?:उपयोग|प्रयोग)(?: हेतु| के लिए)?"
    r"|(?:top|most)[\s-]*secret|secret|(?:strictly[\s-]*)?confidential|restricted|for official use only"
)
EDGE = r"[\s*#_\[\](){}<>“”\"'=–—-]*"
GRADE = r"(?:श्रेणी|वर्गीकरण|श्रेणीकरण|classification|classified(?: as)?|grading|marked)\s*[:–-]?\s*[“\"']?"
PAPER = (
    r"(?:अति\s+)?गोपनीय\s+(?:आदेश|पत्र|परिपत्र|ज्ञापन|दस्तावेज़?|नस्ती|टीप)"
    r"|(?:top secret|secret|confidential)\s+(?:order|letter|circular|memo|memorandum|document|note)"
)
# A mark stands alone on its line, begins one before a colon or number, is in brackets, or is called a grade.
MARK = regex.compile(
    rf"^{EDGE}(?:{WORDS}){EDGE}$"
    rf"|^{EDGE}(?:{WORDS})\s*(?:[:/|–—]|-\s|\d|क्रमांक|क्र\.|सं\.|संख्या|No\.)"
    rf"|[(\[*]+\s*(?:{WORDS})\s*[)\]*]+"
    rf"|(?<=/)\s*(?:{WORDS})\s*(?=/|$)"
    rf"|{GRADE}(?:{WORDS}){BEHIND}"
    rf"|{BEFORE}(?:{PAPER}){BEHIND}",
    regex.IGNORECASE | regex.MULTILINE,
)


def look(matter: Matter) -> Iterator[Finding]:
    """A mark of secrecy in what is written, or read off a picture."""
    if "public_grade" in matter.declared:
        return
    said = (
        "गोपनीयता का चिह्न है। गोपनीय आदेश प्रकाशित नहीं हो सकता; सार्वजनिक श्रेणी का हो तो घोषणा करें।",
        "It bears a mark of secrecy. A confidential order cannot be published; if it is graded "
        "public, declare it.",
    )
    yield from one_finding(CODE, "block", said, find(matter, MARK))


RULE = Rule(
    code=CODE,
    hi="गोपनीय आदेश",
    en="Confidential orders",
    why_hi="गोपनीय, अति गोपनीय या सीमित परिचालन का पत्र या उसका अंश प्रकाशित करना अपराध और सेवा-नियमों "
    "का उल्लंघन है। आदेश सार्वजनिक श्रेणी का होना चाहिए।",
    why_en="To publish a paper marked secret, confidential or restricted, even in part, is an offence "
    "and a breach of conduct rules. An order must be graded public.",
    severity="block",
    sources=(
        Source(
            hi="शासकीय गुप्त बात अधिनियम 1923, धारा 5",
            en="Official Secrets Act 1923, section 5",
            since=date(1923, 4, 2),
        ),
        Source(
            hi="सूचना का अधिकार अधिनियम 2005, धारा 8",
            en="Right to Information Act 2005, section 8",
            since=date(2005, 10, 12),
        ),
        Source(
            hi="केंद्रीय सिविल सेवा (आचरण) नियम 1964, नियम 11",
            en="Central Civil Services (Conduct) Rules 1964, rule 11",
            since=date(1964, 11, 30),
        ),
    ),
    look=look,
    examples=(
        finds("block", "अति गोपनीय\nक्रमांक 12/2026: समस्त कलेक्टर"),
        finds("block", "आदेश देखें।", alt="पत्र, श्रेणी: गोपनीय"),
        finds("block", "(RESTRICTED) Minutes of the meeting", language="en"),
        leaves("शिकायतकर्ता का नाम गोपनीय रखा जाएगा; हेल्पलाइन 1064।"),
        leaves("मतदान गोपनीय होता है, निर्भय होकर मतदान करें।"),
        leaves("Entry to the reserve's restricted area needs a permit.", language="en"),
        leaves("गोपनीय\nक्रमांक 12/2026", ("अब सार्वजनिक", "public by now"), declared=("public_grade",)),
    ),
)
