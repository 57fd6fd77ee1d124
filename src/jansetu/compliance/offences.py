"""The words of offences, of those who suffered them and of children, shared by rules. Judges nothing."""

from __future__ import annotations

import regex

from jansetu.compliance.people import KNOWN, identifying
from jansetu.compliance.reading import BEFORE, BEHIND, Extent, lexicon

SEXUAL = lexicon(
    "दुष्कर्म*", "बलात्कार*", "बलात्संग", "रेप", "गैंगरेप", "गैंग रेप", "यौन शोषण", "यौन उत्पीड़न*",
    "यौन हिंसा", "यौन हमला", "यौन दुराचार", "लैंगिक हमला", "लैंगिक शोषण", "लैंगिक उत्पीड़न", "दुराचार",
    "कुकर्म", "अस्मत*", "आबरू", "ज्यादती", "छेड़छाड़*", "छेड़खानी", "पॉक्सो", "पोक्सो", "लैंगिक अपराध*",
    "अश्लील हरकत*", "balatkar*", "dushkarm*", "rape*", "gangrape*", "gang rape", "sexual assault*",
    "sexually assault*", "sexual abuse", "sexually abused", "sexual exploitation", "sexual harassment",
    "molest*", "POCSO", "outrag* the modesty",
)  # fmt: skip
# One person to whom it was done; the plural speaks of help for all of them.
SUFFERER = lexicon(
    "शिकार", "peedita", "pidita", "mahila", "yuvati", "ladki", "balika", "nabalig", "bachchi",
    "पीड़िता", "पीड़ित", "पीड़ित महिला", "महिला", "युवती", "बालिका", "किशोरी", "बच्ची", "बच्चे",
    "बच्चा", "लड़की", "लड़का", "लड़के", "छात्रा", "छात्र", "नाबालिग", "नाबालिगा", "विवाहिता", "विधवा",
    "मासूम", "बालक", "किशोर", "मूक बधिर", "अवयस्क", "victim", "survivor", "woman", "girl", "minor",
    "boy", "child", "student",
)  # fmt: skip
CHILD = lexicon(
    "baby", "toddler", "balika", "bachchi", "bachcha", "ladki", "ladka", "बालिका", "बालक", "किशोरी",
    "किशोर", "बच्ची", "बच्चा", "बच्चे", "नाबालिग", "नाबालिगा", "अवयस्क", "मासूम", "छात्रा", "छात्र",
    "लड़की", "लड़का", "शिशु", "child", "minor", "girl", "boy", "juvenile", "infant", "schoolgirl",
    "schoolboy", "nabalig",
)  # fmt: skip
YEARS = r"एक|दो|तीन|चार|पाँच|पांच|छह|छः|सात|आठ|नौ|दस|ग्यारह|बारह|तेरह|चौदह|पंद्रह|पन्द्रह|सोलह|सत्रह"
AGE = regex.compile(
    rf"(?<![\p{{Nd}}\p{{L}}\p{{M}}])(?:(?P<age>\p{{Nd}}{{1,2}}|{YEARS})\s*[-–]?\s*"
    r"(?:वर्षीया?|वर्ष\s+(?:की|का|के)|साल\s+(?:की|का|के)|years?[\s-]+old|-year-old|yr[\s-]+old)"
    rf"|(?:उम्र|आयु)\s*[:–-]?\s*(?P<age>\p{{Nd}}{{1,2}}|{YEARS})\s*(?:वर्ष|साल)"
    r"|aged\s+(?P<age>\p{Nd}{1,2})(?:\s+years?)?)(?![\p{L}\p{M}\p{Nd}])"
    r"(?!\s*(?:आयु|उम्र|से|तक|age|to\b|and above|or above|and below))",
    regex.IGNORECASE,
)
CALLED = regex.compile(
    rf"{BEFORE}(?:पीड़िता|पीड़ित|बालिका|बच्ची|छात्रा|छात्र|किशोरी|बालक|बच्चा|नाबालिग|युवती)\s+(?:कु\.|कुमारी|सुश्री)?\s*"
    rf"(?P<name>{KNOWN}){BEHIND}|\b(?i:victim|survivor|girl|boy|minor),?\s+(?P<latin>[A-Z][a-z]{{2,}})\b(?!\s+(?i:act|child))"
)
MASKED = lexicon(
    "चेहरा ढका", "चेहरे ढके", "ढका चेहरा", "ढके चेहरे", "नकाब*", "धुंधला", "blurred", "masked",
    "face covered", "faces covered",
)  # fmt: skip
REACH = 70  # code points between a person and what was done to them
ADULT = 18


def is_minor(age: str) -> bool:
    """Whether those years are fewer than eighteen, in either digits; in words all that are known are."""
    return not age.isdecimal() or int(age) < ADULT


def minors(text: str) -> list[Extent]:
    """One child: a word for one, or an age below eighteen."""
    found = [one.span() for one in CHILD.finditer(text)]
    return found + [one.span() for one in AGE.finditer(text) if is_minor(one["age"])]


def is_case(text: str) -> bool:
    """Whether the text tells of one person to whom it was done, and not of help for all."""
    for offence in SEXUAL.finditer(text):
        start, end = max(0, offence.start() - REACH), offence.end() + REACH
        if SUFFERER.search(text, start, end) or AGE.search(text, start, end):
            return True
    return False


def telling(text: str) -> list[Extent]:
    """What tells who it was."""
    called = [one.span(one.lastgroup or 0) for one in CALLED.finditer(text)]
    return sorted({*identifying(text), *called})
