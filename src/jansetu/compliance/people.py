"""Who a passage names: honorifics, given names, surnames, parentage, address, school. Judges nothing.

An officer who acts is no private person: names beside an office are left out, and so are doctors.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import regex

from jansetu.compliance.reading import BEFORE, BEHIND, Extent, alternatives, lexicon, sentence_of


def _lists() -> dict[str, tuple[str, ...]]:
    """The words of each section of lists/names.txt."""
    sections: dict[str, list[str]] = {}
    for line in (
        files("jansetu.compliance.lists").joinpath("names.txt").read_text(encoding="utf-8").splitlines()
    ):
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            words += line.split(" | ")
    return {section: tuple(words) for section, words in sections.items()}


def _standing_by(*words: str) -> regex.Pattern[str]:
    """Words of an office or a deed, where a name beside them may be its holder's.

    Not where the word acts on another ("कलेक्टर ने सुनीता को"), owns ("के समक्ष") or names a scheme.
    """
    hindi = alternatives(*(word for word in words if not word.isascii()))
    latin = alternatives(*(word for word in words if word.isascii()))
    apart = rf"(?!\s+(?:ने|को|से|द्वारा|{SCHEME}){BEHIND})"
    acts = r"(?!\s+(?!(?:of|for|in)\b)(?-i:[a-z]))"
    return regex.compile(rf"{BEFORE}(?:{hindi}{BEHIND}{apart}|{latin}{BEHIND}{acts})", regex.IGNORECASE)


SCHEME = (
    "आवास|योजना|किसान|कन्या|ग्राम|जन|सड़क|उज्ज्वला|फसल|मातृ|लाड़ली|तीर्थ|युवा|अन्न|सूर्य|श्रम|सुरक्षा"
    "|निवास|कार्यालय|राहत|सहायता"
)
LISTS = _lists()
NAME_WORD = r"(?!(?:के|की|का|को|से|ने|में|पर|और|एवं|व|तथा|है|हैं|था|थी|नहीं|जी)(?![\p{L}\p{M}]))[\p{Devanagari}]{2,}"
LATIN_WORD = r"[A-Z][a-z]{2,}"
HONOUR = alternatives("श्रीमती", "श्री", "सुश्री", "कुमारी", "कु.", "कुं.", "मास्टर", "चि.")
LATIN_HONOUR = r"(?:Shri|Smt\.?|Sushri|Kumari|Ku\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Master|Baby)"
KNOWN = alternatives(*LISTS["given"])
FAMILY = alternatives(*LISTS["surname"])
KNOWN_LATIN = "(?:" + "|".join(sorted(LISTS["latin"], key=len, reverse=True)) + ")"
NAME = regex.compile(
    rf"{BEFORE}(?:"
    rf"{HONOUR}\s+{NAME_WORD}(?:\s+(?:{FAMILY}|{KNOWN}|कुमार|लाल|राम|दास|प्रसाद|चंद|चन्द्र))*"
    rf"|{KNOWN}{BEHIND}(?:\s+(?:कुमार|कुमारी|लाल|राम|दास|प्रसाद|चंद|सिंह|{FAMILY}){BEHIND})*"
    rf"|(?!ल(?:ं|म्)बाई)[\p{{Devanagari}}]{{3,}}बाई{BEHIND}"
    rf"|{NAME_WORD}\s+(?:देवी|बाई|बेगम|खातून|बानो){BEHIND}"
    rf"|{NAME_WORD}\s+{FAMILY}{BEHIND}"
    rf"){BEHIND}"
    rf"|\b(?:{LATIN_HONOUR}\s+{LATIN_WORD}(?:\s+{LATIN_WORD})*"
    rf"|{KNOWN_LATIN}(?:\s+{LATIN_WORD})*|{LATIN_WORD}\s+{KNOWN_LATIN})\b"
)
NO_NAME = lexicon(*LISTS["no_name"])
# What bears a person's name and is none.
THING = regex.compile(
    r"\s+(?:समाज|स्तंभ|स्तम्भ|चक्र|जयंती|नगर|मार्ग|चौक|योजना|मंदिर|घाट|बाँध|सागर|विश्वविद्यालय|महाविद्यालय|पार्क|स्टेडियम|पर्व"
    r"|महोत्सव|नवमी|पुरस्कार|सम्मान|कॉलोनी|वंश|काल|शिलालेख|Nagar|Marg|Award|Park|Stadium|Temple|Jayanti)(?![\p{L}\p{M}])"
)
OFFICE = _standing_by(*LISTS["office"])
ACCUSED = _standing_by(
    "आरोपी*", "आरोपित*", "अभियुक्त*", "दोषी*", "अपराधी*", "मुल्जिम*", "संदिग्ध*", "accused", "convict*", "suspect*",
    "culprit*",
)  # fmt: skip
PLACE_WORD = (
    r"(?!(?:पंचायत|पंचायतों|सभा|सभाएँ|विकास|रोजगार|स्वराज|उदय|सड़क|उद्योग|में|के|की|का|को|से|और|स्तर|न्यायालय)"
    r"(?![\p{L}\p{M}]))[\p{Devanagari}]{2,}"
)
ADDRESS = regex.compile(
    rf"{BEFORE}(?:"
    rf"(?:ग्राम|गाँव|गांव|मोहल्ला|मोहल्ले|मुहल्ला|टोला|मजरा|बस्ती|कॉलोनी|नगर|ढाणी)\s+{PLACE_WORD}"
    rf"|[\p{{Devanagari}}]{{3,}}\s+(?:गाँव|गांव|मोहल्ले|मोहल्ला|बस्ती|कॉलोनी|टोला|ढाणी)(?=\s+(?:की|का|के|में|निवासी|से|के))"
    rf"|(?:वार्ड|मकान)\s*(?:क्रमांक|नंबर|नं\.?|क्र\.?)?\s*\p{{Nd}}+"
    rf"|(?:ग्राम\s+)?{PLACE_WORD}\s+निवासी|निवासी\s*[:\-]?\s*(?:ग्राम\s+)?{PLACE_WORD}"
    rf"|[\p{{Devanagari}}]{{3,}}\s+(?:की|का)\s+(?:रहने|निवास)\s*(?:वाली|वाला|करने)?"
    rf"){BEHIND}"
    r"|\b(?:resident of|residing (?:at|in)|lives in|(?i:village)|hamlet of|ward (?:no\.? ?)?\d+)"
    r"(?:\s+(?:of\s+)?[A-Z][a-z]+)?\b|\b[A-Z][a-z]+ village\b"
)
SCHOOL = regex.compile(
    rf"{BEFORE}(?:(?:[\p{{Devanagari}}.]+\s+){{0,4}}(?:विद्यालय|स्कूल|कॉलेज|महाविद्यालय|छात्रावास|मदरसा|मदरसे|आश्रम)"
    r"(?:\s+[\p{Devanagari}]+){0,1}?\s+(?:की|के|का|में)\s+(?:(?:कक्षा\s+)?[\p{Devanagari}\p{Nd}]+\s+){0,4}(?:छात्रा|छात्र|विद्यार्थी|पढ़ने|पढ़ती|अध्ययनरत)"
    rf"|कक्षा\s*[\p{{L}}\p{{M}}\p{{Nd}}]+(?:वीं|वी)?\s+(?:की|के|का)\s+(?:छात्रा|छात्र|विद्यार्थी)){BEHIND}"
    r"|\b(?:student of|studies (?:at|in)|studying (?:at|in)|class\s+\d+\s+(?:student|girl|boy))\b"
    r"[^.।\n]{0,30}"
)
PARENTAGE = regex.compile(
    rf"{BEFORE}(?:"
    rf"(?:पुत्री|पुत्र|सुपुत्री|सुपुत्र|पत्नी|पिता|माता|आत्मज|आत्मजा|बेटी|बेटा)\s*(?:का नाम|श्रीमती|श्री|स्व\.|:|-)?\s*"
    rf"(?:{NAME_WORD}\s+(?:{FAMILY}|लाल|राम|कुमार|दास)|{KNOWN})"
    rf"|(?:{KNOWN}|{NAME_WORD}\s+(?:{FAMILY}|लाल|राम))\s+(?:की|का|के)\s+(?:पुत्री|पुत्र|पत्नी|बेटी|बेटे|बेटा|बहन|भतीजी|बहू|नातिन)"
    rf"){BEHIND}"
    r"|\b(?:daughter|son|wife|sister|niece) of\s+(?:Shri\s+|Smt\.?\s+)?[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*"
    r"|\b[A-Z][a-z]+'s (?:daughter|wife|sister|niece|son)\b|\b(?:[DSW]/[oO])\s+[A-Z][a-z]+"
)
TOLD_NAME = regex.compile(
    rf"{BEFORE}(?:(?:का|जिसका)\s+)?नाम\s*[:\-]?\s*(?!(?:उजागर|बदल|न|नहीं|गोपनीय|प्रकाशित|परिवर्तित|गुप्त)"
    rf"(?![\p{{L}}\p{{M}}]))(?P<name>{NAME_WORD}(?:\s+{NAME_WORD})?)\s+(?:है|बताया|था|थी){BEHIND}"
    rf"|{BEFORE}पहचान\s+(?P<known>{NAME_WORD}(?:\s+{NAME_WORD})?)\s+के रूप में"
    r"|\b(?:named|identified as|name(?: is|:))\s+(?P<latin>[A-Z][a-z]+(?:\s+[A-Z][a-z]+)*)"
)
LOOK_BACK, LOOK_AHEAD = 48, 22


def names(text: str) -> Iterator[Extent]:
    """Private persons named: nobody who stands there by an office, nobody accused."""
    for found in NAME.finditer(text):
        if not is_no_person(text, found.span()) and not belongs_to(text, found.span(), OFFICE, ACCUSED):
            yield found.span()


def is_no_person(text: str, one: Extent) -> bool:
    """A god, a scheme, a street, or an office that was taken for a part of the name."""
    return bool(
        NO_NAME.fullmatch(text, *one) or OFFICE.search(text, *one) or THING.match(text, one[1]),
    )


def belongs_to(text: str, one: Extent, *others: regex.Pattern[str]) -> bool:
    """Whether an office, or another of the words, stands just before or in apposition behind."""
    start, end = sentence_of(text, one[0])
    before = text[max(start, one[0] - LOOK_BACK) : one[0]]
    behind = text[one[1] : min(end, one[1] + LOOK_AHEAD)]
    behind = behind if behind.lstrip().startswith((",", "(", "–")) else ""
    return any(words.search(before) or words.search(behind) for words in others)


def identifying(text: str) -> list[Extent]:
    """Whatever tells who a private person is: names, parentage, address, school."""
    found = list(names(text))
    for pattern in (ADDRESS, SCHOOL, PARENTAGE, TOLD_NAME):
        found += [
            one.span() for one in pattern.finditer(text) if not belongs_to(text, one.span(), ACCUSED, OFFICE)
        ]
    return _merged(found)


def _merged(extents: list[Extent]) -> list[Extent]:
    merged: list[Extent] = []
    for start, end in sorted(extents):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
