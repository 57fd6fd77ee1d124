"""Which sign each key of Kruti Dev 010 and DevLys 010 draws, as facts of the fonts. Moves nothing."""

from __future__ import annotations

HALANT, NUKTA, SHORT_I, AA = "\u094d", "\u093c", "\u093f", "\u093e"
# Signs that stand elsewhere on paper than in Unicode; the text cannot hold these, its own are left alone.
BEFORE, REPH, BEFORE_WITH_REPH = "\ue001", "\ue002", "\ue003"  # f drawn left, Z drawn right, both in one

# A full letter needs no bar; a half one (`D` क्) becomes full with the bar `k` behind it.
FULL = dict(zip("dxpNtVBMrniuQcejyolgGÄ³¥>Ò", "कगचछजटठडतदपनफबमरलवसहळघङञझभ", strict=True)) | {
    "<": "ढ",
    ";": "य",
}
HALF = dict(zip("D[X?PT.RF/UI¶CHEYO'\"L", "कखगघचजणतथधनपफबभमलवशषस", strict=True)) | {
    "¸": "य",
    "{": "क्ष",
    "÷": "झ",
    "Ö": "झ",
    "Ë": "ध",
    "è": "ध",
    "Ü": "श",
    "º": "ह",
    "«": "त्र",
    "Ù": "त्त",
    "™": "न्न",
}
CONJUNCTS = {
    "=": "त्र",
    "K": "ज्ञ",
    "J": "श्र",
    "|": "द्य",
    "}": "द्व",
    ")": "द्ध",
    "Ø": "क्र",
    "Ý": "फ्र",
    "æ": "द्र",
    "ç": "प्र",
    "Á": "प्र",
    "ä": "क्त",
    "ô": "क्क",
    "é": "न्न",
    "í": "द्द",
    "Ì": "द्द",
    "ê": "ट्ट",
    "Í": "ट्ट",
    "ë": "ट्ठ",
    "Î": "ट्ठ",
    "ì": "ड्ड",
    "Ï": "ड्ड",
    "ï": "ड्ढ",
    "Ô": "ड्ढ",
    "à": "ह्न",
    "àu": "ह्न",
    "á": "ह्य",
    "á;": "ह्य",
    "ã": "ह्म",
    "ãe": "ह्म",
    "â": "हृ",
    "Ñ": "कृ",
    "—": "कृ",
    "–": "दृ",
    "#": "रु",
    ":": "रू",
    "z": "्र",
    "ª": "्र",
    "V«": "ट्र",
    "M«": "ड्र",
    "î": "्य",
    "Ó": "्य",
    "f=k": BEFORE + "त्र",
    "=kk": "त्रा",
}
VOWELS = {"v": "अ", "b": "इ", "m": "उ", "Å": "ऊ", "Ã": "ई", ",": "ए", "_": "ऋ"}
SIGNS = {
    "k": AA,
    "h": "ी",
    "q": "ु",
    "w": "ू",
    "`": "ृ",
    "s": "े",
    "S": "ै",
    "W": "ॅ",
    "‚": "ॉ",
    "a": "ं",
    "¡": "ँ",
    "È": "ीं",
    "~": HALANT,
    "+": NUKTA,
    "f": BEFORE,
    "Ç": BEFORE + "ं",
    "Z": REPH,
    "±": REPH + "ं",
    "Ê": "ी" + REPH,
    "Æ": BEFORE_WITH_REPH,
    "É": BEFORE_WITH_REPH + "ं",
}
FIGURES = dict(zip("åƒ„…†‡ˆ‰Š‹", "०१२३४५६७८९", strict=True))
PUNCTUATION = {
    "A": "।",
    "]": ",",
    "-": ".",
    "&": "-",
    "µ": "–",
    "%": "ः",
    "\\": "?",
    "(": ";",
    "@": "/",
    "^": "‘",
    "*": "’",
    "^^": "“",
    "**": "”",
    "Þ": "“",
    "ß": "”",
    "¼": "(",
    "½": ")",
    "¿": "{",
    "À": "}",
    "¾": "=",
    "$": "+",
    "Œ": "॰",
    "ñ": "॰",
    "·": "ऽ",
    "•": "ऽ",
}
GLYPHS: dict[str, str] = {
    **FULL,
    **{glyph: letter + HALANT for glyph, letter in HALF.items()},
    **CONJUNCTS,
    **VOWELS,
    **SIGNS,
    **FIGURES,
    **PUNCTUATION,
}

# The way back. Where the font draws a sign in several ways this is the one that typists use.
HALVES = {letter: glyph for glyph, letter in reversed(HALF.items()) if len(letter) == 1}
LETTERS = {letter: glyph + "k" for letter, glyph in HALVES.items()} | {
    letter: glyph for glyph, letter in reversed(FULL.items())
}
JOINED = {
    "क्ष": "{k",
    "त्र": "=",
    "ज्ञ": "K",
    "श्र": "J",
    "द्य": "|",
    "द्व": "}",
    "द्ध": ")",
    "क्र": "Ø",
    "फ्र": "Ý",
    "त्त": "Ùk",
    "द्द": "í",
    "ह्न": "à",
    "ह्य": "á",
    "ह्म": "ã",
}
JOINED_HALVES = {"क्ष": "{", "त्र": "«", "त्त": "Ù"}
