"""Points out spots in a text that no one meant to write: signs of old fonts, glued names, broken letters."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from jansetu.core.text.links import find_urls
from jansetu.core.text.spans import Span, meets

HINDI = r"[\u0900-\u0963\u0971-\u097f]"
# So much of the word around a spot is shown; without an end, one word of a megabyte would take hours.
PART, SIGNS = rf"{HINDI}{{0,30}}", r"\S{0,30}"
VOWEL_SIGN = r"[\u093e-\u094c]"
# Letters that take a nukta in Hindi: क़ ख़ ग़ ज़ झ़ ड़ ढ़ फ़ य़, and ऩ ऱ ऴ of other languages.
NUKTA_BEARERS = r"[कखगजझडढफयनरळ]"

WORDS = {
    "legacy_font": (
        "“{spot}” पुराने फ़ॉन्ट (कृतिदेव आदि) का अवशेष लगता है; मूल देखकर ठीक करें।",
        "“{spot}” looks like a remnant of an old font (Kruti Dev); compare with the original.",
    ),
    "glued_mention": (
        "“{spot}” में @नाम हिन्दी शब्द से चिपका है; बीच में जगह दें, नहीं तो लिंक नहीं बनेगा।",
        "In “{spot}” the @name is glued to a word; put a space between, or it may not become a link.",
    ),
    "glued_link": (
        "“{spot}” में वेब पता हिन्दी शब्द से चिपका है; बीच में जगह दें।",
        "In “{spot}” the address is glued to a word; put a space between.",
    ),
    "broken_letter": (
        "“{spot}” में मात्रा या हलन्त ग़लत जगह है; शब्द दोबारा लिखें।",
        "In “{spot}” a vowel sign or halant is in the wrong place; type the word again.",
    ),
    "odd_letter": (
        "“{spot}” में ऐसा अक्षर है जो हिन्दी में नहीं लिखा जाता; शब्द दोबारा लिखें।",
        "“{spot}” has a letter that Hindi does not write; type the word again.",
    ),
    "doubled_mark": ("“{spot}”: विराम चिह्न दोबारा आया है।", "“{spot}”: a punctuation mark stands twice."),
    "unreadable": (
        "“{spot}” पढ़ा नहीं जा सकता; मूल से लिखें।",
        "“{spot}” cannot be read; copy it from the original.",
    ),
    "markup": ("“{spot}” वेब पृष्ठ का कोड है।", "“{spot}” is code of a web page."),
}
# Kruti Dev writes brackets, commas and dashes with these; a converter that does not know them leaves them.
LEFT_BY_FONTS = r"[¼½¾¿¡¢£¤¥¦§¨ª«¬®¯±²³´µ¶¸¹º»À-ÿŒœŠšŸƒˆ˜†‡‰‹›]"
PATTERNS = [
    (
        "unreadable",
        regex.compile(rf"{SIGNS}[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]{SIGNS}|à[¤¥]{SIGNS}"),
    ),
    (
        "markup",
        regex.compile(r"&(?:nbsp|amp|quot|lt|gt|#\d{2,5});|</?(?:p|br|div|span|a|b|i|img|strong)\b[^<>\n]*>"),
    ),
    ("legacy_font", regex.compile(rf"(?<![^\s(])[;:]{HINDI}+")),
    ("legacy_font", regex.compile(rf"{PART}(?:{HINDI}{LEFT_BY_FONTS}|{LEFT_BY_FONTS}{HINDI}){PART}")),
    ("glued_mention", regex.compile(rf"{HINDI}{PART}[@＠][A-Za-z0-9_]+{PART}|[@＠][A-Za-z0-9_]+{HINDI}+")),
    ("broken_letter", regex.compile(rf"{PART}(?:{VOWEL_SIGN}\u094d|{VOWEL_SIGN}{{2}}){PART}")),
    (
        "broken_letter",
        regex.compile(rf"(?<!{HINDI}|[\u200c\u200d])[\u0900-\u0903\u093c\u093e-\u094d]{PART}"),
    ),
    ("odd_letter", regex.compile(rf"{PART}(?:[ऄऎऒ\u0946\u094a]|(?!{NUKTA_BEARERS})[क-ह]\u093c){PART}")),
    ("doubled_mark", regex.compile(r",(?:\s*,)+|;(?:\s*;)+|।(?:\s*।)+")),
]


# Searched backwards from the end that it is given.
WORD_END, WORD_START = regex.compile(rf"(?r){HINDI}{PART}\Z"), regex.compile(rf"{HINDI}{PART}")


def find_debris(text: str) -> tuple[Span, ...]:
    """Suspicious spots in the order of the text, none inside another; changes nothing."""
    found = sorted(_all(text), key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _all(text: str) -> Iterator[Span]:
    links = find_urls(text)
    in_link = meets(links)
    for code, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if not in_link(match.start(), match.start() + 1):
                yield _span(text, match.start(), match.end(), code)
    for link in links:
        before, after = WORD_END.search(text, 0, link.start), WORD_START.match(text, link.end)
        if before or after:
            start = before.start() if before else link.start
            yield _span(text, start, after.end() if after else link.end, "glued_link")


def _span(text: str, start: int, end: int, code: str) -> Span:
    hi, en = WORDS[code]
    spot = text[start:end]
    return Span(start, end, code, hi.format(spot=spot), en.format(spot=spot))
