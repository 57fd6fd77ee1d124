"""Keys under which Hindi and its Latin spellings meet: बिजली, bijlee, BIJLI. For finding only.

Devanagari is romanised as it is spoken; then what people write in several ways is made one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from jansetu.core.text.transliterate import to_latin

NUKTA = regex.compile("\u093c")  # the d of sadak and gaadi is ड़
LETTERS = regex.compile(r"[a-z0-9]+")
APOSTROPHE = regex.compile(r"(?<=\w)['’](?=\w)")
# In this order; each is what writers of Hinglish leave to chance.
STEPS = [
    (regex.compile(pattern), sign)
    for pattern, sign in (
        ("ee+|ii+", "i"),
        ("oo+|uu+", "u"),
        (r"([a-z])\1+", r"\1"),  # pakka, paka
        ("(?<=[aeo])y(?=[ie])", ""),  # gayi, gai; gaye, gae
        ("ai|ei", "e"),
        ("au|ou", "o"),
        ("w", "v"),
        ("ph", "f"),
        ("chh", "ch"),
        ("sh", "s"),
        ("z", "j"),
        ("x", "ks"),
        ("eh(?=[^aeiou])", "ah"),  # behna, bahna
        ("ck|q|c(?!h)", "k"),
        ("([tdkgbjr])h", r"\1"),  # aspirates; rh is ढ़
        ("m(?=[pbf])", "n"),
        (r"([a-z])\1+", r"\1"),  # what the steps before brought together
        ("(?<=a)nv$", "on"),  # गाँव, gaon
        ("^(nahi|me|he|hu|kaha|yaha|vaha|jaha)n$", r"\1"),  # an n that is seldom written
    )
]
INNER_VOWELS = regex.compile("(?<=.)[aeiou]")


def fold(text: str) -> str:
    """Small Latin words with single spaces: one phonetic key for Hindi and Hinglish; "" without letters."""
    return " ".join(fold_words(text))


def fold_words(text: str) -> list[str]:
    """The same as a list, one key a word; words of other scripts are left out."""
    latin = unicodedata.normalize("NFKD", to_latin(NUKTA.sub("", unicodedata.normalize("NFD", text)))).lower()
    bare = "".join(sign for sign in APOSTROPHE.sub("", latin) if not unicodedata.combining(sign))
    return [_fold_word(word) for word in LETTERS.findall(bare)]


def skeleton(text: str) -> str:
    """The key without the vowels inside words, as writers differ most in them: सरकार, sarkar, sarakaar."""
    return " ".join(skeleton_of(word) for word in fold_words(text))


def skeleton_of(key: str) -> str:
    """The skeleton of one folded word: a vowel at its beginning stays."""
    return INNER_VOWELS.sub("", key)


@lru_cache(maxsize=20_000)  # the same few thousand words come again and again
def _fold_word(word: str) -> str:
    for pattern, sign in STEPS:
        word = pattern.sub(sign, word)
    return word
