"""Writes Devanagari in everyday Latin letters: मध्य प्रदेश is Madhya Pradesh. For names, not for scholars.

The silent a is left out as it is spoken: by rule, and at the seams of the commonest compounds (नगर, पुर, गढ़).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from jansetu.core.text.normalise import normalise

_CONSONANTS = """
क:k ख:kh ग:g घ:gh ङ:n च:ch छ:chh ज:j झ:jh ञ:n ट:t ठ:th ड:d ढ:dh ण:n त:t थ:th द:d ध:dh न:n प:p फ:ph ब:b भ:bh
म:m य:y र:r ल:l ळ:l व:v श:sh ष:sh स:s ह:h क़:q ख़:kh ग़:g ज़:z झ़:zh ड़:r ढ़:rh फ़:f य़:y ऩ:n ऱ:r ऴ:l ज्ञ:gy
"""
_VOWELS = """
ा:a ि:i ी:i ु:u ू:u ृ:ri ॄ:ri े:e ै:ai ो:o ौ:au ॉ:o ॅ:a ॆ:e ॊ:o ऄ:a अ:a आ:a इ:i ई:i उ:u ऊ:u ऋ:ri ॠ:ri ए:e ऐ:ai
ऑ:o ओ:o औ:au ऍ:e ऎ:e ऒ:o ॐ:om
"""
CONSONANTS = dict(pair.split(":") for pair in unicodedata.normalize("NFC", _CONSONANTS).split())
VOWELS = dict(pair.split(":") for pair in unicodedata.normalize("NFC", _VOWELS).split())
HALANT, INHERENT = "\u094d", "a"
LETTERS = sorted(CONSONANTS, key=len, reverse=True)
AKSHARA = regex.compile(
    rf"(?:(?P<letter>{'|'.join(LETTERS)})(?P<sign>[\u093e-\u094d])?|(?P<alone>[ऄ-औॠॐ]))(?P<after>[\u0901-\u0903]*)"
)
WORD = regex.compile(r"[\u0900-\u0963\u0971-\u097f\u200c\u200d]+")
JOINERS = regex.compile(r"[\u200c\u200d]")
LIPS = frozenset("pbmf")
NASALS = frozenset("nm")
SPOKEN_AT_THE_END = frozenset(("y", "r", "v", "l", "n", "gy"))  # सूर्य, चन्द्र, विश्व, शुक्ल, कृष्ण keep their a
# A compound is read as its parts: अशोक|नगर, टीकम|गढ़, राज|समंद.
LAST_PARTS = regex.compile(
    r"(?<=..)(?=(?:नगर|पुर|पुरा|पुरी|पुरम|गढ़|गंज|ग्राम|शहर|वाड़ा|वाला|वाले|वाली|पाल|लाल|दास|नाथ|राज|देव|प्रसाद|कुमार)$)"
)
FIRST_PARTS = regex.compile(r"(?<=^(?:राज|जन|शाह|अन्तर|अंतर|उप))(?=[क-ह]..)")
# फ is f in most words of today (फसल, फरीदाबाद, ऑफिस), ph in these of old.
OLD_PH = regex.compile(r"^फ(?:ल|ू|ु|िर|ैल|ाल्ग|ाग|ट|ोड़|ेंक)|(?<=स\u094d)फ")
# As officers write them, against the rule.
SPELT = {
    "योजना": "yojana",
    "योजनाएँ": "yojanaen",
    "योजनाओं": "yojanaon",
    "लाडली": "ladli",
    "लाड़ली": "ladli",
    "लाड़लियों": "ladliyon",
}
SPELT = {unicodedata.normalize("NFC", word): written for word, written in SPELT.items()}
FIXES = [
    (regex.compile(r"(?<=si)nh"), "ngh"),  # सिंह
    (regex.compile(r"chchh"), "chh"),  # स्वच्छ
    (regex.compile(r"(?<=[^aeiou].*[^aeiouy])iya$"), "ia"),  # दतिया Datia
]


@dataclass(slots=True)
class Akshara:
    """A consonant and the vowel after it: None without one, `silent` where it is written and not spoken."""

    sound: str
    vowel: str | None
    nasal: str  # the sign over or behind it
    is_inherent: bool
    silent: bool = False

    @property
    def is_heard(self) -> bool:
        """Whether a vowel is spoken here."""
        return self.vowel is not None and not self.silent


def to_latin(text: str) -> str:
    """The text with its Devanagari words in small Latin letters and its digits as 0-9; the rest stays."""
    clean = normalise(text)
    return _plain(WORD.sub(lambda found: latin_word(found[0]), clean))


def name_in_latin(name: str) -> str:
    """The same for a name: each word begins with a capital letter."""
    return _plain(WORD.sub(lambda found: latin_word(found[0]).capitalize(), normalise(name)))


@lru_cache(maxsize=20_000)
def latin_word(word: str) -> str:
    """One Devanagari word in clean form, in small letters."""
    word = JOINERS.sub("", word)
    if word in SPELT:
        return SPELT[word]
    parts = [part for piece in LAST_PARTS.split(word) for part in FIRST_PARTS.split(piece)]
    spoken = [akshara for part in parts for akshara in _spoken(part)]
    written = "".join(_write(spoken, place) for place in range(len(spoken)))
    for wrong, right in FIXES:
        written = wrong.sub(right, written)
    return written


def _spoken(part: str) -> list[Akshara]:
    found = [_akshara(match, part) for match in AKSHARA.finditer(part)]
    if len(found) > 1:
        _hush_last(found)
    for place in range(len(found) - 2, 0, -1):
        before, here, after = found[place - 1 : place + 2]
        here.silent = (
            here.is_inherent
            and bool(here.sound and after.sound)
            and not here.nasal
            and before.is_heard
            and after.is_heard
        )
    return found


def _akshara(match: regex.Match[str], part: str) -> Akshara:
    nasal = "n" if {"\u0901", "\u0902"} & set(match["after"]) else "h" if match["after"] else ""
    if match["alone"]:
        return Akshara("", VOWELS[match["alone"]], nasal, is_inherent=False)
    sign = match["sign"]
    vowel = INHERENT if sign is None else None if sign == HALANT else VOWELS.get(sign, "")
    sound = CONSONANTS[match["letter"]]
    if sound == "ph" and not OLD_PH.match(part, match.start()):
        sound = "f"
    return Akshara(sound, vowel, nasal, is_inherent=sign is None)


def _hush_last(found: list[Akshara]) -> None:
    before, last = found[-2:]
    in_cluster = before.vowel is None and last.sound in SPOKEN_AT_THE_END
    last.silent = last.is_inherent and bool(last.sound) and not last.nasal and not in_cluster


def _write(spoken: list[Akshara], place: int) -> str:
    here = spoken[place]
    following = spoken[place + 1].sound if place + 1 < len(spoken) else ""
    nasal = "m" if here.nasal == "n" and following[:1] in LIPS and following else here.nasal
    return _sound(spoken, place) + (here.vowel or "" if here.is_heard else "") + nasal


def _sound(spoken: list[Akshara], place: int) -> str:
    """व is w after a consonant and before a long a: ग्वालियर, देवास Dewas; a silent य is i: जयपुर Jaipur."""
    here = spoken[place]
    if here.sound == "y" and here.silent and place + 1 < len(spoken):
        return "i"
    if here.sound != "v" or place == 0:
        return here.sound
    is_soft = not spoken[place - 1].is_heard or (here.vowel == "a" and not here.is_inherent)
    return "w" if is_soft and here.vowel != "i" else "v"


def _plain(text: str) -> str:
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return digits.replace("।", ".").replace("॥", ".")
