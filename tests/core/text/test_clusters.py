"""Clusters are counted as Unicode and ICU count them, where regex's own \\X is wrong too.

Unicode's GraphemeBreakTest is not ours to ship; put it into JANSETU_SHARED/specs/unicode and it is read here.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from jansetu.core.text.count import measure
from tests.core.text.texts import PIECES, SIGNS

ROOT = Path(__file__).resolve().parents[3]
TABLES = sorted(
    (ROOT / os.environ.get("JANSETU_SHARED", "../shared") / "specs" / "unicode").glob("*BreakTest*")
)
NODE = shutil.which("node")
TEXTS = 4000
WITH_CONJUNCTS = 15.1  # the version that brought rule GB9c
# A pair of scissors was a pictograph in Unicode 15.1 and is none since 16: counted as two, never too little.
CHANGED_SINCE = {"\u2701\u200d\u2701"}

# GB9c and what stands beside it: consonants, halants, nukta, joiners, vowels; then emoji and flags.
INDIC = [*"कतयषরકത", "\u094d", "\u094d", "\u0acd", "\u093c", "\u200d", "\u200c", "ि", "ं", "अ", "a", " "]
EMOJI = [
    "👩",
    "👶",
    "🏽",
    "\u200d",
    "\ufe0f",
    "❤",
    "🇮",
    "🇳",
    "🇺",
    "☺",
    "1",
    "\u20e3",
    "🏴",
    "\U000e0067",
    "\U000e007f",
]


def count(text: str) -> int:
    return measure(text, "graphemes", 300).length


def composed(seed: int) -> str:
    drawn = random.Random(seed)  # noqa: S311 - repeatable texts, no secret
    alphabet = (INDIC, EMOJI, INDIC + EMOJI, PIECES, SIGNS)[seed % 5]
    return "".join(drawn.choices(alphabet, k=drawn.randint(1, 9)))


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_thousands_of_composed_texts_have_as_many_clusters_as_icu_sees() -> None:
    texts = [composed(seed) for seed in range(TEXTS)]
    command = [NODE or "node", str(Path(__file__).with_name("clusters.mjs"))]
    run = subprocess.run(command, input=json.dumps(texts), capture_output=True, check=True, text=True)
    answer = json.loads(run.stdout)
    if float(answer["unicode"]) < WITH_CONJUNCTS:
        pytest.skip(f"this node knows Unicode {answer['unicode']}, which cut conjuncts")
    differing = [
        (ascii(text), icu, count(text))
        for text, icu in zip(texts, answer["counts"], strict=True)
        if icu != count(text)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("क\u094dत", 1),
        ("क\u094d\u094dत", 1),
        ("क\u094d\u200dत", 1),
        ("क\u093c\u200d\u094dत", 1),
        ("क\u094dत\u094dय", 1),
        ("क\u094da", 2),
        ("a\u094dत", 2),
        ("?\u094dत", 2),
        ("क\u200cत", 2),
        ("क\u094d\u200cष", 2),
        ("🇮🇳🇺", 2),
        ("👶🏿👶", 2),
        ("🛑\u200d🛑", 1),
        ("a\u200d🛑", 2),
        ("\r\n", 1),
        ("\r\u0308", 2),
    ],
)
def test_the_rules_of_annex_29_hold(text: str, clusters: int) -> None:
    assert count(text) == clusters


@pytest.mark.shared
@pytest.mark.skipif(not TABLES, reason="JANSETU_SHARED has no specs/unicode/GraphemeBreakTest*.txt")
def test_all_cases_that_unicode_publishes() -> None:
    for table in TABLES:
        for line in table.read_text(encoding="utf-8").splitlines():
            clusters = line.partition("#")[0].replace("×", " ").strip("÷ \t").split("÷")
            text = "".join(chr(int(code, 16)) for cluster in clusters for code in cluster.split())
            if text and text not in CHANGED_SINCE:
                assert count(text) == len(clusters), line
