"""Three ways to type Hindi on any keyboard, as tables: Remington (Kruti Dev), InScript and by sound.

The browser types by them: `python -m jansetu.core.text.keyboards` writes its copy; a test compares the two.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from jansetu.core.text.legacy import JOINED_VOWELS, MARK_SIGNS
from jansetu.core.text.legacy_glyphs import BEFORE, BEFORE_WITH_REPH, GLYPHS, HALANT, REPH

# BIS IS 13194:1991, annex; keys as a keyboard for English has them. Figures stay those of the keyboard.
_INSCRIPT = """
`ॊ ~ऒ !ऍ @ॅ _ः =ृ +ऋ qौ Qऔ wै Wऐ eा Eआ rी Rई tू Tऊ yब Yभ uह Uङ iग Iघ oद Oध pज Pझ [ड {ढ ]़ }ञ \\ॉ |ऑ
aो Aओ sे Sए d् Dअ fि Fइ gु Gउ hप Hफ jर Jऱ kक Kख lत Lथ ;च :छ 'ट "ठ
zॆ Zऎ xं Xँ cम Cण vन Vऩ bव Bऴ nल Nळ mस Mश <ष >। /य ?य़ #्र $र् %ज्ञ ^त्र &क्ष *श्र
"""
INSCRIPT = {key[0]: key[1:] for key in _INSCRIPT.split()}

# By sound: capital letters are the hard ones, a doubled vowel is long. No word list guesses for the typist.
CONSONANTS = {
    "k": "क", "kh": "ख", "g": "ग", "gh": "घ", "c": "च", "ch": "च", "chh": "छ", "Ch": "छ", "Chh": "छ",
    "j": "ज", "jh": "झ", "T": "ट", "Th": "ठ", "D": "ड", "Dh": "ढ", "N": "ण",
    "t": "त", "th": "थ", "d": "द", "dh": "ध", "n": "न", "p": "प", "ph": "फ", "f": "फ", "b": "ब", "bh": "भ",
    "m": "म", "y": "य", "r": "र", "l": "ल", "v": "व", "w": "व", "sh": "श", "Sh": "ष", "s": "स", "h": "ह",
    "R": "ड़", "Rh": "ढ़", "L": "ळ", "q": "क़", "z": "ज़", "x": "क्ष", "ksh": "क्ष", "kSh": "क्ष", "jn": "ज्ञ",
}  # fmt: skip
VOWELS = {
    "a": ("अ", ""), "aa": ("आ", "ा"), "Aa": ("आ", "ा"), "A": ("आ", "ा"), "i": ("इ", "ि"), "ii": ("ई", "ी"),
    "ee": ("ई", "ी"), "I": ("ई", "ी"), "u": ("उ", "ु"), "uu": ("ऊ", "ू"), "oo": ("ऊ", "ू"), "U": ("ऊ", "ू"),
    "e": ("ए", "े"), "ai": ("ऐ", "ै"), "o": ("ओ", "ो"), "au": ("औ", "ौ"), "ou": ("औ", "ौ"), "RRi": ("ऋ", "ृ"),
    "^o": ("ऑ", "ॉ"), "^e": ("ऍ", "ॅ"), "aii": ("अई", "ई"), "aee": ("अई", "ई"), "aaii": ("आई", "ाई"),
    "aaee": ("आई", "ाई"),
}  # fmt: skip
AFTER = {"M": "ं", "MM": "ँ", "H": "ः", "~": HALANT}
BEGINNINGS = {"M": "m", "H": "h", "N": "n", "R": "r", "L": "l"}  # no word begins with these: a name's capital


def tables() -> dict[str, Any]:
    """Everything that the browser needs to know."""
    return {
        "glyphs": GLYPHS,
        "joined": JOINED_VOWELS,
        "marks": MARK_SIGNS,
        "before": BEFORE,
        "reph": REPH,
        "both": BEFORE_WITH_REPH,
        "inscript": INSCRIPT,
        "consonants": CONSONANTS,
        "vowels": VOWELS,
        "after": AFTER,
        "beginnings": BEGINNINGS,
    }


def as_script() -> str:
    """The browser's copy."""
    head = "// The tables of core/text/keyboards.py, written by it; a test keeps the two equal.\n"
    return f"{head}export const TABLES =\n  {json.dumps(tables(), ensure_ascii=True)};\n"


if __name__ == "__main__":
    sys.stdout.write(as_script())
