"""Makes one form of a word's disguises: scripts, cases, nuktas, invisible signs. Knows no term."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from operator import eq

import regex

INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
FINGER = "\U0001f595"  # the raised middle finger is a word of its own
LETTERS = rf"\p{{L}}\p{{M}}{INVISIBLE}"
# Letters of other alphabets that look like Latin ones (Unicode's confusables, those that people use).
LOOKALIKES = str.maketrans(
    "абвеікмнорстухѕјԁԛԝһսոցεικνοραυτχγɑɡıɩʟꓐꓚꓓƒ",
    "abbeikmhopctyxsjdqwhunqeikvopautxyagiilbcdf",
)
LEET = str.maketrans("0134578@$!|+€£", "oieastbasilt" + "el")
NASAL = regex.compile(r"[ङञणनम]्(?=[क-ह])")
ROMAN = (
    "कk खkh गg घgh ङn चch छchh जj झjh ञn टt ठth डd ढdh णn तt थth दd धdh नn "
    "पp फf बb भbh मm यy रr लl वv शsh षsh सs हh"
)
CONSONANTS = {pair[0]: pair[1:] for pair in ROMAN.split()}
ROMAN_VOWELS = "अa आa इi ईi उu ऊu एe ऐai ओo औau ाa िi ुu ेe ैai ोo ौau ंn"
VOWELS = {pair[0]: pair[1:] for pair in ROMAN_VOWELS.split()}
HALANT = "्"
CHHA = "\u0188"  # छ in Latin letters: `chhod` is no repeated letter of `chod`
LATIN = regex.compile("[a-z]")
MIXED = regex.compile(r"[a-z][\u0900-\u0963]|[\u0900-\u0963][a-z]")


class Folding(dict[int, str]):
    """A table for `str.translate`, filled as letters are met; at most one entry a code point."""

    def __missing__(self, point: int) -> str:
        self[point] = "".join(_fold_letter(letter) for letter in unicodedata.normalize("NFKD", chr(point)))
        return self[point]


def _fold_letter(letter: str) -> str:
    if regex.match(rf"[{INVISIBLE}\u093c\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]", letter):
        return ""
    same = {"\u0901": "\u0902", "ी": "ि", "ू": "ु"}.get(letter)  # चन्द्रबिन्दु; long and short are mixed up
    return same or "".join(letter.casefold().translate(LOOKALIKES))


FOLDING = Folding()


def fold(word: str) -> str:
    """The form in which disguises of a word meet, its repeated letters kept."""
    folded = word.translate(FOLDING).replace("chh", CHHA)
    if HALANT in folded:
        folded = NASAL.sub("\u0902", folded)
    return folded.replace("ङ", "ड")  # typed for ड़, which looks alike


def unleet(word: str) -> str:
    """`fold` with digits and signs read as the letters that they stand for."""
    return fold(word.translate(FOLDING).translate(LEET))


def squeeze(folded: str) -> str:
    """Each run of one letter as one letter: the key under which a word is looked up."""
    if not any(map(eq, folded, folded[1:])):
        return folded
    return "".join(letter for letter, _ in groupby(folded))


def covers(folded: str, term: str) -> bool:
    """Whether it is the term with each run of letters at least as long: `as` is not `ass`, `aass` is."""
    if folded == term:
        return True
    here, wanted = _runs(folded), _runs(term)
    return len(here) == len(wanted) and all(
        letter == needed and has >= needs for (letter, has), (needed, needs) in zip(here, wanted, strict=True)
    )


def _runs(folded: str) -> list[tuple[str, int]]:
    return [(letter, len(list(run))) for letter, run in groupby(folded)]


def is_mixed(folded: str) -> bool:
    """Whether Devanagari and Latin letters stand side by side in one word."""
    return not folded.isascii() and LATIN.search(folded) is not None and MIXED.search(folded) is not None


def romanise(folded: str) -> str:
    """A word of two scripts in Latin letters, so that it can be looked up as Hinglish."""
    out: list[str] = []
    for here, after in zip(folded, [*folded[1:], ""], strict=True):
        if here in CONSONANTS:
            bare = after in CONSONANTS or (after.isascii() and after.isalpha() and after not in "aeiouy")
            out.append(CONSONANTS[here] + ("a" if bare else ""))
        elif here != HALANT:
            out.append(VOWELS.get(here, here))
    return "".join(out)
