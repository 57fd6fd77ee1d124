"""Any other child that can be known needs a guardian's word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from jansetu.compliance.contracts import Finding, Matter, Passage, Rule, Source
from jansetu.compliance.examples import finds, leaves
from jansetu.compliance.offences import AGE, CALLED, CHILD, is_minor
from jansetu.compliance.people import names
from jansetu.compliance.reading import Extent, is_picture, lexicon, near, one_finding, spans

CODE = "child"
BESIDE = 32  # code points between a name and the word that makes it a child's
CLASS = regex.compile(
    r"कक्षा\s*(?:[1-9१-९]|1[0-2]|१[०-२])(?:वीं|वी)?(?!\p{Nd})|\b(?i:class)\s+(?:[1-9]|1[0-2])\b"
    r"|(?:पहली|दूसरी|तीसरी|चौथी|पाँचवीं|पांचवीं|छठी|छठवीं|सातवीं|आठवीं|नौवीं|नवमी|दसवीं|ग्यारहवीं|बारहवीं)\s+कक्षा"
)
RANGE = lexicon("से", "तक", "to", "कम", "under", "below", "above", "अधिक", "between", "आयु वर्ग")
SEEN = lexicon(
    "बच्चा", "बच्ची", "बालक", "बालिका", "छात्र", "छात्रा", "किशोरी", "किशोर", "शिशु", "नवजात", "लड़की",
    "लड़का", "child", "girl", "boy", "infant", "baby", "schoolgirl", "schoolboy", "a pupil",
)  # fmt: skip
HOME = lexicon(
    "छात्रावास", "शिक्षा", "विद्यालय", "दिवस", "गृह", "योजना", "वर्ग", "टीकाकरण", "अधिकार", "संरक्षण",
    "health", "rights",
)  # fmt: skip


def look(matter: Matter) -> Iterator[Finding]:
    """A name with a child's word or class, one child's age, one child in the words for a picture."""
    if "guardian_consent" in matter.declared:
        return
    said = (
        "इसमें एक बच्चे की पहचान हो सकती है। अभिभावक की लिखित सहमति घोषित करें, या नाम और चेहरा हटाएँ।",
        "A child may be known from this. Declare the guardian's written consent, or leave name and face out.",
    )
    found = (span for passage in matter.passages for span in spans(passage, _children(passage)))
    yield from one_finding(CODE, "hold", said, found)


def _children(passage: Passage) -> Iterator[Extent]:
    text = passage.text
    yield from _named(text)
    for one in AGE.finditer(text):
        child = near(text, one.span(), CHILD, after=BESIDE)
        if is_minor(one["age"]) and child and not RANGE.search(text, max(0, one.start() - 8), one.start()):
            yield one.start(), max(one.end(), child[1])
    if is_picture(passage):
        for one in SEEN.finditer(text):
            if not HOME.match(text, min(len(text), one.end() + 1)):
                yield one.span()


def _named(text: str) -> Iterator[Extent]:
    for one in CALLED.finditer(text):
        if CHILD.match(text, one.start()):
            yield one.span(one.lastgroup or 0)
    for name in names(text):
        age = near(text, name, AGE, before=BESIDE, after=BESIDE)
        young = age and any(is_minor(one["age"]) for one in AGE.finditer(text, *age))
        word = near(text, name, CHILD, before=BESIDE, after=BESIDE)
        if young or word or near(text, name, CLASS, before=BESIDE, after=BESIDE):
            yield name


RULE = Rule(
    code=CODE,
    hi="किसी बच्चे की पहचान",
    en="A child that can be known",
    why_hi="18 वर्ष से कम आयु के बच्चे का नाम, फ़ोटो या उससे जुड़ी जानकारी अभिभावक की सत्यापित सहमति के "
    "बिना प्रकाशित नहीं होती। "
    "सहमति हो तो घोषणा में बताएँ।",
    why_en="A child's name, photo or personal particulars go out only with the verifiable consent of a "
    "parent "
    "or guardian. Where there is one, say so among the declarations.",
    severity="hold",
    sources=(
        Source(
            hi="डिजिटल वैयक्तिक डेटा संरक्षण अधिनियम 2023, धारा 9; नियम 2025, नियम 10 (दायित्व अधिसूचना के "
            "18 माह बाद)",
            en="Digital Personal Data Protection Act 2023, section 9; Rules 2025, rule 10 (duties 18 months "
            "after notification)",
            since=date(2025, 11, 14),
        ),
    ),
    look=look,
    examples=(
        finds("hold", "कक्षा 10 की छात्रा पूजा वर्मा ने जिले में प्रथम स्थान पाया।"),
        finds("hold", "6 वर्षीय बच्ची के दिल का निःशुल्क ऑपरेशन हुआ।"),
        finds("hold", "टीकाकरण का दूसरा चरण शुरू।", alt="टीका लगवाती बच्ची"),
        finds("hold", "Rohit Sharma, a class 8 student, won the medal.", language="en"),
        leaves("पहले दिन 12,450 बच्चों को टीके लगे।"),
        leaves("कक्षा 10 की छात्रा पूजा वर्मा ने प्रथम स्थान पाया।", declared=("guardian_consent",)),
        leaves("5 से 12 वर्ष के बच्चे शिविर में आएँ।"),
    ),
)
