"""The one clean form in which text is stored, and the key under which its spellings meet."""

from __future__ import annotations

import unicodedata

import regex

CONSONANT = r"[\u0915-\u0939\u0958-\u095F]"
# Typed as two signs, or in the wrong order, where Unicode has one right spelling; NFC mends none of them.
REPAIRS = {
    "अा": "आ",
    "अाे": "ओ",
    "अाै": "औ",
    "अॉ": "ऑ",
    "आॅ": "ऑ",
    "आे": "ओ",
    "आै": "औ",
    "एे": "ऐ",
    "अै": "ऐ",
    "\u093e\u0945": "\u0949",
    "\u093e\u0947": "\u094b",
    "\u093e\u0948": "\u094c",
    "\u093e\u094b": "\u094b",
    "\u093e\u094c": "\u094c",
    "\u0947\u093e": "\u094b",
}
BROKEN = regex.compile("|".join(sorted(REPAIRS, key=len, reverse=True)))
EARLY_ANUSVARA = regex.compile(r"\u0902([\u0947\u0948\u0940\u094b\u093e])")  # the sign belongs before it
DOUBLED_SIGN = regex.compile(r"([\u0900-\u0903\u093c\u093e-\u094d])\1+")
BAR_AS_DANDA = regex.compile(r"(?<=[\u0900-\u0963\u0971-\u097f])\|(?!\|)")
INVISIBLE = regex.compile(r"[\u200b\ufeff\u2060\u00ad]")
LINE_ENDS = regex.compile(r"\r\n?|[\u2028\u2029]")
NASAL_BEFORE_CONSONANT = regex.compile(rf"[ङञणनम]\u094d(?={CONSONANT})")
DROPPED_FROM_KEYS = regex.compile(r"[\u093c\u200c\u200d]")
SPACES = regex.compile(r"\s+")


def normalise(text: str) -> str:
    """NFC with broken Devanagari sequences mended and invisible characters dropped; lines stay lines."""
    clean = LINE_ENDS.sub("\n", INVISIBLE.sub("", text))
    while True:
        mended = _mend(unicodedata.normalize("NFC", clean))
        if mended == clean:
            return clean
        clean = mended


def search_key(text: str) -> str:
    """The same key for हिन्दी and हिंदी, पढ़ाई and पढाई, गाँव and गांव; lower case, single spaces."""
    bare = DROPPED_FROM_KEYS.sub("", unicodedata.normalize("NFD", normalise(text)))
    key = unicodedata.normalize("NFC", bare).replace("\u0901", "\u0902")
    key = NASAL_BEFORE_CONSONANT.sub("\u0902", key).casefold()
    return SPACES.sub(" ", normalise(key)).strip()


def _mend(text: str) -> str:
    text = BROKEN.sub(lambda found: REPAIRS[found[0]], text)
    text = EARLY_ANUSVARA.sub(lambda found: found[1] + "\u0902", text)
    return BAR_AS_DANDA.sub("।", DOUBLED_SIGN.sub(r"\1", text))
