"""`python -m tests.core.text.forwards`: how many edited forwards are found again, for docs/hindi.md."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import regex

from jansetu.core.text.neighbours import SIMILAR, band_keys, signature, similarity
from jansetu.core.text.paste import read_paste
from jansetu.core.text.sentences import split_sentences
from tests.core.text.notes import NOTES

ROOT = Path(__file__).resolve().parents[3]
REPORTS = ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "data" / "notes"

# A romaniser that knows nothing of ours: no silent a, long vowels doubled, w for v, other habits.
_SIGNS = "ा:aa ि:i ी:ee ु:u ू:oo ृ:ri े:e ै:ai ो:o ौ:au ॉ:o ं:n ँ:n ः:h ्: ़:"
_PLAIN = """
क:k ख:kh ग:g घ:gh ङ:n च:ch छ:chh ज:j झ:jh ञ:n ट:t ठ:th ड:d ढ:dh ण:n त:t थ:th द:d ध:dh न:n प:p फ:ph ब:b भ:bh
म:m य:y र:r ल:l व:w श:sh ष:sh स:s ह:h अ:a आ:aa इ:i ई:ee उ:u ऊ:oo ऋ:ri ए:e ऐ:ai ओ:o औ:au ऑ:o
"""
SIGNS = dict(pair.split(":") for pair in _SIGNS.split())
PLAIN = dict(pair.split(":") for pair in _PLAIN.split())


def romanised(text: str) -> str:
    """As a hurried person types it: each letter by itself, a final a left out."""
    out: list[str] = []
    for at, sign in enumerate(text):
        following = text[at + 1 : at + 2]
        if sign in SIGNS:
            out.append(SIGNS[sign])
        elif sign in PLAIN:
            has_a = "क" <= sign <= "ह" and following not in SIGNS and bool(regex.match(r"\p{L}", following))
            out.append(PLAIN[sign] + ("a" if has_a else ""))
        else:
            out.append(sign)
    return "".join(out)


def respelt(text: str, drawn: random.Random) -> str:
    """Without nukta, ँ as ं, half nasals as ं, some signs longer or shorter."""
    text = text.replace("\u093c", "").replace("ँ", "ं")
    text = regex.sub(r"[ङञणनम]\u094d(?=[क-ह])", "ं", text)
    return "".join({"ि": "ी", "ु": "ू"}.get(sign, sign) if drawn.random() < 0.1 else sign for sign in text)


def framed(text: str, drawn: random.Random) -> str:
    opening = drawn.choice(["🙏 कृपया ध्यान दें: ", "Forwarded as received\n", "*बड़ी ख़बर* 👇👇\n", "Dosto, "])
    closing = drawn.choice(
        [" सभी ग्रुप में शेयर करें 🙏", "\nजनहित में जारी", " #viral", " अधिक से अधिक लोगों तक पहुँचाएँ"]
    )
    return opening + text + closing


def shortened(text: str, drawn: random.Random) -> str:
    sentences = [one.text for one in split_sentences(text)]
    if len(sentences) > 2:
        del sentences[drawn.randrange(len(sentences))]
    return " ".join(sentences)


def scattered(text: str, drawn: random.Random) -> str:
    """One word in twelve left out."""
    return " ".join(word for word in text.split() if drawn.random() > 1 / 12)


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "framed by a greeting and a call to share": framed,
    "spelt another way": respelt,
    "a sentence left out": shortened,
    "one word in twelve left out": scattered,
    "in Latin letters": lambda text, _: romanised(text),
    "in Latin letters, framed": lambda text, drawn: framed(romanised(text), drawn),
}


class Found(NamedTuple):
    """Forwards by edit: made, sharing a band key with their source, and alike by the threshold."""

    made: int
    by_key: int
    alike: int


def sources() -> list[str]:
    """Paragraphs of the reports, where they are beside the repository, and our own notes."""
    reports = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    paragraphs = [part.strip() for text in reports for part in read_paste(text).body.split("\n\n")]
    return [part for part in paragraphs if len(part) > 120] + list(NOTES)


def measured(texts: Sequence[str], rounds: int = 3) -> dict[str, Found]:
    drawn = random.Random(20261125)  # noqa: S311 - repeatable edits, no secret
    signed = [signature(text) for text in texts]
    results = {}
    for name, edit in EDITS.items():
        pairs = list(zip(signed, texts, strict=True)) * rounds
        made = [(own, signature(edit(text, drawn))) for own, text in pairs]
        keyed = sum(bool({*band_keys(own)} & {*band_keys(other)}) for own, other in made)
        alike = sum(similarity(own, other) >= SIMILAR for own, other in made)
        results[name] = Found(len(made), keyed, alike)
    return results


def strangers(texts: Sequence[str]) -> Found:
    """The same of pairs of different texts, where every find is a false one."""
    signed = [signature(text) for text in texts]
    keys = [frozenset(band_keys(one)) for one in signed]
    pairs = list(combinations(range(len(texts)), 2))
    alike = sum(similarity(signed[one], signed[other]) >= SIMILAR for one, other in pairs)
    return Found(len(pairs), sum(not keys[one].isdisjoint(keys[other]) for one, other in pairs), alike)


def main() -> None:
    texts = sources()
    rows = measured(texts) | {f"pairs of {len(texts)} different texts": strangers(texts)}
    sys.stdout.write("| edit | made | share a key | alike |\n|---|---|---|---|\n")
    for name, found in rows.items():
        sys.stdout.write(f"| {name} | {found.made} | {found.by_key} | {found.alike} |\n")


if __name__ == "__main__":
    main()
